"""Whoever tells that nobody has checked in is killed at it, or is not there: all are told of it all the same, once."""

from functools import partial

import pytest

from tests.mailserver import wait_for

from .rig import Rig

FIRES_S = 60.0
TOLD_S = 90.0  # a worker that starts again, the sweep's ten seconds, threefold slack
# Chidi has had the duty for hours, at whatever hour this runs, and was asked to check in 40 minutes ago.
ASK = """
import datetime as dt
from alerts.models import Duty, Person, Shift
from ewrr.common import clock
now, duty = clock.now(), Duty.objects.get(office__code="BEN", code="force-focal-point")
Shift.objects.create(
    duty=duty, person=Person.objects.get(name="Chidi"), kind="replace", made_at=now,
    starts_at=now - dt.timedelta(hours=6), ends_at=now + dt.timedelta(hours=6),
)
Duty.objects.filter(pk=duty.pk).update(asks_check_in=True, asked_since=now - dt.timedelta(minutes=40))
"""
GAPS = "SELECT count(*) FROM alerts_missedcheckin WHERE told_at IS NOT NULL"
EVENTS = "SELECT data->>'is_gap', count(*) FROM alerts_event WHERE kind = 'duty.not_checked_in' GROUP BY 1"
NOTICES = (
    "SELECT p.name, count(*) FROM alerts_delivery d JOIN alerts_person p ON p.id = d.person_id "
    "JOIN alerts_notice n ON n.id = d.notice_id WHERE n.what = 'not_checked_in' AND d.channel = 'inbox' GROUP BY 1"
)


def is_told(rig: Rig) -> bool:
    return rig.sql(GAPS) == [(1,)]


def was_told_once(rig: Rig) -> None:
    assert dict(rig.sql(EVENTS))["true"] == 1
    assert rig.sql(NOTICES) == [("Rajiv", 1)]


@pytest.mark.parametrize("moment", ["before_commit", "after_commit"])
def test_a_worker_killed_as_it_tells_of_a_gap(rig: Rig, moment: str) -> None:
    rig.up("worker", "sender", "beat")
    rig.keep()
    mark = rig.arm("worker", f"checking_in.{moment}")
    rig.manage("shell", "-c", ASK)
    wait_for(partial(rig.fired, "worker", mark), FIRES_S, "the worker's end")
    wait_for(partial(is_told, rig), TOLD_S, "the gap")
    was_told_once(rig)


def test_without_a_worker_two_sweeps_tell_of_which_one_dies(rig: Rig) -> None:
    marks = {name: rig.arm(name, "checking_in.before_commit") for name in ("sweep", "sweep-2")}
    rig.up("sweep", "sweep-2")
    rig.keep()
    rig.manage("shell", "-c", ASK)
    wait_for(lambda: any(rig.fired(name, mark) for name, mark in marks.items()), FIRES_S, "a sweep's end")
    wait_for(partial(is_told, rig), TOLD_S, "the gap")
    was_told_once(rig)
