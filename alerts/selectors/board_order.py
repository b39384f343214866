"""In which order a list of the board stands, and the keys by which it is read page by page.

Open alerts: first what bears the number that was typed, then by what is unanswered, by level, the oldest first. Where
ended ones are asked for: the newest first, which an index gives however many there are.
"""

from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils.dateparse import parse_datetime

from alerts.domain.words import OPEN_STATES, Level, OwedKind
from alerts.models import Alert, Owed

from .filtering import Filters

MOST_ID = 2**63 - 1
LEVEL_RANK = Case(
    *(When(level=level.value, then=Value(rank)) for rank, level in enumerate(Level)), output_field=IntegerField()
)
ANSWER_OWED = Exists(Owed.objects.filter(alert=OuterRef("pk"), kind=OwedKind.ANSWER, settled_at__isnull=True))


def is_by_receipt(filters: Filters) -> bool:
    return any(state not in OPEN_STATES for state in filters.states)


def ordered(alerts: QuerySet[Alert], filters: Filters, numbered: Q | None) -> QuerySet[Alert]:
    """With what the order needs; `numbered`: the condition that an alert bears the number that was typed."""
    found: Any = Value(0) if numbered is None else Case(When(numbered, then=Value(0)), default=Value(1))
    if is_by_receipt(filters):
        same = alerts.annotate(found=found, answered=Value(0), rank=Value(0))
        return same.order_by("found", "-received_at", "-id")
    answered = Case(When(ANSWER_OWED, then=Value(0)), default=Value(1), output_field=IntegerField())
    ranked = alerts.annotate(found=found, answered=answered, rank=LEVEL_RANK)
    return ranked.order_by("found", "answered", "rank", "received_at", "id")


def key(row: Any) -> str:
    """Of a row of `ordered`."""
    return f"{row.found}~{row.answered}~{row.rank}~{row.received_at.isoformat()}~{row.pk}"


def is_after(key: str, filters: Filters) -> Q | None:
    """The condition on `ordered`: it comes after the row of this key. None: the key cannot be read."""
    try:
        found, answered, rank, moment, pk = key.split("~")
        ranks = {"found": int(found), "answered": int(answered), "rank": int(rank)}
        received_at, last = parse_datetime(moment), int(pk)
    except ValueError:
        return None
    if (
        received_at is None
        or received_at.tzinfo is None
        or max(map(abs, ranks.values())) > len(Level)
        or last > MOST_ID
    ):
        return None
    way = "lt" if is_by_receipt(filters) else "gt"
    after = Q(**{f"received_at__{way}": received_at}) | Q(**{"received_at": received_at, f"pk__{way}": last})
    for name, value in reversed(ranks.items()):
        after = Q(**{f"{name}__gt": value}) | (Q(**{name: value}) & after)
    return after
