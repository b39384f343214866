"""Meetings of an office: which there were, one with its decisions, new and carried over."""

import datetime as dt
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from alerts.models import Alert
from alerts.selectors.access import Viewer, visible_to, whole_to
from responses.domain.words_of_meetings import DecisionState, Head, Said
from responses.models import Meeting, MeetingDecision, Saying
from responses.models.choices import label

from . import decisions
from .decisions import Row

MOST = 30


def listed(viewer: Viewer, before: dt.datetime | None = None) -> list[Meeting]:
    """The latest first, so many at most; `before`: held earlier than that. One statement."""
    found = (
        Meeting.objects.filter(office=viewer.office).select_related("chair", "closed_by").order_by("-held_at", "-id")
    )
    return list((found.filter(held_at__lt=before) if before else found)[:MOST])


def meeting(viewer: Viewer, pk: int) -> Meeting | None:
    """None for what the viewer may not know of. One statement."""
    if not viewer.may_read_meetings:
        return None
    found = Meeting.objects.select_related("chair", "by", "closed_by", "office")
    return found.filter(office=viewer.office, pk=pk).first()


@dataclass(frozen=True, slots=True)
class Minutes:
    """A meeting as somebody reads it: what it decided, and the open ones of earlier meetings, overdue first, each with
    what was said of it there. `more`: how many open ones are not shown.
    """

    meeting: Meeting
    taken: list[Row]
    carried: list[Row]
    more: int = 0

    @property
    def heads(self) -> list[tuple[str, str, str]]:
        """(code, heading, text) of each head of the minutes."""
        return [(head.value, str(label(head)), getattr(self.meeting, head.value)) for head in Head]


def minutes(viewer: Viewer | None, of: Meeting, now: dt.datetime) -> Minutes:
    """Of a draft as it stands now; of a closed one as it was kept. Without a viewer: to be kept. At most seven
    statements.
    """
    if of.is_closed:
        return _kept(viewer, of)
    taken = list(decisions.of_office(of.office).filter(meeting=of).order_by("id"))
    carried = list(_carried(of)[: decisions.MOST + 1])
    ids = [one.pk for one in (*taken, *carried)]
    notes = decisions.last_notes(ids, of)
    found = decisions.rows(viewer, [*taken, *carried], now, office=of.office, notes=notes)
    most = len(taken) + decisions.MOST
    return Minutes(of, found[: len(taken)], found[len(taken) : most], max(0, len(found) - most))


def _carried(of: Meeting) -> QuerySet[MeetingDecision]:
    """Open when it began, or settled in it: those of meetings held earlier."""
    settled_here = Saying.objects.filter(meeting=of, kind__in=[Said.DONE, Said.DROPPED]).values("decision")
    earlier = decisions.of_office(of.office).filter(meeting__held_at__lt=of.held_at)
    return earlier.filter(Q(state=DecisionState.OPEN) | Q(pk__in=settled_here))


def _kept(viewer: Viewer | None, of: Meeting) -> Minutes:
    """Whatever has become restricted since is kept from whoever is not cleared."""
    kept = of.kept or {"taken": [], "carried": [], "more": 0}
    ids = [one["pk"] for one in (*kept["taken"], *kept["carried"])]
    found = {one.pk: one for one in decisions.of_office(of.office).filter(pk__in=ids)}
    restricted = {pk for pk, one in found.items() if any(alert.is_restricted for alert in one.alerts.all())}
    hidden = {pk for pk in restricted if viewer is not None and decisions.hides(viewer, found[pk])}

    def row(one: dict[str, object]) -> Row:
        told = replace(Row.from_json(one), is_restricted=one["pk"] in restricted)
        return replace(told, text="", note="", is_hidden=True) if told.pk in hidden else told

    return Minutes(of, [row(one) for one in kept["taken"]], [row(one) for one in kept["carried"]], kept["more"])


def keep(of: Meeting, now: dt.datetime) -> dict[str, object]:
    """The decisions as they stand, as JSON, for the closed minutes."""
    found = minutes(None, of, now)
    return {
        "taken": [row.to_json() for row in found.taken],
        "carried": [row.to_json() for row in found.carried],
        "more": found.more,
    }


@dataclass(frozen=True, slots=True)
class Opened:
    """One decision with its history."""

    decision: MeetingDecision
    row: Row
    sayings: list[Saying]
    may_settle: bool
    may_change: bool


def opened(viewer: Viewer, pk: int, now: dt.datetime) -> Opened | None:
    """None for what the viewer may not know of. Five statements."""
    one = decisions.of_office(viewer.office).filter(pk=pk).first()
    if one is None or not decisions.may_know(viewer, one):
        return None
    row = decisions.rows(viewer, [one], now, office=viewer.office)[0]
    said = [] if row.is_hidden else list(one.sayings.select_related("by", "meeting").order_by("-at", "-id"))
    may = not row.is_hidden and (viewer.may_write_meetings or row.is_own)
    return Opened(one, row, said, may, viewer.may_write_meetings and not one.meeting.is_closed and not row.is_hidden)


def draft_now(viewer: Viewer) -> Meeting | None:
    """The latest meeting whose minutes are open. One statement."""
    return Meeting.objects.filter(office=viewer.office, closed_at__isnull=True).order_by("-held_at").first()


def alerts_by_number(viewer: Viewer, numbers: list[str]) -> dict[str, Alert]:
    """Those of the office that the viewer sees whole. One statement."""
    found = visible_to(viewer).filter(whole_to(viewer), number__in=numbers)
    return {alert.number: alert for alert in found.only("number", "office_id", "is_restricted")}


def default_moment(viewer: Viewer, now: dt.datetime) -> dt.datetime:
    """The full hour that runs, by the office's clock."""
    local = now.astimezone(ZoneInfo(viewer.office.time_zone))
    return local.replace(minute=0, second=0, microsecond=0)
