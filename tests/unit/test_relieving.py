"""When a duty changes hands, and when what was not accepted is told on."""

import pytest

from alerts.domain.duty import Duty, Roster
from alerts.domain.relieving import ALLOWED, left_at, turns
from alerts.domain.rota import spans
from tests.unit.rotas import AMINA, BEN, CHIDI, FOCAL_POINT, HOUR, NOON, duty, shift


def found(post: Duty) -> list[tuple[float, set[int], set[int]]]:
    """(hours from noon, who comes, who goes)"""
    held = spans(post.id, Roster({post.id: post}), NOON - 12 * HOUR, NOON + 12 * HOUR)
    return [((one.at - NOON) / HOUR, set(one.comes), set(one.goes)) for one in turns(held)]


ROTAS = {
    "one after the other": ([(AMINA, -12, 0), (BEN, 0, 12)], [(0, {BEN}, {AMINA})]),
    "the same person goes on": ([(AMINA, -12, 0), (AMINA, 0, 12)], []),
    "after a gap": ([(AMINA, -12, -3), (BEN, 0, 12)], [(0, {BEN}, set())]),
    "back after a gap": ([(AMINA, -12, -3), (AMINA, 0, 12)], [(0, {AMINA}, set())]),
    "nobody comes": ([(AMINA, -12, 0)], []),
    "somebody joins": ([(AMINA, -12, 12), (BEN, 0, 6)], []),
    "two go, one comes": ([(AMINA, -12, 0), (BEN, -12, 0), (CHIDI, 0, 12)], [(0, {CHIDI}, {AMINA, BEN})]),
    "one of two changes": ([(AMINA, -12, 12), (BEN, -12, 0), (CHIDI, 0, 12)], [(0, {CHIDI}, {BEN})]),
}


@pytest.mark.parametrize("name", ROTAS)
def test_a_duty_changes_hands_where_somebody_comes_and_somebody_goes(name: str) -> None:
    shifts, expected = ROTAS[name]
    assert found(duty(FOCAL_POINT, *(shift(*one) for one in shifts))) == expected


def test_who_was_late_with_the_list_gives_the_half_hour_all_the_same() -> None:
    assert left_at(NOON, NOON) == NOON + ALLOWED
    assert left_at(NOON, NOON + HOUR) == NOON + HOUR + ALLOWED
    assert left_at(NOON, NOON - HOUR) == NOON + ALLOWED
