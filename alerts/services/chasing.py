"""Telling of what is owed step by step until it is settled: the ladder of an alert, climbed for a debt."""

import datetime as dt
from collections.abc import Collection
from datetime import timedelta
from functools import partial
from typing import Any

from django.db.models import QuerySet

from alerts.domain import chasing as rules
from alerts.domain import duty as rota
from alerts.domain import escalation as ladder
from alerts.domain.events import Happened
from alerts.domain.plan import Plan
from alerts.domain.words import Component, DeliveryState
from alerts.models import Alert, Chase, Delivery, Owed
from alerts.models.delivery import WAITING
from alerts.selectors import checking_in
from alerts.selectors import duty as duties
from ewrr.common import clock
from ewrr.common.change import Change

from . import matching, messages, turns
from .turns import ROUTE


def telling_plan(alert: Alert) -> Plan:
    """The plan by which the alert would be told now. Two statements; needs alert.area loaded."""
    matched, by_id = matching.match(alert.office_id, matching.facts_of(alert))
    return matching.copied(by_id[matched.rule.id])


def start(
    c: Change, debt: Owed, telling: Plan, component: Component | None, *, tells_at_once: bool, at: dt.datetime
) -> None:
    """Begins to tell of a debt within the caller's own transaction. `at`: from when on it is owed."""
    components = _components(duties.roster_at(c.office_id, c.now))
    owner = debt.duty_id if debt.duty_id is not None else rules.IN_PERSON
    plan = rules.plan_of(telling, owner, component, debt.due_at - at, components, tells_at_once=tells_at_once)
    Chase.objects.create(owed=debt, plan=plan.to_json(), started_at=at, next_at=at + plan.steps[0].after)
    c.nudge(ROUTE)


def stop(debts: Collection[int], at: dt.datetime) -> None:
    """Nobody is told of these debts (ids) any more; messages that wait are not sent."""
    Chase.objects.filter(owed__in=debts).update(next_at=None)
    Delivery.objects.filter(owed__in=debts, state__in=WAITING).update(
        state=DeliveryState.CANCELLED, ended_at=at, leased_until=None
    )


def chase_due(limit: int = 100, overdue_s: float = 0.0, *, alert: Alert | None = None) -> int:
    """Takes the steps that are due, one alert a transaction; says how many.

    `overdue_s`: only those late by so much (the sweep leaves the worker its chance).
    `alert`: only those of this one.
    """

    def due() -> QuerySet[Owed]:
        late = _due(clock.now() - timedelta(seconds=overdue_s))
        return (late if alert is None else late.filter(alert=alert)).order_by("chase__next_at")

    return turns.take(due, _run, limit)


def _due(before: dt.datetime) -> QuerySet[Owed]:
    return Owed.objects.filter(chase__next_at__lte=before, settled_at__isnull=True)


def _run(c: Change, alert: Alert) -> bool:
    debt = _due(c.now).filter(alert=alert).select_related("chase").order_by("chase__next_at", "id").first()
    if debt is None:  # settled or told of since
        return False
    _climb(c, alert, debt, debt.chase)
    return True


def _climb(c: Change, alert: Alert, debt: Owed, chase: Chase) -> None:
    """Takes the due step, and those after it while nobody is found to tell."""
    also = [debt.person_id] if debt.person_id else []
    roster = checking_in.roster_to_tell(alert.office_id, c.now, also=also)
    done = ladder.climb(
        chase.ladder,
        chase.step,
        chase.started_at,
        c.now,
        {rules.IN_PERSON: None} | _components(roster),
        frozenset(),
        partial(_find, debt, roster, c.now),
    )
    told = [person for rung in done.rungs for person in messages.chase(c, alert, debt, rung)]
    chase.step, chase.next_at = done.step, done.next_at
    chase.save(update_fields=["step", "next_at"])
    c.record(
        Happened.ALERT_REMINDED,
        alert,
        owed=debt.kind,
        people=list(dict.fromkeys(told)),
        is_late=debt.due_at <= c.now,
        step=done.rungs[-1].number,
    )


def _find(debt: Owed, roster: rota.Roster, now: dt.datetime, duty_id: int) -> rota.Found:
    """Holders of a duty; in its place whoever owes it in person, unless they are away."""
    if duty_id != rules.IN_PERSON:
        return rota.holders(duty_id, roster, now)
    person_id = debt.person_id
    absent = {one.person_id for one in roster.absences if one.starts_at <= now < one.ends_at}
    if person_id is None or person_id in roster.inactive:
        return rota.Found((), ((duty_id, person_id, rota.PassedOver.INACTIVE),))
    if person_id in absent:
        return rota.Found((), ((duty_id, person_id, rota.PassedOver.ABSENT),))
    return rota.Found((rota.Holder(person_id, duty_id, duty_id, None, now),), ())


def _components(roster: rota.Roster) -> dict[int, Any]:
    return {duty_id: duty.component for duty_id, duty in roster.duties.items()}
