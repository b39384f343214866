"""Surge before what replaces, before the rotation with what is added and taken out; absences, dead mailboxes."""

import pytest

from alerts.domain.duty import Absence, Found, PassedOver, circle
from alerts.domain.words_of_telling import HeldBy, ShiftKind
from tests.unit.rotas import AMINA, BEN, CHIDI, DORA, FOCAL_POINT, HOUR, HUB, NOON, duty, find, people, rotating, shift

SURGE, REPLACE, REMOVE = ShiftKind.SURGE, ShiftKind.REPLACE, ShiftKind.REMOVE
K = ShiftKind


def held(found: Found) -> list[tuple[int, HeldBy]]:
    return [(holder.person_id, holder.held_by) for holder in found.holders]


@pytest.mark.parametrize(
    ("by_hand", "expected"),
    [
        ((), [(AMINA, HeldBy.ROTATION)]),
        (((BEN, K.ADD),), [(AMINA, HeldBy.ROTATION), (BEN, HeldBy.SHIFT)]),
        (((BEN, K.REPLACE),), [(BEN, HeldBy.OVERRIDE)]),
        (((BEN, K.REPLACE), (CHIDI, K.ADD)), [(BEN, HeldBy.OVERRIDE), (CHIDI, HeldBy.SHIFT)]),
        (((BEN, K.REPLACE), (CHIDI, K.REPLACE)), [(BEN, HeldBy.OVERRIDE), (CHIDI, HeldBy.OVERRIDE)]),
        (((AMINA, K.REMOVE),), []),
        (((AMINA, K.REMOVE), (BEN, K.ADD)), [(BEN, HeldBy.SHIFT)]),
        (((DORA, K.SURGE), (BEN, K.REPLACE), (CHIDI, K.ADD)), [(DORA, HeldBy.SURGE)]),
        (((AMINA, K.ADD),), [(AMINA, HeldBy.ROTATION)]),
        (((AMINA, K.REPLACE),), [(AMINA, HeldBy.OVERRIDE)]),
    ],
)
def test_the_foremost_layer_has_it(
    by_hand: tuple[tuple[int, ShiftKind], ...], expected: list[tuple[int, HeldBy]]
) -> None:
    shifts = (shift(person, -1, 1, kind=kind, made_at=NOON) for person, kind in by_hand)
    assert held(find(rotating(*shifts))) == expected


def test_a_layer_whose_people_are_all_passed_over_leaves_it_to_the_next() -> None:
    shifts = (shift(DORA, -1, 1, kind=SURGE), shift(BEN, -1, 1, kind=REPLACE), shift(CHIDI, -1, 1))
    found = find(rotating(*shifts), inactive={DORA}, passing_over=[BEN])
    assert held(found) == [(AMINA, HeldBy.ROTATION), (CHIDI, HeldBy.SHIFT)]
    assert found.passed_over == ((FOCAL_POINT, DORA, PassedOver.INACTIVE), (FOCAL_POINT, BEN, PassedOver.FILER))


def test_of_two_who_replace_the_one_said_last_has_it_and_the_other_after_them() -> None:
    earlier = shift(BEN, -6, 6, kind=REPLACE, made_at=NOON - 8 * HOUR)
    later = shift(CHIDI, -1, 1, kind=REPLACE, made_at=NOON - HOUR)
    assert people(find(rotating(earlier, later))) == [CHIDI]
    assert people(find(rotating(earlier, later), at=NOON + HOUR)) == [BEN]
    assert people(find(rotating(earlier, later), passing_over=[CHIDI])) == [BEN]


def test_somebody_taken_out_is_named_and_what_is_said_later_puts_them_back() -> None:
    out = shift(AMINA, -6, 6, kind=REMOVE, made_at=NOON - HOUR)
    assert find(rotating(out)).passed_over == ((FOCAL_POINT, AMINA, PassedOver.REMOVED),)
    assert people(find(rotating(out, shift(AMINA, -6, 6, made_at=NOON)))) == [AMINA]
    assert people(find(rotating(out, shift(AMINA, -6, 6, made_at=NOON - 2 * HOUR)))) == []


@pytest.mark.parametrize("kind", [ShiftKind.ADD, REPLACE, SURGE])
@pytest.mark.parametrize(("made_h", "counts"), [(None, False), (-2, False), (-1, False), (-0.5, True)])
def test_of_an_absence_and_a_shift_written_by_hand_the_one_said_later_wins(
    kind: ShiftKind, made_h: float | None, counts: bool
) -> None:
    away = Absence(BEN, NOON - HOUR, NOON + HOUR, NOON - HOUR)
    made_at = None if made_h is None else NOON + made_h * HOUR
    found = find(duty(FOCAL_POINT, shift(BEN, -6, 6, kind=kind, made_at=made_at)), absences=(away,))
    assert people(found) == ([BEN] if counts else [])
    assert found.passed_over == (() if counts else ((FOCAL_POINT, BEN, PassedOver.ABSENT),))


@pytest.mark.parametrize(("hour", "is_away"), [(-1.5, False), (-1, True), (0, True), (1, False)])
def test_an_absence_holds_its_first_moment_and_not_its_last(hour: float, is_away: bool) -> None:
    away = Absence(AMINA, NOON - HOUR, NOON + HOUR, NOON - 9 * HOUR)
    assert people(find(rotating(), at=NOON + hour * HOUR, absences=(away,))) == ([] if is_away else [AMINA])


def test_an_unreachable_person_is_taken_after_all_where_the_whole_chain_has_nobody_else() -> None:
    asked = (rotating(fallback=HUB), duty(HUB, shift(DORA, -6, 6)))
    assert people(find(*asked, unreachable={AMINA})) == [DORA]
    assert people(find(*asked, unreachable={AMINA, DORA})) == [AMINA]
    found = find(*asked, unreachable={AMINA}, inactive={DORA})
    assert held(found) == [(AMINA, HeldBy.ROTATION)]
    assert found.passed_over == ((HUB, DORA, PassedOver.INACTIVE),)


@pytest.mark.parametrize(
    ("fallbacks", "found"),
    [
        ({1: None}, None),
        ({1: 2, 2: 3, 3: None}, None),
        ({1: 2, 2: 9}, None),
        ({1: 1}, (1,)),
        ({1: 2, 2: 1}, (1, 2)),
        ({1: 2, 2: 3, 3: 4, 4: 2}, (2, 3, 4)),
        ({}, None),
    ],
)
def test_a_circle_of_fallbacks_is_found(fallbacks: dict[int, int | None], found: tuple[int, ...] | None) -> None:
    assert circle(fallbacks) == found
