"""Taking an answer: the first of each component counts, later ones are recorded, nothing conflicts."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from alerts.domain import escalation as ladder
from alerts.domain.events import Happened
from alerts.domain.words import AnsweredVia, Channel, Component, DeliveryState, EscalationState
from alerts.models import Acknowledgement, Alert, Delivery, Escalation, Person
from alerts.models.delivery import WAITING
from alerts.selectors.access import Sight, Viewer, visible_to
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal

from . import owed


class MayNotAnswer(Refusal):
    code = "may_not_answer"


class AnswerNothing(Refusal):
    code = "nothing_to_answer"


@dataclass(frozen=True, slots=True)
class Answered:
    """`counts`: this was the first answer of its component. `is_complete`: no further answer is needed."""

    acknowledgement: Acknowledgement
    counts: bool
    is_complete: bool
    is_new: bool


def answer(*, viewer: Viewer, number: str, via: AnsweredVia) -> Answered:
    """The viewer answers for their component. Raises Alert.DoesNotExist, MayNotAnswer, AnswerNothing."""
    alert = visible_to(viewer).get(number=number)
    if not viewer.may_answer or viewer.sight(alert) is Sight.NONE:
        raise MayNotAnswer(_("Your role in this office does not answer alerts."))
    return _answer(alert, viewer.person, viewer.component, via)


def answer_message(*, delivery: Delivery) -> Answered:
    """The person of a delivery answers from its message; holding the link is the right. Raises AnswerNothing."""
    component = Component(delivery.component) if delivery.component else None
    return _answer(delivery.alert, delivery.person, component, AnsweredVia.MAIL)


def _answer(alert: Alert, person: Person, component: Component | None, via: AnsweredVia) -> Answered:
    with change(alert.office_id, person) as c:
        locked = Alert.objects.select_for_update(no_key=True).get(pk=alert.pk)
        escalation = locked.escalations.order_by("-round").first()
        if escalation is None:
            raise AnswerNothing(_("Nobody was told of this alert, so there is nothing to answer."))
        known = Acknowledgement.objects.filter(alert=locked, round=escalation.round, person=person).first()
        if known is not None:
            return Answered(known, known.counts, escalation.state == EscalationState.ANSWERED, is_new=False)
        return _record(c, locked, escalation, person, _asked_as(locked, escalation, person, component), via)


def _asked_as(alert: Alert, escalation: Escalation, person: Person, component: Component | None) -> Component | None:
    """Whoever stands in for another component's duty answers for that component."""
    told_for = (
        Delivery.objects.filter(alert=alert, round=escalation.round, person=person)
        .order_by("-step", "-id")
        .values_list("component", flat=True)
        .first()
    )
    return Component(told_for) if told_for else component


def _record(
    c: Change,
    alert: Alert,
    escalation: Escalation,
    person: Person,
    component: Component | None,
    via: AnsweredVia,
) -> Answered:
    earlier = Acknowledgement.objects.filter(alert=alert, round=escalation.round, counts=True)
    heard = set(earlier.values_list("component", flat=True))
    counts = alert.is_open and (component or "") not in heard
    acknowledgement = Acknowledgement.objects.create(
        alert=alert,
        round=escalation.round,
        person=person,
        component=component or "",
        counts=counts,
        via=via,
        at=c.now,
    )
    plan = escalation.ladder
    components = frozenset(Component(name) for name in heard | {component or ""} if name)
    is_complete = ladder.is_answered(plan, components, has_any_answer=bool(heard) or counts)
    if counts:
        owed.settle_answer(alert, component if plan.need is ladder.Need.EACH_COMPONENT else None, person, c.now)
    if is_complete and counts:
        _end(c, alert, escalation)
    _cancel_needless(c, alert, escalation, component, person, is_complete)
    c.record(
        Happened.ALERT_ANSWERED,
        alert,
        round=escalation.round,
        component=component or "",
        via=via,
        counts=counts,
        complete=is_complete,
    )
    return Answered(acknowledgement, counts, is_complete, is_new=True)


def _end(c: Change, alert: Alert, escalation: Escalation) -> None:
    escalation.state = EscalationState.ANSWERED
    escalation.next_at = None
    escalation.ended_at = c.now
    escalation.save(update_fields=["state", "next_at", "ended_at"])
    if alert.answered_at is None:
        alert.answered_at = c.now
        alert.save(update_fields=["answered_at"])


def _cancel_needless(
    c: Change,
    alert: Alert,
    escalation: Escalation,
    component: Component | None,
    person: Person,
    is_complete: bool,
) -> None:
    """In the answer's own transaction: what nobody needs to hear any more is not sent."""
    waiting = Delivery.objects.filter(alert=alert, round=escalation.round, state__in=WAITING)
    if not is_complete:
        needless = waiting.filter(person=person)
        waiting = needless | waiting.filter(component=component) if component else needless
    waiting.update(state=DeliveryState.CANCELLED, ended_at=c.now, leased_until=None)
    Delivery.objects.filter(
        alert=alert, round=escalation.round, person=person, channel=Channel.INBOX, seen_at__isnull=True
    ).update(seen_at=c.now)
