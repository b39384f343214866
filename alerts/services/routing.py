"""Who must hear an alert: the rule is matched and its plan copied at the start, then each due step tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from alerts.domain import duty as rota
from alerts.domain import escalation as ladder
from alerts.domain import routing as rules
from alerts.domain.events import Happened
from alerts.domain.plan import Plan
from alerts.domain.words import Component, DeliveryState, EscalationState
from alerts.domain.words_of_telling import Cause, Purpose
from alerts.models import Acknowledgement, Alert, Delivery, Escalation, Filing
from alerts.models.delivery import WAITING
from alerts.models.escalation import LIVE
from alerts.selectors import checking_in
from alerts.selectors import duty as duties
from ewrr.common import clock
from ewrr.common.change import Change

from . import matching, messages, owed, turns
from .turns import ROUTE

__all__ = ["ROUTE", "Rehearsal", "begin_again", "rehearse", "route_due", "start", "stop"]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Who would be told now, and why: the rule that matches, for each rule before it the condition that did not
    hold, its plan, and every step with whom it would find. Rules are models.Rule, by id in `stored`.
    """

    match: rules.Match
    stored: dict[int, Any]
    plan: Plan
    rungs: tuple[ladder.Rung, ...]


def start(c: Change, alert: Alert, cause: Cause = Cause.FILED, number: int = 1) -> Escalation:
    """Starts a round within the caller's own transaction; the first step is due at once."""
    matched, by_id = matching.match(alert.office_id, matching.facts_of(alert))
    rule = by_id[matched.rule.id]
    plan = matching.copied(rule)
    escalation = Escalation.objects.create(
        alert=alert,
        round=number,
        cause=cause,
        rule=rule,
        plan=plan.to_json(),
        why={
            "rule": rule.position,
            "passed_over": [[by_id[rule_id].position, unmet] for rule_id, unmet in matched.passed_over],
        },
        started_at=c.now,
        next_at=c.now + (plan.steps[0].after if plan.steps else timedelta()),
    )
    owed.owe_answers(alert, plan, c.now)
    c.nudge(ROUTE)
    return escalation


def begin_again(c: Change, alert: Alert, cause: Cause) -> Escalation:
    """A new round by the rules as they match now, in the place of the one that runs. The alert row is locked."""
    stop(c, alert)
    owed.settle_answer(alert, None, None, c.now)
    last = alert.escalations.order_by("-round").values_list("round", flat=True).first() or 0
    escalation = start(c, alert, cause, last + 1)
    c.record(Happened.ALERT_ROUND_BEGAN, alert, round=escalation.round, cause=cause)
    return escalation


def stop(c: Change, alert: Alert) -> None:
    """Nobody is told any more: the round ends, and messages that wait are not sent, but those about what is owed for
    something of another app. The alert row is locked.
    """
    rounds = Escalation.objects.filter(alert=alert)
    rounds.filter(state__in=LIVE).update(state=EscalationState.CANCELLED, next_at=None, ended_at=c.now)
    rounds.filter(next_at__isnull=False).update(next_at=None)  # an answer that has not run out yet
    of_alert = Q(owed__isnull=True) | Q(owed__subject="")
    Delivery.objects.filter(of_alert, alert=alert, state__in=WAITING, comment__isnull=True).update(
        state=DeliveryState.CANCELLED, ended_at=c.now, leased_until=None
    )


def rehearse(office_id: int, facts: rules.Facts, filers: Sequence[int], now: datetime) -> Rehearsal:
    """What real routing would do at `now` (UTC) if nobody answered; writes nothing. `filers`: ids of people
    passed over because they filed it. Of a moment ahead nobody knows who will have checked in: the rota alone is
    asked then. Raises rules.NoLastRule.
    """
    matched, stored = matching.match(office_id, facts)
    plan = matching.copied(stored[matched.rule.id])
    is_ahead = now > clock.now()
    roster = duties.roster_at(office_id, now) if is_ahead else checking_in.roster_to_tell(office_id, now)
    rungs = ladder.rungs_ahead(plan, _components(roster), _finder(roster, now, filers))
    return Rehearsal(matched, stored, plan, rungs)


