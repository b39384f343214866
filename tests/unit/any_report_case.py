"""Any alert that a report may read, drawn at random: of codes that occur, with clocks in any order and any unknown."""

import datetime as dt
from enum import StrEnum
from typing import Any

from hypothesis import strategies as st

from alerts.domain import words as w
from alerts.domain.words_of_deciding import Course, NotResponded, WordBack
from alerts.domain.words_of_filings import ActorKind, AgeSex, GraveViolation, Population, ReceivedBy
from responses.domain.cases import Case
from responses.domain.words import Responder, Result
from tests.unit.report_table import WEEK

BEGIN = WEEK.starts_at
# What only a restricted alert says here, so that it is known again wherever it should not be.
SECRET_TYPE, SECRET_REASON, SECRET_COMPONENT, SECRET_SECTION = "torture", "left_to_state", "police", 77
SECRET_PLACE = (-4.321, 11.987)
SHARED = {"alert_id", "received_at"}


def moments(first_day: int, last_day: int) -> st.SearchStrategy[dt.datetime]:
    """By the second, in days from the beginning of the week; often on an edge."""
    day = 24 * 3600
    seconds = st.integers(first_day * day, last_day * day) | st.sampled_from([0, 7 * day, 7 * day - 1, -1, -7 * day])
    return seconds.map(lambda after: BEGIN + dt.timedelta(seconds=after))


def codes(kind: type[StrEnum]) -> st.SearchStrategy[str]:
    return st.sampled_from([code.value for code in kind])


def said(kind: type[StrEnum]) -> st.SearchStrategy[str]:
    return st.just("") | codes(kind)


def several(kind: type[StrEnum]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(codes(kind), unique=True, max_size=3).map(tuple)


SOMETIME = st.none() | moments(-7, 9)
CLOCKS = ("typed_at", "routed_at", "delivered_at", "answered_at", "verified_at", "decided_at", "on_site_at")
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "alert_id": st.integers(1, 10**9),
    "received_at": moments(-35, 9),
    "state": codes(w.State),
    "kind": codes(w.Kind),
    "level": codes(w.Level),
    "threats": several(w.ThreatType),
    "is_history": st.booleans(),
    "is_restricted": st.booleans(),
    "area": st.none() | st.integers(1, 3),
    "component": said(w.Component),
    "section": st.none() | st.integers(1, 3),
    "dismissed_because": said(w.DismissReason),
    "outcome": said(w.Outcome),
    "course": said(Course),
    "reason": said(NotResponded),
    "verification": codes(w.Verification),
    "grade": st.sampled_from(["", "B2", "F6"]),
    "certainty": codes(w.Certainty),
    "event_at": st.none() | moments(-40, 9),
    "event_until": SOMETIME,
    "event_precision": codes(w.TimePrecision),
    **dict.fromkeys((*CLOCKS, "closed_at", "word_back_at"), SOMETIME),
    "word_back": said(WordBack),
    "word_back_date": st.just("") | st.dates(dt.date(2026, 11, 20), dt.date(2026, 11, 28)).map(dt.date.isoformat),
    "answer_within_s": st.none() | st.integers(0, 9000),
    "decide_within_s": st.none() | st.integers(0, 9000),
    "people_from": st.none() | st.integers(0, 500),
    "people_to": st.none() | st.integers(500, 900),
    "population": several(Population),
    "age_sex": several(AgeSex),
    "grave_violation": said(GraveViolation),
    "actor_kind": said(ActorKind),
    "actor_name": st.text(max_size=8),
    "actors": st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=2).map(tuple),
    "place_name": st.text(max_size=8),
    "lat": st.none() | st.floats(-90, 90),
    "lon": st.floats(-180, 180),
    "precision": said(w.Precision),
    "filings": st.integers(1, 40),
    "received_by": said(ReceivedBy),
    "deaths": st.none() | st.integers(0, 90),
    "knows_responses": st.booleans(),
    "responses": st.integers(0, 3),
    "responders": several(Responder),
    "results": several(Result),
    "ended_because": said(NotResponded),
    "on_site_due_at": SOMETIME,
    "is_handed_over": st.booleans(),
}


def _numbered(fields: dict[str, Any]) -> Case:
    lon = None if fields["lat"] is None else fields["lon"]
    return Case(**{**fields, "lon": lon, "number": f"BEN-2026-{fields['alert_id']:04}"})


ANY = st.fixed_dictionaries(FIELDS).map(_numbered)
MANY = st.lists(ANY, max_size=8, unique_by=lambda case: case.alert_id)


def _open(case: Case) -> Case:
    """One that shares no word with what is secret."""
    fields = {name: getattr(case, name) for name in FIELDS}
    threats = tuple(threat for threat in case.threats if threat != SECRET_TYPE)
    reason = "" if case.reason == SECRET_REASON else case.reason
    ended = "" if case.ended_because == SECRET_REASON else case.ended_because
    component = "" if case.component == SECRET_COMPONENT else case.component
    changed = {
        "threats": threats,
        "reason": reason,
        "component": component,
        "is_restricted": False,
        "ended_because": ended,
    }
    return Case(**{**fields, **changed, "number": case.number})


def _secret(case: Case) -> Case:
    fields = {name: getattr(case, name) for name in FIELDS}
    lat, lon = SECRET_PLACE
    told = {
        "threats": (SECRET_TYPE,),
        "reason": SECRET_REASON,
        "ended_because": SECRET_REASON,
        "component": SECRET_COMPONENT,
        "lat": lat,
        "lon": lon,
    }
    hidden = {"section": SECRET_SECTION, "precision": "exact", "is_restricted": True}
    return Case(**{**fields, **told, **hidden, "number": f"BEN-R-2026-{case.alert_id:04}"})


OPEN = st.lists(ANY.map(_open), max_size=4)
SECRET = st.lists(ANY.map(_secret), min_size=1, max_size=3)
