"""The database's clock put forward or back, and three hours of absence: early perhaps, never late, never all steps."""

import time
from collections import Counter
from pathlib import Path

from tests.mailserver import wait_for

from .checker import judge
from .conftest import evidence, settle
from .driver import Driver
from .plans import shorten
from .rig import Rig

HOUR_S = 3600.0
NOTICED_S = 15.0  # within which a clock that was put back is noticed
SLACK_S = 20.0  # for a loaded machine
STEP_S = 20.0  # the second step of a shortened critical plan
CREW = ("worker", "sender", "beat", "sweep")
DEPUTIES = {"luc", "tomas", "rajiv"}


def readers(rig: Rig, number: str) -> set[str]:
    return {mail["to"].partition("@")[0] for mail in rig.mail.received(number)}


def test_a_clock_put_back_an_hour_makes_no_step_and_no_message_late(rig: Rig, ledger: Path) -> None:
    shorten(rig)
    rig.up("web", *CREW)
    with Driver(rig, ledger) as hana:
        climbing = hana.file()
        wait_for(lambda: len(readers(rig, climbing)) == 4, 30, "the first step")
        since = time.time()
        rig.down("sender")
        waiting = hana.file()  # its messages are due by the clock as it was
        wait_for(
            lambda: rig.sql("SELECT count(*) FROM alerts_delivery WHERE state = 'pending'") == [(4,)], 30, "routing"
        )
        rig.move_clock(-HOUR_S)
        rig.up("sender")
        wait_for(lambda: len(readers(rig, waiting)) >= 4, NOTICED_S + SLACK_S, "messages that waited")
        limit_s = since + STEP_S + NOTICED_S + SLACK_S - time.time()
        wait_for(lambda: readers(rig, climbing) >= DEPUTIES, max(limit_s, 1), "the second step")
        rig.move_clock(HOUR_S)  # somebody puts it right again
        later = hana.file()
        wait_for(lambda: len(readers(rig, later)) >= 4, SLACK_S, "an alert filed afterwards")
        for number in (climbing, waiting, later):
            answer_all(rig, ledger, number)
    settle(rig)
    assert judge(evidence(rig, ledger)) == []


def test_a_clock_put_forward_an_hour_loses_nothing(rig: Rig, ledger: Path) -> None:
    rig.up("web", *CREW)
    with Driver(rig, ledger) as hana:
        numbers = [hana.file(level=level) for level in ("critical", "high", "medium", "low")]
        wait_for(lambda: all(len(readers(rig, number)) == 4 for number in numbers[:3]), 30, "the first step")
        rig.move_clock(HOUR_S)
        wait_for(lambda: readers(rig, numbers[0]) >= DEPUTIES, SLACK_S, "the next step, early")
        numbers.append(hana.file())
        wait_for(lambda: len(readers(rig, numbers[-1])) == 4, SLACK_S, "an alert filed afterwards")
        for number in numbers:
            answer_all(rig, ledger, number)
    settle(rig)
    assert judge(evidence(rig, ledger)) == []


def test_after_three_hours_of_absence_each_alert_jumps_once_and_tells_each_person_once(rig: Rig, ledger: Path) -> None:
    rig.up("web", "worker", "sender")
    with Driver(rig, ledger) as hana:
        told = [hana.file(level=level) for level in ("critical", "critical", "high")]
        wait_for(lambda: all(len(readers(rig, number)) == 4 for number in told), 30, "the first steps")
        rig.down("worker")
        told.append(hana.file())  # nobody was told of this one before the absence
        for name in ("web", "sender"):
            rig.down(name)
        before = len(rig.mail.received())
        rig.move_clock(3 * HOUR_S)
        rig.up("web", *CREW, "sweep-2")
        wait_for(
            lambda: all(readers(rig, number) >= DEPUTIES | {"grace"} for number in told),
            60,
            "everybody, up to the Head",
        )
        settle(rig)
    jumps = rig.sql(
        """SELECT a.number, count(*), max((e.data ->> 'jumped')::int) FROM alerts_event e
        JOIN alerts_alert a ON a.id = e.alert_id
        WHERE e.kind IN ('alert.told', 'alert.routed') AND (e.data ->> 'jumped')::int > 0 GROUP BY a.number"""
    )
    assert sorted(number for number, _count, _jumped in jumps) == sorted(told)
    assert {count for _number, count, _jumped in jumps} == {1}
    afterwards = Counter((mail["subject"], mail["to"]) for mail in rig.mail.received()[before:])
    assert set(afterwards.values()) == {1}, "one message a person, not one a step"
    assert judge(evidence(rig, ledger)) == []


def answer_all(rig: Rig, ledger: Path, number: str) -> None:
    for name in ("amina", "ben", "chidi"):
        with Driver(rig, ledger, name) as driver:
            assert driver.answer(number) in {200, 201}
