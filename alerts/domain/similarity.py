"""Do two warnings tell of the same thing? Place with its precision, time and kind; suggests, never decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import inf

from .words import Kind, ThreatType, TimePrecision

APART_KM = 15.0  # beyond the circles of both: no longer the same place
APART = timedelta(hours=12)
CLOSE_BY = timedelta(minutes=30)
LIKELY = 0.6  # from here on it is suggested
WEIGHTS = {"place": 0.5, "time": 0.3, "what": 0.2}
VAGUE_KM = 5.0  # a wider circle says little
# Kinds that one event goes through while several people tell of it.
ONE_COURSE = frozenset({Kind.THREAT_IMMINENT, Kind.ATTACK_ONGOING, Kind.INCIDENT_PAST})


class Reason(StrEnum):
    """What speaks for it, in the order in which it is said."""

    FILER_SAYS_SO = "filer_says_so"
    DISTANCE = "distance"
    SAME_NAME = "same_name"
    SAME_AREA = "same_area"
    TIME = "time"
    SAME_KIND = "same_kind"
    SAME_THREAT = "same_threat"
    OTHER_SOURCE = "other_source"


@dataclass(frozen=True, slots=True)
class Happening:
    """What is known of one of the two. `at`: the event, else the receipt (UTC); `lat`, `lon`: WGS 84, None where
    not known; `radius_km`: how far off they may be; `name`: a search key; `area`: an id; `sources`: who told, as
    keys that are compared and never shown.
    """

    at: datetime
    kind: Kind
    threats: frozenset[ThreatType] = frozenset()
    time_precision: TimePrecision = TimePrecision.EXACT
    lat: float | None = None
    lon: float | None = None
    radius_km: float = 0.0
    name: str = ""
    area: int | None = None
    sources: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` from 0 to 1; `km` where both have a point; `apart`: time between them; `reasons` in order."""

    score: float
    km: float | None
    apart: timedelta
    reasons: tuple[Reason, ...]

    @property
    def is_likely(self) -> bool:
        return self.score >= LIKELY


def likeness(one: Happening, other: Happening, km: float | None, filer_says_so: bool = False) -> Likeness:
    """How much speaks for it. `km`: distance of their points, None where one has none; `filer_says_so`: whoever
    filed one of them held it to be the other.
    """
    place, where = _place(one, other, km)
    apart = abs(one.at - other.at)
    time = _time(apart, one, other)
    what, same = _what(one, other)
    score = WEIGHTS["place"] * place + WEIGHTS["time"] * time + WEIGHTS["what"] * what if place and time else 0.0
    reasons = [Reason.FILER_SAYS_SO] * filer_says_so + where + [Reason.TIME] * bool(time) + same
    if one.sources and other.sources and not one.sources & other.sources:
        reasons.append(Reason.OTHER_SOURCE)
    return Likeness(1.0 if filer_says_so else score, km, apart, tuple(reasons))


def _place(one: Happening, other: Happening, km: float | None) -> tuple[float, list[Reason]]:
    """How near, and what says so: points before names, names before areas."""
    same_name = bool(one.name) and one.name == other.name
    same_area = one.area is not None and one.area == other.area
    if km is None:
        if same_name:
            return 0.9, [Reason.SAME_NAME]
        return (0.4, [Reason.SAME_AREA]) if same_area else (0.0, [])
    reach = max(one.radius_km, other.radius_km)
    beyond = max(0.0, km - reach)
    near = max(0.0, 1 - beyond / APART_KM)
    if reach > VAGUE_KM:  # within a wide circle nothing is really near
        near *= 0.4
    reasons = [Reason.SAME_NAME] if same_name else []
    return (near, [Reason.DISTANCE, *reasons]) if near else (0.0, [])


def _time(apart: timedelta, one: Happening, other: Happening) -> float:
    if TimePrecision.DAY in (one.time_precision, other.time_precision):
        return 0.7 if apart <= timedelta(days=1) else 0.0
    if apart <= CLOSE_BY:
        return 1.0
    return max(0.0, 1 - (apart - CLOSE_BY) / (APART - CLOSE_BY))


def _what(one: Happening, other: Happening) -> tuple[float, list[Reason]]:
    same_kind = one.kind is other.kind
    kind = 1.0 if same_kind else 0.7 if {one.kind, other.kind} <= ONE_COURSE else 0.2
    same_threat = bool(one.threats & other.threats)
    threat = 1.0 if same_threat else 0.3 if one.threats and other.threats else 0.5
    return (kind + threat) / 2, [Reason.SAME_KIND] * same_kind + [Reason.SAME_THREAT] * same_threat


def foremost(found: Iterable[tuple[int, Likeness]], most: int = 3) -> list[tuple[int, Likeness]]:
    """The likely ones by id, most alike first, then nearest in place and time; `most` of them."""
    likely = [(key, one) for key, one in found if one.is_likely]
    return sorted(likely, key=lambda item: (-item[1].score, item[1].km or inf, item[1].apart, item[0]))[:most]
