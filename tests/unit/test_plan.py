"""A plan keeps what it was when it was copied, knows when it is answered and when an answer runs out."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.domain.plan import Need, Plan, Step
from alerts.domain.words import Channel, Component

FIXED = settings(derandomize=True, database=None, deadline=None, max_examples=500)
START = datetime(2026, 11, 24, 19, 33, tzinfo=UTC)
CIVILIAN, POLICE, MILITARY = Component.CIVILIAN, Component.POLICE, Component.MILITARY
ALL = (CIVILIAN, POLICE, MILITARY)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def critical(**changed: Any) -> Plan:
    fields: dict[str, Any] = {
        "name": "critical",
        "need": Need.EACH_COMPONENT,
        "components": ALL,
        "steps": (Step(minutes(0), (1, 2)), Step(minutes(5), (3,), (Channel.INBOX,))),
        "answer_within": minutes(5),
        "decide_within": minutes(15),
        "decided_by": 5,
        "last_resort": 7,
    }
    return Plan(**{**fields, **changed})


@pytest.mark.parametrize(
    "plan",
    [
        critical(),
        critical(need=Need.ONE, components=()),
        critical(decide_within=None, decided_by=None, last_resort=None, insists=False),
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
    answer_within=st.integers(1, 10**6).map(lambda seconds: timedelta(seconds=seconds)),
    decide_within=st.none() | st.integers(1, 10**6).map(lambda seconds: timedelta(seconds=seconds)),
    decided_by=st.none() | st.integers(1, 9),
    last_resort=st.none() | st.integers(1, 9),
    insists=st.booleans(),
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


def test_a_plan_copied_before_there_were_last_resorts_goes_on_as_it_did() -> None:
    stored = critical().to_json()
    for name in ("answer_within_s", "decide_within_s", "decided_by", "last_resort", "insists"):
        del stored[name]
    assert Plan.from_json(stored) == critical(decide_within=None, decided_by=None, last_resort=None)


def test_an_answer_runs_out_as_long_after_the_reminder_as_an_answer_may_take() -> None:
    assert critical().decision_due(START) == START + minutes(15)
    assert critical().runs_out(START) == START + minutes(20)
    assert critical(answer_within=minutes(15), decide_within=minutes(60)).runs_out(START) == START + minutes(75)


def test_where_nobody_must_decide_an_answer_stands() -> None:
    plan = critical(decide_within=None)
    assert plan.decision_due(START) is None
    assert plan.runs_out(START) is None
