"""Taking an answer: the first of each component counts, later ones are recorded, nothing conflicts."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alerts.domain import escalation as ladder
from alerts.domain.events import Happened
from alerts.domain.words import AnsweredVia, Channel, Component, DeliveryState, EscalationState, State
from alerts.domain.words_of_telling import Cause, CheckedInVia
from alerts.models import Acknowledgement, Alert, Delivery, Escalation, Person
from alerts.models.delivery import WAITING
from alerts.selectors.access import Sight, Viewer, visible_to
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal

from . import checking_in, owed

# A round that was answered or cancelled stays so, whoever speaks later.
STILL_ASKING = (EscalationState.RUNNING, EscalationState.UNANSWERED)


class MayNotAnswer(Refusal):
    code = "may_not_answer"


class AnswerNothing(Refusal):
    code = "nothing_to_answer"


@dataclass(frozen=True, slots=True)
class Answered:
    """`components`: those answered for, empty when the answer speaks for none. `counts`: it was the first of at
    least one of them. `is_complete`: no further answer is needed. `is_new`: False when the same was said before.
    """

    components: tuple[Component, ...]
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
    assert delivery.alert is not None, "a link is only made for messages about an alert"
    return _answer(delivery.alert, delivery.person, None, AnsweredVia.MAIL)


def _answer(alert: Alert, person: Person, component: Component | None, via: AnsweredVia) -> Answered:
    with change(alert.office_id, person) as c:
        locked = Alert.objects.select_for_update(no_key=True).get(pk=alert.pk)
        if via is not AnsweredVia.API:  # a machine that answers is nobody who is there
            checking_in.is_there(c, CheckedInVia.ANSWER)
        escalation = locked.escalations.order_by("-round").first()
        if escalation is None:
            raise AnswerNothing(_("Nobody was told of this alert, so there is nothing to answer."))
        asked = _asked_for(locked, escalation, person, component)
        earlier = list(Acknowledgement.objects.filter(alert=locked, round=escalation.round))
        said = {row.component for row in earlier if row.person_id == person.pk}
        if said >= set(asked or [""]):
            is_complete = escalation.state == EscalationState.ANSWERED
            return Answered(asked, any(row.counts for row in earlier if row.person_id == person.pk), is_complete, False)
        return _record(c, locked, escalation, asked, {row.component for row in earlier if row.counts}, via)


def _asked_for(
    alert: Alert, escalation: Escalation, person: Person, component: Component | None
) -> tuple[Component, ...]:
    """Whoever stands in for other components' duties answers for all of them, everybody else for their own."""
    rows = Delivery.objects.filter(alert=alert, round=escalation.round, person=person).values_list(
        "components", flat=True
    )
    named = {code for codes in rows for code in codes}
    if not named:
        return (component,) if component else ()
    return tuple(component for component in Component if component.value in named)


def _record(
    c: Change, alert: Alert, escalation: Escalation, asked: tuple[Component, ...], heard: set[str], via: AnsweredVia
) -> Answered:
    """`heard`: components of earlier answers that count, "" for one that spoke for none."""
    codes: list[str] = [component.value for component in asked] or [""]
    first = [code for code in codes if alert.is_open and code not in heard]
    said = {"alert": alert, "round": escalation.round, "person": c.by, "via": via, "at": c.now}
    Acknowledgement.objects.bulk_create(
        (Acknowledgement(component=code, counts=code in first, **said) for code in codes), ignore_conflicts=True
    )
    plan = escalation.ladder
    now_heard = heard | set(first)
    components = frozenset(Component(code) for code in now_heard if code)
    is_complete = ladder.is_answered(plan, components, has_any_answer=bool(now_heard))
    for code in first:
        if code or not plan.asks_each:
            owed.settle_answer(alert, Component(code) if plan.asks_each else None, c.by, c.now)
    if is_complete and first:
        _end(c, alert, escalation)
    _cancel_needless(c, alert, escalation, components, is_complete)
    c.record(
        Happened.ALERT_ANSWERED,
        alert,
        round=escalation.round,
        components=codes,
        via=via,
        counts=first,
        complete=is_complete,
    )
    return Answered(asked, bool(first), is_complete, is_new=True)


def _end(c: Change, alert: Alert, escalation: Escalation) -> None:
    if escalation.state in STILL_ASKING:
        escalation.state = EscalationState.ANSWERED
        escalation.next_at = None
        escalation.ended_at = c.now
        if alert.state == State.RECEIVED or escalation.cause == Cause.LEVEL_ROSE:  # a decision must follow
            escalation.next_at = escalation.ladder.runs_out(c.now)
            owed.owe_decision(alert, escalation.ladder, c.now)
        escalation.save(update_fields=["state", "next_at", "ended_at"])
    if alert.answered_at is None:
        alert.answered_at = c.now
        alert.save(update_fields=["answered_at"])


def _cancel_needless(
    c: Change, alert: Alert, escalation: Escalation, answered: frozenset[Component], is_complete: bool
) -> None:
    """In the answer's own transaction: what nobody needs to hear any more is not sent."""
    here = Delivery.objects.filter(alert=alert, round=escalation.round)
    needless = Q()
    if not is_complete:
        asked_only_of_these = Q(components__contained_by=[component.value for component in answered])
        needless = Q(person=c.by) | (asked_only_of_these & ~Q(components=[]))
    here.filter(needless, state__in=WAITING).update(state=DeliveryState.CANCELLED, ended_at=c.now, leased_until=None)
    here.filter(person=c.by, channel=Channel.INBOX, seen_at__isnull=True).update(seen_at=c.now)
