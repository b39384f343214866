"""Answers in time: asked only of those whom nobody else's answer relieved."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from alerts.domain.load import Answer, Answered, Told, answered, is_at_night
from tests.unit.rotas import AMINA, BEN, NOON

MINUTE = timedelta(minutes=1)
LATER = NOON + timedelta(hours=3)
EACH = frozenset({"civilian"})


def told(person: int = AMINA, components: frozenset[str] = frozenset(), round_: int = 1) -> Told:
    return Told(person, 7, round_, NOON, NOON + 5 * MINUTE, components)


def said(person: int, after_min: float, component: str = "", round_: int = 1) -> Answer:
    return Answer(person, 7, round_, NOON + after_min * MINUTE, component)


CASES = {
    "in time": ([told()], [said(AMINA, 5)], Answered(1, 1)),
    "late": ([told()], [said(AMINA, 5.1)], Answered(0, 1)),
    "never": ([told()], [], Answered(0, 1)),
    "another was faster and one is enough": ([told()], [said(BEN, 3)], Answered(0, 0)),
    "another was late too": ([told()], [said(BEN, 9)], Answered(0, 1)),
    "another component answered": ([told(components=EACH)], [said(BEN, 3, "police")], Answered(0, 1)),
    "a colleague of the component answered": ([told(components=EACH)], [said(BEN, 3, "civilian")], Answered(0, 0)),
    "in another round": ([told()], [said(AMINA, 3, round_=2)], Answered(0, 1)),
    "two rounds": ([told(), told(round_=2)], [said(AMINA, 3)], Answered(1, 2)),
}


@pytest.mark.parametrize("name", CASES)
def test_of_how_many_calls_how_many_were_answered_in_time(name: str) -> None:
    calls, answers, expected = CASES[name]
    assert answered(calls, answers, LATER).get(AMINA, Answered()) == expected


def test_what_still_has_time_is_not_counted() -> None:
    assert answered([told()], [], NOON + 5 * MINUTE - timedelta(microseconds=1)).get(AMINA, Answered()) == Answered()
    assert answered([told()], [], NOON + 5 * MINUTE)[AMINA] == Answered(0, 1)
    assert answered([told()], [said(AMINA, 1)], NOON + 2 * MINUTE)[AMINA] == Answered(1, 1)


def test_night_is_by_the_wall_clock_of_the_office_and_half_open() -> None:
    zone = ZoneInfo("Africa/Lubumbashi")  # two hours ahead
    at = {hour: is_at_night(datetime(2026, 11, 24, hour, tzinfo=UTC), zone) for hour in (3, 4, 19, 20)}
    assert at == {3: True, 4: False, 19: False, 20: True}
