"""What tests need, made with plain functions: every field valid, each choice by name."""

import datetime as dt
import uuid
from typing import Any

from alerts.domain.harm import Harmed
from alerts.domain.words import (
    AnsweredVia,
    DismissReason,
    GoingOn,
    Level,
    Outcome,
    Precision,
    State,
    ThreatType,
    TimePrecision,
    Verification,
)
from alerts.domain.words_of_deciding import Course, WordBack
from alerts.domain.words_of_harm import HarmKnown
from alerts.models import Alert, Layer, Office
from alerts.services import (
    answering,
    assessing,
    filing,
    harm,
    joining,
    layers,
    lifecycle,
    restricting,
    reviewing,
    routing,
)
from alerts.services.filing import Filed, Told
from tests.cast import PASSWORD, member, offices, person, today, viewer
from tests.responding import asked_to_hand_over, checklist, handed_over, playbook, response, stepped, task

__all__ = [
    "PASSWORD",
    "asked_to_hand_over",
    "checklist",
    "handed_over",
    "member",
    "offices",
    "person",
    "playbook",
    "response",
    "stepped",
    "task",
    "today",
    "viewer",
]

# One set of answers for each level, by the tables of the specification.
FOR_LEVEL: dict[str, dict[str, Any]] = {
    "critical": {"threat_types": (ThreatType.INCURSION,), "going_on": GoingOn.NOW},
    "high": {"threat_types": (ThreatType.MOVEMENT,), "going_on": GoingOn.NOW},
    "medium": {"threat_types": (ThreatType.MOVEMENT,), "going_on": GoingOn.SOON},
    "low": {"threat_types": (ThreatType.CATTLE,), "going_on": GoingOn.OVER},
}


def told(level: str = "critical", **changes: Any) -> Told:
    """Six answers that give `level`."""
    answers: dict[str, Any] = {
        "text": "Les gens fuient vers Oicha.",
        "place_as_told": "Mayi-Moya",
        "place_name": "Mayi-Moya",
        "lat": 0.817,
        "lon": 29.578,
        "precision": Precision.VILLAGE,
        "event_at": dt.datetime(2026, 1, 5, 17, 5, tzinfo=dt.UTC),
        "event_precision": TimePrecision.EXACT,
        "people_from": 11,
        "people_to": 100,
    }
    return Told(**(answers | FOR_LEVEL[level] | changes))


def filed(*, by: str = "Hana", level: str = "critical", client_id: uuid.UUID | None = None, **changes: Any) -> Filed:
    return filing.file(viewer=viewer(by), client_id=client_id or uuid.uuid4(), told=told(level, **changes))


def alert(*, by: str = "Hana", level: str = "critical", is_routed: bool = False, **changes: Any) -> Alert:
    """A filed alert; routed too when asked."""
    made = filed(by=by, level=level, **changes).alert
    if is_routed:
        routing.route_due()
        made.refresh_from_db()
    return made


def layer(office: Office, name: str = "Sectors") -> Layer:
    """A layer of one point; the office's own of that name where it has one."""
    point = {"type": "Point", "coordinates": [office.lon, office.lat]}
    shapes = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {"name": "x"}, "geometry": point}],
    }
    known = Layer.objects.filter(office=office, name_en=name).first()
    return known or layers.load(office, layers.Draft(name, name, shapes=shapes))


def answered(made: Alert, *names: str) -> Alert:
    """The people named answer, in turn."""
    for name in names:
        answering.answer(viewer=viewer(name), number=made.number, via=AnsweredVia.PAGE)
    made.refresh_from_db()
    return made


def decided(made: Alert, *, by: str = "Dora", course: Course = Course.RESPOND, **said: Any) -> Alert:
    """Decided by one of the cast, who has just looked."""
    made.refresh_from_db()
    lifecycle.decide(viewer=viewer(by), number=made.number, version=made.version, course=course, **said)
    made.refresh_from_db()
    return made


def dismissed(
    made: Alert, *, by: str = "Dora", reason: DismissReason = DismissReason.NUISANCE, note: str = ""
) -> Alert:
    made.refresh_from_db()
    lifecycle.dismiss(viewer=viewer(by), number=made.number, version=made.version, reason=reason, note=note)
    made.refresh_from_db()
    return made


def closed(made: Alert, *, by: str = "Dora", word_back: WordBack = WordBack.GIVEN, **said: Any) -> Alert:
    """Decided first where it is not."""
    made.refresh_from_db()
    if made.state == State.RECEIVED:
        decided(made, by=by)
    said = {"outcome": Outcome.HANDLED, "harm": HarmKnown.NONE, "word_back": word_back} | said
    lifecycle.close(viewer=viewer(by), number=made.number, version=made.version, **said)
    made.refresh_from_db()
    return made


def harmed(made: Alert, *rows: Harmed, by: str = "Amina") -> Alert:
    """With these rows of harm on record."""
    made.refresh_from_db()
    told_of = [harm.Row(row) for row in rows]
    harm.record(viewer=viewer(by), number=made.number, version=made.version, rows=told_of)
    made.refresh_from_db()
    return made


def reviewed(made: Alert, *, by: str = "Grace", went_well: str = "The call came in time.", **notes: str) -> Alert:
    made.refresh_from_db()
    reviewing.review(viewer=viewer(by), number=made.number, version=made.version, went_well=went_well, **notes)
    made.refresh_from_db()
    return made


def reopened(made: Alert, *, by: str = "Dora", reason: str = "They came back.") -> Alert:
    made.refresh_from_db()
    lifecycle.reopen(viewer=viewer(by), number=made.number, version=made.version, reason=reason)
    made.refresh_from_db()
    return made


def joined(made: Alert, into: Alert, *, by: str = "Dora", note: str = "") -> Alert:
    made.refresh_from_db()
    joining.join(viewer=viewer(by), number=made.number, version=made.version, into=into.number, note=note)
    into.refresh_from_db()
    made.refresh_from_db()
    return made


def unjoined(made: Alert, *, by: str = "Dora", reason: str = "Two villages.") -> Alert:
    made.refresh_from_db()
    joining.unjoin(viewer=viewer(by), number=made.number, version=made.version, reason=reason)
    made.refresh_from_db()
    return made


def restricted(made: Alert, *, by: str = "Dora", reason: str = "A child is named.") -> Alert:
    made.refresh_from_db()
    restricting.restrict(viewer=viewer(by), number=made.number, version=made.version, reason=reason)
    made.refresh_from_db()
    return made


def assessed(made: Alert, *, by: str = "Amina", **found: Any) -> Alert:
    """With what is found to be otherwise: verification, level, reason."""
    made.refresh_from_db()
    said = {"verification": Verification(made.verification), "level": Level(made.level)} | found
    assessing.assess(viewer=viewer(by), number=made.number, version=made.version, **said)
    made.refresh_from_db()
    return made


def form(level: str = "critical", **changes: Any) -> dict[str, Any]:
    """The filing page's fields as a browser sends them."""
    codes = FOR_LEVEL[level]
    fields: dict[str, Any] = {
        "client_id": str(uuid.uuid4()),
        "threat_types": [code.value for code in codes["threat_types"]],
        "place": "0.817, 29.578",
        "precision": "village",
        "when": "now",
        "people": "11-100",
        "going_on": codes["going_on"].value,
        "text": "Les gens fuient vers Oicha.",
        "language": "fr",
    }
    return fields | changes
