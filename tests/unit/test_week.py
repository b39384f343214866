"""The week as a grid of half-hours; how much each has carried; a change as a value."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.domain import week
from alerts.domain.duty import Absence, Duty, Holder, Roster, Shift
from alerts.domain.load import loads
from alerts.domain.redrawing import Redraw, redrawn
from alerts.domain.rota import Span, spans
from alerts.domain.rotation import Rotation
from alerts.domain.words_of_telling import ShiftKind, Turn

FIXED = settings(derandomize=True, database=None, deadline=None, max_examples=300)
BRUSSELS, BENI = ZoneInfo("Europe/Brussels"), ZoneInfo("Africa/Lubumbashi")
MONDAY = date(2026, 11, 23)
HOUR = timedelta(hours=1)


def at(day: date, hour: float, zone: ZoneInfo = BENI) -> datetime:
    return (datetime.combine(day, time(), zone) + hour * HOUR).astimezone(UTC)


def span(begins: datetime, ends: datetime, *people: int, by_hand: bool = False) -> Span:
    return Span(1, begins, ends, tuple(Holder(one, 1, 1, None, ends) for one in people), is_by_hand=by_hand)


@pytest.mark.parametrize(
    ("asked", "monday"),
    [
        ("2026-W48", date(2026, 11, 23)),
        ("2026-W49", date(2026, 11, 30)),
        ("2026-W53", date(2026, 12, 28)),
        ("2027-W01", date(2027, 1, 4)),
        ("", MONDAY),
        ("2026-W54", MONDAY),
        ("2030-W01", MONDAY),
        ("2026-11", MONDAY),
        ("x", MONDAY),
    ],
)
def test_a_week_is_named_as_in_iso_8601_and_anything_else_is_this_week(asked: str, monday: date) -> None:
    assert week.monday(asked, date(2026, 11, 25)) == monday
    assert week.monday(week.code(monday), date(2026, 11, 25)) == monday


def test_watches_stand_in_the_half_hours_of_the_wall_clock() -> None:
    shown = [
        span(at(MONDAY, -6), at(MONDAY, 6), 1),
        span(at(MONDAY, 6), at(MONDAY, 18), 2),
        span(at(MONDAY, 18), at(MONDAY, 200), 3),
    ]
    assert week.columns(shown, MONDAY, BENI) == [(0, 12), (12, 24), (36, 300)]


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_a_short_and_a_long_day_are_as_wide_as_others(day: date, hours: int) -> None:
    monday = day - timedelta(days=6)
    begins, noon = at(day, 0, BRUSSELS), datetime.combine(day, time(12), BRUSSELS).astimezone(UTC)
    assert noon - begins == (hours - 12) * HOUR
    shown = [span(at(monday, 0, BRUSSELS), begins, 1), span(begins, noon, 2), span(noon, at(day, 40, BRUSSELS), 3)]
    assert week.columns(shown, monday, BRUSSELS) == [(0, 288), (288, 24), (312, 24)]


@FIXED
@given(cuts=st.lists(st.integers(0, 7 * 24 * 60), max_size=60, unique=True))
def test_every_span_has_a_column_of_its_own_and_all_fill_the_week(cuts: list[int]) -> None:
    begins = at(MONDAY, 0)
    edges = [begins, *sorted(begins + timedelta(minutes=cut) for cut in cuts if 0 < cut < 7 * 24 * 60), at(MONDAY, 168)]
    shown = [span(one, after, 1) for one, after in itertools.pairwise(edges)]
    found = week.columns(shown, MONDAY, BENI)
    assert all(width >= 1 for _column, width in found)
    assert [column for column, _width in found] == [
        sum(width for _column, width in found[:place]) for place in range(len(found))
    ]
    assert sum(width for _column, width in found) == week.COLUMNS


@pytest.mark.parametrize(
    ("begins", "ends", "is_night"),
    [(18, 30, True), (6, 18, False), (0, 24, False), (22, 30, True), (12, 20, False), (20, 23, True), (18, 34, True)],
)
def test_what_lies_mostly_between_evening_and_morning_is_night(begins: int, ends: int, is_night: bool) -> None:
    assert week.is_night(span(at(MONDAY, begins), at(MONDAY, ends), 1), BENI) is is_night


def test_long_watches_of_the_same_people_are_read_as_one_and_day_and_night_are_not() -> None:
    days = [span(at(MONDAY, 24 * day), at(MONDAY, 24 * day + 24), 1) for day in range(3)]
    assert [(one.starts_at, one.ends_at) for one in week.joined(days)] == [(at(MONDAY, 0), at(MONDAY, 72))]
    assert len(week.joined([days[0], span(at(MONDAY, 24), at(MONDAY, 48), 2), days[2]])) == 3
    assert len(week.joined([days[0], span(at(MONDAY, 24), at(MONDAY, 48), 1, by_hand=True)])) == 2
    halves = [span(at(MONDAY, 12 * half), at(MONDAY, 12 * half + 12), 1) for half in range(4)]
    assert len(week.joined(halves)) == 4


def test_the_load_counts_hours_once_nights_and_weekend_days() -> None:
    friday, saturday = MONDAY + timedelta(days=4), MONDAY + timedelta(days=5)
    held = [
        span(at(friday, 18), at(saturday, 6), 1),
        span(at(friday, 20), at(saturday, 8), 1),  # another duty at the same time
        span(at(MONDAY, 6), at(MONDAY, 18), 2),
        span(at(MONDAY, 20), at(MONDAY, 24), 2, 3),  # two hours after 22:00: no night
    ]
    found = {load.person_id: (load.hours, load.nights, load.weekend_days) for load in loads(held, BENI)}
    assert found == {1: (14, 1, 1), 2: (16, 0, 0), 3: (4, 0, 0)}
    assert [load.person_id for load in loads(held, BENI)] == [2, 1, 3]


def test_twenty_eight_days_round_the_clock_are_over_both_limits() -> None:
    (load,) = loads([span(at(MONDAY, 0), at(MONDAY, 28 * 24), 1)], BENI)
    assert (load.hours, load.nights, load.weekend_days) == (672, 28, 8)
    assert load.is_long and load.is_nightly
    (light,) = loads([span(at(MONDAY, 8), at(MONDAY, 16), 1)], BENI)
    assert not light.is_long and not light.is_nightly


def test_the_night_on_which_clocks_go_back_is_thirteen_hours() -> None:
    sunday = date(2026, 10, 25)
    begins = datetime.combine(sunday - timedelta(days=1), time(18), BRUSSELS).astimezone(UTC)
    (load,) = loads([span(begins, datetime.combine(sunday, time(6), BRUSSELS).astimezone(UTC), 1)], BRUSSELS)
    assert (load.hours, load.nights) == (13, 1)


def test_a_change_is_applied_to_a_roster_and_leaves_the_roster_as_it_was() -> None:
    begins, ends = at(MONDAY, 6), at(MONDAY, 18)
    turns = Rotation((1,), Turn.DAILY, time(6), time(6), MONDAY)
    kept, gone = Shift(2, begins, ends), Shift(3, begins, ends, ShiftKind.REPLACE, begins)
    before = Roster({1: Duty(1, None, None, (kept, gone), (turns,)), 2: Duty(2, None, 1, (kept,))})
    away = Absence(2, begins, ends, begins)
    after = redrawn(
        before,
        Redraw(
            written=((1, Shift(4, begins, ends)),),
            cancelled=((1, gone), (2, gone)),
            away=(away,),
            begun=((2, turns),),
            ended=((1, turns, MONDAY + timedelta(days=7)),),
        ),
    )
    assert after.duties[1].shifts == (kept, Shift(4, begins, ends))
    assert after.duties[1].rotations[0].until_date == MONDAY + timedelta(days=7)
    assert (after.duties[2].shifts, after.duties[2].rotations, after.absences) == ((kept,), (turns,), (away,))
    assert redrawn(after, Redraw(back=(away,))).absences == ()
    assert before.duties[1].shifts == (kept, gone) and before.absences == ()
    assert spans(1, after, begins, ends) != spans(1, before, begins, ends)
