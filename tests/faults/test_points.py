"""Processes that end themselves at the worst moments: nothing accepted is lost, a message comes twice at most."""

from functools import partial
from pathlib import Path

import pytest

from tests.mailserver import wait_for

from .chaos import ROUTING, SENDING
from .checker import judge
from .conftest import evidence, settle
from .driver import Driver
from .rig import Rig

PATIENCE_S = 60.0
FIRES_S = 60.0
OVERDUE = """UPDATE alerts_escalation SET next_at = next_at - interval '20 s' WHERE state = 'running' AND step = 0;
UPDATE alerts_delivery SET due_at = due_at - interval '20 s' WHERE state = 'pending'"""


@pytest.mark.parametrize("moment", ["before_commit", "after_commit"])
def test_a_web_process_killed_while_it_files_or_answers(rig: Rig, ledger: Path, moment: str) -> None:
    rig.up("web", "worker", "sender", "beat")
    rig.keep()
    with Driver(rig, ledger) as hana, Driver(rig, ledger, "amina") as amina:
        mark = rig.arm("web", f"filing.{moment}", passings=2)
        numbers = [hana.file(patience_s=PATIENCE_S) for _turn in range(3)]
        assert rig.fired("web", mark)
        mark = rig.arm("web", f"answer.{moment}", passings=2)
        assert {amina.answer(number, PATIENCE_S) for number in numbers} <= {200, 201}
        assert rig.fired("web", mark)
    settle(rig)
    assert len(set(numbers)) == 3
    assert judge(evidence(rig, ledger)) == []


def test_worker_and_sender_killed_at_each_point_of_their_work(rig: Rig, ledger: Path) -> None:
    rig.up("web", "worker", "sender", "beat", "sweep")
    rig.keep()
    with Driver(rig, ledger) as hana:
        for process, point in [*(("worker", point) for point in ROUTING), *(("sender", point) for point in SENDING)]:
            mark = rig.arm(process, point)
            hana.file(level="high")
            wait_for(partial(rig.fired, process, mark), FIRES_S, f"{process} at {point}")
    settle(rig)
    seen = evidence(rig, ledger)
    assert judge(seen) == []
    arrivals = [mail["id"] for mail in seen.mails]
    assert len(arrivals) - len(set(arrivals)) == 2, "those taken by the mail server and not recorded came twice"


def test_the_child_that_sends_killed_alone_is_given_back_by_its_parent(rig: Rig, ledger: Path) -> None:
    rig.up("web", "worker", "sender", "sweep")
    with Driver(rig, ledger) as hana:
        mark = rig.arm("sender", "delivery.after_claim", whole=False)
        hana.file()
        wait_for(partial(rig.fired, "sender", mark), FIRES_S, "the child's end")
    settle(rig)
    assert rig.processes["sender"].poll() is None
    assert judge(evidence(rig, ledger)) == []


def test_the_sweep_killed_at_work_and_another_beside_it(rig: Rig, ledger: Path) -> None:
    """No worker, no sender: all is left to two sweeps, of which one dies twice."""
    rig.up("web", "sweep", "sweep-2")
    rig.keep()
    with Driver(rig, ledger) as hana:
        for point in ("routing.after_commit", "delivery.after_send"):
            marks = {name: rig.arm(name, point) for name in ("sweep", "sweep-2")}
            for _turn in range(3):
                hana.file(level="high")
            rig.sql(OVERDUE)  # by what the sweep leaves to others
            wait_for(partial(any_fired, rig, marks), FIRES_S, f"a sweep at {point}")
            for name in marks:
                rig.disarm(name)
    settle(rig)
    assert judge(evidence(rig, ledger)) == []


def any_fired(rig: Rig, marks: dict[str, str]) -> bool:
    return any(rig.fired(process, mark) for process, mark in marks.items())


def test_without_beat_the_hints_of_those_who_write_are_enough(rig: Rig, ledger: Path) -> None:
    rig.up("web", "worker", "sender", "beat")
    mark = rig.arm("beat", "beat.after_send")
    wait_for(partial(rig.fired, "beat", mark), FIRES_S, "the end of beat")
    with Driver(rig, ledger) as hana:
        for _turn in range(3):
            hana.file()
    settle(rig)
    assert judge(evidence(rig, ledger)) == []
