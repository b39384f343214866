"""Statements of each page and act, as written down in query_counts.json: with ten alerts and with a thousand.

UPDATE_QUERY_COUNTS=1 writes the file anew.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from itertools import dropwhile
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alerts.models import Alert, Delivery, Escalation
from alerts.services import delivery, routing
from tests import make
from tests.house import crowd

FILE = Path(__file__).with_name("query_counts.json")
CONTROL = re.compile(r"^(BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK)")
# Who asks, and now: the statements with which every request of a signed-in person begins.
OF_THE_VIEWER = re.compile(r"FROM \"(django_session|alerts_person|alerts_membership)\"|^SELECT statement_timestamp")
MOST_TO_FILE = 20
VIEWS = {"board": "/board/", "alert": "/alerts/{n}/", "home": "/", "receipt": "/alerts/{n}/receipt/"}

Act = Callable[[], Any]


class Desk:
    """Signed-in people before a hub with `size` alerts; `number` is a critical one that nobody answered."""

    def __init__(self, office: Any, size: int) -> None:
        alerts = crowd.ten(office)
        crowd.multiply(alerts, size // len(alerts))
        assert Alert.objects.count() == size
        self.number = alerts[0].number
        self.clients = {name: Client() for name in ("Amina", "Hana")}
        for name, client in self.clients.items():
            client.force_login(make.person(name))

    def acts(self) -> Iterator[tuple[str, Act]]:
        """(what, how), each from the same start."""
        for path in ("/", "/board/", "/board/?tab=unanswered", "/board/?tab=mine", "/board/?tab=history"):
            yield f"GET {path}", self.get(path)
        yield "GET /board/?open=N", self.get(f"/board/?open={self.number}")
        yield "GET /alerts/N/", self.get(f"/alerts/{self.number}/")
        yield "GET /alerts/N/receipt/", self.get(f"/alerts/{self.number}/receipt/", "Hana")
        yield "GET /changes/ without news", self.changes("board", is_changed=False)
        for view in VIEWS:
            yield f"GET /changes/?view={view}", self.changes(view)
        yield "GET /file/", self.get("/file/", "Hana")
        yield "POST /file/", self.post("/file/", "Hana", make.form())
        yield "POST /alerts/N/answer/", self.post(f"/alerts/{self.number}/answer/")
        yield "GET /api/v1/alerts/", self.get("/api/v1/alerts/")
        yield "GET /api/v1/alerts/N/", self.get(f"/api/v1/alerts/{self.number}/")
        yield "route one alert", self.route()
        yield "deliver one message", self.deliver()

    def get(self, path: str, by: str = "Amina") -> Act:
        return lambda: _fine(self.clients[by].get(path))

    def post(self, path: str, by: str = "Amina", fields: dict[str, Any] | None = None) -> Act:
        return lambda: _fine(self.clients[by].post(path, fields or {}))

    def changes(self, view: str, is_changed: bool = True) -> Act:
        client = self.clients["Hana" if view == "receipt" else "Amina"]
        cursor = client.get(VIEWS[view].format(n=self.number)).context["cursor"]
        if is_changed:
            make.answered(Alert.objects.get(number=self.number), "Ben")
        asks = {"since": cursor, "view": view, "tab": "open", "open": self.number}

        def ask() -> None:
            assert bool(_fine(client.get("/changes/", asks)).json()["fragments"]) is is_changed

        return ask

    def route(self) -> Act:
        Escalation.objects.update(next_at=None)
        make.alert()
        return lambda: _is_one(routing.route_due(limit=1))

    def deliver(self) -> Act:
        Delivery.objects.exclude(state="sent").delete()
        make.alert(is_routed=True)
        return lambda: _is_one(delivery.deliver_due(limit=1))


def _fine(answer: Any) -> Any:
    assert answer.status_code < 400, answer.content[:500]
    return answer


def _is_one(done: int) -> None:
    assert done == 1


def statements(desk: Desk) -> dict[str, list[str]]:
    """What each act asked the database, transaction control left out; each is undone before the next."""
    found: dict[str, list[str]] = {}
    acts = desk.acts()
    while True:
        with transaction.atomic():
            what, act = next(acts, ("", None))
            if act is None:
                return found
            with CaptureQueriesContext(
                connection,
            ) as asked:
                act()
            transaction.set_rollback(True)
        found[what] = [query["sql"] for query in asked if not CONTROL.match(query["sql"])]


@pytest.mark.parametrize("size", [10, 1000])
def test_each_page_and_act_asks_as_often_as_written_down(beni, size):
    asked = statements(Desk(beni, size))
    counts = {what: len(sql) for what, sql in asked.items()}
    if os.environ.get("UPDATE_QUERY_COUNTS"):
        FILE.write_text(json.dumps(counts, indent=2) + "\n", "utf-8")
    written = json.loads(FILE.read_text("utf-8"))
    wrong = [what for what in counts.keys() | written.keys() if counts.get(what) != written.get(what)]
    told = [f"{what}: {counts.get(what)}, not {written.get(what)}" for what in sorted(wrong)]
    told += [f"\n{what}\n  " + "\n  ".join(line[:400] for line in asked.get(what, [])) for what in sorted(wrong)]
    assert not wrong, "\n".join(told)


def test_filing_stays_within_twenty_statements(beni):
    client = Client()
    client.force_login(make.person("Hana"))
    with CaptureQueriesContext(connection) as asked:
        _fine(client.post("/file/", make.form()))
    sql = [query["sql"] for query in asked if not CONTROL.match(query["sql"])]
    own = list(dropwhile(OF_THE_VIEWER.search, sql))
    assert len(own) <= MOST_TO_FILE, f"{len(own)} statements:\n" + "\n".join(line[:300] for line in own)
