"""More than ten alerts of one kind and area within thirty minutes are suggested as one."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from alerts.domain import storm
from alerts.domain.storm import MOST_APART, WINDOW, Seen

BEGAN = datetime(2026, 11, 28, 18, 0, tzinfo=UTC)
ATTACK = ("attack_ongoing", 7)


def at(*minutes, sort=ATTACK, first=1):
    return [Seen(first + place, sort, BEGAN + timedelta(minutes=m)) for place, m in enumerate(minutes)]


def test_ten_are_no_storm_and_eleven_are_one():
    assert storm.storms(at(*range(10))) == []
    (found,) = storm.storms(at(*range(11)))
    assert found.ids == tuple(range(1, 12)) and found.sort == ATTACK
    assert (found.first_at, found.last_at) == (BEGAN, BEGAN + timedelta(minutes=10))


def test_the_eleventh_counts_up_to_the_thirtieth_minute():
    assert storm.storms(at(*range(10), 30))
    assert not storm.storms(at(*range(10), 30.1))


def test_other_kinds_and_areas_do_not_count():
    assert not storm.storms(at(*range(6)) + at(*range(6), sort=("attack_ongoing", 8), first=20))
    assert not storm.storms(at(*range(6)) + at(*range(6), sort=("unknown", 7), first=20))


def test_a_storm_goes_on_while_its_crowds_overlap_and_leaves_out_what_came_alone():
    found = storm.storms(at(*range(0, 60, 2), 200))
    assert [len(one.ids) for one in found] == [30]
    assert found[0].last_at == BEGAN + timedelta(minutes=58)


def test_two_storms_of_one_sort_that_do_not_overlap_are_two():
    found = storm.storms(at(*range(11), *range(300, 312)))
    assert [len(one.ids) for one in found] == [11, 12]


def test_many_at_the_same_moment_are_one():
    assert [len(one.ids) for one in storm.storms(at(*[0] * 40))] == [40]


SEEN = st.lists(st.tuples(st.integers(0, 240), st.sampled_from("ab")), max_size=60)


@given(SEEN)
def test_in_a_storm_are_exactly_those_that_a_crowd_within_the_window_holds(told):
    seen = [Seen(place, (sort,), BEGAN + timedelta(minutes=minute)) for place, (minute, sort) in enumerate(told)]
    crowded = set()
    for begin in seen:
        crowd = [s for s in seen if s.sort == begin.sort and timedelta() <= s.received_at - begin.received_at <= WINDOW]
        crowded |= {one.id for one in crowd} if len(crowd) > MOST_APART else set()
    found = storm.storms(reversed(seen))
    assert sorted(id for one in found for id in one.ids) == sorted(crowded)
    for one in found:
        times = [seen[id].received_at for id in one.ids]
        assert times == sorted(times) and {seen[id].sort for id in one.ids} == {one.sort}
    for earlier, later in pairwise(found):
        assert earlier.sort != later.sort or earlier.last_at < later.first_at
