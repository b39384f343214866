"""The office's open alerts as its wall shows them: the worst first, counted so that nothing red is out of sight."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Value, When

from alerts.domain.words import Level, OwedKind
from alerts.models import Alert, Owed

from .access import Viewer, visible_to
from .board import OPEN
from .board_order import LEVEL_RANK
from .card import Card, cards

MOST = 200  # at once, on the map and on the sheet; all are counted
ROWS = 6  # of three lines
DENSE_ROWS = 8  # of two, once there are more than six


@dataclass(frozen=True, slots=True)
class Counts:
    """Of the office's open alerts. `unanswered`: an answer is late; `late`: anything is; `levels`: worst first."""

    open: int
    unanswered: int
    late: int
    decide: int
    levels: dict[Level, int]

    @property
    def is_red(self) -> bool:
        """Something asks to be looked at now."""
        return bool(self.levels[Level.CRITICAL] or self.unanswered or self.late)


@dataclass(frozen=True, slots=True)
class Hidden:
    """What does not fit among the rows, by level, and how much of it is late or waits for a late answer."""

    levels: tuple[tuple[Level, int], ...]
    late: int
    unanswered: int

    @property
    def count(self) -> int:
        return sum(number for _level, number in self.levels)


@dataclass(frozen=True, slots=True)
class Queue:
    """`cards`: the worst MOST open alerts; `rows`: of these, what stands in the queue; `hidden`: None where all fits.

    The low ones stand in no row: they are in the count of open alerts.
    """

    cards: list[Card]
    rows: list[Card]
    counts: Counts
    is_dense: bool
    hidden: Hidden | None


def queue(viewer: Viewer, now: datetime) -> Queue:
    """Of the office of the wall's viewer. Six statements."""
    found, counts = cards(viewer, _worst_first(viewer, now), now), count(viewer, now)
    listed = counts.open - counts.levels[Level.LOW]
    is_dense = listed > ROWS
    higher = [card for card in found if card.alert.level != Level.LOW]
    rows = higher[: DENSE_ROWS if is_dense else ROWS]
    return Queue(found, rows, counts, is_dense, _hidden(rows, counts) if listed > len(rows) else None)


def count(viewer: Viewer, now: datetime) -> Counts:
    """One statement."""
    owed = Owed.objects.filter(alert=OuterRef("pk"), settled_at__isnull=True)
    late = owed.filter(due_at__lte=now)
    decide = owed.filter(Q(kind=OwedKind.DECIDE) | Q(kind=OwedKind.REVIEW, due_at__lte=now))
    asked = {level.value: Count("pk", filter=Q(level=level)) for level in Level}
    asked |= {
        "open": Count("pk"),
        "late": Count("pk", filter=Q(Exists(late))),
        "unanswered": Count("pk", filter=Q(Exists(late.filter(kind=OwedKind.ANSWER)))),
        "decide": Count("pk", filter=Q(Exists(decide))),
    }
    found = visible_to(viewer).filter(OPEN).aggregate(**asked)
    return Counts(levels={level: found.pop(level.value) for level in Level}, **found)


def is_silent(card: Card) -> bool:
    """Whether an answer on it is late."""
    return card.is_overdue(OwedKind.ANSWER)


def is_late(card: Card) -> bool:
    """Whether anything on it is."""
    return card.is_overdue(*OwedKind)


def _worst_first(viewer: Viewer, now: datetime) -> list[Alert]:
    """By level; of one level first where a late answer is waited for, then the oldest. One statement."""
    silent = Owed.objects.filter(alert=OuterRef("pk"), settled_at__isnull=True, kind=OwedKind.ANSWER, due_at__lte=now)
    spoken = Case(When(Exists(silent), then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = visible_to(viewer).filter(OPEN).annotate(rank=LEVEL_RANK, spoken=spoken)
    ordered = rows.order_by("rank", "spoken", "received_at", "id")
    return list(ordered.select_related("area").defer("area__outline", "search_key")[:MOST])


def _hidden(rows: Sequence[Card], counts: Counts) -> Hidden:
    shown = Counter(card.alert.level for card in rows)
    levels = ((level, number - shown[level]) for level, number in counts.levels.items())
    return Hidden(
        tuple((level, number) for level, number in levels if number > 0),
        max(0, counts.late - sum(map(is_late, rows))),
        max(0, counts.unanswered - sum(map(is_silent, rows))),
    )
