"""Reminding whoever owes something when it is late; answers are the ladder's own, all else is reminded here."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from alerts.domain import duty as rota
from alerts.domain.events import Happened
from alerts.domain.words import OwedKind
from alerts.models import Alert, Owed
from alerts.selectors import checking_in
from ewrr.common import clock
from ewrr.common.change import Change

from . import messages, turns


def remind_due(limit: int = 100, overdue_s: float = 0.0, *, alert: Alert | None = None) -> int:
    """Writes the reminders that are due, one alert a transaction; says how many debts were reminded of.

    `overdue_s`: only those late by so much (the sweep leaves the worker its chance).
    `alert`: only those of this one.
    """

    def late() -> QuerySet[Owed]:
        rows = _late(clock.now() - timedelta(seconds=overdue_s))
        return (rows if alert is None else rows.filter(alert=alert)).order_by("due_at")

    return turns.take(late, _run, limit)


def _late(before: datetime) -> QuerySet[Owed]:
    open_debts = Owed.objects.filter(
        settled_at__isnull=True, reminded_at__isnull=True, is_chased=False, due_at__lte=before
    )
    return open_debts.exclude(kind=OwedKind.ANSWER)


def _run(c: Change, alert: Alert) -> bool:
    debt = _late(c.now).filter(alert=alert).select_related("person").order_by("due_at", "id").first()
    if debt is None:  # settled or reminded of since
        return False
    _remind(c, alert, debt)
    return True


def _remind(c: Change, alert: Alert, debt: Owed) -> None:
    """Tells the person who owes it, else whoever holds the duty now."""
    found: list[rota.Found] = []
    people = [debt.person] if debt.person is not None and debt.person.is_active else []
    if not people and debt.duty_id is not None:
        roster = checking_in.roster_to_tell(alert.office_id, c.now)
        if debt.duty_id in roster.duties:
            found = [rota.holders(debt.duty_id, roster, c.now)]
    reminded = messages.remind(c, alert, debt, found, people)
    debt.reminded_at = c.now
    debt.save(update_fields=["reminded_at"])
    c.record(Happened.ALERT_REMINDED, alert, owed=debt.kind, people=reminded, is_late=True, step=0)
