"""Files and answers over HTTP as people would, and writes down, with fsync, what the hub accepted."""

import hashlib
import re
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from tests import make
from tests.running import RunningHub

from .ledger import Ledger

SAMPLE_PASSWORD = "early-warning-sample"
PATIENCE_S = 120.0  # how long somebody in doubt sends the same again
PAUSE_S = 0.5
VERSION = re.compile(r'name="version" value="([0-9]+)"')
IN_DOUBT = {500, 502, 503, 504}


class Driver:
    """One signed-in person. `tried`, `accepted` and `answered` are lines of the ledger; times are time.time()."""

    def __init__(
        self, hub: RunningHub, ledger: Path, name: str = "hana", client: type[httpx.Client] = httpx.Client
    ) -> None:
        self.name = name
        self.ledger = Ledger(ledger)
        self.client: Any = client(base_url=hub.url, timeout=15, follow_redirects=False)
        page = self.client.get("/accounts/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert token, "the sign-in page has a form"
        fields = {"login": f"{name}@beni.example", "password": SAMPLE_PASSWORD, "csrfmiddlewaretoken": token[1]}
        answer = self.client.post("/accounts/login/", data=fields, headers={"Origin": hub.url})
        assert answer.status_code == 302, answer.status_code
        self.headers = {"Origin": hub.url, "X-CSRFToken": self.client.cookies["csrftoken"]}

    def __enter__(self) -> "Driver":
        return self

    def __exit__(self, *_failure: object) -> None:
        self.client.close()

    def file(
        self,
        client_id: str | None = None,
        level: str = "critical",
        patience_s: float = 0.0,
        said: dict[str, str] | None = None,
    ) -> str:
        """The number, once the hub has accepted; it is in the ledger before this returns. Sends the same again
        while in doubt and while patience lasts. `said`: further answers.
        """
        client_id = client_id or str(uuid.uuid4())
        form = make.form(level, client_id=client_id, text=f"Les gens fuient vers Oicha. {client_id}", **(said or {}))
        words = hashlib.sha256(form["text"].encode()).hexdigest()
        self.ledger.write(kind="tried", client_id=client_id, at=time.time())
        answer = until_certain(lambda: self._post("/api/v1/filings/", form), patience_s)
        assert answer.status_code in {200, 201}, answer.text[:500]
        number = str(answer.json()["number"])
        accepted = {"client_id": client_id, "number": number, "level": level, "words": words, "by": self.name}
        self.ledger.write(kind="accepted", at=time.time(), **accepted)
        return number

    def answer(self, number: str, patience_s: float = 0.0) -> int:
        """The status; an answer that was accepted is in the ledger before this returns."""
        answer = until_certain(lambda: self._post(f"/api/v1/alerts/{number}/answers/"), patience_s)
        if answer.status_code in {200, 201}:
            self.ledger.write(kind="answered", number=number, by=self.name, at=time.time())
        return answer.status_code

    def move(self, number: str, move: str, patience_s: float = 0.0, **fields: str) -> bool:
        """Decides or dismisses, against the version that the page showed. Says whether this was accepted: when an
        earlier try was, without our knowing, the page refuses.
        """
        path = f"/alerts/{number}/{move}/"

        def attempt() -> httpx.Response:
            page: httpx.Response = self.client.get(path)
            if page.status_code != 200:
                return page
            found = VERSION.search(page.text)
            assert found, "the page says which version it shows"
            sent = fields | {"version": found[1], "csrfmiddlewaretoken": self.headers["X-CSRFToken"]}
            moved: httpx.Response = self.client.post(path, data=sent, headers={"Origin": self.headers["Origin"]})
            return moved

        answer = until_certain(attempt, patience_s)
        assert answer.status_code in {303, 409}, (answer.status_code, answer.text[:300])
        if answer.status_code == 303:
            self.ledger.write(kind="moved", number=number, move=move, by=self.name, at=time.time())
        return bool(answer.status_code == 303)

    def read(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.status_code
        return str(answer.text)

    def accepted(self) -> list[str]:
        return [line["number"] for line in self.ledger.read() if line["kind"] == "accepted"]

    def _post(self, path: str, form: object = None) -> httpx.Response:
        answer: httpx.Response = self.client.post(path, json=form, headers=self.headers)
        return answer


def until_certain(send: Callable[[], httpx.Response], patience_s: float) -> httpx.Response:
    """The first answer that leaves no doubt; the last one where patience ends. Raises httpx.TransportError then."""
    until = time.monotonic() + patience_s
    while True:
        try:
            answer = send()
            if answer.status_code not in IN_DOUBT or time.monotonic() > until:
                return answer
        except httpx.TransportError:
            if time.monotonic() > until:
                raise
        time.sleep(PAUSE_S)
