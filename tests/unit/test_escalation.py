"""The ladder of one alert: whom a due step tells, what is skipped, when the next one is due."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.domain.duty import Found, Holder, PassedOver
from alerts.domain.escalation import LAST_WAIT, LONGEST_WAIT, Climb, Standing, climb, is_answered, rungs_ahead, silent
from alerts.domain.plan import Need, Plan, Step
from alerts.domain.words import Channel, Component
from alerts.domain.words_of_telling import Purpose

FIXED = settings(derandomize=True, database=None, deadline=None, max_examples=500)
START = datetime(2026, 11, 24, 19, 33, tzinfo=UTC)
CIVILIAN, POLICE, MILITARY = Component.CIVILIAN, Component.POLICE, Component.MILITARY
ALL = (CIVILIAN, POLICE, MILITARY)
FOCAL_CIV, FOCAL_POL, FOCAL_MIL, DEPUTY_CIV, HUB, CHIEF, HEAD = 1, 2, 3, 4, 5, 6, 7
COMPONENTS: dict[int, Component | None] = {
    FOCAL_CIV: CIVILIAN,
    FOCAL_POL: POLICE,
    FOCAL_MIL: MILITARY,
    DEPUTY_CIV: CIVILIAN,
    HUB: None,
    CHIEF: None,
    HEAD: None,
}
NOBODY: frozenset[Component] = frozenset()
SETS = [frozenset(some) for size in range(4) for some in combinations(ALL, size)]


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def critical(**changed: Any) -> Plan:
    """As the specification has it: focal points and hub at once, 5, 10, 15 minutes."""
    fields: dict[str, Any] = {
        "name": "critical",
        "need": Need.EACH_COMPONENT,
        "components": ALL,
        "steps": (
            Step(minutes(0), (FOCAL_CIV, FOCAL_POL, FOCAL_MIL, HUB)),
            Step(minutes(5), (FOCAL_CIV, FOCAL_POL, FOCAL_MIL, DEPUTY_CIV)),
            Step(minutes(10), (CHIEF,)),
            Step(minutes(15), (HEAD,), (Channel.INBOX,)),
        ),
        "last_resort": HEAD,
    }
    return Plan(**{**fields, **changed})


def at(
    number: int,
    after: float,
    *answered: Component,
    plan: Plan | None = None,
    unmanned: Iterable[int] = (),
    components: dict[int, Component | None] = COMPONENTS,
) -> Climb:
    """Step `number` looked at `after` minutes from the start; each duty is held by a person of the same number."""

    def find(duty_id: int) -> Found:
        if duty_id in unmanned:
            return Found((), ((duty_id, None, PassedOver.NOBODY_ON_SHIFT),))
        return Found((Holder(duty_id, duty_id, duty_id, components[duty_id], START + timedelta(hours=8)),), ())

    return climb(plan or critical(), number, START, START + minutes(after), components, frozenset(answered), find)


def told(done: Climb) -> tuple[int, ...]:
    return tuple(holder.person_id for rung in done.rungs for one in rung.found for holder in one.holders)


def numbers(done: Climb) -> list[int]:
    return [rung.number for rung in done.rungs]


def test_the_first_step_tells_everybody_at_once() -> None:
    done = at(0, 0)
    assert told(done) == (FOCAL_CIV, FOCAL_POL, FOCAL_MIL, HUB)
    assert (done.step, done.next_at, done.standing) == (1, START + minutes(5), Standing.CLIMBING)
    assert (done.rungs[0].purpose, done.rungs[0].jumped) == (Purpose.STEP, 0)


@pytest.mark.parametrize(
    ("answered", "expected"),
    [
        ((), (FOCAL_CIV, FOCAL_POL, FOCAL_MIL, DEPUTY_CIV)),
        ((CIVILIAN,), (FOCAL_POL, FOCAL_MIL)),
        ((POLICE,), (FOCAL_CIV, FOCAL_MIL, DEPUTY_CIV)),
        ((MILITARY, POLICE), (FOCAL_CIV, DEPUTY_CIV)),
    ],
)
def test_later_steps_tell_only_the_components_still_silent(
    answered: tuple[Component, ...], expected: tuple[int, ...]
) -> None:
    assert told(at(1, 5, *answered)) == expected


@pytest.mark.parametrize("answered", SETS)
def test_duties_without_component_are_told_always(answered: frozenset[Component]) -> None:
    assert HUB in told(at(0, 0, *answered))
    assert told(at(2, 10, *answered)) == (CHIEF,)
    assert told(at(3, 15, *answered)) == (HEAD,)


def test_a_duty_the_office_no_longer_knows_is_left_out() -> None:
    known = {duty: component for duty, component in COMPONENTS.items() if duty != FOCAL_POL}
    assert told(at(0, 0, components=known)) == (FOCAL_CIV, FOCAL_MIL, HUB)


def test_each_step_goes_by_its_own_channels() -> None:
    assert [at(number, 5 * number).rungs[0].channels for number in (2, 3)] == [
        (Channel.INBOX, Channel.EMAIL),
        (Channel.INBOX,),
    ]


@pytest.mark.parametrize("late_s", [0, 1, 14, 200])
@pytest.mark.parametrize(("number", "next_after"), [(0, 5), (1, 10), (2, 15), (3, 20)])
def test_times_follow_from_the_start_and_not_from_when_a_step_was_late(
    number: int, next_after: int, late_s: int
) -> None:
    assert at(number, 5 * number + late_s / 60).next_at == START + minutes(next_after)


def test_a_step_that_finds_nobody_is_skipped_at_once() -> None:
    done = at(1, 5, unmanned=[FOCAL_CIV, FOCAL_POL, FOCAL_MIL, DEPUTY_CIV])
    assert numbers(done) == [1, 2]
    assert told(done) == (CHIEF,)
    assert (done.step, done.next_at) == (3, START + minutes(15))
    assert done.rungs[0].found[0].passed_over == ((FOCAL_CIV, None, PassedOver.NOBODY_ON_SHIFT),)


def test_where_every_step_is_empty_the_last_resort_is_told_at_once() -> None:
    plan = critical(last_resort=DEPUTY_CIV, steps=critical().steps[:1])
    done = at(0, 0, plan=plan, unmanned=[FOCAL_CIV, FOCAL_POL, FOCAL_MIL, HUB])
    assert numbers(done) == [0, 1]
    assert told(done) == (DEPUTY_CIV,)
    assert done.standing is Standing.UNANSWERED


def test_where_nobody_at_all_is_found_the_round_is_unanswered_at_once_and_looks_again() -> None:
    done = at(0, 0, unmanned=COMPONENTS)
    assert (numbers(done), told(done)) == ([0, 1, 2, 3, 4], ())
    assert (done.standing, done.next_at) == (Standing.UNANSWERED, START + minutes(10))


def test_after_the_last_step_there_is_one_more_wait_and_then_everybody_silent_is_told_again() -> None:
    assert at(3, 15).next_at == START + minutes(15) + LAST_WAIT
    done = at(4, 20, POLICE)
    assert told(done) == (FOCAL_CIV, FOCAL_MIL, HUB, DEPUTY_CIV, CHIEF, HEAD)
    assert (done.rungs[0].purpose, done.standing) == (Purpose.REPEAT, Standing.UNANSWERED)


def test_repeats_come_after_five_ten_fifteen_minutes_and_at_least_once_an_hour() -> None:
    number, after, waits = 3, 15.0, []
    for _turn in range(16):
        done = at(number, after)
        assert done.next_at is not None
        waits.append((done.next_at - START) / minutes(1) - after)
        number, after = done.step, after + waits[-1]
    assert waits[:4] == [5, 10, 15, 20]
    assert waits[-1] == waits[-2] == LONGEST_WAIT / minutes(1) == 60


def test_a_repeat_that_is_late_waits_from_when_it_was_told() -> None:
    assert at(6, 500).next_at == START + minutes(500 + 20)


@pytest.mark.parametrize("missed", [0, 1, 2, 3])
def test_after_three_hours_away_one_step_tells_everybody_once(missed: int) -> None:
    """Jump to the right step and say so; do not fire all."""
    done = at(missed, 180)
    assert numbers(done) == [4]
    assert done.rungs[0].jumped == 4 - missed
    assert len(told(done)) == len(set(told(done)))
    assert (done.standing, done.next_at) == (Standing.UNANSWERED, START + minutes(190))


def test_a_jump_in_the_middle_takes_the_steps_it_passes_over_along() -> None:
    done = at(0, 12)
    assert (numbers(done), done.rungs[0].jumped) == ([2], 2)
    assert told(done) == (FOCAL_CIV, FOCAL_POL, FOCAL_MIL, HUB, DEPUTY_CIV, CHIEF)
    assert (done.step, done.next_at) == (3, START + minutes(15))


def test_a_step_in_the_very_second_of_the_next_is_taken_with_it() -> None:
    assert at(1, 10 - 1 / 60).rungs[0].jumped == 0
    assert at(1, 10).rungs[0].jumped == 1


def test_a_plan_that_does_not_insist_rests_once_somebody_was_told() -> None:
    low = critical(steps=(Step(minutes(0), (FOCAL_CIV,)),), insists=False)
    done = at(0, 0, plan=low)
    assert (done.next_at, done.standing) == (None, Standing.RESTING)
    assert at(0, 600, plan=low).standing is Standing.RESTING  # late, but nobody was away from it


def test_a_plan_that_does_not_insist_does_so_where_nobody_was_found() -> None:
    low = critical(steps=(Step(minutes(0), (FOCAL_CIV,)),), insists=False)
    done = at(0, 0, plan=low, unmanned=[FOCAL_CIV])
    assert (told(done), done.standing) == ((HEAD,), Standing.UNANSWERED)
    assert done.next_at is not None


def test_a_plan_without_steps_goes_to_the_last_resort() -> None:
    done = at(0, 0, plan=critical(steps=()))
    assert (told(done), done.standing) == ((HEAD,), Standing.UNANSWERED)


def test_the_first_wait_of_a_plan_that_begins_late_is_between_its_steps() -> None:
    plan = critical(steps=(Step(minutes(15), (HUB,)), Step(minutes(60), (CHIEF,))))
    assert at(0, 15, plan=plan).next_at == START + minutes(60)


def test_times_are_real_lengths_over_a_change_of_clocks() -> None:
    before = datetime(2026, 10, 25, 0, 58, tzinfo=UTC)  # two minutes before clocks in Europe go back
    done = climb(critical(), 0, before, before, COMPONENTS, NOBODY, lambda duty_id: Found((), ()))
    assert done.next_at == before + minutes(10)


def test_trying_out_shows_every_step_as_it_would_be_taken_and_the_first_repeat() -> None:
    rungs = rungs_ahead(critical(), COMPONENTS, lambda duty_id: Found((), ()))
    assert [(rung.number, rung.purpose, len(rung.found)) for rung in rungs] == [
        (0, Purpose.STEP, 4),
        (1, Purpose.STEP, 4),
        (2, Purpose.STEP, 1),
        (3, Purpose.STEP, 1),
        (4, Purpose.REPEAT, 7),
    ]
    assert len(rungs_ahead(critical(insists=False), COMPONENTS, lambda duty_id: Found((), ()))) == 4


@pytest.mark.parametrize("has_any_answer", [True, False])
@pytest.mark.parametrize("answered", SETS)
@pytest.mark.parametrize("components", [(), ALL])
def test_where_one_answer_is_enough_anybodys_counts(
    components: tuple[Component, ...], answered: frozenset[Component], has_any_answer: bool
) -> None:
    plan = critical(need=Need.ONE, components=components)
    assert is_answered(plan, answered, has_any_answer) is has_any_answer


@pytest.mark.parametrize("has_any_answer", [True, False])
@pytest.mark.parametrize("answered", SETS)
def test_where_each_component_must_answer_only_all_of_them_will_do(
    answered: frozenset[Component], has_any_answer: bool
) -> None:
    assert is_answered(critical(), answered, has_any_answer) is (len(answered) == 3)


def test_a_component_that_was_not_asked_answers_for_no_other() -> None:
    plan = critical(components=(CIVILIAN, POLICE))
    assert not is_answered(plan, frozenset({CIVILIAN, MILITARY}), True)
    assert is_answered(plan, frozenset({CIVILIAN, POLICE}), True)


@pytest.mark.parametrize("has_any_answer", [True, False])
def test_each_of_no_components_is_answered_by_anybody(has_any_answer: bool) -> None:
    assert is_answered(critical(components=()), NOBODY, has_any_answer) is has_any_answer


@pytest.mark.parametrize("answered", SETS)
def test_the_silent_are_those_asked_who_did_not_answer_in_the_order_shown(answered: frozenset[Component]) -> None:
    assert silent(critical(), answered) == tuple(one for one in ALL if one not in answered)
    assert silent(critical(components=(MILITARY,)), answered) == (() if MILITARY in answered else (MILITARY,))


@FIXED
@given(after=st.lists(st.integers(0, 240), min_size=1, max_size=8, unique=True).map(sorted))
def test_a_plan_is_walked_forward_to_its_end(after: list[int]) -> None:
    plan = critical(steps=tuple(Step(minutes(count), (HUB,)) for count in after))
    due = [START + plan.steps[0].after]
    number, standing = 0, Standing.CLIMBING
    while standing is Standing.CLIMBING:
        done = at(number, (due[-1] - START) / minutes(1), plan=plan)
        number, standing = done.step, done.standing
        if standing is Standing.CLIMBING:
            assert done.next_at is not None
            due.append(done.next_at)
    assert number == len(after) + 1
    assert due == [START + minutes(count) for count in [*after, after[-1] + 5]]
    assert all(earlier < later for earlier, later in pairwise(due))
