"""Who must hear an alert: the rule is matched and its plan copied at the start, then each due step tells."""

from datetime import timedelta
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from alerts.domain import duty as rota
from alerts.domain import escalation as ladder
from alerts.domain import routing as rules
from alerts.domain.events import Happened
from alerts.domain.words import Channel, Component, DeliveryState, EscalationState, Kind, Level, ThreatType
from alerts.models import Acknowledgement, Alert, Delivery, Escalation, Filing, PlanStep, Rule
from alerts.selectors import duty as duties
from ewrr.common import clock
from ewrr.common.change import Change, change

from . import owed

DELIVER = "alerts.deliver"
ROUTE = "alerts.route"


def start(c: Change, alert: Alert) -> Escalation:
    """Starts the first round within the filing's own transaction; the first step is due at once."""
    matched, by_id = _match(alert)
    rule = by_id[matched.rule.id]
    plan = _copied(rule)
    escalation = Escalation.objects.create(
        alert=alert,
        rule=rule,
        plan=plan.to_json(),
        why={
            "rule": rule.position,
            "passed_over": [[by_id[rule_id].position, unmet] for rule_id, unmet in matched.passed_over],
        },
        started_at=c.now,
        next_at=c.now + (plan.steps[0].after if plan.steps else timedelta()),  # none: at once unanswered
    )
    answers_from = plan.components if plan.asks_each else ()
    owed.owe_answers(alert, answers_from, c.now, c.now + timedelta(minutes=rule.plan.answer_within_min))
    c.nudge(ROUTE)
    return escalation


def route_due(limit: int = 100, overdue_s: float = 0.0, *, alert: Alert | None = None) -> int:
    """Runs the steps that are due, one alert a transaction; says how many.

    `overdue_s`: only those late by so much (the sweep leaves the worker its chance).
    `alert`: only those of this one.
    """
    done = 0
    while done < limit and _route_one(overdue_s, alert):
        done += 1
    return done


def _route_one(overdue_s: float, only: Alert | None) -> bool:
    now = clock.now()
    due = Escalation.objects.filter(state=EscalationState.RUNNING, next_at__lte=now - timedelta(seconds=overdue_s))
    if only is not None:
        due = due.filter(alert=only)
    for alert_id, office_id in due.order_by("next_at").values_list("alert_id", "alert__office_id")[:50]:
        with change(office_id) as c:
            alert = Alert.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=alert_id).first()
            if alert is None:  # another worker has it
                continue
            escalation = alert.escalations.filter(state=EscalationState.RUNNING, next_at__lte=c.now).first()
            if escalation is None:  # answered or routed since
                continue
            _run_steps(c, alert, escalation)
            return True
    return False


def _run_steps(c: Change, alert: Alert, escalation: Escalation) -> None:
    """Runs the due step, and those after it while nobody is found to tell."""
    plan = escalation.ladder
    posts = duties.duties_at(alert.office_id, c.now)
    components = {duty_id: duty.component for duty_id, duty in posts.items()}
    answered = frozenset(
        Component(name)
        for name in Acknowledgement.objects.filter(alert=alert, round=escalation.round, counts=True)
        .exclude(component="")
        .values_list("component", flat=True)
    )
    filers = list(Filing.objects.filter(alert=alert).values_list("filer_id", flat=True))
    if alert.routed_at is None:
        alert.routed_at = c.now
        alert.save(update_fields=["routed_at"])
    while True:
        now = ladder.next_step(plan, escalation.step, escalation.started_at, components, answered)
        if now.is_spent:
            _go_unanswered(c, alert, escalation)
            return
        found = [rota.holders(duty_id, posts, c.now, filers) for duty_id in now.duty_ids if duty_id in posts]
        told = _tell(c, alert, escalation, now.channels, [holder for one in found for holder in one.holders])
        _record_step(c, alert, escalation, told, found)
        escalation.step += 1
        escalation.next_at = now.next_at
        if told:
            break
    escalation.save(update_fields=["step", "next_at"])
    if told and alert.delivered_at is None:
        alert.delivered_at = c.now
        alert.save(update_fields=["delivered_at"])
    c.nudge(DELIVER)


