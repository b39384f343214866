"""Moves of an alert's state: the table decides, and what a move ends is ended in the same transaction."""

from django.utils.translation import gettext_lazy as _

from alerts.domain import lifecycle
from alerts.domain.events import Happened
from alerts.domain.lifecycle import Move
from alerts.domain.words import OPEN_STATES, DeliveryState, DismissReason, EscalationState, Outcome, State
from alerts.models import Alert, Delivery, Escalation, Person
from alerts.models.delivery import WAITING
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal

from . import owed


class IllegalMove(Refusal):
    code = "illegal_move"


def decide(*, alert: Alert, by: Person) -> Alert:
    """Somebody decided what is to be done. Raises IllegalMove."""
    with change(alert.office_id, by) as c:
        locked = _move(c, alert, Move.DECIDE)
        locked.decided_at = locked.decided_at or c.now
        locked.save()
        c.record(Happened.ALERT_DECIDED, locked)
        return locked


def dismiss(*, alert: Alert, by: Person, reason: DismissReason) -> Alert:
    """Not an alert after all: nuisance, not a protection matter, refuted. Raises IllegalMove."""
    with change(alert.office_id, by) as c:
        locked = _move(c, alert, Move.DISMISS)
        locked.dismissed_because = reason
        locked.closed_at = c.now
        locked.save()
        c.record(Happened.ALERT_DISMISSED, locked, reason=reason)
        return locked


def close(*, alert: Alert, by: Person, outcome: Outcome) -> Alert:
    """What was done is on record. Raises IllegalMove."""
    with change(alert.office_id, by) as c:
        locked = _move(c, alert, Move.CLOSE)
        locked.outcome = outcome
        locked.closed_at = c.now
        locked.save()
        c.record(Happened.ALERT_CLOSED, locked, outcome=outcome)
        return locked


def _move(c: Change, alert: Alert, move: Move) -> Alert:
    locked = Alert.objects.select_for_update(no_key=True).get(pk=alert.pk)
    try:
        target = lifecycle.after(State(locked.state), move)
    except lifecycle.IllegalMove as illegal:
        raise IllegalMove(_("An alert in this state cannot do that.")) from illegal
    if target not in OPEN_STATES:
        locked.state_before = locked.state
    locked.state = target
    locked.version += 1
    if move in lifecycle.SETTLING:
        _settle(c, locked)
    return locked


def _settle(c: Change, alert: Alert) -> None:
    owed.settle_all(alert, c.by, c.now)
    Escalation.objects.filter(alert=alert, state__in=[EscalationState.RUNNING, EscalationState.UNANSWERED]).update(
        state=EscalationState.CANCELLED, next_at=None, ended_at=c.now
    )
    Delivery.objects.filter(alert=alert, state__in=WAITING).update(
        state=DeliveryState.CANCELLED, ended_at=c.now, leased_until=None
    )
