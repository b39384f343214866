"""What tests of the watch need: a server outside the hub, and rounds at moments of their choice."""

import json
import threading
from collections.abc import Iterable
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from alerts.domain.words_of_telling import Part
from alerts.models import Alarm
from alerts.services import pulse, watch
from ewrr.common import clock


class Outside:
    """Notes what is called as (path, JSON or None), answers with `status`."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Any]] = []
        self.status = 200
        outer = self

        class Door(BaseHTTPRequestHandler):
            def do_GET(self):
                self.answer(None)

            def do_POST(self):
                self.answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

            def answer(self, body):
                outer.calls.append((self.path, body))
                self.send_response(outer.status)
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.end_headers()

            def log_message(self, *_words):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Door)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class Rounds:
    """rounds(45, without=[Part.SENDER]): a round so many seconds after the hub was last seen to work in every part,
    with a sign of life of all parts but those. Says whether one was made.
    """

    def __init__(self) -> None:
        self.begun = clock.now()
        for seconds in (-100, -80, -60, -40, -20, 0):
            self(seconds)

    def __call__(self, seconds: float, *, without: Iterable[Part] = ()) -> bool:
        with clock.set_to(self.begun + timedelta(seconds=seconds)):
            for part in set(Part) - set(without):
                pulse.mark(part, clock.now())
            return watch.make_round()


def ringing() -> set[tuple[str, str]]:
    """(kind, subject) of every alarm that has not ended."""
    return set(Alarm.objects.filter(ended_at__isnull=True).values_list("kind", "subject"))
