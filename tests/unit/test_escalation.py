"""The ladder of one alert: whom a step tells, when the next one is due, and when it is spent or answered."""

import json
from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.domain.escalation import LAST_WAIT, Need, Now, Plan, Step, is_answered, next_step, silent
from alerts.domain.words import Channel, Component

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
    }
    return Plan(**{**fields, **changed})


def step(number: int, *answered: Component, plan: Plan | None = None) -> Now:
    return next_step(plan or critical(), number, START, COMPONENTS, frozenset(answered))


SETS = [frozenset(some) for size in range(4) for some in combinations(ALL, size)]


@pytest.mark.parametrize(
    "plan",
    [
        critical(),
        critical(need=Need.ONE, components=()),
        critical(steps=()),
        critical(steps=(Step(minutes(1.5), (), (Channel.EMAIL,)),), components=(POLICE,)),
    ],
)
def test_a_plan_comes_back_from_json_as_it_went(plan: Plan) -> None:
    assert Plan.from_json(json.loads(json.dumps(plan.to_json()))) == plan


plans = st.builds(
    Plan,
    name=st.text(max_size=20),
    need=st.sampled_from(Need),
    components=st.lists(st.sampled_from(Component), unique=True).map(tuple),
    steps=st.lists(
        st.builds(
            Step,
            after=st.integers(0, 10**6).map(lambda seconds: timedelta(seconds=seconds)),
            duty_ids=st.lists(st.integers(1, 9), max_size=4).map(tuple),
            channels=st.lists(st.sampled_from(Channel), unique=True).map(tuple),
        ),
        max_size=5,
    ).map(tuple),
)


@FIXED
@given(plan=plans)
def test_every_plan_comes_back_from_json_with_its_own_types(plan: Plan) -> None:
    back = Plan.from_json(json.loads(json.dumps(plan.to_json())))
    assert back == plan
    assert all(type(component) is Component for component in back.components)
    assert all(type(channel) is Channel for one in back.steps for channel in one.channels)


@pytest.mark.parametrize("changed", [{"need": "two"}, {"components": ["navy"]}])
def test_a_stored_plan_with_an_unknown_word_is_not_taken(changed: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="is not a valid"):
        Plan.from_json({**critical().to_json(), **changed})


def test_the_first_step_tells_everybody_at_once() -> None:
    assert step(0) == Now(
        (FOCAL_CIV, FOCAL_POL, FOCAL_MIL, HUB), (Channel.INBOX, Channel.EMAIL), START + minutes(5), False
    )


@pytest.mark.parametrize(
    ("answered", "told"),
    [
        ((), (FOCAL_CIV, FOCAL_POL, FOCAL_MIL, DEPUTY_CIV)),
        ((CIVILIAN,), (FOCAL_POL, FOCAL_MIL)),
        ((POLICE,), (FOCAL_CIV, FOCAL_MIL, DEPUTY_CIV)),
        ((MILITARY, POLICE), (FOCAL_CIV, DEPUTY_CIV)),
        ((MILITARY, POLICE, CIVILIAN), ()),
    ],
)
def test_later_steps_tell_only_the_components_still_silent(
    answered: tuple[Component, ...], told: tuple[int, ...]
) -> None:
    assert step(1, *answered).duty_ids == told


@pytest.mark.parametrize("answered", SETS)
def test_duties_without_component_are_told_always(answered: frozenset[Component]) -> None:
    assert HUB in step(0, *answered).duty_ids
    assert step(2, *answered).duty_ids == (CHIEF,)
    assert step(3, *answered).duty_ids == (HEAD,)


def test_a_duty_the_office_no_longer_knows_is_left_to_the_caller() -> None:
    assert next_step(critical(), 2, START, {}, frozenset(ALL)).duty_ids == (CHIEF,)


def test_each_step_goes_by_its_own_channels() -> None:
    assert [step(number).channels for number in (2, 3)] == [(Channel.INBOX, Channel.EMAIL), (Channel.INBOX,)]


@pytest.mark.parametrize("answered", SETS)
@pytest.mark.parametrize(("number", "next_after"), [(0, 5), (1, 10), (2, 15), (3, 20)])
def test_times_follow_from_the_start_whoever_answered(
    number: int, next_after: int, answered: frozenset[Component]
) -> None:
    assert step(number, *answered).next_at == START + minutes(next_after)


def test_the_first_wait_of_a_plan_that_begins_late_is_between_its_steps() -> None:
    plan = critical(steps=(Step(minutes(15), (HUB,)), Step(minutes(60), (CHIEF,))))
    assert step(0, plan=plan).next_at == START + minutes(60)


def test_a_step_told_hours_late_does_not_move_the_next() -> None:
    """The rules have no clock: the next step of a round that began three hours ago is long due."""
    began = START - timedelta(hours=3)
    assert next_step(critical(), 1, began, COMPONENTS, NOBODY).next_at == began + minutes(10)


def test_times_are_real_lengths_over_a_change_of_clocks() -> None:
    before = datetime(2026, 10, 25, 0, 58, tzinfo=UTC)  # two minutes before clocks in Europe go back
    assert next_step(critical(), 0, before, COMPONENTS, NOBODY).next_at == before + minutes(5)


def test_after_the_last_step_there_is_one_more_wait_and_then_it_is_spent() -> None:
    last = step(3)
    assert (last.next_at, last.is_spent) == (START + minutes(15) + LAST_WAIT, False)
    assert step(4) == Now((), (), None, True)


@pytest.mark.parametrize("number", [4, 5, 100])
@pytest.mark.parametrize("answered", SETS)
def test_a_spent_plan_stays_spent(number: int, answered: frozenset[Component]) -> None:
    assert step(number, *answered) == Now((), (), None, True)


def test_a_plan_without_steps_is_spent_at_once() -> None:
    assert step(0, plan=critical(steps=())) == Now((), (), None, True)


def test_a_step_that_tells_nobody_still_says_when_the_next_is_due() -> None:
    plan = critical(steps=(Step(minutes(0), ()), Step(minutes(5), (HUB,))))
    assert step(0, plan=plan) == Now((), (Channel.INBOX, Channel.EMAIL), START + minutes(5), False)


def test_a_step_whose_components_all_answered_is_not_spent() -> None:
    assert (step(1, *ALL).duty_ids, step(1, *ALL).is_spent) == ((), False)


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
    number = 0
    while not (now := step(number, plan=plan)).is_spent:
        assert now.next_at is not None
        due.append(now.next_at)
        number += 1
    assert number == len(after)
    assert due == [START + minutes(count) for count in [*after, after[-1] + 5]]
    assert all(earlier < later for earlier, later in pairwise(due))
