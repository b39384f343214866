"""Minutes of the POC meeting: begun, written by several without losing a word, closed for good."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields

from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.domain.words import Access
from alerts.models import AccessLog, Office, Person
from alerts.selectors.access import Viewer
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal
from responses.domain.words_of_meetings import MeetingState
from responses.models import Meeting
from responses.selectors import meetings


class Missing(Refusal):
    """There is none, or none of which the viewer may know."""

    code = "missing"


class MayNot(Refusal):
    code = "may_not"


class Closed(Refusal):
    code = "illegal_move"


class Stale(Refusal):
    """Somebody saved it meanwhile; `now`: as it stands."""

    code = "stale"

    def __init__(self, now: Meeting) -> None:
        super().__init__(_("%(who)s saved this meanwhile. What you typed is kept below.") % {"who": now.by.name})
        self.now = now


class AlreadyThere(Refusal):
    code = "already_there"


NOT_YOURS = _("Your role in this office does not do that.")
IS_CLOSED = _("These minutes are closed and never change.")
SAME_TIME = _("There is a meeting at this moment already.")


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody writes about a meeting. `held_at`: UTC."""

    held_at: dt.datetime
    chair: Person | None = None
    participants: str = ""
    situation: str = ""
    places: str = ""
    responses: str = ""
    decided: str = ""
    other: str = ""


def begin(*, viewer: Viewer, held_at: dt.datetime) -> Meeting:
    """Begins the minutes; whoever begins them is in the chair until somebody else is named. Raises Missing, MayNot,
    AlreadyThere.
    """
    if not viewer.may_read_meetings:
        raise Missing("")
    if not viewer.may_write_meetings:
        raise MayNot(NOT_YOURS)
    with change(viewer.office.pk, viewer.person) as c:
        _free(viewer.office, held_at)
        made = Meeting.objects.create(
            office=viewer.office, held_at=held_at, chair=viewer.person, by=viewer.person, at=c.now
        )
        c.record(Happened.MEETING_CHANGED, meeting=made.pk, act="begun")
        return made


def write(*, viewer: Viewer, meeting: int, revision: int, draft: Draft) -> Meeting:
    """Saves the minutes. Raises Missing, MayNot, Closed, Stale, AlreadyThere."""
    with _writing(viewer, meeting) as (c, locked):
        if locked.revision != revision:
            raise Stale(locked)
        if locked.held_at != draft.held_at:
            _free(viewer.office, draft.held_at)
        for field in fields(draft):
            setattr(locked, field.name, getattr(draft, field.name))
        locked.revision += 1
        locked.by, locked.at = viewer.person, c.now
        locked.save()
        c.record(Happened.MEETING_CHANGED, meeting=locked.pk, act="written")
        return locked


def close(*, viewer: Viewer, meeting: int, revision: int) -> Meeting:
    """For good, with its decisions as they stand. Raises Missing, MayNot, Closed, Stale."""
    with _writing(viewer, meeting) as (c, locked):
        if not viewer.may_close_meetings:
            raise MayNot(NOT_YOURS)
        if locked.revision != revision:
            raise Stale(locked)
        locked.kept = meetings.keep(locked, c.now)
        locked.state, locked.closed_by, locked.closed_at = MeetingState.CLOSED, viewer.person, c.now
        locked.revision += 1
        locked.save()
        c.record(Happened.MEETING_CHANGED, meeting=locked.pk, act="closed")
        return locked


def hand_out(viewer: Viewer) -> None:
    """Writes down that the viewer takes a shareable edition out of the hub. Raises Missing."""
    if not viewer.may_read_meetings:
        raise Missing("")
    with change(viewer.office.pk, viewer.person) as c:
        AccessLog.objects.create(office=viewer.office, person=viewer.person, what=Access.EXPORT, at=c.now)


@contextmanager
def _writing(viewer: Viewer, pk: int) -> Iterator[tuple[Change, Meeting]]:
    with change(viewer.office.pk, viewer.person) as c:
        locked = lock(viewer, pk)
        if not viewer.may_write_meetings:
            raise MayNot(NOT_YOURS)
        if locked.is_closed:
            raise Closed(IS_CLOSED)
        yield c, locked


def lock(viewer: Viewer, pk: int) -> Meeting:
    """Raises Missing, also for what the viewer may not know of."""
    rows = Meeting.objects.select_for_update(no_key=True, of=("self",)).select_related("by", "office")
    found = rows.filter(pk=pk, office=viewer.office).first() if viewer.may_read_meetings else None
    if found is None:
        raise Missing(_("There is no such meeting."))
    return found


def _free(office: Office, held_at: dt.datetime) -> None:
    """The office's row is locked: of two who begin one at the same moment, one does."""
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    if Meeting.objects.filter(office=office, held_at=held_at).exists():
        raise AlreadyThere(SAME_TIME, fields={"held_at": SAME_TIME})
