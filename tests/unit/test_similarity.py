"""Likeness: place with its precision, time and kind; what speaks for it is said, what does not counts against it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.domain.similarity import LIKELY, Happening, Reason, foremost, likeness
from alerts.domain.words import Kind, ThreatType, TimePrecision

AT = datetime(2026, 11, 24, 17, 5, tzinfo=UTC)
ATTACK = Happening(
    at=AT, kind=Kind.ATTACK_ONGOING, threats=frozenset({ThreatType.KILLING}), lat=0.8, lon=29.5, radius_km=2.0,
    name="mayi moya", area=7, sources=frozenset({"a"}),
)  # fmt: skip
R = Reason


def later(**by: float) -> datetime:
    return AT + timedelta(**by)


def score(other: Happening, km: float | None, one: Happening = ATTACK) -> float:
    return likeness(one, other, km).score


@pytest.mark.parametrize(
    ("changes", "km", "is_likely"),
    [
        ({}, 0.0, True),
        ({"at": later(minutes=7), "name": "kokola"}, 6.0, True),
        ({"at": later(hours=2)}, 3.0, True),
        ({"at": later(hours=11)}, 1.0, True),  # the same village the same night
        ({"at": later(hours=13)}, 0.0, False),
        ({"name": "kokola"}, 40.0, False),
        ({"kind": Kind.THREAT_EMERGING, "threats": frozenset({ThreatType.CATTLE}), "at": later(hours=6)}, 9.0, False),
        ({"kind": Kind.INCIDENT_PAST, "at": later(hours=1)}, 2.0, True),  # it goes on, then it is over
        ({"radius_km": 40.0, "at": later(hours=6)}, 30.0, False),  # "somewhere in the area" says little
        ({"lat": None, "lon": None}, None, True),  # only the name, and it is the same
        ({"lat": None, "lon": None, "name": "other"}, None, True),  # the same area, minute and kind
        ({"lat": None, "lon": None, "name": "other", "at": later(hours=5)}, None, False),
        ({"lat": None, "lon": None, "name": "other", "area": 8}, None, False),
    ],
)
def test_what_is_suggested(changes, km, is_likely):
    assert likeness(ATTACK, replace(ATTACK, **changes), km).is_likely is is_likely


def test_the_reasons_are_said_in_order_and_another_source_counts():
    other = replace(ATTACK, at=later(minutes=7), name="kokola", sources=frozenset({"b"}))
    found = likeness(ATTACK, other, 6.0)
    assert found.reasons == (R.DISTANCE, R.TIME, R.SAME_KIND, R.SAME_THREAT, R.OTHER_SOURCE)
    assert (found.km, found.apart) == (6.0, timedelta(minutes=7))
    assert R.OTHER_SOURCE not in likeness(ATTACK, replace(other, sources=frozenset({"a"})), 6.0).reasons
    assert R.SAME_NAME in likeness(ATTACK, replace(other, name=ATTACK.name), 6.0).reasons


def test_what_the_filer_says_goes_before_everything():
    far = replace(ATTACK, at=later(days=2), kind=Kind.UNKNOWN, name="", area=None)
    found = likeness(ATTACK, far, 90.0, filer_says_so=True)
    assert found.is_likely and found.reasons[0] is R.FILER_SAYS_SO


def test_a_day_is_as_good_as_it_is():
    day = replace(ATTACK, time_precision=TimePrecision.DAY, at=later(hours=20))
    assert likeness(ATTACK, day, 1.0).is_likely
    assert not likeness(ATTACK, replace(day, at=later(hours=30)), 1.0).is_likely


def test_the_foremost_are_few_the_likely_only_and_the_best_first():
    near, far, no = replace(ATTACK, at=later(hours=1)), replace(ATTACK, at=later(hours=3)), replace(ATTACK, area=9)
    compared = [(1, likeness(ATTACK, far, 5.0)), (2, likeness(ATTACK, near, 1.0)), (3, likeness(ATTACK, no, 80.0))]
    compared += [(key, likeness(ATTACK, ATTACK, 0.0)) for key in (9, 8)]
    assert [key for key, _one in foremost(compared)] == [8, 9, 2]


@given(
    km=st.none() | st.floats(0, 200),
    minutes=st.floats(-3000, 3000),
    radius=st.sampled_from([0.1, 2.0, 5.0, 40.0]),
    kind=st.sampled_from(Kind),
    area=st.sampled_from([None, 7, 8]),
    name=st.sampled_from(["", "mayi moya", "oicha"]),
)
def test_it_is_the_same_from_both_sides_and_farther_is_never_likelier(km, minutes, radius, kind, area, name):
    other = Happening(at=later(minutes=minutes), kind=kind, lat=0.8, lon=29.5, radius_km=radius, name=name, area=area)
    found = likeness(ATTACK, other, km)
    assert 0 <= found.score <= 1 and found.is_likely is (found.score >= LIKELY)
    assert likeness(other, ATTACK, km).score == pytest.approx(found.score)
    if km is not None:
        assert score(other, km + 5) <= found.score
    away = timedelta(minutes=90) if minutes >= 0 else -timedelta(minutes=90)
    assert likeness(ATTACK, replace(other, at=other.at + away), km).score <= found.score
