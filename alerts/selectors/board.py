"""The board's lists: which alerts, in which order, how many; read page by page by key."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils.dateparse import parse_datetime

from alerts.domain.words import OPEN_STATES, OwedKind, Series
from alerts.models import Alert, Owed

from . import board_order, filtering
from .access import Viewer, visible_to
from .filtering import Filters
from .owing import owed_by

PAGE = 60
PAGE_OF_HISTORY = 400  # light rows, and the map shows the same set
MOST_PAGES = 10  # at once, when somebody comes back to where they had read to
MOST_COUNTED = 1000
MOST_ID = 2**63 - 1
TABS = ("mine", "unanswered", "verify", "decide", "overdue", "open", "history")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: a tab, narrowed; rows after the key `after`, `pages` of them at once.

    `only`: ids of the one storm that is looked at; `without`: of those that stand behind the rows of their storms.
    """

    tab: str = "open"
    filters: Filters = field(default_factory=Filters)
    after: str = ""
    pages: int = 1
    only: tuple[int, ...] | None = None
    without: tuple[int, ...] = ()


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


def page(viewer: Viewer, asked: Asked, now: dt.datetime) -> Page:
    """Rows of the tab, in the order of board_order. One statement; history without a period one more."""
    if asked.tab == "history":
        return _history(viewer, asked, now)
    rows = _ordered(viewer, asked, now).select_related("area").defer("area__outline")
    after = board_order.is_after(asked.after, asked.filters)
    most = PAGE * min(max(asked.pages, 1), MOST_PAGES)
    found = list((rows if after is None else rows.filter(after))[: most + 1])
    return Page(found[:most], board_order.key(found[most - 1]) if len(found) > most else "")


