"""A filing, the whole path: by page and by API against the bare one, from one client and from eight."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from alerts.models import Alert
from tests import make
from tests.integration.devices import machine

from . import people
from .boards import CSRF, FORM, http
from .rig import Bench

CLIENTS = (1, 8)
POSTS = 40  # of each client in a round


@dataclass(frozen=True, slots=True)
class Way:
    """Where and what is sent; `processes`: those that work on it; `is_taken`: of the answer's status."""

    name: str
    port: int
    path: str
    body: Callable[[], str]
    is_taken: Callable[[int], bool]
    processes: tuple[str, ...]
    cookie: str = ""
    kind: str = FORM
    headers: tuple[tuple[str, str], ...] = ()

    async def post(self) -> tuple[float, bool]:
        """Seconds until the answer, and whether it was taken."""
        began = time.perf_counter()
        status, _content = await http(
            self.port, "POST", self.path, self.cookie, self.body(), kind=self.kind, **dict(self.headers)
        )
        return time.perf_counter() - began, self.is_taken(status)


def ways(bench: Bench) -> list[Way]:
    cookie = f"sessionid={people.signed_in(make.person('Hana'))}; csrftoken={CSRF}"
    hub = ("web", "postgres", "valkey")

    def typed() -> str:
        return urlencode({"csrfmiddlewaretoken": CSRF} | make.form("high"), doseq=True)

    def said() -> str:
        return json.dumps(make.form("high"))

    token = (("Authorization", f"Bearer {machine(called='Bench').token}"),)
    return [
        Way("floor", bench.floor_port, "/", str, lambda status: status == 201, ("floor", "postgres", "valkey")),
        Way("page", bench.port, "/file/", typed, lambda status: status in (302, 303), hub, cookie),
        Way(
            "api", bench.port, "/api/v1/filings/", said, lambda status: status == 201, hub,
            kind="application/json", headers=token,
        ),
    ]  # fmt: skip


def run(bench: Bench, rounds: int) -> list[dict[str, Any]]:
    """One row for each way and number of clients, the ways in turn; `stored`: filings that are there afterwards."""
    asked = ways(bench)
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for way in asked:
        asyncio.run(way.post())  # what a process needs once
    before = Alert.objects.count()
    for _round in range(rounds):
        for clients in CLIENTS:
            for way in asked:
                row = found.setdefault((way.name, clients), {"times": [], "s": 0.0, "cpu": 0.0, "taken": 0, "sent": 0})
                asyncio.run(one(bench, way, clients, row))
    stored = Alert.objects.count() - before
    return [_figures(way, clients, row) | {"stored": stored} for (way, clients), row in found.items()]


async def one(bench: Bench, way: Way, clients: int, row: dict[str, Any]) -> None:
    async def client() -> None:
        for _turn in range(POSTS):
            took, is_taken = await way.post()
            row["times"].append(took)
            row["taken"] += is_taken

    before, began = bench.cpu_ms(*way.processes), time.perf_counter()
    await asyncio.gather(*(client() for _turn in range(clients)))
    row["s"] += time.perf_counter() - began
    row["cpu"] += bench.cpu_ms(*way.processes) - before
    row["sent"] += clients * POSTS


def _figures(way: str, clients: int, row: dict[str, Any]) -> dict[str, Any]:
    times = sorted(row["times"])
    return {
        "way": way,
        "clients": clients,
        "a second": row["sent"] / row["s"],
        "p50 ms": 1000 * times[len(times) // 2],
        "p99 ms": 1000 * times[int(len(times) * 0.99)],
        "cpu ms": row["cpu"] / row["sent"],
        "sent": row["sent"],
        "taken": row["taken"],
    }
