"""Responses as somebody may see them: of an alert, of the office, one's own, one of them whole."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from alerts.domain.deciding import WORST_FIRST
from alerts.domain.words import Level
from alerts.models import Alert, Owed
from alerts.selectors.access import Viewer, whole_to
from responses.domain import course
from responses.domain.course import Step
from responses.domain.words import Status
from responses.models import Entry, Response, Serving

MOST = 100
MOST_ENDED = 30
ENDED_SINCE = timedelta(days=7)
MOST_LINES = 200
OPEN_CODES = [status.value for status in course.OPEN]
# Columns of the board, in the order of the course; what is ended stands in the last.
COLUMNS: tuple[tuple[Status, ...], ...] = (
    (Status.PROPOSED,),
    (Status.ASSIGNED,),
    (Status.ACCEPTED, Status.MOVING),
    (Status.ON_SITE,),
    course.ENDED,
)


def visible_to(viewer: Viewer) -> QuerySet[Response]:
    """Those of which an alert is seen whole, or that the viewer owns: they must know what they are asked to do. Through
    a device its owner does not see one for a restricted alert: no token opens what is restricted.
    """
    if not viewer.may_read:
        return Response.objects.none()
    whole = Serving.objects.filter(
        response=OuterRef("pk"), alert__in=Alert.objects.filter(whole_to(viewer)).order_by().values("pk")
    )
    own = owned_by(viewer)
    if viewer.scopes is not None:
        own &= ~Q(Exists(Serving.objects.filter(response=OuterRef("pk"), alert__is_restricted=True)))
    return Response.objects.filter(Q(office=viewer.office), Exists(whole) | own)


def owned_by(viewer: Viewer) -> Q:
    """The condition on Response: the viewer's own, in person or by a duty held now."""
    return Q(person=viewer.person) | Q(duty__in=viewer.holds())


def is_owned_by(viewer: Viewer, response: Response) -> bool:
    """The same of one at hand."""
    by_duty = response.duty_id is not None and response.duty_id in viewer.holds()
    return response.person_id == viewer.person.pk or by_duty


@dataclass(frozen=True, slots=True)
class Line:
    """A response in a list. `alerts`: those that the viewer may know of; `owed`: what is owed for it next; `may`: the
    steps that are the viewer's to take, in their order; `step`: of these the one that comes next.
    """

    response: Response
    alerts: list[Alert]
    owed: Owed | None
    may: tuple[Step, ...]
    now: datetime

    @property
    def is_late(self) -> bool:
        return self.owed is not None and self.owed.due_at <= self.now

    @property
    def due_at(self) -> datetime:
        return self.owed.due_at if self.owed is not None else self.response.due_at

    @property
    def step(self) -> Step | None:
        return next((step for step in (Step.ACCEPT, Step.MOVE, Step.ARRIVE, Step.FINISH) if step in self.may), None)

    @property
    def worst(self) -> Alert | None:
        """The alert whose level it is done for; None where none may be known of."""
        return min(self.alerts, key=lambda alert: (WORST_FIRST.index(Level(alert.level)), alert.pk), default=None)


@dataclass(frozen=True, slots=True)
class Board:
    """Columns in the order of COLUMNS, each overdue first; `late`: how many are; `is_cut`: there are more."""

    columns: list[list[Line]]
    late: int
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One response. `entries`: its log, as it was said; `track`: of these, where they were, oldest first."""

    line: Line
    entries: list[Entry]
    steps: tuple[Step, ...]

    @property
    def track(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.lat is not None]


@dataclass(frozen=True, slots=True)
class Asked:
    """How the board is narrowed: to the viewer's own, to one responder, to what is late."""

    mine: bool = False
    late: bool = False
    responder: str = ""


