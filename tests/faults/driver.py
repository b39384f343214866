"""Files alerts over HTTP as Hana would, and writes down, with fsync, each one that was accepted."""

import os
import re
import uuid
from pathlib import Path

import httpx

from tests import make
from tests.running import RunningHub

SAMPLE_PASSWORD = "early-warning-sample"


class Driver:
    def __init__(self, hub: RunningHub, ledger: Path, name: str = "hana") -> None:
        self.ledger = ledger
        self.client = httpx.Client(base_url=hub.url, timeout=15, follow_redirects=False)
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

    def file(self, client_id: str | None = None, level: str = "critical") -> str:
        """The number, once the hub has accepted; it is in the ledger before this returns."""
        form = make.form(level, client_id=client_id or str(uuid.uuid4()))
        answer = self.client.post("/api/v1/filings/", json=form, headers=self.headers)
        assert answer.status_code in {200, 201}, answer.text[:500]
        number = str(answer.json()["number"])
        with self.ledger.open("a") as ledger:
            ledger.write(number + "\n")
            ledger.flush()
            os.fsync(ledger.fileno())
        return number

    def answer(self, number: str) -> int:
        return self.client.post(f"/api/v1/alerts/{number}/answers/", headers=self.headers).status_code

    def accepted(self) -> list[str]:
        return self.ledger.read_text().split()
