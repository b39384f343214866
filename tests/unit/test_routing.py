"""Which rule an alert meets."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.domain.routing import Conditions, Facts, NoLastRule, Rule, match
from alerts.domain.words import Kind, Level, ThreatType

FIXED = settings(derandomize=True, database=None, deadline=None, max_examples=500)
BENI, OICHA, BUNIA = 1, 2, 3
ANYTHING = Conditions()
NEVER = Conditions(levels=frozenset({Level.LOW}))  # does not hold for `facts()`


def facts(**changed: Any) -> Facts:
    fields: dict[str, Any] = {
        "level": Level.CRITICAL,
        "kind": Kind.ATTACK_ONGOING,
        "threat_types": frozenset({ThreatType.KILLING, ThreatType.LOOTING}),
        "area_ids": frozenset({BENI, OICHA}),
        "is_restricted": False,
    }
    return Facts(**{**fields, **changed})


def rule(number: int, conditions: Conditions = ANYTHING, *, position: int | None = None, last: bool = False) -> Rule:
    return Rule(number, number if position is None else position, conditions, last)


LAST = rule(99, last=True)


def test_the_first_rule_that_holds_wins() -> None:
    found = match([rule(1), rule(2), LAST], facts())
    assert found.rule.id == 1
    assert found.passed_over == ()


@pytest.mark.parametrize("order", list(permutations([0, 1, 2, 3])))
def test_position_decides_whatever_the_order_they_come_in(order: tuple[int, ...]) -> None:
    rules = [rule(7, NEVER, position=1), rule(5, position=2), rule(6, position=3), LAST]
    found = match([rules[place] for place in order], facts())
    assert found.rule.id == 5
    assert found.passed_over == ((7, "level"),)


def test_positions_may_leave_gaps_and_begin_below_nought() -> None:
    assert match([rule(1, position=500), rule(2, position=-3), LAST], facts()).rule.id == 2


@pytest.mark.parametrize("position", [-1, 0, 1, 2, 10_000])
def test_the_last_rule_is_last_whatever_its_position(position: int) -> None:
    last = rule(99, position=position, last=True)
    assert match([last, rule(1, position=1)], facts()).rule.id == 1
    assert match([last, rule(1, NEVER, position=1)], facts()).rule == last


def test_the_last_rule_catches_even_what_its_conditions_would_not() -> None:
    last = rule(99, NEVER, last=True)
    assert match([last], facts()).rule == last


def test_without_a_rule_nothing_catches() -> None:
    with pytest.raises(NoLastRule):
        match([], facts())


def test_without_a_last_rule_nothing_catches() -> None:
    with pytest.raises(NoLastRule):
        match([rule(1, NEVER), rule(2, NEVER)], facts())


def test_a_missing_last_rule_is_no_harm_where_another_holds() -> None:
    assert match([rule(1, NEVER), rule(2)], facts()).rule.id == 2


@pytest.mark.parametrize(
    ("conditions", "unmet"),
    [
        (Conditions(), None),
        (Conditions(levels=frozenset({Level.CRITICAL})), None),
        (Conditions(levels=frozenset({Level.CRITICAL, Level.HIGH})), None),
        (Conditions(levels=frozenset({Level.HIGH})), "level"),
        (Conditions(kinds=frozenset({Kind.ATTACK_ONGOING})), None),
        (Conditions(kinds=frozenset({Kind.INCIDENT_PAST, Kind.UNKNOWN})), "kind"),
        (Conditions(threat_types=frozenset({ThreatType.KILLING})), None),
        (Conditions(threat_types=frozenset({ThreatType.LOOTING, ThreatType.CATTLE})), None),
        (Conditions(threat_types=frozenset({ThreatType.CATTLE})), "threat_type"),
        (Conditions(area_ids=frozenset({BENI})), None),
        (Conditions(area_ids=frozenset({OICHA, BUNIA})), None),
        (Conditions(area_ids=frozenset({BUNIA})), "area"),
    ],
)
def test_each_condition_alone(conditions: Conditions, unmet: str | None) -> None:
    assert conditions.unmet(facts()) == unmet


@pytest.mark.parametrize(
    ("asked", "is_restricted", "unmet"),
    [
        (None, True, None),
        (None, False, None),
        (True, True, None),
        (True, False, "restricted"),
        (False, False, None),
        (False, True, "restricted"),
    ],
)
def test_restricted_asks_yes_no_or_nothing(asked: bool | None, is_restricted: bool, unmet: str | None) -> None:
    assert Conditions(is_restricted=asked).unmet(facts(is_restricted=is_restricted)) == unmet


@pytest.mark.parametrize(
    ("changed", "unmet"),
    [
        ({}, None),
        ({"is_restricted": True}, "restricted"),
        ({"level": Level.MEDIUM}, "level"),
        ({"kind": Kind.UNKNOWN}, "kind"),
        ({"threat_types": frozenset({ThreatType.ARSON})}, "threat_type"),
        ({"threat_types": frozenset()}, "threat_type"),
        ({"area_ids": frozenset({BUNIA})}, "area"),
        ({"area_ids": frozenset()}, "area"),
        ({"area_ids": frozenset(), "kind": Kind.UNKNOWN}, "kind"),
        ({"level": Level.LOW, "is_restricted": True, "kind": Kind.UNKNOWN}, "restricted"),
    ],
)
def test_all_conditions_together_must_hold_and_the_first_unmet_is_named(
    changed: dict[str, Any], unmet: str | None
) -> None:
    conditions = Conditions(
        levels=frozenset({Level.CRITICAL}),
        kinds=frozenset({Kind.ATTACK_ONGOING}),
        threat_types=frozenset({ThreatType.KILLING}),
        area_ids=frozenset({BENI}),
        is_restricted=False,
    )
    assert conditions.unmet(facts(**changed)) == unmet


def test_each_rule_passed_over_names_what_did_not_hold() -> None:
    rules = [
        rule(1, Conditions(is_restricted=True)),
        rule(2, Conditions(levels=frozenset({Level.LOW}), area_ids=frozenset({BUNIA}))),
        rule(3, Conditions(kinds=frozenset({Kind.UNKNOWN}))),
        rule(4, Conditions(threat_types=frozenset({ThreatType.CATTLE}))),
        rule(5, Conditions(area_ids=frozenset({BUNIA}))),
        LAST,
    ]
    found = match(rules, facts())
    assert found.rule == LAST
    assert found.passed_over == ((1, "restricted"), (2, "level"), (3, "kind"), (4, "threat_type"), (5, "area"))


def test_rules_after_the_one_that_holds_are_not_named() -> None:
    assert match([rule(1, NEVER), rule(2), rule(3, NEVER), LAST], facts()).passed_over == ((1, "level"),)


some_conditions = st.builds(
    Conditions,
    levels=st.frozensets(st.sampled_from(Level), max_size=2),
    kinds=st.frozensets(st.sampled_from(Kind), max_size=2),
    threat_types=st.frozensets(st.sampled_from(ThreatType), max_size=3),
    area_ids=st.frozensets(st.integers(1, 4), max_size=2),
    is_restricted=st.sampled_from([None, True, False]),
)
some_facts = st.builds(
    Facts,
    level=st.sampled_from(Level),
    kind=st.sampled_from(Kind),
    threat_types=st.frozensets(st.sampled_from(ThreatType), max_size=5),
    area_ids=st.frozensets(st.integers(1, 4), max_size=3),
    is_restricted=st.booleans(),
)


def holds(asked: Conditions, told: Facts) -> bool:
    return (
        asked.is_restricted in (None, told.is_restricted)
        and (not asked.levels or told.level in asked.levels)
        and (not asked.kinds or told.kind in asked.kinds)
        and (not asked.threat_types or any(code in asked.threat_types for code in told.threat_types))
        and (not asked.area_ids or any(area in asked.area_ids for area in told.area_ids))
    )


@FIXED
@given(
    asked=st.lists(some_conditions, max_size=8),
    told=some_facts,
    last_position=st.integers(-10, 10),
    shuffled=st.randoms(use_true_random=False),
)
def test_with_a_last_rule_every_alert_meets_the_first_that_holds(
    asked: list[Conditions], told: Facts, last_position: int, shuffled: Any
) -> None:
    rules = [rule(number, conditions) for number, conditions in enumerate(asked)]
    expected = next((one.id for one in rules if holds(one.conditions, told)), 99)
    everything = [*rules, rule(99, NEVER, position=last_position, last=True)]
    shuffled.shuffle(everything)
    found = match(everything, told)
    assert found.rule.id == expected
    assert [number for number, _ in found.passed_over] == list(range(min(expected, len(rules))))