def board(viewer: Viewer, asked: Asked, now: datetime) -> Board:
    """Open ones, worst and overdue first, and those that ended within a week. Five statements."""
    seen = _narrowed(visible_to(viewer), viewer, asked)
    running = list(read(seen.filter(status__in=OPEN_CODES)).order_by("due_at", "pk")[: MOST + 1])
    ended = seen.exclude(status__in=OPEN_CODES).filter(created_at__gte=now - ENDED_SINCE)
    rows = running[:MOST] + ([] if asked.late else list(read(ended).order_by("-created_at", "-pk")[:MOST_ENDED]))
    found = lines(viewer, rows, now)
    shown = [line for line in found if line.is_late] if asked.late else found
    columns = [[line for line in shown if line.response.status in statuses] for statuses in COLUMNS]
    for column in columns[:-1]:
        column.sort(key=lambda line: (not line.is_late, line.due_at, line.response.pk))
    return Board(columns, sum(line.is_late for line in found), len(running) > MOST)


def mine(viewer: Viewer, now: datetime) -> list[Line]:
    """What the viewer owns and has not ended, what is owed soonest first. Four statements."""
    rows = Response.objects.filter(owned_by(viewer), office=viewer.office, status__in=OPEN_CODES)
    found = lines(viewer, read(rows).order_by("due_at", "pk")[:MOST], now)
    return sorted(found, key=lambda line: (line.due_at, line.response.pk))


def of_alert(viewer: Viewer, alert: Alert, now: datetime) -> list[Line]:
    """All that was ever done for an alert that the viewer sees whole, newest first. Three statements, one where there
    is none.
    """
    serving = Serving.objects.filter(alert=alert, until__isnull=True).values("response")
    return lines(viewer, read(Response.objects.filter(pk__in=serving)).order_by("-created_at", "-pk")[:MOST], now)


def placed(viewer: Viewer) -> list[Entry]:
    """Where those who respond now last said they are, as far as the viewer may know: one line each, with its response.
    One statement.
    """
    open_ones = visible_to(viewer).filter(status__in=OPEN_CODES).order_by().values("pk")
    lines = Entry.objects.filter(response__in=open_ones, lat__isnull=False)
    latest = lines.select_related("response__lead").order_by("response", "-said_at", "-pk").distinct("response")
    return list(latest[:MOST])


def page(viewer: Viewer, response: int, now: datetime) -> Page | None:
    """One response that the viewer may see, with its log. Six statements."""
    row = read(visible_to(viewer)).filter(pk=response).first()
    if row is None:
        return None
    line = lines(viewer, [row], now)[0]
    entries = list(row.entries.select_related("by").order_by("said_at", "pk")[:MOST_LINES])
    return Page(line, entries, course.steps_from(Status(row.status)))


def lines(viewer: Viewer, rows: Iterable[Response], now: datetime) -> list[Line]:
    """Rows as read by `read`, with what is owed for each. Two statements at most."""
    found = list(rows)
    owed: dict[str, list[Owed]] = defaultdict(list)
    if found:
        subjects = [row.subject for row in found]
        debts = Owed.objects.filter(subject__in=subjects, settled_at__isnull=True).select_related("person", "duty")
        for debt in debts.order_by("due_at", "pk"):
            owed[debt.subject].append(debt)
    return [_line(viewer, row, next(iter(owed[row.subject]), None), now) for row in found]


def _line(viewer: Viewer, row: Response, owed: Owed | None, now: datetime) -> Line:
    alerts = [serving.alert for serving in row.current]  # type: ignore[attr-defined]
    known = [alert for alert in alerts if viewer.sight(alert)]
    is_own = is_owned_by(viewer, row)
    may = tuple(
        step
        for step in course.steps_from(Status(row.status))
        if viewer.may_task or (is_own and step not in (Step.ASSIGN, Step.ABORT))
    )
    return Line(row, known, owed, may, now)


def read(rows: QuerySet[Response]) -> QuerySet[Response]:
    """With all that a line shows. One statement more."""
    serving = Serving.objects.filter(until__isnull=True).select_related("alert__area").defer("alert__area__outline")
    return rows.select_related("lead", "duty", "person", "position", "by").prefetch_related(
        Prefetch("servings", serving.order_by("pk"), to_attr="current")
    )


def _narrowed(rows: QuerySet[Response], viewer: Viewer, asked: Asked) -> QuerySet[Response]:
    if asked.mine:
        rows = rows.filter(owned_by(viewer))
    if asked.responder:
        rows = rows.filter(responder=asked.responder)
    return rows
