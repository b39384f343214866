"""What a report knows of one alert, and what became of it: the definitions on which every figure rests."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from alerts.domain.words import OPEN_STATES, DismissReason, Outcome, State, ThreatType, TimePrecision
from alerts.domain.words_of_deciding import Course, NotResponded, WordBack

from .words_of_reports import TRIAGED_OUT, Became, By, Harm, Unanswered, WordBackStands

# CIVIC and mission practice count a warning apart that came so long after the event that nobody could have acted.
ARRIVES_LATE_AFTER = dt.timedelta(hours=6)
OF_HARM = {
    Harm.KILLED: frozenset({ThreatType.KILLING, ThreatType.EXECUTION}),
    Harm.INJURED: frozenset({ThreatType.INJURY, ThreatType.TORTURE}),
    Harm.ABDUCTED: frozenset({ThreatType.ABDUCTION, ThreatType.DISAPPEARANCE}),
    Harm.DISPLACED: frozenset({ThreatType.DISPLACEMENT}),
}
OPEN = frozenset(OPEN_STATES)
TO_RESPOND = frozenset({Course.RESPOND, Course.HAND_OVER})
BEFORE_RESPONSES = {Course.RESPOND: By.MISSION, Course.HAND_OVER: By.STATE}


@dataclass(frozen=True, slots=True)
class Case:
    """An alert as the database holds it, with its latest decision, its first filing's component and section, and the
    targets of the plan by which it was first told. Codes are stored ones, empty where nothing was said; moments are
    aware (UTC); lengths are seconds; places WGS 84. `actors`: names of those
    that the office knows. `deaths`: civilians killed, of an imported record that says so.

    Of the responses that serve it (see `acts.of_alert`): `responses`: how many count; `responders`: of those that
    acted; `results`: of those done; `ended_because`: why the last one was refused or broken off; `on_site_due_at`: when
    the one was due that arrived first. `is_handed_over`: an approved hand-over to state forces was shared.
    `knows_responses`: False of what was kept before responses were recorded, which is read as it was then.
    """

    alert_id: int
    number: str
    received_at: dt.datetime
    state: str
    kind: str
    level: str
    threats: tuple[str, ...]
    is_history: bool = False
    is_restricted: bool = False
    area: int | None = None
    component: str = ""
    section: int | None = None
    dismissed_because: str = ""
    outcome: str = ""
    course: str = ""
    reason: str = ""
    verification: str = ""
    grade: str = ""
    certainty: str = ""
    event_at: dt.datetime | None = None
    event_until: dt.datetime | None = None
    event_precision: str = TimePrecision.UNKNOWN.value
    typed_at: dt.datetime | None = None
    routed_at: dt.datetime | None = None
    delivered_at: dt.datetime | None = None
    answered_at: dt.datetime | None = None
    verified_at: dt.datetime | None = None
    decided_at: dt.datetime | None = None
    on_site_at: dt.datetime | None = None
    closed_at: dt.datetime | None = None
    word_back_at: dt.datetime | None = None
    word_back: str = ""
    word_back_date: str = ""
    answer_within_s: int | None = None
    decide_within_s: int | None = None
    people_from: int | None = None
    people_to: int | None = None
    population: tuple[str, ...] = ()
    age_sex: tuple[str, ...] = ()
    grave_violation: str = ""
    actor_kind: str = ""
    actor_name: str = ""
    actors: tuple[str, ...] = ()
    place_name: str = ""
    lat: float | None = None
    lon: float | None = None
    precision: str = ""
    filings: int = 1
    received_by: str = ""
    deaths: int | None = None
    knows_responses: bool = False
    responses: int = 0
    responders: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    ended_because: str = ""
    on_site_due_at: dt.datetime | None = None
    is_handed_over: bool = False

    @property
    def counted_at(self) -> dt.datetime:
        """The moment by which it belongs to a period: its receipt; of imported history its event."""
        return (self.event_at or self.received_at) if self.is_history else self.received_at

    def to_row(self) -> dict[str, Any]:
        """What is known of it by field, as JSON has it; what is not known is left out."""
        known = ((field.name, getattr(self, field.name), field.default) for field in fields(self))
        return {name: _plain(value) for name, value, default in known if value != default}

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "Case":
        """What `to_row` gave, also years ago: a field that has come since is not known, one that has gone is left."""
        names = {field.name for field in fields(cls)}
        return cls(**{name: _read(name, value) for name, value in row.items() if name in names})


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _read(name: str, value: Any) -> Any:
    if isinstance(value, str) and name.endswith(("_at", "_until")):
        return dt.datetime.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value


def became(case: Case) -> Became:
    """What became of an alert that was received (not of imported history); exactly one for each.

    An alert leaves the denominator only by an act of a person: dismissed, joined, or decided "no action: duplicate".
    Being refuted is a finding and dismisses nothing by itself. A decision to monitor is no response: while open it is
    pending, once closed not responded. What was to be responded to is responded to once somebody acted; until then it
    is pending, and not responded if it is closed before. What was done counts also where nobody decided it.
    """
    if case.state == State.DISMISSED:
        return _dismissed(case)
    if case.state == State.JOINED or (case.course == Course.NO_ACTION and case.reason == NotResponded.DUPLICATE):
        return Became.DUPLICATE
    if by_whom(case):
        return Became.RESPONDED
    if case.course == Course.NO_ACTION:
        return Became.NOT_RESPONDED
    return Became.PENDING if case.state in OPEN else Became.NOT_RESPONDED


def _dismissed(case: Case) -> Became:
    match case.dismissed_because:
        case DismissReason.NOT_PROTECTION:
            return Became.NOT_PROTECTION
        case DismissReason.REFUTED:
            return Became.REFUTED
    return Became.NUISANCE


def is_valid(case: Case) -> bool:
    """Counts in the denominator of the response rate."""
    return not case.is_history and became(case) not in TRIAGED_OUT


def by_whom(case: Case) -> tuple[str, ...]:
    """Who responded, each once; nobody where nobody acted."""
    if not case.knows_responses:
        is_one = case.course in BEFORE_RESPONSES and not _ended_without(case)
        return (BEFORE_RESPONSES[Course(case.course)].value,) if is_one else ()
    return (*case.responders, By.STATE.value) if _state_responded(case) else case.responders


def _state_responded(case: Case) -> bool:
    """Whether something of it was shared with state forces, approved; what they did is their own and not known here."""
    return case.is_handed_over


def _ended_without(case: Case) -> bool:
    return case.state == State.CLOSED and case.outcome == Outcome.NO_ACTION


def lacks_response(case: Case) -> bool:
    """Decided to be responded to, without any response on record."""
    return case.knows_responses and case.course == Course.RESPOND and not case.responses


def why_not(case: Case) -> str:
    """The coded reason of one that was not responded to, else what stands in its place."""
    if case.course == Course.NO_ACTION and case.reason:
        return case.reason
    if case.course == Course.MONITOR:
        return Unanswered.MONITORED.value
    return (case.ended_because if case.course in TO_RESPOND else "") or Unanswered.NOT_RECORDED.value


def harms(case: Case) -> tuple[Harm, ...]:
    return tuple(harm for harm, types in OF_HARM.items() if types & set(case.threats))


def event_end(case: Case) -> dt.datetime | None:
    """The latest moment at which the event can have been; None where it is not known."""
    if case.event_at is None or case.event_precision == TimePrecision.UNKNOWN:
        return None
    if case.event_until is not None:
        return case.event_until
    return case.event_at + (dt.timedelta(days=1) if case.event_precision == TimePrecision.DAY else dt.timedelta())


def arrived_late(case: Case) -> bool:
    """Received more than six hours after the event, even at the latest that it can have been."""
    end = event_end(case)
    return not case.is_history and end is not None and case.received_at - end > ARRIVES_LATE_AFTER


def word_back_stands(case: Case, today: dt.date) -> WordBackStands:
    """Of a closed alert; word that is owed is late from the day after the one promised (days of the office)."""
    match case.word_back:
        case WordBack.NOT_SAFE:
            return WordBackStands.NOT_SAFE
        case WordBack.OWED:  # also where it was given once, before the alert was reopened
            is_late = bool(case.word_back_date) and dt.date.fromisoformat(case.word_back_date) < today
            return WordBackStands.OWED_LATE if is_late else WordBackStands.OWED_IN_TIME
        case WordBack.GIVEN:
            return WordBackStands.GIVEN
    return WordBackStands.NOT_SAID if case.word_back_at is None else WordBackStands.GIVEN
