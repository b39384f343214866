"""Whatever the rota: the rules say what their plain retelling says, nobody is lost between watches, all ends."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.domain.duty import Absence, Duty, PassedOver, Roster, Shift, holders
from alerts.domain.rota import Span, filled_gaps, gaps, moved_gaps, new_gaps, next_watch, spans
from alerts.domain.rotation import Rotation
from alerts.domain.words import Component
from alerts.domain.words_of_telling import ShiftKind, Turn
from tests.unit import naive_rota

FIXED = settings(derandomize=True, database=None, deadline=None, max_examples=300)
PEOPLE = st.integers(1, 6)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
# Clocks change in the night to the day named, or (the last) do not.
CHANGES = [
    ("Europe/Brussels", date(2026, 3, 29)),
    ("Europe/Brussels", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Africa/Casablanca", date(2026, 2, 15)),
    ("Africa/Casablanca", date(2026, 3, 22)),
    ("Africa/Lubumbashi", date(2028, 2, 29)),
]
WALL = st.sampled_from([time(0), time(1), time(2), time(2, 30), time(3), time(3, 10), time(6), time(18), time(23, 59)])


def days(near: date, before: int, after: int) -> st.SearchStrategy[date]:
    return st.integers(-before, after).map(lambda past: near + timedelta(days=past))


@st.composite
def rotations(draw: st.DrawFn, near: date) -> Rotation:
    first = draw(st.one_of(days(near, 3, 2), days(near, 70, 0), st.just(date(near.year - 1, 12, 31))))
    until = draw(st.one_of(st.none(), days(near, 2, 3).filter(lambda day: day > first)))
    people = tuple(draw(st.lists(PEOPLE, max_size=3)))
    return Rotation(people, draw(st.sampled_from(Turn)), draw(WALL), draw(WALL), first, until)


@st.composite
def rosters(draw: st.DrawFn) -> tuple[Roster, datetime]:
    """Up to three duties round a day on which clocks may change, and the instant from which one looks on.

    Few people and few hours, so that edges meet often; fallbacks may be circles, or lead to a duty that is no more.
    """
    zone, near = draw(st.sampled_from(CHANGES))
    start = datetime.combine(near, time(), UTC) - 6 * HOUR
    hours = st.integers(0, 36).map(lambda hour: start + hour * HOUR)
    said = st.integers(0, 3).map(lambda hour: start - hour * HOUR)

    def period() -> tuple[datetime, datetime]:
        begins = draw(hours)
        return begins, begins + draw(st.integers(1, 12)) * HOUR

    count = draw(st.integers(1, 3))
    duties = {}
    for number in range(1, count + 1):
        shifts = tuple(
            Shift(draw(PEOPLE), *period(), draw(st.sampled_from(ShiftKind)), draw(st.one_of(st.none(), said)))
            for _turn in range(draw(st.integers(0, 4)))
        )
        duties[number] = Duty(
            number,
            draw(st.sampled_from([None, *Component])),
            draw(st.one_of(st.none(), st.integers(1, count + 1))),
            shifts,
            tuple(draw(st.lists(rotations(near), max_size=2))),
            zone,
        )
    absences = tuple(Absence(draw(PEOPLE), *period(), draw(said)) for _turn in range(draw(st.integers(0, 3))))
    some = st.frozensets(PEOPLE, max_size=2)
    return Roster(duties, absences, draw(some), draw(some)), start


moments = st.one_of(st.integers(0, 48 * 60).map(lambda past: past * MINUTE), st.integers(0, 48).map(lambda h: h * HOUR))
filers = st.frozensets(PEOPLE, max_size=2)


@FIXED
@given(made=rosters(), past=moments, filing=filers)
def test_the_rules_find_whom_their_plain_retelling_finds(
    made: tuple[Roster, datetime], past: timedelta, filing: frozenset[int]
) -> None:
    roster, at = made[0], made[1] + past
    for duty_id in roster.duties:
        found = holders(duty_id, roster, at, filing).holders
        through, people = naive_rota.holders(duty_id, roster, at, set(filing))
        assert {holder.person_id for holder in found} == people
        assert len(found) == len(people)
        assert {holder.through_id for holder in found} == ({through} if people else set())


@FIXED
@given(made=rosters(), past=moments, filing=filers)
def test_whoever_is_found_can_answer_and_everybody_else_is_named_with_a_reason(
    made: tuple[Roster, datetime], past: timedelta, filing: frozenset[int]
) -> None:
    roster, at = made[0], made[1] + past
    for duty_id, asked in roster.duties.items():
        found = holders(duty_id, roster, at, filing)
        for holder in found.holders:
            assert holder.person_id not in roster.inactive | filing
            assert (holder.duty_id, holder.component) == (duty_id, asked.component)
            assert holder.until > at
        assert found.holders or {number for number, _person, _reason in found.passed_over} >= {duty_id}
        for _number, person, reason in found.passed_over:
            assert (person is None) == (reason is PassedOver.NOBODY_ON_SHIFT)
            assert reason is not PassedOver.INACTIVE or person in roster.inactive
            assert reason is not PassedOver.FILER or person in filing
            assert reason is not PassedOver.UNREACHABLE or person in roster.unreachable


@FIXED
@given(made=rosters(), begins=moments, lasts=moments)
def test_spans_cover_the_period_and_say_what_the_rule_says_at_each_moment(
    made: tuple[Roster, datetime], begins: timedelta, lasts: timedelta
) -> None:
    roster, from_at = made[0], made[1] + begins
    until_at = from_at + lasts
    for duty_id in roster.duties:
        found = spans(duty_id, roster, from_at, until_at)
        assert [one.ends_at for one in found[:-1]] == [one.starts_at for one in found[1:]]
        if not found:
            assert lasts == timedelta()
            continue
        assert (found[0].starts_at, found[-1].ends_at) == (from_at, until_at)
        for span in found:
            middle = span.starts_at + (span.ends_at - span.starts_at) / 2
            for at in (span.starts_at, middle, span.ends_at - timedelta(microseconds=1)):
                told = holders(duty_id, roster, at).holders
                own = tuple(holder for holder in told if holder.through_id == duty_id)
                assert span.holders == own
                others = [(holder.person_id, holder.through_id) for holder in told] if not own else []
                assert [(one.person_id, one.through_id) for one in span.falls_to] == others
            assert span.is_gap == (not span.holders)
        for one, following in pairwise(found):
            assert (one.holders, one.falls_to, one.is_by_hand) != (
                following.holders,
                following.falls_to,
                following.is_by_hand,
            )


@FIXED
@given(made=rosters(), other=rosters(), past=moments)
def test_gaps_are_new_filled_or_moved_by_what_was_before(
    made: tuple[Roster, datetime], other: tuple[Roster, datetime], past: timedelta
) -> None:
    before, from_at = made
    after = Roster(
        {**other[0].duties, **before.duties} if len(before.duties) == 1 else before.duties, other[0].absences
    )
    until_at = from_at + 24 * HOUR
    then, now = (gaps(roster, from_at, until_at) for roster in (before, after))
    assert new_gaps(then, then) == filled_gaps(then, then) == moved_gaps(then, then) == ()
    at = from_at + min(past, 23 * HOUR)

    def state(found: tuple[Span, ...]) -> dict[int, tuple[object, ...]]:
        return {gap.duty_id: gap.falls_to for gap in found if gap.starts_at <= at < gap.ends_at}

    was, is_ = state(then), state(now)
    fresh = {pk for pk, falls_to in is_.items() if pk not in was or (was[pk] and not falls_to)}
    moved = {pk for pk, falls_to in is_.items() if pk in was and falls_to and was[pk] != falls_to}
    assert state(new_gaps(then, now)).keys() == fresh
    assert state(moved_gaps(then, now)).keys() == moved
    assert state(filled_gaps(then, now)).keys() == was.keys() - is_.keys()


@FIXED
@given(made=rosters(), person=PEOPLE)
def test_a_persons_next_watch_is_the_first_moment_at_which_they_hold_the_duty(
    made: tuple[Roster, datetime], person: int
) -> None:
    roster, start = made
    for duty_id in roster.duties:
        held = [
            at
            for at in (start + hour * HOUR for hour in range(24))
            for holder in holders(duty_id, roster, at).holders
            if holder.person_id == person and holder.through_id == duty_id
        ]
        watch = next_watch(duty_id, roster, person, start, start + 24 * HOUR)
        if held:
            assert watch is not None and watch[0] <= held[0] and watch[1] > watch[0]
        if watch is not None:
            at = max(watch[0], start)
            assert person in {one.person_id for one in holders(duty_id, roster, at).holders}


def test_every_minute_of_a_year_in_two_watches_has_its_holder_in_each_zone() -> None:
    """The 23 h and 25 h days among them; each watch is left in the very minute in which the next begins."""
    for zone in ("Europe/Brussels", "America/New_York", "Africa/Casablanca"):
        first = date(2026, 1, 31)
        two = (
            Rotation((1, 2, 3), Turn.MONTHLY, time(6), time(18), first),
            Rotation((4, 5), Turn.WEEKLY, time(18), time(6), first),
        )
        roster = Roster({1: Duty(1, None, None, (), two, zone)})
        from_at = datetime(2026, 2, 1, 12, tzinfo=UTC)
        found = spans(1, roster, from_at, from_at + timedelta(days=365))
        assert not [span for span in found if span.is_gap]
        assert all(len(span.holders) == 1 for span in found)
        hours = {(span.ends_at - span.starts_at) / HOUR for span in found[1:-1]}
        assert hours == {11, 12, 13}
