"""What is wrong with duties, rules and plans is found, and nothing that is right."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.domain.plan import Need
from alerts.domain.routing import Conditions, Rule
from alerts.domain.rulebook import (
    WARNINGS,
    About,
    Book,
    Fault,
    Finding,
    PlanSheet,
    Post,
    RuleSheet,
    StepSheet,
    fallback_circle,
    of_book,
    of_duties,
    of_plan,
    of_rules,
)
from alerts.domain.words import Channel, Component, Level

FIXED = settings(derandomize=True, database=None, deadline=None, max_examples=300)
HEAD, HUB, FORCE, GONE, NEVER = 1, 2, 3, 4, 5
DUTIES = {
    HEAD: Post(HEAD),
    HUB: Post(HUB, fallback_id=HEAD),
    FORCE: Post(FORCE, Component.MILITARY, HUB),
    GONE: Post(GONE, fallback_id=HEAD, is_retired=True),
}
BOTH = (Channel.INBOX, Channel.EMAIL)
FIRST = StepSheet(0, True, (), BOTH)
PLAN = PlanSheet(7, Need.EACH_COMPONENT, (FIRST, StepSheet(5, False, (HUB,), BOTH)), 5, 15, HUB, HEAD, True)
LAST = RuleSheet(Rule(99, 3, Conditions(), True), (FORCE, HUB), 7)
CRITICAL = RuleSheet(Rule(10, 1, Conditions(levels=frozenset({Level.CRITICAL})), False), (FORCE, HUB), 7)
BOOK = Book(DUTIES, {7: PLAN}, [CRITICAL, LAST])


def named(findings: tuple[Finding, ...]) -> set[tuple[Fault, int, tuple[int, ...], int | None]]:
    return {(one.code, one.id, one.ids, one.step) for one in findings}


def test_a_sound_book_has_no_fault() -> None:
    assert of_book(BOOK) == ()


def step(**changed: Any) -> StepSheet:
    return replace(StepSheet(5, True, (), BOTH), **changed)


# what is changed of the sound plan -> what is found: fault, the duties it names, the step
PLANS: dict[str, tuple[dict[str, Any], set[tuple[Fault, tuple[int, ...], int | None]]]] = {
    "no last resort": ({"last_resort": None}, {(Fault.NO_LAST_RESORT, (), None)}),
    "no last resort, but it rests": ({"last_resort": None, "insists": False}, set()),
    "last resort that an answer silences": (
        {"last_resort": FORCE},
        {(Fault.LAST_RESORT_HAS_COMPONENT, (FORCE,), None)},
    ),
    "retired last resort": ({"last_resort": GONE}, {(Fault.RETIRED_DUTY, (GONE,), None)}),
    "retired last resort that decides too": (
        {"last_resort": GONE, "decided_by": GONE},
        {(Fault.RETIRED_DUTY, (GONE, GONE), None)},
    ),
    "late decision of nobody": ({"decided_by": None}, {(Fault.NOBODY_DECIDES, (), None)}),
    "no decision owed": ({"decided_by": None, "decide_within_min": None}, set()),
    "decided by somebody, never late": ({"decide_within_min": None}, set()),
    "no step": ({"steps": ()}, {(Fault.NO_STEP, (), None)}),
    "first step late": ({"steps": (step(),)}, {(Fault.FIRST_STEP_LATE, (), 0)}),
    "same minute": ({"steps": (FIRST, step(), step(duty_ids=(HUB,)))}, {(Fault.SAME_MINUTE, (), 2)}),
    "same minute as one before the last": (
        {"steps": (FIRST, step(), step(after_min=9), step())},
        {(Fault.SAME_MINUTE, (), 3)},
    ),
    "out of order": ({"steps": (FIRST, step(after_min=9), step())}, {(Fault.STEPS_UNORDERED, (), 2)}),
    "out of order, first too": ({"steps": (step(), FIRST)}, {(Fault.STEPS_UNORDERED, (), 1)}),
    "step for nobody": ({"steps": (FIRST, step(is_again=False))}, {(Fault.STEP_TELLS_NOBODY, (), 1)}),
    "step without a channel": ({"steps": (FIRST, step(channels=()))}, {(Fault.NO_CHANNEL, (), 1)}),
    "step for a retired duty": ({"steps": (FIRST, step(duty_ids=(HUB, GONE)))}, {(Fault.RETIRED_DUTY, (GONE,), 1)}),
}


@pytest.mark.parametrize("case", PLANS)
def test_what_is_wrong_with_a_plan_is_found(case: str) -> None:
    changed, expected = PLANS[case]
    found = of_plan(replace(PLAN, **changed), DUTIES)
    assert {(one.code, one.ids, one.step) for one in found} == expected
    assert {(one.about, one.id) for one in found} <= {(About.PLAN, 7)}


# duties beside the sound ones -> what is found
POSTS: dict[str, tuple[list[Post], set[tuple[Fault, int, tuple[int, ...]]]]] = {
    "no fallback": ([Post(8)], {(Fault.NO_FALLBACK, 8, ())}),
    "no fallback, but last resort": ([Post(HEAD)], set()),
    "nobody ever": ([Post(8, fallback_id=HUB, is_ever_held=False)], {(Fault.NEVER_HELD, 8, ())}),
    "retired and never held": ([Post(8, is_retired=True, is_ever_held=False)], set()),
    "falls to a retired one": ([Post(8, fallback_id=GONE)], {(Fault.RETIRED_DUTY, 8, (GONE,))}),
    "circle of two": (
        [Post(8, fallback_id=9), Post(9, fallback_id=8)],
        {(Fault.FALLBACK_CIRCLE, 8, (8, 9)), (Fault.FALLBACK_CIRCLE, 9, (9, 8))},
    ),
    "into a circle, not of it": (
        [Post(8, fallback_id=9), Post(9, fallback_id=9)],
        {(Fault.FALLBACK_CIRCLE, 9, (9,))},
    ),
    "falls to one that is not there": ([Post(8, fallback_id=404)], set()),
}


@pytest.mark.parametrize("case", POSTS)
def test_what_is_wrong_with_a_duty_is_found(case: str) -> None:
    posts, expected = POSTS[case]
    found = of_duties(DUTIES | {post.id: post for post in posts}, frozenset({HEAD}))
    assert {(one.code, one.id, one.ids) for one in found} == expected


RULES: dict[str, tuple[Book, set[tuple[Fault, int, tuple[int, ...], int | None]]]] = {
    "no last rule": (replace(BOOK, rules=[CRITICAL]), {(Fault.NO_LAST_RULE, 0, (), None)}),
    "no rule at all": (replace(BOOK, rules=[]), {(Fault.NO_LAST_RULE, 0, (), None)}),
    "tells nobody": (replace(BOOK, rules=[replace(LAST, duty_ids=())]), {(Fault.RULE_TELLS_NOBODY, 99, (), None)}),
    "retired": (
        replace(BOOK, rules=[replace(LAST, duty_ids=(FORCE, GONE))]),
        {(Fault.RETIRED_DUTY, 99, (GONE,), None)},
    ),
    "each component of none": (
        replace(BOOK, rules=[replace(LAST, duty_ids=(HUB,))]),
        {(Fault.NO_COMPONENT_ASKED, 99, (), None)},
    ),
    "one answer of no component": (
        replace(BOOK, rules=[replace(LAST, duty_ids=(HUB,))], plans={7: replace(PLAN, need=Need.ONE)}),
        set(),
    ),
    "unreachable": (
        replace(BOOK, rules=[CRITICAL, replace(CRITICAL, rule=replace(CRITICAL.rule, id=11, position=2)), LAST]),
        {(Fault.UNREACHABLE, 11, (10,), None)},
    ),
}


@pytest.mark.parametrize("case", RULES)
def test_what_is_wrong_with_the_rules_is_found(case: str) -> None:
    book, expected = RULES[case]
    assert named(of_rules(book)) == expected


def test_the_whole_book_is_looked_at_and_the_last_resorts_need_no_fallback() -> None:
    bad = Book(DUTIES | {NEVER: Post(NEVER, is_ever_held=False)}, {7: replace(PLAN, steps=())}, [CRITICAL])
    assert [(one.about, one.code) for one in of_book(bad)] == [
        (About.DUTY, Fault.NO_FALLBACK),
        (About.DUTY, Fault.NEVER_HELD),
        (About.PLAN, Fault.NO_STEP),
        (About.OFFICE, Fault.NO_LAST_RULE),
    ]
    assert Fault.NO_FALLBACK in {one.code for one in of_book(replace(BOOK, plans={}))}


def test_a_warning_lets_pass_and_an_error_does_not() -> None:
    assert {code for code in Fault if not Finding(code, About.RULE, 1).is_error} == WARNINGS
    assert Fault.UNREACHABLE in WARNINGS and Fault.FALLBACK_CIRCLE not in WARNINGS


@FIXED
@given(st.dictionaries(st.integers(1, 7), st.one_of(st.none(), st.integers(1, 8)), max_size=7))
def test_following_fallbacks_from_a_duty_in_no_circle_never_leads_back(falls_to: dict[int, int | None]) -> None:
    duties = {number: Post(number, fallback_id=fallback) for number, fallback in falls_to.items()}
    for number in duties:
        around = fallback_circle(number, duties)
        walked: list[int] = []
        current = falls_to[number]
        while current is not None and current in falls_to and current not in (number, *walked):
            walked.append(current)
            current = falls_to[current]
        assert (around == (number, *walked)) if current == number else around == ()