def pages_to(viewer: Viewer, asked: Asked, now: dt.datetime, alert: Alert) -> int:
    """How many pages of the tab hold everything down to the alert; 1 where it is not in the tab. Two statements."""
    rows = _ordered(viewer, asked, now)
    its_own = rows.filter(pk=alert.pk).first()
    if its_own is None:
        return 1
    after = board_order.is_after(board_order.key(its_own), asked.filters)
    before = rows.exclude(after)[: PAGE * MOST_PAGES + 1].count() if after is not None else 0
    return -(-before // PAGE)


def in_tab(viewer: Viewer, asked: Asked, now: dt.datetime) -> QuerySet[Alert]:
    """The alerts of a tab, narrowed, without order. "Open" holds whatever states are asked for instead, and an
    ended one by its number.
    """
    everything, filters = visible_to(viewer), asked.filters
    if asked.only is not None:
        everything = everything.filter(pk__in=asked.only)
    if asked.tab == "history":
        everything = everything.filter(series=Series.HISTORY)
        return filtering.narrow(everything, viewer, filters, moment="event_at")
    if asked.tab == "open":
        return filtering.narrow(everything.filter(_open(viewer, filters)), viewer, filters)
    if asked.tab in OF_ALL_STATES:
        everything = everything.filter(_owes_something())
    return filtering.narrow(everything.filter(_asked(viewer, asked.tab, now)), viewer, filters)


def belongs(viewer: Viewer, asked: Asked, ids: list[int], now: dt.datetime, until: str = "") -> set[int]:
    """Those of `ids` that the tab holds now, as far as the row with the key `until` where one is given. One
    statement.
    """
    here, after = in_tab(viewer, asked, now), board_order.is_after(until, asked.filters)
    if after is not None and asked.tab != "history":
        here = _ordered(viewer, replace(asked, without=()), now).exclude(after)
    return set(here.filter(pk__in=ids).values_list("pk", flat=True))


def count(viewer: Viewer, asked: Asked, now: dt.datetime) -> int:
    """How many the tab holds as it is narrowed, counted up to one more than MOST_COUNTED; for history without a
    period: of all years. One statement.
    """
    return in_tab(viewer, asked, now)[: MOST_COUNTED + 1].count()


def counts(viewer: Viewer, now: dt.datetime) -> Counts:
    """What each tab holds. One statement, of those that are open or owe something: both are found by an index."""
    return Counts(**counted(viewer, Counts.__dataclass_fields__, now))


def counted(viewer: Viewer, names: Iterable[str], now: dt.datetime) -> dict[str, int]:
    """How many alerts each of these tabs holds. One statement."""
    asked = {name: Count("pk", filter=_asked(viewer, name, now)) for name in names}
    return visible_to(viewer).filter(OPEN | _owes_something()).aggregate(**asked)


def _owes_something() -> Q:
    """The condition that anything is owed on the alert, in the form that is looked up by key: of a million alerts, some
    hundreds are read. Of every office: to ask for one would join all alerts, and whoever uses it does so anyway.
    """
    return filtering.is_any_of(Owed.objects.filter(settled_at__isnull=True).order_by().values("alert"))


OPEN = Q(state__in=OPEN_STATES)
OF_ALL_STATES = ("mine", "overdue")  # word back is owed on closed alerts too


def _open(viewer: Viewer, filters: Filters) -> Q:
    if filters.states:
        return ~Q(series=Series.HISTORY)
    numbered = filtering.is_numbered(viewer, filters)
    return OPEN if numbered is None else OPEN | numbered


def _ordered(viewer: Viewer, asked: Asked, now: dt.datetime) -> QuerySet[Alert]:
    rows = in_tab(viewer, asked, now).exclude(pk__in=asked.without)
    return board_order.ordered(rows, asked.filters, filtering.is_numbered(viewer, asked.filters))


def _asked(viewer: Viewer, tab: str, now: dt.datetime) -> Q:
    """The condition of a tab other than history. A review that has come due is a decision to take again."""
    owed = Owed.objects.filter(alert=OuterRef("pk"), settled_at__isnull=True)
    match tab:
        case "mine":
            return Q(Exists(owed_by(viewer).filter(alert=OuterRef("pk"))))
        case "unanswered":
            return OPEN & Q(board_order.ANSWER_OWED)
        case "verify":
            return OPEN & Q(Exists(owed.filter(kind=OwedKind.VERIFY)))
        case "decide":
            review = Q(kind=OwedKind.REVIEW, due_at__lte=now)
            return OPEN & Q(Exists(owed.filter(Q(kind=OwedKind.DECIDE) | review)))
        case "overdue":
            return Q(Exists(owed.filter(due_at__lte=now)))
    return OPEN


def _history(viewer: Viewer, asked: Asked, now: dt.datetime) -> Page:
    """Without a period: the latest year, but every year once words or a number are looked for."""
    filters = asked.filters
    if not (filters.from_date or filters.until_date or filters.text):
        latest = in_tab(viewer, asked, now).aggregate(latest=Max("event_at"))["latest"]
        if latest is None:
            return Page([], "")
        year = latest.astimezone(ZoneInfo(viewer.office.time_zone)).year
        filters = replace(filters, from_date=dt.date(year, 1, 1), until_date=dt.date(year + 1, 1, 1))
    records = in_tab(viewer, replace(asked, filters=filters), now)
    ordered = records.select_related("area").defer("area__outline").order_by("-event_at", "-id")
    found = list(_before(ordered, asked.after)[: PAGE_OF_HISTORY + 1])
    last = found[PAGE_OF_HISTORY - 1] if len(found) > PAGE_OF_HISTORY else None
    key = f"{last.event_at.isoformat()}~{last.pk}" if last and last.event_at else ""
    return Page(found[:PAGE_OF_HISTORY], key, filters.from_date, filters.until_date)


def _before(ordered: QuerySet[Alert], after: str) -> QuerySet[Alert]:
    moment, _, pk = after.partition("~")
    try:
        event_at = parse_datetime(moment)
    except ValueError:
        return ordered
    if event_at is None or event_at.tzinfo is None or not pk.isdecimal() or int(pk) > MOST_ID:
        return ordered
    return ordered.filter(filtering.beyond("event_at", event_at, int(pk)))
