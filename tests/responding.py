"""Responses, hand-overs and playbooks for tests, made as make.py makes alerts."""

import datetime as dt
from typing import Any

from alerts.domain.words_of_deciding import NotResponded
from alerts.models import Alert, Duty
from ewrr.common import clock
from responses.domain.course import Step
from responses.domain.handing_over import Diligence
from responses.domain.words import Responder, ResponseType, Result
from responses.models import Checklist, Handover, Playbook, Response
from responses.services import checklists, handing_over, playbooks, steps, tasking
from responses.services.handing_over import Request
from responses.services.steps import Said
from responses.services.tasking import Task
from tests.cast import person, viewer


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
