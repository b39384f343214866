"""The one place where what is owed is written and settled."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from alerts.domain.plan import VERIFY_WITHIN, Plan
from alerts.domain.words import Component, Level, OwedKind, Verification
from alerts.models import Alert, Owed

from . import chasing

# Verification that nobody has begun, or that is under way.
UNSETTLED = (Verification.UNVERIFIED, Verification.CHECKING)


def owe_answers(alert: Alert, plan: Plan, since: dt.datetime) -> None:
    """An answer from each component the plan asks; from anybody told where one is enough. And, once, that what
    was told is looked into.
    """
    due_at = since + plan.answer_within
    rows = [
        Owed(alert=alert, kind=OwedKind.ANSWER, component=component, since=since, due_at=due_at)
        for component in (plan.components if plan.asks_each else ()) or ("",)
    ]
    if plan.decided_by is not None and Verification(alert.verification) in UNSETTLED:
        rows.append(_verification(alert, plan.decided_by, since))
    Owed.objects.bulk_create(rows, ignore_conflicts=True)


def owe_verification(alert: Alert, duty_id: int, since: dt.datetime) -> None:
    """That somebody looks into what was told, within the time its level allows."""
    Owed.objects.bulk_create([_verification(alert, duty_id, since)], ignore_conflicts=True)


def owe_decision(alert: Alert, plan: Plan, answered_at: dt.datetime) -> None:
    """What follows an answer, where the plan names who decides within how long; one already owed stays."""
    due_at = plan.decision_due(answered_at)
    if due_at is not None:
        Owed.objects.bulk_create(
            [Owed(alert=alert, kind=OwedKind.DECIDE, duty_id=plan.decided_by, since=answered_at, due_at=due_at)],
            ignore_conflicts=True,
        )


def owe_review(alert: Alert, by: Any, date: dt.date, now: dt.datetime) -> None:
    """That whoever decided looks again on that day (the office's own), by its end."""
    Owed.objects.create(alert=alert, kind=OwedKind.REVIEW, person=by, since=now, due_at=_end_of(date, alert))


def owe_word_back(alert: Alert, by: Any, date: dt.date, now: dt.datetime) -> None:
    """That the community is told on that day (the office's own), by its end; lives on after closing."""
    Owed.objects.create(alert=alert, kind=OwedKind.WORD_BACK, person=by, since=now, due_at=_end_of(date, alert))


def settle_answer(alert: Alert, component: Component | None, by: Any, at: dt.datetime) -> int:
    """Settles the answer of one component; of all when `component` is None. Says how many were open."""
    open_rows = Owed.objects.filter(alert=alert, kind=OwedKind.ANSWER, settled_at__isnull=True)
    if component is not None:
        open_rows = open_rows.filter(component=component)
    return open_rows.update(settled_at=at, settled_by=by)


def settle_kind(alert: Alert, kind: OwedKind, by: Any, at: dt.datetime) -> int:
    """What is owed of one kind is done. Says how many were open."""
    rows = Owed.objects.filter(alert=alert, kind=kind, settled_at__isnull=True, subject="")
    return rows.update(settled_at=at, settled_by=by)


def owe_for(
    alert: Alert, kind: OwedKind, subject: str, path: str, *, duty_id: int | None, person: Any, since: dt.datetime,
    due_at: dt.datetime, is_chased: bool = False,
) -> Owed:  # fmt: skip
    """Something that is owed for a thing of another app, by a duty or a person; it is settled by `settle_for`."""
    return Owed.objects.create(
        alert=alert,
        kind=kind,
        subject=subject,
        path=path,
        duty_id=duty_id,
        person=person,
        since=since,
        due_at=due_at,
        is_chased=is_chased,
    )


def pass_on(debt: Owed, to: Any) -> bool:
    """What somebody owes in person is owed by `to`, who took it over; by whom a thing of another app is owed, that app
    says. Says whether it changed hands. One statement.
    """
    rows = Owed.objects.filter(pk=debt.pk, person__isnull=False, subject="", settled_at__isnull=True)
    return bool(rows.exclude(person=to).update(person=to))


def due_for(subject: str) -> Owed | None:
    """What is owed for a thing of another app next; None where nothing is. One statement."""
    rows = Owed.objects.filter(subject=subject, settled_at__isnull=True).select_related("person")
    return rows.order_by("due_at", "pk").first()


def settle_for(subject: str, by: Any, at: dt.datetime, *kinds: OwedKind) -> int:
    """What is owed for a thing of another app is done: of these kinds, of all where none is named; messages about it
    that wait are not sent. Says how many were open.
    """
    rows = Owed.objects.filter(subject=subject, settled_at__isnull=True)
    ids = list((rows.filter(kind__in=kinds) if kinds else rows).values_list("pk", flat=True))
    if ids:
        chasing.stop(ids, at)
        Owed.objects.filter(pk__in=ids).update(settled_at=at, settled_by=by)
    return len(ids)


def settle_all(alert: Alert, by: Any, at: dt.datetime, but: OwedKind | None = None) -> int:
    """Nothing more is owed on this alert: decided, dismissed, joined or closed. `but`: the one kind that stays; so
    does what is owed for something of another app.
    """
    rows = Owed.objects.filter(alert=alert, settled_at__isnull=True, subject="")
    return (rows.exclude(kind=but) if but else rows).update(settled_at=at, settled_by=by)


def _verification(alert: Alert, duty_id: int, since: dt.datetime) -> Owed:
    due_at = since + VERIFY_WITHIN[Level(alert.level)]
    return Owed(alert=alert, kind=OwedKind.VERIFY, duty_id=duty_id, since=since, due_at=due_at)


def _end_of(date: dt.date, alert: Alert) -> dt.datetime:
    zone = ZoneInfo(alert.office.time_zone)
    return dt.datetime.combine(date + dt.timedelta(days=1), dt.time(), zone).astimezone(dt.UTC)
