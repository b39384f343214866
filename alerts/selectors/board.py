"""The board's lists: which alerts, in which order, how many; read page by page by key."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils.dateparse import parse_datetime

from alerts.domain.words import OPEN_STATES, Level, OwedKind, Series
from alerts.models import Alert, Owed

from .access import Viewer, visible_to
from .owing import owed_by

PAGE = 60
PAGE_OF_HISTORY = 400  # light rows, and the map shows the same set
MOST_ID = 2**63 - 1
FIRST_YEAR, LAST_YEAR = 1900, 2200  # records outside are not asked for
TABS = ("mine", "unanswered", "verify", "decide", "overdue", "open", "history")


LEVEL_RANK = Case(
    *(When(level=level.value, then=Value(rank)) for rank, level in enumerate(Level)), output_field=IntegerField()
)
ANSWER_OWED = Exists(Owed.objects.filter(alert=OuterRef("pk"), kind=OwedKind.ANSWER, settled_at__isnull=True))


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for. Days are the office's own, `until` not included; None: the latest year."""

    tab: str = "open"
    from_date: dt.date | None = None
    until_date: dt.date | None = None
    after: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    alerts: list[Alert]
    after: str  # key of the last row when there are more, else empty
    from_date: dt.date | None = None
    until_date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    mine: int
    unanswered: int
    verify: int
    decide: int
    overdue: int
    open: int


def page(viewer: Viewer, filters: Filters, now: dt.datetime) -> Page:
    """One page of the tab. One statement; history without a period asks one more for the latest year."""
    if filters.tab == "history":
        return _history(viewer, filters)
    ranked = in_tab(viewer, filters.tab, now).annotate(
        answered=Case(When(ANSWER_OWED, then=Value(0)), default=Value(1), output_field=IntegerField()),
        rank=LEVEL_RANK,
    )
    ordered = ranked.select_related("area").order_by("answered", "rank", "received_at", "id")
    found = list(_past(ordered, filters.after)[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    key = f"{last.answered}~{last.rank}~{last.received_at.isoformat()}~{last.pk}" if last else ""  # type: ignore[attr-defined]
    return Page(found[:PAGE], key)


def in_tab(viewer: Viewer, tab: str, now: dt.datetime) -> QuerySet[Alert]:
    """The alerts of a tab, without order."""
    everything = visible_to(viewer)
    if tab == "history":
        return everything.filter(series=Series.HISTORY)
    if tab in OF_ALL_STATES:
        everything = everything.filter(_owes_something(viewer))
    return everything.filter(_asked(viewer, tab, now))


def belongs(viewer: Viewer, tab: str, ids: list[int], now: dt.datetime) -> set[int]:
    """Those of `ids` that the tab holds now. One statement."""
    return set(in_tab(viewer, tab, now).filter(pk__in=ids).values_list("pk", flat=True))


def counts(viewer: Viewer, now: dt.datetime) -> Counts:
    """What each tab holds. One statement, of those that are open or owe something: both are found by an index."""
    return Counts(**counted(viewer, Counts.__dataclass_fields__, now))


def counted(viewer: Viewer, names: Iterable[str], now: dt.datetime) -> dict[str, int]:
    """How many alerts each of these tabs holds. One statement."""
    asked = {name: Count("pk", filter=_asked(viewer, name, now)) for name in names}
    return visible_to(viewer).filter(OPEN | _owes_something(viewer)).aggregate(**asked)


def _owes_something(viewer: Viewer) -> Q:
    """The condition that anything is owed on the alert, in the form that is looked up by key: of a hundred thousand
    alerts, some hundreds are read.
    """
    owing = Owed.objects.filter(settled_at__isnull=True, alert__office=viewer.office).values("alert")
    return Q(
        Func(
            F("pk"),
            ArraySubquery(owing),
            template="%(expressions)s)",
            arg_joiner=" = ANY(",
            output_field=BooleanField(),
        )
    )


OPEN = Q(state__in=OPEN_STATES)
OF_ALL_STATES = ("mine", "overdue")  # word back is owed on closed alerts too


def _asked(viewer: Viewer, tab: str, now: dt.datetime) -> Q:
    """The condition of a tab other than history. A review that has come due is a decision to take again."""
    owed = Owed.objects.filter(alert=OuterRef("pk"), settled_at__isnull=True)
    match tab:
        case "mine":
            return Q(Exists(owed_by(viewer).filter(alert=OuterRef("pk"))))
        case "unanswered":
            return OPEN & Q(ANSWER_OWED)
        case "verify":
            return OPEN & Q(Exists(owed.filter(kind=OwedKind.VERIFY)))
        case "decide":
            review = Q(kind=OwedKind.REVIEW, due_at__lte=now)
            return OPEN & Q(Exists(owed.filter(Q(kind=OwedKind.DECIDE) | review)))
        case "overdue":
            return Q(Exists(owed.filter(due_at__lte=now)))
    return OPEN


def _past(ordered: QuerySet[Alert], after: str) -> QuerySet[Alert]:
    """Rows after the key of the last one read; an unreadable key begins at the start."""
    parts = after.split("~")
    try:
        answered, rank, received_at, pk = int(parts[0]), int(parts[1]), parse_datetime(parts[2]), int(parts[3])
    except (ValueError, IndexError):
        return ordered
    if received_at is None or received_at.tzinfo is None or max(answered, rank) > len(Level) or pk > MOST_ID:
        return ordered
    same_time = Q(received_at__gt=received_at) | Q(received_at=received_at, pk__gt=pk)
    same_rank = Q(rank__gt=rank) | (Q(rank=rank) & same_time)
    return ordered.filter(Q(answered__gt=answered) | (Q(answered=answered) & same_rank))


def _history(viewer: Viewer, filters: Filters) -> Page:
    records = visible_to(viewer).filter(series=Series.HISTORY)
    zone = ZoneInfo(viewer.office.time_zone)
    from_date, until_date = _sane(filters.from_date), _sane(filters.until_date)
    if from_date is None and until_date is None:
        latest = records.aggregate(latest=Max("event_at"))["latest"]
        if latest is None:
            return Page([], "")
        year = latest.astimezone(zone).year
        from_date, until_date = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    if from_date:
        records = records.filter(event_at__gte=dt.datetime.combine(from_date, dt.time(), zone))
    if until_date:
        records = records.filter(event_at__lt=dt.datetime.combine(until_date, dt.time(), zone))
    ordered = records.select_related("area").order_by("-event_at", "-id")
    found = list(_before(ordered, filters.after)[: PAGE_OF_HISTORY + 1])
    last = found[PAGE_OF_HISTORY - 1] if len(found) > PAGE_OF_HISTORY else None
    key = f"{last.event_at.isoformat()}~{last.pk}" if last and last.event_at else ""
    return Page(found[:PAGE_OF_HISTORY], key, from_date, until_date)


def _sane(day: dt.date | None) -> dt.date | None:
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


def _before(ordered: QuerySet[Alert], after: str) -> QuerySet[Alert]:
    moment, _, pk = after.partition("~")
    try:
        event_at = parse_datetime(moment)
    except ValueError:
        return ordered
    if event_at is None or event_at.tzinfo is None or not pk.isdecimal() or int(pk) > MOST_ID:
        return ordered
    return ordered.filter(Q(event_at__lt=event_at) | Q(event_at=event_at, pk__lt=int(pk)))
