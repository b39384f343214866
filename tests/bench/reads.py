"""Pages before a long history: times over HTTP, how many statements, and whether any table is read as a whole."""

import asyncio
import json
import re
import time
from collections.abc import Iterator
from statistics import median
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Max, Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alerts.models import (
    Acknowledgement,
    Alert,
    Assessment,
    Decision,
    Delivery,
    Ending,
    Escalation,
    Event,
    Filing,
    NumberCounter,
    Owed,
)
from alerts.services import delivery
from ewrr.common import clock
from ewrr.common.shelf import shelf
from tests import make

from . import people
from .boards import http
from .rig import Bench

OPEN = 500
YEARS_S = 3 * 365 * 86400
TURNS = 12
HUNG: tuple[type[Model], ...] = (
    Filing,
    Escalation,
    Acknowledgement,
    Owed,
    Assessment,
    Decision,
    Ending,
    Delivery,
    Event,
)
WHOLE = ("alerts_alert", "alerts_event", "alerts_delivery", "alerts_owed", "alerts_filing", "alerts_escalation")
PAGES = ("/", "/board/", "/board/?tab=mine", "/board/?tab=overdue", "/board/?open=N", "/alerts/N/")


def run(bench: Bench, history: int) -> list[dict[str, Any]]:
    Alert.objects.filter(state="received").update(state="dismissed")  # a storm just before would fold every row away
    for _turn in range(10):
        make.alert(level="high", is_routed=True)
    Owed.objects.filter(kind="answer").update(due_at=clock.now())  # no list is empty
    with_ten = {path: len(asked) for path, asked in statements().items()}
    seed(history)
    found = []
    for path, asked in statements().items():
        times, size = timed(bench, path)
        found.append(
            {
                "path": path,
                "p50 ms": 1000 * median(times),
                "worst ms": 1000 * max(times),
                "kib": size / 1024,
                "statements": len(asked),
                "with ten": with_ten[path],
                "seq scans": sorted({table for sql in asked for table in whole(sql)}),
                "alerts": Alert.objects.count(),
                "open": Alert.objects.filter(state="received").count(),
            }
        )
    return found


def statements() -> dict[str, list[str]]:
    """What each page asks the database in a process that has just begun, the change door also as a later board."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(make.person("Noor"))
    found = {}
    for path in PAGES:
        shelf.clear()
        found[path] = asked(client, path.replace("N", newest()))
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


def asked(client: Client, path: str, **fields: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path, fields)
    assert answer.status_code == 200, (path, answer.status_code)
    return [query["sql"] for query in captured if query["sql"].startswith(("SELECT", "UPDATE", "INSERT"))]


def whole(sql: str) -> Iterator[str]:
    """The large tables of which the statement reads every row."""
    if sql.startswith("SELECT") and any(table in sql for table in WHOLE):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}".replace("%", "%%"), [])
            plan = cursor.fetchone()[0]
        yield from _scans((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])


def _scans(node: dict[str, Any]) -> Iterator[str]:
    if node["Node Type"] == "Seq Scan" and node["Relation Name"] in WHOLE:
        yield node["Relation Name"]
    for below in node.get("Plans", []):
        yield from _scans(below)


def timed(bench: Bench, path: str) -> tuple[list[float], int]:
    """Of pages over HTTP, one after the other; the change door after an event each time."""
    cookie = f"sessionid={people.signed_in(make.person('Noor'))}"
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(make.person("Noor"))
    times, size = [], 0
    for _turn in range(TURNS):
        address = path.replace("N", newest())
        if path.startswith("/changes/"):
            address = f"/changes/?view=board&tab=open&open={newest()}&since={cursor_of(client)}"
            make.alert(level="high")
            if "next" in path:
                asyncio.run(http(bench.port, "GET", address, cookie))
        began = time.perf_counter()
        status, content = asyncio.run(http(bench.port, "GET", address, cookie))
        times.append(time.perf_counter() - began)
        size = len(content)
        assert status == 200, (path, status)
    return times[2:], size


def seed(history: int) -> None:
    """Copies of one alert that ran its whole course, and of one that waits, each with all its rows, by SQL."""
    ended = make.alert(is_routed=True)
    delivery.deliver_due()
    make.answered(ended, "Amina", "Ben", "Chidi")
    make.closed(ended)
    waiting = make.alert(level="high", is_routed=True)
    delivery.deliver_due()
    copy(ended, history, YEARS_S)
    copy(waiting, OPEN, 2 * 86400)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def copy(alert: Alert, times: int, over_s: int) -> None:
    """`times` more of it, spread evenly over the past `over_s` seconds."""
    base = Alert.objects.aggregate(last=Max("pk"))["last"]
    serial = Alert.objects.aggregate(last=Max("serial"))["last"]
    prefix = alert.number[: -len(f"{alert.serial:04}")]
    number = f"({serial} + g)::text"
    padded = f"'{prefix}' || lpad({number}, greatest(4, length({number})), '0')"
    own = {"id": f"{base} + g", "serial": f"{serial} + g", "number": padded}
    _insert(Alert, f"t.id = {alert.pk}", own, times, over_s)
    for model in HUNG:
        own = {"alert_id": f"{base} + g"}
        if model is Filing:
            own["client_id"] = "gen_random_uuid()"
        if model is Event:
            last, count = Event.objects.aggregate(last=Max("seq"))["last"], Event.objects.filter(alert=alert).count()
            own["seq"] = f"{last} + (g - 1) * {count} + row_number() OVER (PARTITION BY g ORDER BY t.seq)"
        if model is Delivery:
            same_round = "(SELECT e.id FROM alerts_escalation e JOIN alerts_escalation o ON o.id = t.escalation_id"
            own["escalation_id"] = f"{same_round} WHERE e.alert_id = {base} + g AND e.round = o.round)"
        _insert(model, f"t.alert_id = {alert.pk}", own, times, over_s)
    NumberCounter.objects.update(last=serial + times)
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('alerts_alert', 'id'), max(id)) FROM alerts_alert")


def _insert(model: type[Model], where: str, own: dict[str, str], times: int, over_s: int) -> None:
    back = f"g * interval '{over_s / times} seconds'"
    values: dict[str, str] = {}
    for field in model._meta.concrete_fields:
        assert field.column is not None
        if field.column == "id" and "id" not in own:
            continue
        plain = f"t.{field.column} - {back}" if isinstance(field, DateTimeField) else f"t.{field.column}"
        values[field.column] = own.get(field.column, plain)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(values)}) SELECT {', '.join(values.values())}"  # noqa: S608  our own names
            f" FROM {table} t CROSS JOIN generate_series(1, {times}) g WHERE {where}"
        )
