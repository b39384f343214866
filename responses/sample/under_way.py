"""The sample office is responding: for its latest decided alerts somebody is asked, on the way, on site, done."""

import datetime as dt
from itertools import cycle

from alerts.domain.words import Component
from alerts.domain.words_of_deciding import Course
from alerts.models import Alert, Decision, Duty, Membership, Office, Position
from alerts.selectors import access
from alerts.selectors.access import Viewer
from ewrr.common import clock
from responses.domain.course import Step
from responses.domain.words import Responder, ResponseType, Result
from responses.models import Response
from responses.services import steps, tasking
from responses.services.steps import Said
from responses.services.tasking import Task

MOST = 7
T, R = ResponseType, Responder
WHO = (
    (T.QRF, R.FORCE, "force-focal-point", "QRF Oicha", "Oicha"),
    (T.POLICE, R.UNPOL, "police-focal-point", "FPU 2", ""),
    (T.KLE, R.CIVILIAN_SECTION, "civilian-focal-point", "", ""),
    (T.PATROL, R.FORCE, "force-focal-point", "2 Coy", "Mavivi"),
)
HOW_FAR = (
    (Step.ACCEPT, Step.MOVE),
    (Step.ACCEPT, Step.MOVE, Step.ARRIVE),
    (),
    (Step.ACCEPT, Step.ARRIVE, Step.FINISH),
)
BEFORE = dt.timedelta(minutes=40)  # the first of them began so long ago
BETWEEN = dt.timedelta(minutes=9)


def respond(office: Office, hub: str) -> int:
    """For the office's open alerts to which somebody is to respond; `hub`: name of its hub duty officer. Says how many
    responses it made; made once, it makes none again.
    """
    viewer = _viewer(office, hub)
    if viewer is None or Response.objects.filter(office=office).exists():
        return 0
    duties = dict(Duty.objects.filter(office=office).values_list("code", "pk"))
    to_do = Decision.objects.filter(course=Course.RESPOND, alert__state="decided", alert__office=office)
    bases = dict(Position.objects.filter(office=office, component=Component.MILITARY).values_list("name", "pk"))
    alerts = list(Alert.objects.filter(pk__in=to_do.values("alert"), is_restricted=False).order_by("-pk")[:MOST])
    for alert, (what, responder, code, unit, base), how_far in zip(alerts, cycle(WHO), cycle(HOW_FAR), strict=False):
        due_at = clock.now() + dt.timedelta(hours=2)
        _one(
            viewer,
            alert,
            Task(what, responder, due_at, duty=duties[code], unit=unit, position=bases.get(base)),
            how_far,
        )
    return len(alerts)


def _one(viewer: Viewer, alert: Alert, task: Task, how_far: tuple[Step, ...]) -> None:
    at = clock.now() - BEFORE
    with clock.set_to(at):
        made = tasking.begin(viewer=viewer, numbers=[alert.number], task=task, assigns=True)
    for step in how_far:
        at += BETWEEN
        said = Said(result=Result.PRESENCE) if step is Step.FINISH else Said()
        with clock.set_to(at):
            steps.take(viewer=viewer, response=made.pk, step=step, said=said)


def _viewer(office: Office, name: str) -> Viewer | None:
    held = Membership.objects.filter(office=office, person__name=name).select_related("person").first()
    return access.viewer_of(held.person, clock.now(), office.code) if held else None
