"""The periods of a report: whole days of the office's own clock, how they are addressed, and the columns of a chart."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from responses.domain.periods import Period, columns, is_sound, midnight, read_ref, ref, week_of

FIXED = settings(derandomize=True, database=None, deadline=None, max_examples=300)
LUBUMBASHI, BERLIN = "Africa/Lubumbashi", "Europe/Berlin"
# Of its own: with a half hour, on both sides of the line of dates, and where midnight itself is skipped.
ZONES = (LUBUMBASHI, BERLIN, "Asia/Kathmandu", "Pacific/Apia", "America/Havana", "Asia/Beirut")
MONDAY = dt.date(2026, 11, 16)
HOUR = dt.timedelta(hours=1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def period(first: str, until: str, zone: str = LUBUMBASHI) -> Period:
    return Period(day(first), day(until), zone)


def of_days(first: dt.date, days: int, zone: str = LUBUMBASHI) -> Period:
    return Period(first, first + dt.timedelta(days=days), zone)


@pytest.mark.parametrize(
    ("starts_on", "first"),
    [
        (1, "2026-11-16"),
        (2, "2026-11-17"),
        (3, "2026-11-18"),
        (4, "2026-11-12"),
        (5, "2026-11-13"),
        (6, "2026-11-14"),
        (7, "2026-11-15"),
    ],
)
def test_a_reporting_week_begins_on_each_weekday_as_set(starts_on: int, first: str) -> None:
    wednesday = day("2026-11-18")
    week = week_of(wednesday, starts_on, LUBUMBASHI)
    assert week == of_days(day(first), 7)
    assert week.first.isoweekday() == starts_on
    assert week.first <= wednesday <= week.last


@pytest.mark.parametrize("starts_on", range(1, 8))
def test_each_day_of_a_week_lies_in_the_same_one_and_the_next_day_in_the_next(starts_on: int) -> None:
    week = week_of(MONDAY, starts_on, LUBUMBASHI)
    days = [week.first + dt.timedelta(days=number) for number in range(7)]
    assert {week_of(one, starts_on, LUBUMBASHI) for one in days} == {week}
    assert week_of(week.until, starts_on, LUBUMBASHI).first == week.until
    assert week_of(week.first - dt.timedelta(days=1), starts_on, LUBUMBASHI) == week.before()


@pytest.mark.parametrize(
    ("first", "hours"),
    [("2026-03-16", 168), ("2026-03-23", 167), ("2026-03-30", 168), ("2026-10-19", 169), ("2026-10-26", 168)],
)
def test_a_week_in_which_the_clock_is_set_is_an_hour_shorter_or_longer(first: str, hours: int) -> None:
    week = of_days(day(first), 7, BERLIN)
    assert week.ends_at - week.starts_at == hours * HOUR
    assert week.days == 7 and week.is_week


@pytest.mark.parametrize(("first", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-03-28", 24)])
def test_a_day_on_which_the_clock_is_set_has_23_or_25_hours(first: str, hours: int) -> None:
    assert of_days(day(first), 1, BERLIN).ends_at - of_days(day(first), 1, BERLIN).starts_at == hours * HOUR


def test_a_day_begins_at_midnight_of_the_office() -> None:
    assert midnight(MONDAY, LUBUMBASHI) == dt.datetime(2026, 11, 15, 22, tzinfo=dt.UTC)
    assert midnight(MONDAY, BERLIN) == dt.datetime(2026, 11, 15, 23, tzinfo=dt.UTC)
    assert midnight(day("2026-07-01"), BERLIN) == dt.datetime(2026, 6, 30, 22, tzinfo=dt.UTC)
    assert midnight(MONDAY, "Asia/Kathmandu") == dt.datetime(2026, 11, 15, 18, 15, tzinfo=dt.UTC)


@pytest.mark.parametrize("zone", [LUBUMBASHI, BERLIN])
def test_a_period_holds_its_first_moment_and_not_its_last(zone: str) -> None:
    week = of_days(day("2026-10-19"), 7, zone)
    tick = dt.timedelta(microseconds=1)
    assert week.holds(week.starts_at) and week.holds(week.ends_at - tick)
    assert not week.holds(week.starts_at - tick) and not week.holds(week.ends_at)


def test_the_one_before_is_as_many_days_long_and_ends_where_this_begins() -> None:
    assert period("2026-11-16", "2026-11-23").before() == period("2026-11-09", "2026-11-16")
    assert period("2026-11-16", "2026-11-23").before(4) == period("2026-10-19", "2026-10-26")
    assert period("2026-03-01", "2026-04-01").before() == period("2026-01-29", "2026-03-01")
    assert period("2026-11-16", "2026-11-23").before(-1) == period("2026-11-23", "2026-11-30")


@pytest.mark.parametrize(
    ("first", "number"),
    [
        ("2025-12-22", 52),
        ("2025-12-29", 1),  # 2026 begins on a Thursday
        ("2026-12-21", 52),
        ("2026-12-28", 53),  # four of its days lie in 2026
        ("2027-01-04", 1),
        ("2024-12-30", 1),
        ("2020-12-28", 53),
        # Of weeks that begin on a Sunday or a Friday the fourth day says it too.
        ("2026-12-27", 53),  # its Wednesday is the 30th of December
        ("2027-01-03", 1),  # its Wednesday is the 6th of January
        ("2026-01-02", 2),  # its Monday is the 5th of January
        ("2026-01-01", 1),
        ("2025-12-26", 1),  # its Monday is the 29th of December
    ],
)
def test_the_number_of_a_week_about_new_year_is_that_of_its_fourth_day(first: str, number: int) -> None:
    assert of_days(day(first), 7).week == number


def test_the_numbers_of_weeks_follow_each_other_whatever_day_they_begin_on() -> None:
    for starts_on in range(1, 8):
        week = week_of(day("2019-12-20"), starts_on, LUBUMBASHI)
        for _turn in range(600):
            following = week.before(-1)
            assert following.week == week.week + 1 or (following.week == 1 and week.week in (52, 53))
            week = following


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("20261116-20261123", (period("2026-11-16", "2026-11-23"), False)),
        ("20261116-20261123-X", (period("2026-11-16", "2026-11-23"), True)),
        ("20261116-20261117", (period("2026-11-16", "2026-11-17"), False)),
        ("20240229-20240301", (period("2024-02-29", "2024-03-01"), False)),
        ("19900101-19900102", (period("1990-01-01", "1990-01-02"), False)),
        ("21991231-22000101", (period("2199-12-31", "2200-01-01"), False)),
        ("20240101-20260102", (period("2024-01-01", "2026-01-02"), False)),  # 732 days
    ],
)
def test_an_address_is_read_and_written_alike(text: str, found: tuple[Period, bool]) -> None:
    assert read_ref(text, LUBUMBASHI) == found
    assert ref(found[0], is_exercise=found[1]) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20261116",
        "20261116-",
        "-20261123",
        "20261116-20261123-",
        "20261116-20261123-x",
        "20261116-20261123-H",
        "20261116-20261123-X-X",
        "20261116–20261123",  # another dash
        " 20261116-20261123",
        "20261116-20261123\n",
        "20261116-20261123/..",
        "2026-11-16-2026-11-23",
        "20261116-20261131",  # no such day
        "20261316-20270101",
        "20260229-20260301",
        "00000000-00000001",
        "٢٠٢٦١١١٦-٢٠٢٦١١٢٣",  # digits, but not these
        "20261116-20261116",  # no day
        "20261123-20261116",  # reversed
        "20240101-20260103",  # 733 days
        "20000101-20261116",
        "19891231-19900101",
        "22000101-22010101",
        "99991230-99991231",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    assert read_ref(text, LUBUMBASHI) is None


SOUND = st.builds(
    of_days,
    st.dates(day("1990-01-01"), day("2197-12-31")),
    st.integers(1, 732),
    st.sampled_from(ZONES),
)


@FIXED
@given(SOUND, st.booleans())
def test_every_sound_period_has_an_address_that_leads_back_to_it(one: Period, is_exercise: bool) -> None:
    assert is_sound(one.first, one.until)
    assert read_ref(ref(one, is_exercise=is_exercise), one.zone) == (one, is_exercise)


@FIXED
@given(st.text(max_size=24) | st.from_regex(r"\d{8}-\d{8}(-X)?", fullmatch=True))
def test_any_text_is_an_address_that_is_written_so_or_none(text: str) -> None:
    found = read_ref(text, LUBUMBASHI)
    assert found is None or ref(found[0], is_exercise=found[1]) == text


@pytest.mark.parametrize(
    ("first", "days", "starts_on", "count", "lengths"),
    [
        ("2026-11-16", 1, 1, 1, {1}),
        ("2026-11-16", 7, 1, 12, {7}),
        ("2026-11-18", 7, 1, 12, {7}),  # seven days that begin within the week
        ("2026-11-16", 8, 1, 8, {1}),
        ("2026-11-01", 31, 1, 31, {1}),
        ("2026-11-16", 32, 1, 5, {7, 4}),
        ("2026-11-18", 32, 1, 5, {5, 7, 6}),  # Wednesday to Saturday: cut at both ends
        ("2026-11-16", 182, 1, 26, {7}),
        ("2026-11-18", 182, 1, 27, {5, 7, 2}),
        ("2026-11-16", 182, 7, 27, {6, 7, 1}),
        ("2026-01-01", 183, 1, 7, {31, 28, 30, 2}),  # until the second of July
        ("2026-01-01", 365, 1, 12, {28, 30, 31}),
        ("2024-01-01", 366, 1, 12, {29, 30, 31}),
        ("2026-01-15", 366, 1, 13, {17, 28, 31, 30, 15}),  # until the 15th of January, that day included
        ("2024-01-01", 731, 1, 24, {28, 29, 30, 31}),
        ("2024-01-31", 731, 1, 25, {1, 28, 29, 30, 31}),
    ],
)
def test_the_columns_of_a_chart(first: str, days: int, starts_on: int, count: int, lengths: set[int]) -> None:
    found = columns(of_days(day(first), days), starts_on)
    assert len(found) == count
    assert {column.days for column in found} == lengths


@pytest.mark.parametrize("days", [1, 8, 31, 32, 182, 183, 366, 731])
@pytest.mark.parametrize("zone", ZONES)
def test_columns_cover_the_period_without_gap_or_overlap(days: int, zone: str) -> None:
    for starts_on in range(1, 8):
        covers(of_days(day("2026-03-25"), days, zone), starts_on)


def covers(one: Period, starts_on: int) -> None:
    found = columns(one, starts_on)
    assert found[-1].until == one.until and found[-1].ends_at == one.ends_at
    assert one.is_week or (found[0].first == one.first and found[0].starts_at == one.starts_at)
    for earlier, later in pairwise(found):
        assert earlier.first < earlier.until == later.first
        assert earlier.ends_at == later.starts_at
    assert {column.zone for column in found} == {one.zone}


@FIXED
@given(SOUND, st.integers(1, 7))
def test_columns_cover_every_sound_period_and_are_few_enough_to_be_told_apart(one: Period, starts_on: int) -> None:
    covers(one, starts_on)
    found = columns(one, starts_on)
    assert len(found) <= 31
    if one.is_week:
        assert found == [one.before(turns) for turns in range(11, -1, -1)]
    elif 31 < one.days <= 182:
        assert all(column.first.isoweekday() == starts_on for column in found[1:])
    elif one.days > 182:
        assert all(column.first.day == 1 for column in found[1:])


def test_a_week_is_shown_with_the_eleven_before_it() -> None:
    found = columns(period("2026-11-16", "2026-11-23"), 1)
    assert (found[0].first, found[-2].first, found[-1].first) == (day("2026-08-31"), day("2026-11-09"), MONDAY)
