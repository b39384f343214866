"""Whoever files the injects of an exercise is killed at it, or is not there: each is filed once, and the office's own
alerts are filed meanwhile as ever.
"""

from functools import partial
from pathlib import Path

import pytest

from tests.mailserver import wait_for

from .driver import Driver
from .rig import Rig

FIRES_S = 60.0
FILED_S = 90.0  # a worker that starts again, the sweep's ten seconds, threefold slack
START = """
from tests.integration import rehearsed as x
told = [f"k{n},0,{who},movement,now,,Place {n},EXERCISE. {n},,,,,,," for n, who in enumerate(["control", "police"] * 3)]
x.started(text=x.script(*told))
"""
STOP = """
from alerts.models import Exercise
from alerts.services import ending_exercises
from tests.integration import rehearsed as x
made = x.stopped(Exercise.objects.get())
ending_exercises.end_alerts(**x.noor(made))
"""
STATES = "SELECT state, count(*) FROM alerts_inject GROUP BY state ORDER BY state"
ALERTS = "SELECT count(*), count(DISTINCT alert_id) FROM alerts_filing JOIN alerts_alert a ON a.id = alert_id"
DRILLS = f"{ALERTS} WHERE a.is_exercise"
NUMBERS = "SELECT serial FROM alerts_alert WHERE is_exercise ORDER BY serial"


def all_filed(rig: Rig) -> bool:
    return rig.sql(STATES) == [("filed", 6)]


def are_there_once(rig: Rig) -> None:
    assert rig.sql(DRILLS) == [(6, 6)]
    assert [serial for (serial,) in rig.sql(NUMBERS)] == list(range(1, 7)), "no number was lost or given twice"
    assert rig.sql("SELECT count(DISTINCT alert_id) FROM alerts_inject WHERE alert_id IS NOT NULL") == [(6,)]
    told = "SELECT count(DISTINCT d.alert_id) FROM alerts_delivery d JOIN alerts_alert a ON a.id = d.alert_id"
    wait_for(lambda: rig.sql(f"{told} WHERE a.is_exercise") == [(6,)], FILED_S, "the telling of each")


@pytest.mark.parametrize("moment", ["before_commit", "after_commit"])
def test_a_worker_killed_amid_an_inject(rig: Rig, moment: str) -> None:
    rig.up("worker", "sender", "beat")
    rig.keep()
    mark = rig.arm("worker", f"filing.{moment}", passings=3)
    rig.manage("shell", "-c", START)
    wait_for(partial(rig.fired, "worker", mark), FIRES_S, "the worker's end")
    wait_for(partial(all_filed, rig), FILED_S, "every inject")
    are_there_once(rig)


def test_without_worker_and_redis_two_sweeps_file_them_of_which_one_dies(rig: Rig) -> None:
    marks = {name: rig.arm(name, "filing.before_commit", passings=2) for name in ("sweep", "sweep-2")}
    rig.up("sweep", "sweep-2")
    rig.keep()
    rig.manage("shell", "-c", START)
    wait_for(lambda: any(rig.fired(name, mark) for name, mark in marks.items()), FIRES_S, "a sweep's end")
    wait_for(partial(all_filed, rig), FILED_S, "every inject")
    are_there_once(rig)


def test_a_real_warning_is_filed_while_the_worker_dies_and_is_not_ended_with_the_exercise(
    rig: Rig, ledger: Path
) -> None:
    rig.up("web", "worker", "sender", "beat", "sweep")
    rig.keep()
    with Driver(rig, ledger) as hana:
        mark = rig.arm("worker", "filing.after_commit", passings=2)
        rig.manage("shell", "-c", START)
        real = hana.file(said={"status": "actual"})
        wait_for(partial(rig.fired, "worker", mark), FIRES_S, "the worker's end")
        wait_for(partial(all_filed, rig), FILED_S, "every inject")
        assert "-X-" not in real
    rig.manage("shell", "-c", STOP)
    left = rig.sql("SELECT number, is_exercise FROM alerts_alert WHERE state NOT IN ('closed', 'dismissed', 'joined')")
    assert left == [(real, False)]
    owed = "SELECT DISTINCT a.number FROM alerts_owed o JOIN alerts_alert a ON a.id = o.alert_id"
    assert rig.sql(f"{owed} WHERE o.settled_at IS NULL") == [(real,)]
