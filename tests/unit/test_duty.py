"""Who holds a duty at a moment, and why others were passed over."""

from datetime import timedelta
from typing import Any

import pytest

from alerts.domain.duty import Absence, Found, Holder, PassedOver
from alerts.domain.words import Component
from alerts.domain.words_of_telling import HeldBy
from tests.unit.rotas import (
    AMINA,
    BEN,
    CHIEF,
    DEPUTY,
    DORA,
    FOCAL_POINT,
    GRACE,
    HOUR,
    HUB,
    NOON,
    SECOND,
    TICK,
    duty,
    find,
    people,
    shift,
)


def test_the_person_on_shift_holds_the_duty_until_the_shift_ends() -> None:
    found = find(duty(FOCAL_POINT, shift(AMINA, -6, 6)))
    assert found.holders == (
        Holder(AMINA, FOCAL_POINT, FOCAL_POINT, Component.CIVILIAN, NOON + 6 * HOUR, HeldBy.SHIFT),
    )
    assert found.passed_over == ()


@pytest.mark.parametrize(
    ("off_by", "holder"),
    [
        (-HOUR, AMINA),
        (-SECOND, AMINA),
        (-TICK, AMINA),
        (timedelta(0), BEN),
        (TICK, BEN),
        (SECOND, BEN),
        (HOUR, BEN),
    ],
)
def test_in_the_very_second_of_hand_over_the_incoming_person_has_it(off_by: timedelta, holder: int) -> None:
    assert people(find(duty(FOCAL_POINT, shift(AMINA, -6, 0), shift(BEN, 0, 6)), at=NOON + off_by)) == [holder]


@pytest.mark.parametrize(("hour", "has_it"), [(-1.5, False), (-1, True), (0, True), (1, False), (1.5, False)])
def test_a_shift_holds_its_first_moment_and_not_its_last(hour: float, has_it: bool) -> None:
    found = find(duty(FOCAL_POINT, shift(AMINA, -1, 1)), at=NOON + hour * HOUR)
    assert people(found) == ([AMINA] if has_it else [])
    assert found.passed_over == (() if has_it else ((FOCAL_POINT, None, PassedOver.NOBODY_ON_SHIFT),))


def test_a_shift_without_length_is_never_held() -> None:
    assert people(find(duty(FOCAL_POINT, shift(AMINA, 0, 0)))) == []


def test_two_people_whose_shifts_overlap_both_have_it_each_until_their_own_end() -> None:
    found = find(duty(FOCAL_POINT, shift(AMINA, -6, 1), shift(BEN, -1, 6)))
    assert [(one.person_id, one.until) for one in found.holders] == [(AMINA, NOON + HOUR), (BEN, NOON + 6 * HOUR)]


@pytest.mark.parametrize("ends", [(1, 6), (6, 1)])
def test_the_same_person_twice_is_told_once_until_the_later_end(ends: tuple[int, int]) -> None:
    found = find(duty(FOCAL_POINT, shift(AMINA, -6, ends[0]), shift(AMINA, -1, ends[1])))
    assert [(one.person_id, one.until) for one in found.holders] == [(AMINA, NOON + 6 * HOUR)]


def test_somebody_inactive_is_passed_over_and_the_log_says_so() -> None:
    found = find(duty(FOCAL_POINT, shift(AMINA, -6, 6), shift(BEN, -6, 6)), inactive={AMINA})
    assert people(found) == [BEN]
    assert found.passed_over == ((FOCAL_POINT, AMINA, PassedOver.INACTIVE),)


def test_the_filer_is_passed_over_and_the_log_says_so() -> None:
    found = find(duty(FOCAL_POINT, shift(AMINA, -6, 6), shift(BEN, -6, 6)), passing_over=[AMINA])
    assert people(found) == [BEN]
    assert found.passed_over == ((FOCAL_POINT, AMINA, PassedOver.FILER),)


def test_several_filers_are_all_passed_over() -> None:
    found = find(duty(FOCAL_POINT, shift(AMINA, -6, 6), shift(BEN, -6, 6)), passing_over=[BEN, AMINA])
    assert people(found) == []
    assert {person for _, person, _ in found.passed_over} == {AMINA, BEN}


def test_a_filer_who_is_off_shift_is_not_named() -> None:
    found = find(duty(FOCAL_POINT, shift(AMINA, 1, 6), shift(BEN, -6, 6)), passing_over=[AMINA])
    assert found.passed_over == ()


def test_the_fallback_is_not_asked_while_one_of_two_is_left() -> None:
    found = find(
        duty(FOCAL_POINT, shift(AMINA, -6, 6), shift(BEN, -6, 6), fallback=HUB),
        duty(HUB, shift(DORA, -6, 6)),
        passing_over=[AMINA],
    )
    assert people(found) == [BEN]