def route_due(limit: int = 100, overdue_s: float = 0.0, *, alert: Alert | None = None) -> int:
    """Runs the steps that are due, one alert a transaction; says how many.

    `overdue_s`: only those late by so much (the sweep leaves the worker its chance).
    `alert`: only those of this one.
    """

    def due() -> QuerySet[Escalation]:
        late = Escalation.objects.filter(next_at__lte=clock.now() - timedelta(seconds=overdue_s))
        return (late if alert is None else late.filter(alert=alert)).order_by("next_at")

    return turns.take(due, _run, limit)


def _run(c: Change, alert: Alert) -> bool:
    escalation = alert.escalations.filter(next_at__lte=c.now).first()
    if escalation is None:  # answered or routed since
        return False
    if escalation.state == EscalationState.ANSWERED:
        begin_again(c, alert, Cause.RAN_OUT)
    else:
        _climb(c, alert, escalation)
    return True


def _climb(c: Change, alert: Alert, escalation: Escalation) -> None:
    """Takes the due step, and those after it while nobody is found to tell."""
    plan = escalation.ladder
    roster = checking_in.roster_to_tell(alert.office_id, c.now)
    filers = list(Filing.objects.filter(alert=alert).values_list("filer_id", flat=True))
    late_s = (c.now - escalation.next_at).total_seconds() if escalation.next_at else 0.0
    done = ladder.climb(
        plan,
        escalation.step,
        escalation.started_at,
        c.now,
        _components(roster),
        _answered(alert, escalation),
        _finder(roster, c.now, filers),
    )
    is_told = False
    for rung in done.rungs:
        told = messages.tell(c, alert, escalation, plan, rung)
        is_told = is_told or bool(told)
        _record(c, alert, escalation, rung, told, late_s)
    _keep(c, alert, escalation, done, is_told)


def _keep(c: Change, alert: Alert, escalation: Escalation, done: ladder.Climb, is_told: bool) -> None:
    """Where the round stands now, and the alert's own clocks."""
    if done.standing is ladder.Standing.UNANSWERED and escalation.state == EscalationState.RUNNING:
        escalation.state = EscalationState.UNANSWERED
        c.record(Happened.ALERT_UNANSWERED, alert, round=escalation.round)
    escalation.step, escalation.next_at = done.step, done.next_at
    escalation.save(update_fields=["state", "step", "next_at"])
    if alert.routed_at is None or (is_told and alert.delivered_at is None):
        alert.routed_at = alert.routed_at or c.now
        alert.delivered_at = alert.delivered_at or (c.now if is_told else None)
        alert.save(update_fields=["routed_at", "delivered_at"])


def _answered(alert: Alert, escalation: Escalation) -> frozenset[Component]:
    answers = Acknowledgement.objects.filter(alert=alert, round=escalation.round, counts=True).exclude(component="")
    return frozenset(Component(name) for name in answers.values_list("component", flat=True))


def _components(roster: rota.Roster) -> dict[int, Component | None]:
    return {duty_id: duty.component for duty_id, duty in roster.duties.items()}


def _finder(roster: rota.Roster, now: datetime, filers: Sequence[int]) -> ladder.Find:
    return partial(rota.holders, roster=roster, at=now, passing_over=filers)


def _record(
    c: Change, alert: Alert, escalation: Escalation, rung: ladder.Rung, told: list[rota.Holder], late_s: float
) -> None:
    """`jumped`: steps taken together with this one because everything was away, `late_s`: by how much."""
    c.record(
        Happened.ALERT_ROUTED if rung.number == rung.jumped else Happened.ALERT_TOLD,
        alert,
        round=escalation.round,
        step=rung.number,
        people=[holder.person_id for holder in told],
        passed_over=[list(item) for one in rung.found for item in one.passed_over],
        is_repeat=rung.purpose is Purpose.REPEAT,
        jumped=rung.jumped,
        late_s=round(late_s),
    )