def _tell(
    c: Change, alert: Alert, escalation: Escalation, channels: tuple[Channel, ...], holders: list[rota.Holder]
) -> list[rota.Holder]:
    """Writes one delivery for each person and channel; the inbox row is the message itself and needs no sending."""
    told = [_foremost(own) for own in _by_person(holders).values()]
    asked = {person_id: _components(own) for person_id, own in _by_person(holders).items()}
    Delivery.objects.bulk_create(
        (
            Delivery(
                alert=alert,
                escalation=escalation,
                round=escalation.round,
                step=escalation.step,
                person_id=holder.person_id,
                channel=channel,
                duty_id=holder.duty_id,
                through_id=holder.through_id,
                components=asked[holder.person_id],
                shift_until=holder.until,
                created_at=c.now,
                due_at=c.now,
                state=DeliveryState.SENT if channel is Channel.INBOX else DeliveryState.PENDING,
                sent_at=c.now if channel is Channel.INBOX else None,
            )
            for holder in told
            for channel in channels
        ),
        ignore_conflicts=True,
    )
    return told


def _by_person(holders: list[rota.Holder]) -> dict[int, list[rota.Holder]]:
    grouped: dict[int, list[rota.Holder]] = {}
    for holder in holders:
        grouped.setdefault(holder.person_id, []).append(holder)
    return grouped


def _foremost(own: list[rota.Holder]) -> rota.Holder:
    """Why a person is told who is found through several duties: the one that asks for a component's answer."""
    return next((holder for holder in own if holder.component), own[0])


def _components(own: list[rota.Holder]) -> list[str]:
    named = {holder.component for holder in own if holder.component}
    return [component.value for component in Component if component in named]


def _record_step(
    c: Change, alert: Alert, escalation: Escalation, told: list[rota.Holder], found: list[rota.Found]
) -> None:
    passed_over: list[list[Any]] = [list(item) for one in found for item in one.passed_over]
    kind = Happened.ALERT_ROUTED if escalation.step == 0 else Happened.ALERT_TOLD
    c.record(
        kind,
        alert,
        round=escalation.round,
        step=escalation.step,
        people=[holder.person_id for holder in told],
        passed_over=passed_over,
    )


def _go_unanswered(c: Change, alert: Alert, escalation: Escalation) -> None:
    escalation.state = EscalationState.UNANSWERED
    escalation.next_at = None
    escalation.save(update_fields=["state", "next_at", "step"])
    c.record(Happened.ALERT_UNANSWERED, alert, round=escalation.round)


def _match(alert: Alert) -> tuple[rules.Match, dict[int, Any]]:
    """The rule that the alert meets, and the office's rules by id, each with its duties' ids and components."""
    stored: dict[int, Any] = {
        rule.pk: rule
        for rule in Rule.objects.filter(office_id=alert.office_id)
        .select_related("plan")
        .annotate(
            area_ids=ArrayAgg("areas", distinct=True, filter=Q(areas__isnull=False), default=[]),
            duty_ids=ArrayAgg("duties", distinct=True, default=[]),
            components=ArrayAgg("duties__component", distinct=True, default=[]),
        )
    }
    facts = rules.Facts(
        level=Level(alert.level),
        kind=Kind(alert.kind),
        threat_types=frozenset(ThreatType(code) for code in alert.threat_types),
        area_ids=_areas_of(alert),
        is_restricted=alert.is_restricted,
    )
    candidates = [
        rules.Rule(
            rule.pk,
            rule.position,
            rules.Conditions(
                levels=frozenset(Level(code) for code in rule.levels),
                kinds=frozenset(Kind(code) for code in rule.kinds),
                threat_types=frozenset(ThreatType(code) for code in rule.threat_types),
                area_ids=frozenset(rule.area_ids),
                is_restricted=rule.for_restricted,
            ),
            rule.is_last,
        )
        for rule in stored.values()
    ]
    return rules.match(candidates, facts), stored


def _areas_of(alert: Alert) -> frozenset[int]:
    """The area of the place and the one it lies in."""
    if alert.area is None:
        return frozenset()
    return frozenset({alert.area.pk} | ({alert.area.parent_id} if alert.area.parent_id else set()))


def _copied(rule: Any) -> ladder.Plan:
    """The plan as it is now, with the rule's duties in it. One statement."""
    steps = PlanStep.objects.filter(plan=rule.plan).annotate(
        duty_ids=ArrayAgg("duties", distinct=True, filter=Q(duties__isnull=False), default=[])
    )
    return ladder.Plan(
        name=rule.plan.code,
        need=ladder.Need(rule.plan.need),
        components=tuple(component for component in Component if component.value in rule.components),
        steps=tuple(
            ladder.Step(
                timedelta(minutes=step.after_min),
                tuple(dict.fromkeys([*(rule.duty_ids if step.is_again else []), *step.duty_ids])),
                tuple(Channel(name) for name in step.channels),
            )
            for step in steps.order_by("after_min")
        ),
    )
