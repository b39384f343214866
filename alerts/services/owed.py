"""The one place where what is owed is written and settled."""

from datetime import datetime
from typing import Any

from alerts.domain.words import Component, OwedKind
from alerts.models import Alert, Owed


def owe_answers(alert: Alert, components: tuple[Component, ...], since: datetime, due_at: datetime) -> None:
    """An answer from each component; from anybody told when none is named."""
    Owed.objects.bulk_create(
        Owed(alert=alert, kind=OwedKind.ANSWER, component=component, since=since, due_at=due_at)
        for component in components or ("",)
    )


def settle_answer(alert: Alert, component: Component | None, by: Any, at: datetime) -> int:
    """Settles the answer of one component; of all when `component` is None. Says how many were open."""
    open_rows = Owed.objects.filter(alert=alert, kind=OwedKind.ANSWER, settled_at__isnull=True)
    if component is not None:
        open_rows = open_rows.filter(component=component)
    return open_rows.update(settled_at=at, settled_by=by)


def settle_all(alert: Alert, by: Any, at: datetime) -> int:
    """Nothing more is owed on this alert: decided, dismissed, joined or closed."""
    return Owed.objects.filter(alert=alert, settled_at__isnull=True).update(settled_at=at, settled_by=by)
