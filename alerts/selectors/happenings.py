"""What happened to alerts since a place in the office's history, as far as a reader may know."""

from dataclasses import dataclass
from datetime import datetime

from alerts.domain.events import Happened
from alerts.models import Event

from . import changes
from .access import Viewer

PAGE = 200
OF_ALERTS = ("alert.", "filing.", "response.")
KINDS = [kind.value for kind in Happened if kind.startswith(OF_ALERTS)]
CHANGED = "alert.changed"  # all that whoever sees a shell learns


@dataclass(frozen=True, slots=True)
class Happening:
    """`kind`: an event's, or alert.changed, once an answer and without a moment, for whoever sees a shell."""

    kind: str
    number: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Happenings:
    """`seq`: up to where this reaches. `has_more`: the next page is there already."""

    seq: int
    rows: list[Happening]
    has_more: bool


def since(viewer: Viewer, seq: int) -> Happenings:
    """Events of alerts after event `seq` of the viewer's office, oldest first. Two statements.

    What is of no alert, and what was sent to whom, is in neither the rows nor the size of a page.
    """
    if not viewer.may_read:
        return Happenings(seq, [], has_more=False)
    latest = changes.latest_seq(viewer.office.pk)
    events = Event.objects.filter(
        office=viewer.office, seq__gt=seq, seq__lte=latest, alert__isnull=False, kind__in=KINDS
    )
    page = list(events.select_related("alert").order_by("seq")[: PAGE + 1])
    has_more = len(page) > PAGE
    rows = dict.fromkeys(_as_known(viewer, event) for event in page[:PAGE])
    return Happenings(page[PAGE - 1].seq if has_more else latest, list(rows), has_more)


def _as_known(viewer: Viewer, event: Event) -> Happening:
    assert event.alert is not None  # asked for
    if viewer.sees_whole(event.alert):
        return Happening(event.kind, event.alert.number, event.at)
    return Happening(CHANGED, event.alert.number, None)
