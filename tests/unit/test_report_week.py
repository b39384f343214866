"""What else a weekly report says of the table of alerts: the weeks before, its chart, numbers, places and people."""

import datetime as dt
from dataclasses import replace

import pytest

from responses.domain.figures import Tally, blurred, figures, left_out
from responses.domain.indicators import Reading
from tests.unit.report_table import AS_OF, CASES, MONDAY, NOVEMBER, POINTS, WEEK, ZONE, reading, report

CLEARED, OTHERS = report(is_cleared=True), report(is_cleared=False)
# Turns back: one week, two, three, four; and the mean of the four.
BEFORE = {
    "received": (4, 2, 1, 2, 2.25),
    "triaged": (1, 0, 0, 1, 0.5),
    "valid": (3, 2, 1, 1, 1.75),
    "told": (3, 2, 0, 1, 1.5),
    "answered": (3, 1, 0, 1, 1.25),
    "decided": (3, 1, 0, 1, 1.25),
    "closed": (2, 0, 0, 1, 0.75),
    "responded": (2, 1, 0, 1, 1.0),
    "not_responded": (1, 0, 0, 0, 0.25),
    "pending": (0, 1, 1, 0, 0.5),
    "history": (2, 0, 0, 0, 0.5),
    "threat": (5, 2, 1, 1, 2.25),
    "mapped": (4, 0, 0, 0, 1.0),
    "harm:harm=killed": (1, 1, 0, 1, 0.75),
    "harm:harm=abducted": (1, 0, 0, 0, 0.25),
    "received:level=critical": (1, 1, 0, 0, 0.5),
    "received:level=high": (1, 1, 0, 1, 0.75),
    "received:level=medium": (2, 0, 0, 1, 0.75),
    "received:level=low": (0, 0, 1, 0, 0.25),
    "not_responded:reason=too_far": (1, 0, 0, 0, 0.25),
}
BENI, OICHA, MAVIVI = (0.475, 29.475), (0.675, 29.525), (-0.025, 29.725)  # middles of squares of 0.05 degrees
PLACES = {  # critical, high, medium
    BENI: (2, 6, 3),
    OICHA: (2, 3, 0),
    MAVIVI: (2, 0, 5),
}
# Under each reason by number, critical ones first.
REFERENCES = {
    "access": [["BEN-2026-0109", False]],
    "left_to_state": [["BEN-R-2026-0127", True]],
    "monitored": [["BEN-2026-0106", False], ["BEN-2026-0139", False]],
    "no_asset": [["BEN-2026-0135", False]],
    "not_credible": [["BEN-2026-0142", False]],
    "not_recorded": [["BEN-2026-0107", False], ["BEN-2026-0123", False], ["BEN-2026-0140", False]],
    "too_far": [["BEN-2026-0143", True], ["BEN-2026-0108", False], ["BEN-2026-0145", False]],
}
RECEIVED_BY_WEEK = [0, 0, 0, 0, 0, 0, 1, 2, 1, 2, 4, 43]
THREATS_BY_WEEK = [0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 5, 40]
# By day of November: received, threats. Not named: none.
BY_DAY = {
    3: (1, 1),
    8: (1, 1),
    10: (1, 2),
    12: (1, 0),
    13: (1, 1),
    15: (1, 2),
    16: (6, 5),
    17: (6, 5),
    18: (10, 9),
    19: (6, 6),
    20: (7, 6),
    21: (5, 5),
    22: (3, 4),
    23: (1, 2),
}


@pytest.mark.parametrize("name", BEFORE)
def test_each_figure_of_the_four_weeks_before_and_their_mean(name: str) -> None:
    *weeks, mean = BEFORE[name]
    for shows in (CLEARED, OTHERS):
        assert [shows.count(name, turns) for turns in (1, 2, 3, 4)] == weeks
        assert shows.mean(name) == mean


def test_the_mean_of_what_never_was_is_nought() -> None:
    assert CLEARED.mean("sensitive") == CLEARED.mean("no_such_figure") == 0