def test_an_unmanned_duty_falls_back_at_once_and_answers_for_the_duty_asked() -> None:
    found = find(
        duty(FOCAL_POINT, fallback=HUB, component=Component.POLICE),
        duty(HUB, shift(DORA, -6, 2), component=None),
    )
    assert found.holders == (Holder(DORA, FOCAL_POINT, HUB, Component.POLICE, NOON + 2 * HOUR, HeldBy.SHIFT),)
    assert found.passed_over == ((FOCAL_POINT, None, PassedOver.NOBODY_ON_SHIFT),)


@pytest.mark.parametrize(
    ("about", "reason"),
    [
        ({"inactive": {AMINA}}, PassedOver.INACTIVE),
        ({"passing_over": [AMINA]}, PassedOver.FILER),
        ({"inactive": {AMINA}, "passing_over": [AMINA]}, PassedOver.INACTIVE),
        ({"absences": (Absence(AMINA, NOON, NOON + HOUR, NOON),)}, PassedOver.ABSENT),
        ({"absences": (Absence(AMINA, NOON, NOON + HOUR, NOON),), "unreachable": {AMINA}}, PassedOver.ABSENT),
        ({"unreachable": {AMINA}}, PassedOver.UNREACHABLE),
        ({"unreachable": {AMINA}, "passing_over": [AMINA]}, PassedOver.FILER),
    ],
)
def test_a_duty_whose_only_holder_is_passed_over_falls_back(about: dict[str, Any], reason: PassedOver) -> None:
    found = find(duty(FOCAL_POINT, shift(AMINA, -6, 6), fallback=HUB), duty(HUB, shift(DORA, -6, 6)), **about)
    assert people(found) == [DORA]
    assert found.passed_over == ((FOCAL_POINT, AMINA, reason),)


def test_the_filer_is_passed_over_in_the_fallback_too() -> None:
    found = find(duty(FOCAL_POINT, fallback=HUB), duty(HUB, shift(AMINA, -6, 6)), passing_over=[AMINA])
    assert found.holders == ()
    assert found.passed_over == (
        (FOCAL_POINT, None, PassedOver.NOBODY_ON_SHIFT),
        (HUB, AMINA, PassedOver.FILER),
    )


def test_a_chain_of_fallbacks_is_followed_to_the_first_who_is_there() -> None:
    found = find(
        duty(FOCAL_POINT, shift(AMINA, 1, 6), fallback=DEPUTY),
        duty(DEPUTY, shift(BEN, -6, 6), fallback=HUB),
        duty(HUB, shift(DORA, -6, 6), fallback=CHIEF),
        duty(CHIEF, shift(GRACE, -6, 6)),
        inactive={BEN},
    )
    assert [(one.person_id, one.duty_id, one.through_id) for one in found.holders] == [(DORA, FOCAL_POINT, HUB)]
    assert found.passed_over == (
        (FOCAL_POINT, None, PassedOver.NOBODY_ON_SHIFT),
        (DEPUTY, BEN, PassedOver.INACTIVE),
    )


def test_a_duty_that_falls_back_on_itself_ends() -> None:
    found = find(duty(FOCAL_POINT, fallback=FOCAL_POINT))
    assert found == Found((), ((FOCAL_POINT, None, PassedOver.NOBODY_ON_SHIFT),))


def test_a_circle_of_fallbacks_ends_after_asking_each_once() -> None:
    found = find(duty(FOCAL_POINT, fallback=DEPUTY), duty(DEPUTY, fallback=HUB), duty(HUB, fallback=DEPUTY))
    assert found.holders == ()
    assert [number for number, _, _ in found.passed_over] == [FOCAL_POINT, DEPUTY, HUB]


def test_a_fallback_that_is_no_more_ends_the_search() -> None:
    assert find(duty(FOCAL_POINT, fallback=HUB)).holders == ()


def test_nobody_at_all_is_an_empty_answer_with_its_reasons() -> None:
    found = find(duty(FOCAL_POINT, fallback=HUB), duty(HUB, shift(DORA, 2, 6), component=None))
    assert found == Found(
        (),
        ((FOCAL_POINT, None, PassedOver.NOBODY_ON_SHIFT), (HUB, None, PassedOver.NOBODY_ON_SHIFT)),
    )


def test_a_duty_without_component_has_holders_without_one() -> None:
    found = find(duty(HUB, shift(DORA, -6, 6), component=None))
    assert [one.component for one in found.holders] == [None]
