"""Thousands of simulated months: every alert ends answered, at rest with somebody told, or in a visible alarm."""

import random
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from itertools import pairwise

import pytest

from alerts.domain import escalation
from alerts.domain.escalation import LONGEST_WAIT, Climb, Standing
from tests.unit.office_month import OVERDUE, TICK, Case, Month

MONTHS, BATCHES, ALERTS = 1_200, 12, 4
PROMPT = OVERDUE + TICK  # fifteen seconds
SHORTEST_WAIT = timedelta(minutes=5)  # between two steps of any plan here


def months(batch: int) -> Iterator[tuple[Month, list[Case]]]:
    for number in range(batch, MONTHS, BATCHES):
        month = Month(random.Random(number))
        yield month, [month.live() for _alert in range(ALERTS)]


@cache
def lived(batch: int) -> list[tuple[Month, list[Case]]]:
    return list(months(batch))


def faults(month: Month, case: Case) -> list[str]:
    """What the promises do not allow; empty when they were kept."""
    found = []
    somebody = any(people for _at, people, _step, _late in case.told)
    if not (case.answered or case.alarmed_at or (case.rests and somebody)):
        found.append("neither answered nor in a visible alarm")
    if case.rests and case.plan.insists:
        found.append("at rest though its plan insists")
    for at, people, step, late in case.told:
        if case.filer in people:
            found.append(f"step {step} told the filer")
        if late > PROMPT and not month.are_all_dead(at - late, at):
            found.append(f"step {step} was {late} late with a part alive")
        if late < timedelta():
            found.append(f"step {step} ran before its time")
    first_at, told_first = case.told[0][0], [people for at, people, _step, _late in case.told if at == case.told[0][0]]
    if not any(told_first) and case.alarmed_at is None and not case.answered:
        found.append("nobody was found at first, and no alarm since")
    if first_at - case.filed_at > PROMPT and not month.are_all_dead(case.filed_at, first_at):
        found.append("first told too late")
    return found


@pytest.mark.parametrize("batch", range(BATCHES))
def test_in_every_month_each_alert_is_told_until_answered(batch: int) -> None:
    kept = jumped = alarmed = answered = 0
    for month, cases in lived(batch):
        for case in cases:
            assert faults(month, case) == [], (batch, case)
            kept += 1
            jumped += case.jumps > 0
            alarmed += case.alarmed_at is not None
            answered += case.answered
    assert kept == ALERTS * MONTHS // BATCHES
    assert answered > kept / 3 and alarmed and jumped, "the months are not dull"


def test_waits_grow_and_never_exceed_an_hour_while_nobody_answers() -> None:
    waits = []
    for month, cases in lived(0):
        for case in cases:
            looks = sorted({at for at, _people, step, _late in case.told})
            for earlier, later in pairwise(looks):
                if case.rounds == 1 and not month.are_all_dead(earlier, later):
                    waits.append(later - earlier)
    assert max(waits) <= LONGEST_WAIT + PROMPT
    assert len(waits) > 1_000


def test_steps_are_taken_together_only_when_everything_was_away() -> None:
    for month, cases in lived(1):
        for case in cases:
            if case.jumps:
                assert max(late for _at, _people, _step, late in case.told) >= SHORTEST_WAIT
                assert month.are_all_dead(case.told[0][0] - timedelta(days=2), case.told[-1][0])


def test_the_simulation_finds_a_ladder_that_stalls(monkeypatch: pytest.MonkeyPatch) -> None:
    real = escalation.climb

    def stalling(*facts: object) -> Climb:
        done = real(*facts)  # type: ignore[arg-type]
        return Climb(done.rungs, done.step, None, Standing.RESTING) if done.step > 2 else done

    monkeypatch.setattr(escalation, "climb", stalling)
    found = [fault for month, cases in months(2) for case in cases for fault in faults(month, case)]
    assert "at rest though its plan insists" in found
