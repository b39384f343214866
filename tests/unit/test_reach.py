"""Which rules some alert can meet, held against the very function that matches alerts."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.domain.reach import NOWHERE, caught_by, reached
from alerts.domain.routing import Conditions, Facts, Rule, match
from alerts.domain.words import Kind, Level, ThreatType

FIXED = settings(derandomize=True, database=None, deadline=None, max_examples=500)
ITURI, KIVU, BENI = 1, 2, 3
CHAINS = [frozenset({ITURI}), frozenset({KIVU}), frozenset({BENI, KIVU})]  # Beni lies in Kivu
T = ThreatType


def asks(is_restricted: bool | None = None, **conditions: Any) -> Conditions:
    return Conditions(**{name: frozenset(value) for name, value in conditions.items()}, is_restricted=is_restricted)


ALL = asks()
CRITICAL = asks(levels={Level.CRITICAL})


def rules(*conditions: Conditions) -> list[Rule]:
    """Numbered from 1 in their order; the last one catches all."""
    numbered = [Rule(number, number, one, False) for number, one in enumerate(conditions, start=1)]
    return [*numbered, Rule(99, 99, ALL, True)]


# what stands in the book -> rules that nothing reaches, each with those that catch all it could
CASES: dict[str, tuple[list[Conditions], dict[int, tuple[int, ...]]]] = {
    "nothing but the last": ([], {}),
    "all before the last": ([ALL], {99: (1,)}),
    "the same twice": ([CRITICAL, CRITICAL], {2: (1,)}),
    "narrower after wider": ([CRITICAL, asks(levels={Level.CRITICAL}, area_ids={KIVU})], {2: (1,)}),
    "wider after narrower": ([asks(levels={Level.CRITICAL}, area_ids={KIVU}), CRITICAL], {}),
    "levels one by one": ([asks(levels={level}) for level in Level], {99: (1, 2, 3, 4)}),
    "levels, one left out": ([asks(levels={level}) for level in list(Level)[:3]], {}),
    "two halves take a third": (
        [asks(levels={Level.CRITICAL}), asks(levels={Level.HIGH}), asks(levels={Level.CRITICAL, Level.HIGH})],
        {3: (1, 2)},
    ),
    "one is named before two": (
        [asks(levels={Level.CRITICAL}), asks(levels={Level.CRITICAL, Level.HIGH}), asks(levels={Level.CRITICAL})],
        {3: (1,)},
    ),
    "other kinds": ([asks(kinds={Kind.UNKNOWN}), asks(kinds={Kind.ALL_CLEAR})], {}),
    "all kinds in one": ([asks(kinds=set(Kind)), CRITICAL], {2: (1,), 99: (1,)}),
    "restricted or not": ([asks(is_restricted=True), asks(is_restricted=False), CRITICAL], {3: (1, 2), 99: (1, 2)}),
    "restricted first": ([asks(is_restricted=True), CRITICAL], {}),
    "any threat that intersects": (
        [asks(threat_types={T.KILLING, T.ARSON}), asks(threat_types={T.KILLING})],
        {2: (1,)},
    ),
    "one threat more": ([asks(threat_types={T.KILLING}), asks(threat_types={T.KILLING, T.ARSON})], {}),
    "all threats, none told": ([asks(threat_types=set(T))], {}),
    "all threats before one": ([asks(threat_types=set(T)), asks(threat_types={T.CATTLE})], {2: (1,)}),
    "a part after the area that holds it": ([asks(area_ids={KIVU}), asks(area_ids={BENI})], {2: (1,)}),
    "a part before the area that holds it": ([asks(area_ids={BENI}), asks(area_ids={KIVU})], {}),
    "every area, and places in none": ([asks(area_ids={ITURI, KIVU})], {}),
    "every area before one": ([asks(area_ids={ITURI, KIVU}), asks(area_ids={BENI, ITURI})], {2: (1,)}),
    "an area that no place lies in": ([asks(area_ids={77})], {}),
    "area by threat": (
        [
            asks(area_ids={KIVU}, threat_types={T.KILLING}),
            asks(area_ids={BENI}, threat_types={T.KILLING}),
            asks(area_ids={ITURI}, threat_types={T.KILLING}),
            asks(area_ids={ITURI, BENI}, threat_types={T.KILLING}),
        ],
        {2: (1,), 4: (1, 3)},
    ),
    "level by area": (
        [asks(levels={Level.LOW}, area_ids={KIVU}), asks(levels={Level.HIGH}, area_ids={BENI}), asks(area_ids={BENI})],
        {},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_nothing_reaches_is_found_with_what_catches_it(case: str) -> None:
    conditions, unreached = CASES[case]
    book = rules(*conditions)
    met = reached(book, CHAINS)
    assert {rule.id for rule in book} - set(met) == set(unreached)
    assert {rule.id: found for rule in book if (found := caught_by(book, rule.id, CHAINS))} == unreached


def test_the_last_rule_asks_nothing_wherever_it_stands_and_whatever_it_says() -> None:
    book = [Rule(9, 1, CRITICAL, True), Rule(1, 5, CRITICAL, False)]
    assert set(reached(book, [])) == {1, 9}
    assert caught_by([Rule(9, 1, ALL, True), Rule(1, 5, ALL, False)], 9, []) == (1,)


def test_an_office_without_rules_reaches_none() -> None:
    assert reached([], CHAINS) == {}


some_conditions = st.builds(
    Conditions,
    levels=st.frozensets(st.sampled_from(Level), max_size=4),
    kinds=st.frozensets(st.sampled_from(list(Kind)[:3]), max_size=3),
    threat_types=st.frozensets(st.sampled_from(list(T)[:4]), max_size=4),
    area_ids=st.frozensets(st.sampled_from([ITURI, KIVU, BENI]), max_size=3),
    is_restricted=st.sampled_from([None, None, True, False]),
)
some_facts = st.builds(
    Facts,
    level=st.sampled_from(Level),
    kind=st.sampled_from(list(Kind)[:4]),
    threat_types=st.frozensets(st.sampled_from(list(T)[:5]), max_size=5),
    area_ids=st.sampled_from([NOWHERE, *CHAINS]),
    is_restricted=st.booleans(),
)


@FIXED
@given(st.lists(some_conditions, max_size=7), st.lists(some_facts, min_size=1, max_size=40))
def test_a_rule_that_is_found_unreachable_is_never_met(conditions: list[Conditions], told: list[Facts]) -> None:
    book = rules(*conditions)
    met = reached(book, CHAINS)
    assert all(match(book, facts).rule.id in met for facts in told)


@FIXED
@given(st.lists(some_conditions, max_size=7))
def test_every_other_rule_is_met_by_the_alert_that_is_given_for_it(conditions: list[Conditions]) -> None:
    book = rules(*conditions)
    met = reached(book, CHAINS)
    for rule_id, facts in met.items():
        assert match(book, facts).rule.id == rule_id
        assert facts.area_ids in [NOWHERE, *CHAINS]


@FIXED
@given(st.lists(some_conditions, max_size=6))
def test_those_said_to_catch_it_do_and_none_of_them_can_be_spared(conditions: list[Conditions]) -> None:
    book = rules(*conditions)
    met = reached(book, CHAINS)
    for rule in book:
        catchers = caught_by(book, rule.id, CHAINS)
        assert bool(catchers) != (rule.id in met)
        kept = [one for one in book if one.id in catchers]
        assert not catchers or rule.id not in reached([*kept, rule], CHAINS)
        for one in kept:
            assert rule.id in reached([*(other for other in kept if other is not one), rule], CHAINS)
