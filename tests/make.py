"""What tests need, made with plain functions: every field valid, each choice by name."""

import datetime as dt
import uuid
from typing import Any

from alerts.domain.harm import Harmed
from alerts.domain.words import (
    AnsweredVia,
    Component,
    DismissReason,
    GoingOn,
    Level,
    Outcome,
    Precision,
    Role,
    State,
    ThreatType,
    TimePrecision,
    Verification,
)
from alerts.domain.words_of_deciding import Course, NotResponded, WordBack
from alerts.domain.words_of_harm import HarmKnown
from alerts.models import Alert, Duty, Layer, Membership, Office, Person
from alerts.sample import CAST
from alerts.sample.offices import make_office
from alerts.sample.people import make_people
from alerts.selectors import access
from alerts.selectors.access import Viewer
from alerts.services import (
    answering,
    assessing,
    filing,
    gazetteer,
    harm,
    joining,
    layers,
    lifecycle,
    restricting,
    reviewing,
    routing,
)
from alerts.services.filing import Filed, Told
from ewrr.common import clock
from responses.domain.course import Step
from responses.domain.handing_over import Diligence
from responses.domain.words import Responder, ResponseType, Result
from responses.models import Checklist, Handover, Playbook, Response
from responses.services import checklists, handing_over, playbooks, steps, tasking
from responses.services.handing_over import Request
from responses.services.steps import Said
from responses.services.tasking import Task

PASSWORD = "a long sample sentence"

# One set of answers for each level, by the tables of the specification.
FOR_LEVEL: dict[str, dict[str, Any]] = {
    "critical": {"threat_types": (ThreatType.INCURSION,), "going_on": GoingOn.NOW},
    "high": {"threat_types": (ThreatType.MOVEMENT,), "going_on": GoingOn.NOW},
    "medium": {"threat_types": (ThreatType.MOVEMENT,), "going_on": GoingOn.SOON},
    "low": {"threat_types": (ThreatType.CATTLE,), "going_on": GoingOn.OVER},
}


def offices(*, exercising: bool = False) -> dict[str, Office]:
    """Beni and Bouar with all of the cast, on duty now; those of the session where they are still there."""
    if Office.objects.exists():
        Office.objects.filter(code="BEN").update(is_exercising=exercising)
        return {office.code: office for office in Office.objects.all()}
    gazetteer.load()
    made = {code: make_office(code, is_exercising=exercising and code == "BEN") for code in ("BEN", "BOU")}
    make_people(made, PASSWORD, clock.now())
    return made


def person(name: str) -> Person:
    """One of the cast: person("Amina")."""
    player = next(player for player in CAST if player.name == name)
    return Person.objects.get(email=player.email)


def viewer(name: str) -> Viewer:
    """One of the cast in their office, now."""
    found = access.viewer_of(person(name), clock.now())
    assert found is not None, f"{name} has no role"
    return found


def member(office: Office, role: Role, component: Component | None = None, name: str = "Zoe") -> Viewer:
    """Somebody new with one role."""
    made = Person.objects.create_user(f"{name.lower()}-{uuid.uuid4().hex[:6]}@new.example", PASSWORD, name=name)
    Membership.objects.create(
        person=made, office=office, role=role, component=component or "", from_date=dt.date(2020, 1, 1)
    )
    found = access.viewer_of(made, clock.now())
    assert found is not None
    return found


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


def task(**changes: Any) -> Task:
    """A patrol of the Force, to be there in two hours, owned by the Force's focal point."""
    said = {
        "type": ResponseType.PATROL,
        "responder": Responder.FORCE,
        "due_at": clock.now() + dt.timedelta(hours=2),
        "person": person("Chidi").pk,
        "unit": "2 Coy",
        "task": "Stay on the road until dark.",
    }
    return Task(**(said | changes))  # type: ignore[arg-type]


def response(*alerts: Alert, by: str = "Dora", assigns: bool = True, **changes: Any) -> Response:
    """A response to decided alerts."""
    numbers = [one.number for one in alerts]
    return tasking.begin(viewer=viewer(by), numbers=numbers, task=task(**changes), assigns=assigns)


def stepped(made: Response, *taken: Step, by: str = "Chidi", **said: Any) -> Response:
    """A response after these steps, each by its owner unless told otherwise."""
    for step in taken:
        more: dict[str, Any] = {"result": Result.PRESENCE} if step is Step.FINISH else {}
        if step in (Step.ABORT, Step.REFUSE):
            more = {"reason": NotResponded.NO_ASSET}
        made = steps.take(viewer=viewer(by), response=made.pk, step=step, said=Said(**(more | said)))
    return made


def asked_to_hand_over(made: Alert, *, by: str = "Dora", **changes: Any) -> Handover:
    """A hand-over to the army that waits for approval."""
    said = {"to": Responder.STATE_ARMY, "with_whom": "Sector operations officer", "what": "Armed men north of Oicha."}
    request = Request(**(said | {"diligence": Diligence.CLEAR} | changes))
    return handing_over.ask(viewer=viewer(by), number=made.number, request=request)


def handed_over(made: Alert) -> Handover:
    """Asked for by Dora, approved by Noor, shared."""
    asked = asked_to_hand_over(made)
    handing_over.approve(viewer=viewer("Noor"), handover=asked.pk, version=1)
    return handing_over.share(viewer=viewer("Dora"), handover=asked.pk, version=2)


def playbook(*, by: str = "Dora", publishes: bool = True, **changes: Any) -> Playbook:
    """Two items, for any alert: the hub duty officer's within 10 min, within 60 whoever decides."""
    hub = Duty.objects.get(office=viewer(by).office, code="hub-duty-officer")
    said: dict[str, Any] = {
        "name_en": "Attack on a village",
        "name_fr": "Attaque d’un village",
        "items": (
            playbooks.Item("Call the nearest base", "Appeler la base la plus proche", 10, hub.pk),
            playbooks.Item("Tell the Head of Office", "Informer le chef de bureau", 60),
        ),
    }
    return playbooks.create(viewer=viewer(by), draft=playbooks.Draft(**(said | changes)), publishes=publishes)


def checklist(made: Alert, of: Playbook, *, by: str = "Dora") -> Checklist:
    return checklists.start(viewer=viewer(by), number=made.number, playbook=of.pk)


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
