"""A thousand alerts routed by one worker, against a bare loop that writes as many rows; and how soon one begins."""

import os
import signal
import time
from statistics import median
from typing import Any

import psycopg
from django.db.models import Count

from alerts.models import Alert, Delivery, Escalation
from ewrr.common import clock
from tests import make
from tests.mailserver import wait_for

from .rig import Bench

SINGLES = 20
WITHIN_S = 300.0


def run(bench: Bench, waiting: int) -> dict[str, Any]:
    """The worker has nothing else to do, and is held still until all are filed, so that it begins with the heap."""
    bench.start_worker(queues="route")
    wait_for(lambda: not Escalation.objects.filter(next_at__lte=clock.now()).exists(), 300, "what waited before")
    group = os.getpgid(bench.processes["worker"].pid)
    os.killpg(group, signal.SIGSTOP)
    try:
        heap = [make.alert(level="high").pk for _turn in range(waiting)]
    finally:
        os.killpg(group, signal.SIGCONT)
    began, before = time.perf_counter(), bench.cpu_ms("worker", "postgres", "valkey")
    left = waiting
    while left and time.perf_counter() - began < WITHIN_S:
        time.sleep(0.05)
        left = Alert.objects.filter(pk__in=heap, routed_at__isnull=True).count()
    took, cpu = time.perf_counter() - began, bench.cpu_ms("worker", "postgres", "valkey") - before
    told = Delivery.objects.filter(alert__in=heap)
    each = list(told.values("alert").annotate(rows=Count("pk")).values_list("rows", flat=True))
    once = told.values("alert", "round", "step", "person", "channel").distinct().count()
    bare = floor(bench, waiting, round(median(each)) if each else 1)
    starts = sorted(1000 * _start_of_one() for _turn in range(SINGLES))
    bench.kill("worker")  # the stages after it are alone with the database
    return {
        "waiting": waiting,
        "s": took,
        "a second": waiting / took,
        "x floor": took / bare,
        "cpu ms": cpu / waiting,
        "rows": sum(each),
        "not routed": left,
        "told nobody": waiting - len(each),
        "told unlike the others": sum(rows != median(each) for rows in each),
        "told twice": sum(each) - once,
        "starts ms": starts,
    }


def _start_of_one() -> float:
    """Seconds from receipt to routing, by the database's clock."""
    alert = make.alert(level="high")
    ends = time.perf_counter() + 20
    while alert.routed_at is None and time.perf_counter() < ends:
        time.sleep(0.01)
        alert.refresh_from_db(fields=["routed_at"])
    assert alert.routed_at is not None, "a single alert is routed within twenty seconds"
    return (alert.routed_at - alert.received_at).total_seconds()


def floor(bench: Bench, count: int, rows: int) -> float:
    """Seconds of a bare loop: one row claimed, `rows` written, one marked; a transaction each."""
    with psycopg.connect(bench.database_url, autocommit=True) as database:
        database.execute("CREATE TABLE IF NOT EXISTS bench_heap (id serial PRIMARY KEY, done bool DEFAULT false)")
        database.execute("CREATE TABLE IF NOT EXISTS bench_told (id bigserial PRIMARY KEY, heap int, body text)")
        database.execute("CREATE INDEX IF NOT EXISTS bench_heap_waits ON bench_heap (id) WHERE NOT done")
        database.execute("INSERT INTO bench_heap (done) SELECT false FROM generate_series(1, %s)", [count])
        began = time.perf_counter()
        while True:
            with database.transaction():
                claimed = database.execute(
                    "SELECT id FROM bench_heap WHERE NOT done ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED"
                ).fetchone()
                if claimed is None:
                    return time.perf_counter() - began
                for _turn in range(rows):
                    database.execute("INSERT INTO bench_told (heap, body) VALUES (%s, %s)", [claimed[0], "x" * 200])
                database.execute("UPDATE bench_heap SET done = true WHERE id = %s", [claimed[0]])
