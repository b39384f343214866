"""The counters of the wall over the last hours."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery

from alerts.domain.tally import Lasted, alerts_at
from alerts.domain.words import OwedKind, Series
from alerts.models import Alert, Owed
from ewrr.common.shelf import shelf

from .access import Viewer, visible_to
from .board import OPEN

HOURS = 12
DECIDES = (OwedKind.DECIDE.value, OwedKind.REVIEW.value)


@dataclass(frozen=True, slots=True)
class History:
    """At each full hour, the oldest first: as `selectors.wall.Counts` has it."""

    open: tuple[int, ...]
    unanswered: tuple[int, ...]
    late: tuple[int, ...]
    decide: tuple[int, ...]


def marks(now: datetime) -> tuple[datetime, ...]:
    """The last HOURS full hours (UTC)."""
    last = now.replace(minute=0, second=0, microsecond=0)
    return tuple(last - timedelta(hours=back) for back in reversed(range(HOURS)))


def history(viewer: Viewer, now: datetime) -> History:
    """Of alerts that are open or ended since; what was opened again counts as open all the while. Two statements,
    once in a process for some seconds.
    """
    hours = marks(now)
    return shelf.get(("wall history", viewer.office.pk, hours[-1]), lambda: _history(viewer, hours))


def _history(viewer: Viewer, hours: tuple[datetime, ...]) -> History:
    alerts = visible_to(viewer).exclude(series=Series.HISTORY).filter(OPEN | Q(closed_at__gt=hours[0]))
    opened = {pk: Lasted(pk, since, until) for pk, since, until in alerts.values_list("pk", "received_at", "closed_at")}
    late, decide, unanswered = [], [], []
    for pk, kind, since, due_at, settled_at in _debts(viewer, hours[0]):
        if pk not in opened:
            continue
        until = min((moment for moment in (settled_at, opened[pk].until) if moment), default=None)
        overdue = Lasted(pk, max(since, due_at), until)
        late.append(overdue)
        if kind == OwedKind.ANSWER:
            unanswered.append(overdue)
        if kind in DECIDES:
            decide.append(overdue if kind == OwedKind.REVIEW else Lasted(pk, since, until))
    return History(*(alerts_at(hours, found) for found in (opened.values(), unanswered, late, decide)))


def _debts(viewer: Viewer, since: datetime) -> QuerySet[Owed, tuple[int, str, datetime, datetime, datetime | None]]:
    """What the office owes, or has owed since then. Its alerts are looked up one by one, as in selectors.owing."""
    of_office = Subquery(Alert.objects.filter(pk=OuterRef("alert")).values("office")[:1])
    found = Owed.objects.alias(of_office=of_office).filter(of_office=viewer.office.pk)
    lasting = found.filter(Q(settled_at__isnull=True) | Q(settled_at__gt=since)).order_by()
    return lasting.values_list("alert_id", "kind", "since", "due_at", "settled_at")