def test_the_chart_of_a_week_shows_it_and_the_eleven_before() -> None:
    begins = [(WEEK.first - dt.timedelta(weeks=turns)).isoformat() for turns in range(11, -1, -1)]
    ends = [*begins[1:], "2026-11-23"]
    for shows in (CLEARED, OTHERS):
        assert shows.columns == [list(row) for row in zip(begins, ends, RECEIVED_BY_WEEK, THREATS_BY_WEEK, strict=True)]


def test_the_chart_counts_from_the_first_moment_of_its_first_column() -> None:
    first = WEEK.before(11).starts_at
    edges = [first - dt.timedelta(microseconds=1), first, WEEK.ends_at - dt.timedelta(microseconds=1), WEEK.ends_at]
    shows = figures([replace(CASES[0], received_at=received_at) for received_at in edges], reading(), MONDAY)
    assert [column[2] for column in shows.columns] == [1, *[0] * 10, 1]
    assert Tally(reading(), MONDAY).reads_from == first
    assert Tally(reading(NOVEMBER), MONDAY).reads_from == NOVEMBER.before().starts_at


def test_the_chart_of_a_month_shows_its_days() -> None:
    november = report(NOVEMBER)
    assert [column[0] for column in november.columns] == [f"2026-11-{day:02}" for day in range(1, 31)]
    assert [tuple(column[2:]) for column in november.columns] == [BY_DAY.get(day, (0, 0)) for day in range(1, 31)]


def test_a_month_is_compared_with_as_many_days_before_and_with_no_mean() -> None:
    november = report(NOVEMBER)
    assert len(november.counts) == 2
    names = ("received", "before", "history", "threat", "not_responded:reason=too_far")
    assert [november.count(name) for name in names] == [50, 1, 7, 49, 4]
    assert [november.count(name, 1) for name in names] == [4, 0, 0, 3, 0]
    assert november.mean("received") is None


def test_critical_ones_are_listed_first_and_then_by_number() -> None:
    assert CLEARED.references == REFERENCES


def test_what_is_restricted_is_listed_to_the_cleared_only() -> None:
    assert OTHERS.references == {reason: named for reason, named in REFERENCES.items() if reason != "left_to_state"}


def test_places_are_drawn_in_the_middle_of_their_square_whoever_reads() -> None:
    levels = ("critical", "high", "medium")
    points = [[*place, level, n] for place, counts in PLACES.items() for level, n in zip(levels, counts, strict=True)]
    for shows in (CLEARED, OTHERS):
        assert sorted(shows.points) == sorted(point for point in points if point[-1])


def test_a_square_has_one_middle() -> None:
    assert [(blurred(lat), blurred(lon)) for lat, lon in POINTS.values()] == [BENI, OICHA, MAVIVI]
    assert [blurred(degrees) for degrees in (0.01, 0.049, -0.01, -0.049)] == [0.025, 0.025, -0.025, -0.025]
    assert (blurred(89.99), blurred(-179.99)) == (89.975, -179.975)


def test_people_in_danger_are_added_up_under_each_harm() -> None:
    assert CLEARED.people == {"killed": 45, "injured": 25, "abducted": 6, "displaced": 468}
    assert OTHERS.people == {"killed": 41, "injured": 25, "abducted": 6, "displaced": 468}


def test_deaths_are_added_up_of_history() -> None:
    assert CLEARED.deaths == 6


def test_deaths_of_what_is_restricted_are_told_to_the_cleared_only() -> None:
    assert OTHERS.deaths == 4


def test_what_was_left_out_is_told_by_why() -> None:
    assert {why.value: count for why, count in left_out(CLEARED).items() if count} == {
        "nuisance": 1,
        "not_protection": 1,
        "refuted": 2,
        "duplicate": 3,
    }


def test_the_day_on_which_it_is_read_is_that_of_the_office() -> None:
    assert AS_OF.date() == dt.date(2026, 11, 23)
    assert Reading(WEEK, AS_OF).today == CLEARED.reading.today == dt.date(2026, 11, 24)
    assert CLEARED.period == WEEK and WEEK.zone == ZONE
