"""Pages before a long history: times over HTTP, statements, buffers, and whether any table is read as a whole.

Each is asked before BASE alerts of the past, and then before all.
"""

import asyncio
import re
import time
from statistics import median
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alerts.models import Alert, Owed
from ewrr.common import clock
from ewrr.common.shelf import shelf
from tests import make

from . import people, plans, seed
from .boards import http
from .rig import Bench

BASE = 10_000
WITH_ALL_ROWS = 100_000  # of the past; the others are bare, for a million would fill the disk
TURNS = 12
FIRST_PAGE, DEEP_PAGE = "/api/v1/alerts/?limit=50", "/api/v1/alerts/?limit=50&after=MIDDLE"
PAGES = (
    "/",
    "/board/",
    "/board/?tab=mine",
    "/board/?tab=overdue",
    "/board/?text=mayi",
    "/board/?open=N",
    "/alerts/N/",
    FIRST_PAGE,
    DEEP_PAGE,
)


def run(bench: Bench, history: int) -> list[dict[str, Any]]:
    # A storm just before would fold every row away.
    Alert.objects.filter(state="received").update(
        state="dismissed", state_before="received", dismissed_because="nuisance", closed_at=clock.now()
    )
    for _turn in range(10):
        make.alert(level="high", is_routed=True)
    Owed.objects.filter(kind="answer").update(due_at=clock.now())  # no list is empty
    ended = seed.begin(min(history, BASE))
    statements()  # what it adds stands on every page from then on
    seed.analyse()
    base = {path: _counts(said) for path, said in statements().items()}
    with_rows = min(history, WITH_ALL_ROWS) - BASE
    seed.copy(ended, with_rows, seed.YEARS_S)
    seed.copy(ended, history - WITH_ALL_ROWS, seed.YEARS_S, hung=())
    seed.analyse()
    found = []
    for path, said in statements().items():
        times, size = timed(bench, path)
        count, buffers = _counts(said)
        found.append(
            {
                "path": path,
                "p50 ms": 1000 * median(times),
                "worst ms": 1000 * max(times),
                "kib": size / 1024,
                "statements": count,
                "buffers": buffers,
                "statements before": base[path][0],
                "buffers before": base[path][1],
                "seq scans": sorted({table for sql in said for table in plans.whole(sql)}),
                "alerts": Alert.objects.count(),
                "open": Alert.objects.filter(state="received").count(),
            }
        )
    return found


def _counts(said: list[str]) -> tuple[int, int]:
    """Statements, and the buffers that they touch."""
    return len(said), sum(map(plans.buffers, said))


def statements() -> dict[str, list[str]]:
    """What each page asks the database in a process that has just begun, the change door also as a later board."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(make.person("Noor"))
    found = {}
    for path in PAGES:
        shelf.clear()
        found[path] = asked(client, address(path))
    cursor = cursor_of(client)
    make.answered(Alert.objects.get(number=newest()), "Chidi")
    shelf.clear()
    for path in ("/changes/ (the first board)", "/changes/ (the next ones)"):
        found[path] = asked(client, "/changes/", since=cursor, view="board", tab="open", open=newest())
    make.alert(level="high", is_routed=True)
    return found


def cursor_of(client: Client) -> str:
    match = re.search(r'data-cursor="([^"]*)"', client.get("/board/").content.decode())
    assert match is not None
    return match[1]


def newest() -> str:
    return Alert.objects.filter(office__code="BEN", state="received").order_by("-pk")[0].number


def middle() -> str:
    """The number that stands in the middle of all, by receipt."""
    rows = Alert.objects.filter(office__code="BEN").order_by("-received_at", "-pk")
    return rows[rows.count() // 2].number


def address(path: str) -> str:
    return path.replace("/N/", f"/{newest()}/").replace("=N", f"={newest()}").replace("MIDDLE", middle())


def asked(client: Client, path: str, **fields: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path, fields)
    assert answer.status_code == 200, (path, answer.status_code)
    return [query["sql"] for query in captured if query["sql"].startswith("SELECT")]


def timed(bench: Bench, path: str) -> tuple[list[float], int]:
    """Of pages over HTTP, one after the other; the change door after an event each time."""
    cookie = f"sessionid={people.signed_in(make.person('Noor'))}"
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(make.person("Noor"))
    times, size = [], 0
    for _turn in range(TURNS):
        where = address(path)
        if path.startswith("/changes/"):
            where = f"/changes/?view=board&tab=open&open={newest()}&since={cursor_of(client)}"
            make.alert(level="high")
            if "next" in path:
                asyncio.run(http(bench.port, "GET", where, cookie))
        began = time.perf_counter()
        status, content = asyncio.run(http(bench.port, "GET", where, cookie))
        times.append(time.perf_counter() - began)
        size = len(content)
        assert status == 200, (path, status)
    return times[2:], size
