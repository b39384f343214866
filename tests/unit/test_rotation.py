"""Whose turn it is, by the wall clock: short and long days, short months, midnight, hand-over."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from alerts.domain.duty import Duty, Roster, Shift, holders
from alerts.domain.rotation import Rotation, watches, whose_turn
from alerts.domain.words_of_telling import Turn
from tests.unit.rotas import AMINA, BEN, CHIDI, FOCAL_POINT, HOUR, SECOND, duty, find, people

BRUSSELS = ZoneInfo("Europe/Brussels")
UTC_ZONE = ZoneInfo("UTC")
# Days on which the viewer's clocks change: shifts are instants, so nobody is lost and nobody doubled.

SPRING, AUTUMN, PLAIN = date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 24)


def on_the_wall(day: date, hour: int, minute: int = 0, *, fold: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute, fold=fold), BRUSSELS).astimezone(UTC)


def rota_around(day: date) -> Duty:
    """Day shift 06-18, night shift 18-06, by the wall clock in Brussels; Amina has the night that ends that day."""
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    return duty(
        FOCAL_POINT,
        Shift(AMINA, on_the_wall(before, 18), on_the_wall(day, 6)),
        Shift(BEN, on_the_wall(day, 6), on_the_wall(day, 18)),
        Shift(CHIDI, on_the_wall(day, 18), on_the_wall(after, 6)),
    )


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (PLAIN, 24), (AUTUMN, 25)])
def test_every_minute_of_a_short_or_long_day_has_exactly_one_holder(day: date, hours: int) -> None:
    begins, ends = on_the_wall(day, 0), on_the_wall(day + timedelta(days=1), 0)
    assert ends - begins == hours * HOUR
    held = [people(find(rota_around(day), at=begins + timedelta(minutes=past))) for past in range(hours * 60)]
    night = (hours - 24 + 6) * 60
    assert held == [[AMINA]] * night + [[BEN]] * 12 * 60 + [[CHIDI]] * 6 * 60


@pytest.mark.parametrize("day", [SPRING, PLAIN, AUTUMN])
@pytest.mark.parametrize(("hour", "before", "after"), [(6, AMINA, BEN), (18, BEN, CHIDI)])
def test_hand_over_is_by_the_wall_clock_on_a_short_or_long_day(day: date, hour: int, before: int, after: int) -> None:
    hand_over = on_the_wall(day, hour)
    assert people(find(rota_around(day), at=hand_over - SECOND)) == [before]
    assert people(find(rota_around(day), at=hand_over)) == [after]


def test_an_hour_that_comes_twice_is_two_hours_with_a_holder_each() -> None:
    first, second = on_the_wall(AUTUMN, 2), on_the_wall(AUTUMN, 2, fold=1)
    assert second - first == HOUR
    nights = duty(FOCAL_POINT, Shift(AMINA, first - HOUR, second), Shift(BEN, second, second + HOUR))
    assert people(find(nights, at=on_the_wall(AUTUMN, 2, 30))) == [AMINA]
    assert people(find(nights, at=on_the_wall(AUTUMN, 2, 30, fold=1))) == [BEN]


def test_a_hand_over_in_the_hour_that_is_left_out_loses_nobody() -> None:
    missing = on_the_wall(SPRING, 2, 30)
    nights = duty(FOCAL_POINT, Shift(AMINA, missing - HOUR, missing), Shift(BEN, missing, missing + HOUR))
    last, first = on_the_wall(SPRING, 1, 59), on_the_wall(SPRING, 3)
    assert first - last == timedelta(minutes=1)
    assert people(find(nights, at=last)) == [AMINA]
    assert people(find(nights, at=first)) == [AMINA]
    assert people(find(nights, at=on_the_wall(SPRING, 3, 30))) == [BEN]


@pytest.mark.parametrize("fold", [0, 1])
def test_a_moment_told_in_the_viewers_zone_is_the_same_moment(fold: int) -> None:
    told = datetime.combine(AUTUMN, time(2, 30, fold=fold), BRUSSELS)
    nights = duty(
        FOCAL_POINT,
        Shift(AMINA, on_the_wall(AUTUMN, 1), on_the_wall(AUTUMN, 2, fold=1)),
        Shift(BEN, on_the_wall(AUTUMN, 2, fold=1), on_the_wall(AUTUMN, 6)),
    )
    assert find(nights, at=told) == find(nights, at=told.astimezone(UTC))
    assert people(find(nights, at=told)) == [[AMINA], [BEN]][fold]


# Turns of a rotation.


def turns(first: date, turn: Turn, *days: date) -> list[int]:
    rotation = Rotation((AMINA, BEN, CHIDI), turn, time(6), time(6), first)
    return [whose_turn(rotation, day) for day in days]


def test_each_day_and_each_week_has_the_next_person() -> None:
    first = date(2026, 11, 24)
    assert turns(first, Turn.DAILY, *(first + timedelta(days=past) for past in range(5))) == [1, 2, 3, 1, 2]
    weekly = turns(first, Turn.WEEKLY, *(first + timedelta(days=past) for past in (0, 6, 7, 13, 14, 21)))
    assert weekly == [1, 1, 2, 2, 3, 1]


@pytest.mark.parametrize("year", [2027, 2028])
def test_monthly_turns_from_the_31st_change_on_the_last_day_of_a_short_month(year: int) -> None:
    first = date(year, 1, 31)
    last_of_february = date(year, 3, 1) - timedelta(days=1)
    changes = [first, last_of_february, date(year, 3, 31), date(year, 4, 30), date(year, 5, 31)]
    for place, (begins, ends) in enumerate(pairwise(changes)):
        person = 1 + place % 3
        assert turns(first, Turn.MONTHLY, begins, ends - timedelta(days=1)) == [person, person]
        assert turns(first, Turn.MONTHLY, ends) == [1 + (place + 1) % 3]


def test_a_watch_that_crosses_midnight_belongs_to_the_day_on_which_it_begins() -> None:
    night = Rotation((AMINA, BEN), Turn.DAILY, time(18), time(6), date(2026, 11, 24), date(2026, 11, 26))
    found = watches(night, UTC_ZONE, datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))
    begins = datetime(2026, 11, 24, 18, tzinfo=UTC)
    assert [(one.person_id, one.starts_at, one.ends_at) for one in found] == [
        (AMINA, begins, begins + 12 * HOUR),
        (BEN, begins + 24 * HOUR, begins + 36 * HOUR),
    ]


def test_equal_times_are_round_the_clock_and_hand_over_is_at_that_time() -> None:
    rota = duty(FOCAL_POINT, turns=(Rotation((AMINA, BEN), Turn.DAILY, time(7), time(7), date(2026, 11, 24)),))
    hand_over = datetime(2026, 11, 25, 7, tzinfo=UTC)
    assert people(find(rota, at=hand_over - SECOND)) == [AMINA]
    assert people(find(rota, at=hand_over)) == [BEN]
    assert people(find(rota, at=hand_over - 24 * HOUR - SECOND)) == []


def test_a_rotation_without_people_and_one_before_its_first_day_have_no_watch() -> None:
    period = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC)
    assert watches(Rotation((), Turn.DAILY, time(6), time(6), date(2026, 1, 1)), UTC_ZONE, *period) == []
    assert watches(Rotation((AMINA,), Turn.DAILY, time(6), time(6), date(2026, 11, 24)), UTC_ZONE, *period) == []


@pytest.mark.parametrize("ends", [time(2, 30), time(2), time(3), time(2, 59)])
def test_a_hand_over_in_the_hour_left_out_or_doubled_leaves_no_gap(ends: time) -> None:
    first = date(2026, 1, 1)
    rotations = (
        Rotation((AMINA,), Turn.DAILY, time(18), ends, first),
        Rotation((BEN,), Turn.DAILY, ends, time(3, 10), first),
        Rotation((CHIDI,), Turn.DAILY, time(3, 10), time(18), first),
    )
    roster = Roster({1: Duty(1, None, None, (), rotations, "Europe/Brussels")})
    for day in (SPRING, AUTUMN):
        begins = on_the_wall(day, 0)
        for minutes in range(26 * 60):
            assert holders(1, roster, begins + timedelta(minutes=minutes)).holders, (day, minutes)
