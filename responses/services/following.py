"""What follows when a response changes: what is owed for it, and whether its alerts are being responded to."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Max
from django.urls import reverse

from alerts.domain.deciding import WORST_FIRST
from alerts.domain.events import Happened
from alerts.domain.words import Component, Level, OwedKind, State
from alerts.models import Alert, Owed
from alerts.services import chasing, moving, owed
from ewrr.common.change import Change
from responses.domain import alongside, course
from responses.domain.words import Responder, ResponseType, Status
from responses.models import Response, Serving

COMPONENTS = {
    Responder.FORCE: Component.MILITARY,
    Responder.UNPOL: Component.POLICE,
    Responder.CIVILIAN_SECTION: Component.CIVILIAN,
}


def owe_next(c: Change, response: Response, alerts: list[Alert], *, is_told: bool = True) -> None:
    """Settles what its last status owed and writes what this one owes; what stays the same is left alone, with whoever
    was told of it. The owner is told at once of what is new to them; `is_told`: False where they asked for it.

    Told of step by step as an unanswered alert is: by the plan of the worst of its alerts.
    """
    open_alerts = [alert for alert in alerts if alert.is_open]
    status = Status(response.status)
    if not open_alerts or not response.is_open:
        owed.settle_for(response.subject, c.by, c.now)
        return
    worst = min(open_alerts, key=lambda alert: (WORST_FIRST.index(Level(alert.level)), alert.pk))
    plan = chasing.telling_plan(worst)
    since: dt.datetime = getattr(response, course.CLOCKS[status]) or c.now
    debt = course.owes(status, ResponseType(response.type), response.due_at, since, plan.answer_within)
    assert debt is not None  # it is open
    is_proposal = status is Status.PROPOSED
    duty_id = plan.decided_by if is_proposal else response.duty_id
    person = None if is_proposal else response.person
    if is_proposal and duty_id is None:
        owed.settle_for(response.subject, c.by, c.now)
        return
    if _stands(response, debt, duty_id, person.pk if person else None, open_alerts):
        return
    owed.settle_for(response.subject, c.by, c.now)
    row = owed.owe_for(
        worst,
        debt.kind,
        response.subject,
        reverse("response", args=[response.pk]),
        duty_id=duty_id,
        person=person,
        since=c.now,
        due_at=max(debt.due_at, c.now),
        is_chased=True,
    )
    component = COMPONENTS.get(Responder(response.responder))
    tells_at_once = is_told and debt.kind in (OwedKind.ACCEPT, OwedKind.OTHER)
    chasing.start(c, row, plan, component, tells_at_once=tells_at_once, at=c.now)


def _stands(
    response: Response, debt: course.Debt, duty_id: int | None, person_id: int | None, alerts: list[Alert]
) -> bool:
    """Whether exactly this is owed already."""
    rows = Owed.objects.filter(subject=response.subject, settled_at__isnull=True)
    same = rows.filter(kind=debt.kind, duty=duty_id, person=person_id, due_at=debt.due_at, alert__in=alerts)
    return same.exists() and rows.count() == 1


def keep_states(c: Change, alerts: Iterable[Alert]) -> None:
    """A decided alert with a response under way or done is being responded to; without one it is decided again. The
    rows are locked.
    """
    found = list(alerts)
    responding = set(
        Serving.objects.filter(
            alert__in=found, until__isnull=True, response__status__in=[one.value for one in course.RESPONDING]
        ).values_list("alert_id", flat=True)
    )
    for alert in found:
        move = alongside.move_due(State(alert.state), is_responding=alert.pk in responding)
        if move is not None:
            moving.move(c, alert, move, alert.version)
            alert.save(update_fields=["state", "state_before", "version"])
            c.record(Happened.ALERT_RESPONDING, alert, state=alert.state, version=alert.version)


def arrived(alerts: Iterable[Alert], at: dt.datetime) -> None:
    """The clock "on site" of the alerts that have none yet. The rows are locked."""
    for alert in alerts:
        if alert.on_site_at is None or at < alert.on_site_at:
            alert.on_site_at = at
            alert.save(update_fields=["on_site_at"])


def next_ordinal(alert: Alert) -> int:
    """The alert's row is locked."""
    return (Response.objects.filter(lead=alert).aggregate(last=Max("ordinal"))["last"] or 0) + 1
