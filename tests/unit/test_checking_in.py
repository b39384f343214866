"""A watch begins with a check-in: until when, for which watches it is good, and who is told where none comes."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.domain import checking_in as rules
from alerts.domain.checking_in import ALLOWED, EARLY, LASTS, Asked, Sign, Watch
from alerts.domain.duty import Absence, Duty, PassedOver, Roster, holders
from alerts.domain.rotation import Rotation
from alerts.domain.words_of_telling import ShiftKind, Turn
from tests.unit.rotas import AMINA, BEN, CHIDI, DEPUTY, DORA, FOCAL_POINT, HOUR, HUB, NOON, TICK, duty, people, shift
from tests.unit.test_duty_properties import rosters

BRUSSELS = ZoneInfo("Europe/Brussels")
MINUTE = timedelta(minutes=1)


def asked(post: Duty, at: datetime, since: datetime | None = None, **about: object) -> list[Asked]:
    """Of everybody who has the duty at `at`."""
    roster = Roster({post.id: post}, **about)  # type: ignore[arg-type]
    found = rules.watches(post.id, roster, rules.known_from([post], at), at + EARLY + TICK)
    return [Asked(watch, since) for watch in found if watch.runs(at)]


def missing(post: Duty, at: datetime, *signs: Sign, since: datetime | None = None, **about: object) -> list[int]:
    return [one.watch.person_id for one in asked(post, at, since, **about) if rules.is_missing(one, signs, at)]


def said(person: int, begins_h: float) -> Sign:
    return Sign(FOCAL_POINT, person, NOON + begins_h * HOUR)


def test_half_an_hour_is_allowed_to_the_very_microsecond() -> None:
    post = duty(FOCAL_POINT, shift(AMINA, 0, 12))
    assert missing(post, NOON + ALLOWED - TICK) == []
    assert missing(post, NOON + ALLOWED) == [AMINA]
    assert missing(post, NOON + 12 * HOUR - TICK) == [AMINA]
    assert missing(post, NOON + 12 * HOUR) == []  # the watch is over


def test_a_check_in_ends_it_whenever_it_comes() -> None:
    post = duty(FOCAL_POINT, shift(AMINA, 0, 12))
    assert missing(post, NOON + 3 * HOUR, said(AMINA, 0)) == []
    assert missing(post, NOON + 3 * HOUR, said(BEN, 0)) == [AMINA]
    assert missing(post, NOON + 3 * HOUR, Sign(HUB, AMINA, NOON)) == [AMINA]


def test_what_was_said_for_an_earlier_watch_is_good_for_the_next_only_without_a_break() -> None:
    through = duty(FOCAL_POINT, shift(AMINA, -12, 0), shift(AMINA, 0, 12))
    broken = duty(FOCAL_POINT, shift(AMINA, -12, -1), shift(BEN, -1, 0), shift(AMINA, 0, 12))
    assert missing(through, NOON + HOUR, said(AMINA, -12)) == []
    assert missing(broken, NOON + HOUR, said(AMINA, -12)) == [AMINA]


@pytest.mark.parametrize(("day", "is_missing"), [(1, []), (2, [AMINA])])
def test_whoever_stays_on_is_asked_again_after_a_day(day: int, is_missing: list[int]) -> None:
    watches = [shift(AMINA, 12 * number, 12 * number + 12) for number in range(6)]
    at = NOON + timedelta(hours=12 * day) + ALLOWED
    assert missing(duty(FOCAL_POINT, *watches), at, said(AMINA, 0)) == is_missing


def test_a_watch_of_many_days_is_one_and_asks_once() -> None:
    post = duty(FOCAL_POINT, shift(AMINA, 0, 24 * 9))
    for days in (1, 3, 8):
        at = NOON + timedelta(days=days)
        assert [one.watch.starts_at for one in asked(post, at)] == [NOON]
        assert missing(post, at, said(AMINA, 0)) == [] and missing(post, at) == [AMINA]


def test_a_check_in_of_a_watch_before_a_long_one_stays_good_all_along() -> None:
    post = duty(FOCAL_POINT, shift(AMINA, -12, 0), shift(AMINA, 0, 24 * 9))
    assert [missing(post, NOON + days * LASTS + HOUR, said(AMINA, -12)) for days in (0, 1, 3, 8)] == [[]] * 4


def test_who_comes_back_from_an_absence_in_the_midst_of_a_long_watch_checks_in_anew() -> None:
    away = Absence(AMINA, NOON + 24 * HOUR, NOON + 30 * HOUR, NOON)
    post = duty(FOCAL_POINT, shift(AMINA, 0, 24 * 9))
    for hours in (31, 80, 200):
        found = missing(post, NOON + hours * HOUR, said(AMINA, 0), absences=(away,))
        assert found == [AMINA], hours
        assert missing(post, NOON + hours * HOUR, said(AMINA, 30), absences=(away,)) == []


def test_others_who_join_or_leave_do_not_cut_a_watch() -> None:
    post = duty(FOCAL_POINT, shift(AMINA, 0, 12), shift(BEN, 3, 5))
    (amina,) = asked(post, NOON + 6 * HOUR)
    assert (amina.watch.starts_at, amina.watch.ends_at) == (NOON, NOON + 12 * HOUR)
    assert missing(post, NOON + 4 * HOUR, said(AMINA, 0)) == [BEN]


def test_a_duty_that_begins_to_ask_asks_as_of_then() -> None:
    post, since = duty(FOCAL_POINT, shift(AMINA, 0, 12)), NOON + 5 * HOUR
    assert missing(post, since + ALLOWED - TICK, since=since) == []
    assert missing(post, since + ALLOWED, since=since) == [AMINA]


def test_one_may_check_in_from_an_hour_before_until_the_end() -> None:
    watch = Watch(FOCAL_POINT, AMINA, NOON, NOON + 12 * HOUR, NOON + 12 * HOUR, NOON)
    moments = [NOON - EARLY - TICK, NOON - EARLY, NOON + 12 * HOUR - TICK, NOON + 12 * HOUR]
    assert [watch.may_be_checked_in(at) for at in moments] == [False, True, True, False]


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 24)])
def test_half_an_hour_is_half_an_hour_in_the_night_in_which_clocks_change(day: date) -> None:
    nights = Rotation((AMINA, BEN), Turn.DAILY, time(1, 45), time(13, 45), day - timedelta(days=2))
    rest = Rotation((CHIDI,), Turn.DAILY, time(13, 45), time(1, 45), day - timedelta(days=2))
    post = Duty(FOCAL_POINT, None, None, (), (nights, rest), "Europe/Brussels")
    begins = datetime.combine(day, time(1, 45), BRUSSELS).astimezone(UTC)
    assert missing(post, begins + ALLOWED - TICK) == []
    assert missing(post, begins + ALLOWED) == [AMINA]
    assert missing(post, begins + ALLOWED, Sign(FOCAL_POINT, AMINA, begins)) == []


def unseen(*pairs: tuple[int, int]) -> Roster:
    posts = [
        duty(FOCAL_POINT, shift(AMINA, -1, 12), fallback=DEPUTY),
        duty(DEPUTY, shift(BEN, -1, 12), fallback=HUB),
        duty(HUB, shift(DORA, -1, 12)),
    ]
    return Roster({one.id: one for one in posts}, unseen=frozenset(pairs))


def test_whoever_has_not_been_seen_is_told_and_the_fallback_too() -> None:
    found = holders(FOCAL_POINT, unseen((FOCAL_POINT, AMINA)), NOON)
    assert [(one.person_id, one.through_id) for one in found.holders] == [(AMINA, FOCAL_POINT), (BEN, DEPUTY)]
    assert found.passed_over == ((FOCAL_POINT, AMINA, PassedOver.NOT_CHECKED_IN),)


def test_it_falls_on_until_somebody_was_seen_and_to_all_where_nobody_was() -> None:
    both = unseen((FOCAL_POINT, AMINA), (DEPUTY, BEN))
    assert people(holders(FOCAL_POINT, both, NOON)) == [AMINA, BEN, DORA]
    everybody = replace(both, unseen=both.unseen | {(HUB, DORA)})
    assert people(holders(FOCAL_POINT, everybody, NOON)) == [AMINA, BEN, DORA]


def test_one_who_was_seen_is_enough() -> None:
    post = duty(FOCAL_POINT, shift(AMINA, -1, 12), shift(BEN, -1, 12), fallback=HUB)
    roster = Roster({post.id: post, HUB: duty(HUB, shift(DORA, -1, 12))}, unseen=frozenset({(FOCAL_POINT, AMINA)}))
    assert people(holders(FOCAL_POINT, roster, NOON)) == [AMINA, BEN]


def test_the_filer_is_passed_over_all_the_same() -> None:
    roster = unseen((FOCAL_POINT, AMINA))
    assert people(holders(FOCAL_POINT, roster, NOON, passing_over=[AMINA])) == [BEN]
    assert people(holders(FOCAL_POINT, roster, NOON, passing_over=[BEN])) == [AMINA, DORA]


# Whatever the rota: the rule says what a walk minute by minute says.


class Walk:
    """Who holds a duty in their own right, asked minute by minute, and nothing else."""

    def __init__(self, roster: Roster, duty_id: int) -> None:
        self.roster, self.duty_id = roster, duty_id
        self.known: dict[datetime, dict[int, datetime]] = {}

    def until(self, person: int, at: datetime) -> datetime | None:
        if at not in self.known:
            found = holders(self.duty_id, self.roster, at).holders
            self.known[at] = {one.person_id: one.until for one in found if one.through_id == self.duty_id}
        return self.known[at].get(person)

    def is_missing(self, person: int, at: datetime, signs: list[Sign], since: datetime | None) -> bool:
        own = self.until(person, at)
        if own is None:
            return False
        starts, ends = at, at + MINUTE
        while self.until(person, starts - MINUTE) == own:
            starts -= MINUTE
        while self.until(person, ends) == own:
            ends += MINUTE
        came = starts
        while starts - came < LASTS and self.until(person, came - MINUTE) is not None:
            came -= MINUTE
        if at < max(starts, since or starts) + ALLOWED:
            return False
        mine = [one.starts_at for one in signs if one.person_id == person and one.duty_id == self.duty_id]
        return not any(came <= one < ends and one > starts - LASTS for one in mine)


@settings(derandomize=True, database=None, deadline=None, max_examples=40)
@given(
    made=rosters(), past=st.integers(0, 40 * 60), ago=st.lists(st.integers(-60, 36 * 60), max_size=4), data=st.data()
)
def test_who_is_missing_is_who_a_walk_minute_by_minute_finds(
    made: tuple[Roster, datetime], past: int, ago: list[int], data: st.DataObject
) -> None:
    roster, at = made[0], made[1] + past * MINUTE
    since = data.draw(st.one_of(st.none(), st.integers(0, 300).map(lambda minutes: at - minutes * MINUTE)))
    signs = [
        Sign(data.draw(st.sampled_from(sorted(roster.duties))), data.draw(st.integers(1, 6)), at - minutes * MINUTE)
        for minutes in ago
    ]
    for duty_id in roster.duties:
        walk = Walk(roster, duty_id)
        back = rules.known_from([roster.duties[duty_id]], at)
        found = [Asked(one, since) for one in rules.watches(duty_id, roster, back, at + EARLY) if one.runs(at)]
        pairs = rules.unseen(found, signs, at)
        assert {one.watch.person_id for one in found} == {p for p in range(1, 7) if walk.until(p, at)}
        assert {person for _duty, person in pairs} == {
            person for person in range(1, 7) if walk.is_missing(person, at, signs, since)
        }


@settings(derandomize=True, database=None, deadline=None, max_examples=150)
@given(made=rosters(), past=st.integers(0, 48 * 60), data=st.data())
def test_nobody_is_left_out_because_of_who_was_not_seen(
    made: tuple[Roster, datetime], past: int, data: st.DataObject
) -> None:
    """Do no harm: whoever would be told is told, the fallback comes on top, and never without a cause."""
    roster, at = made[0], made[1] + past * MINUTE
    pairs = [(duty_id, person) for duty_id in roster.duties for person in range(1, 7)]
    late = replace(roster, unseen=frozenset(data.draw(st.lists(st.sampled_from(pairs), max_size=8))))
    for duty_id in roster.duties:
        plain, told = holders(duty_id, roster, at), holders(duty_id, late, at)
        assert set(people(plain)) <= set(people(told))
        assert len(people(told)) == len(set(people(told)))
        if any((one.through_id, one.person_id) not in late.unseen for one in plain.holders):
            assert people(told) == people(plain)


def test_a_surge_that_has_not_checked_in_falls_back_and_does_not_wake_the_rotation() -> None:
    post = duty(FOCAL_POINT, shift(AMINA, -2, 12), shift(BEN, -1, 5, kind=ShiftKind.SURGE), fallback=HUB)
    roster = Roster({post.id: post, HUB: duty(HUB, shift(DORA, -2, 12))}, unseen=frozenset({(FOCAL_POINT, BEN)}))
    assert people(holders(FOCAL_POINT, roster, NOON)) == [BEN, DORA]
