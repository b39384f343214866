"""Decisions of the POC meeting: given, said of, done or dropped; whose they are is told, and reminded once."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alerts.domain import duty as rota
from alerts.domain.events import Happened
from alerts.domain.words_of_telling import Note
from alerts.models import Alert, Duty, Office, Person
from alerts.selectors import duty as duties
from alerts.selectors.access import Viewer
from alerts.services import messages
from ewrr.common import clock
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal
from responses.domain.words_of_meetings import DecisionState, Said
from responses.models import Meeting, MeetingDecision, Saying
from responses.selectors import decisions

from . import meetings
from .meetings import IS_CLOSED, NOT_YOURS, Closed, MayNot, Missing

REMIND = "responses.remind_decisions"
A_ROUND = 50
SETTLES = {Said.DONE: DecisionState.DONE, Said.DROPPED: DecisionState.DROPPED}


class Overtaken(Refusal):
    code = "stale"


class NotOpen(Refusal):
    code = "illegal_move"


CHANGED = _("Somebody changed this decision meanwhile. Look at it as it stands now; what you typed is kept.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A decision as somebody words it: one of person, duty and outside. `alerts`: of the office, seen whole."""

    text: str
    due_date: dt.date
    person: Person | None = None
    duty: Duty | None = None
    outside: str = ""
    alerts: tuple[Alert, ...] = ()


def give(*, viewer: Viewer, meeting: int, wanted: Wanted) -> MeetingDecision:
    """Adds a decision to minutes that are open; its owner is told. Raises Missing, MayNot, Closed."""
    with change(viewer.office.pk, viewer.person) as c:
        held = _open_minutes(viewer, meeting)
        made = MeetingDecision(office=viewer.office, meeting=held, given_at=c.now)
        _word(made, wanted)
        _say(c, made, Said.GIVEN, meeting=held)
        _tell(c, made, Note.DECISION_GIVEN)
        return made


def reword(*, viewer: Viewer, decision: int, revision: int, wanted: Wanted) -> MeetingDecision:
    """Another wording, owner or day, while its minutes are open; a new owner is told. Raises Missing, MayNot, Closed,
    Overtaken.
    """
    with _at(viewer, decision, revision) as (c, locked):
        if not viewer.may_write_meetings or decisions.hides(viewer, locked):
            raise MayNot(NOT_YOURS)
        _open_minutes(viewer, locked.meeting_id)
        was = _was(locked)
        _word(locked, wanted)
        _say(c, locked, Said.CHANGED, meeting=locked.meeting, was=was)
        if (was["person"], was["duty"]) != (locked.person_id, locked.duty_id):
            _tell(c, locked, Note.DECISION_GIVEN)
        return locked


def say(
    *, viewer: Viewer, decision: int, revision: int, kind: Said, note: str = "", meeting: int | None = None
) -> MeetingDecision:
    """Progress, done, dropped or open again, with a note: by whose it is, or whoever writes minutes. Only the latter
    drop or open again. `meeting`: in which it was said. Raises Missing, MayNot, Closed, Overtaken, NotOpen.
    """
    with _at(viewer, decision, revision) as (c, locked):
        is_own = decisions.is_own(viewer, locked) and kind in (Said.PROGRESS, Said.DONE)
        if not (viewer.may_write_meetings or is_own) or decisions.hides(viewer, locked):
            raise MayNot(NOT_YOURS)
        held = _open_minutes(viewer, meeting) if meeting is not None else None
        if (kind is Said.REOPENED) == locked.is_open:
            raise NotOpen(_("It is settled already.") if not locked.is_open else _("It is open."))
        if kind is Said.REOPENED:
            locked.state, locked.settled_at = DecisionState.OPEN, None
        elif kind in SETTLES:
            locked.state, locked.settled_at = SETTLES[kind], c.now
        _say(c, locked, kind, meeting=held, note=note)
        return locked


def remind_due() -> int:
    """Owners of open decisions whose day is over are reminded, each decision once. Says how many. One statement where
    none is due.
    """
    now, done = clock.now(), 0
    for office in Office.objects.order_by("id"):
        today = decisions.today_of(office, now)
        late = MeetingDecision.objects.filter(
            office=office, state=DecisionState.OPEN, due_date__lt=today, reminded_at__isnull=True
        )
        for pk in list(late.order_by("due_date", "id").values_list("pk", flat=True)[:A_ROUND]):
            done += _remind(office, pk)
    return done


def _remind(office: Office, pk: int) -> int:
    with change(office.pk) as c:
        rows = MeetingDecision.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
        late = rows.select_related("office").filter(pk=pk, state=DecisionState.OPEN, reminded_at__isnull=True).first()
        if late is None:
            return 0
        late.reminded_at = c.now
        late.save(update_fields=["reminded_at"])
        _tell(c, late, Note.DECISION_OVERDUE)
        c.record(Happened.MEETING_DECISION_CHANGED, meeting=late.meeting_id, decision=late.pk, act="reminded")
        return 1


@contextmanager
def _at(viewer: Viewer, pk: int, revision: int) -> Iterator[tuple[Change, MeetingDecision]]:
    """The decision, its row locked, as it was looked at."""
    with change(viewer.office.pk, viewer.person) as c:
        rows = MeetingDecision.objects.select_for_update(no_key=True, of=("self",))
        found = rows.select_related("meeting", "office").filter(pk=pk, office=viewer.office).first()
        if found is None or not decisions.may_know(viewer, found):
            raise Missing(_("There is no such decision."))
        if found.revision != revision:
            raise Overtaken(CHANGED)
        yield c, found


def _open_minutes(viewer: Viewer, meeting: int) -> Meeting:
    held = meetings.lock(viewer, meeting)
    if not viewer.may_write_meetings:
        raise MayNot(NOT_YOURS)
    if held.is_closed:
        raise Closed(IS_CLOSED)
    return held


def _word(decision: MeetingDecision, wanted: Wanted) -> None:
    decision.text, decision.due_date = wanted.text, wanted.due_date
    decision.person, decision.duty, decision.outside = wanted.person, wanted.duty, wanted.outside
    decision.reminded_at = None
    decision.save()
    decision.alerts.set(wanted.alerts)


def _was(decision: MeetingDecision) -> dict[str, Any]:
    return {
        "text": decision.text,
        "due": decision.due_date.isoformat(),
        "person": decision.person_id,
        "duty": decision.duty_id,
        "outside": decision.outside,
    }


def _say(
    c: Change,
    decision: MeetingDecision,
    kind: Said,
    *,
    meeting: Meeting | None = None,
    note: str = "",
    was: dict[str, Any] | None = None,
) -> None:
    if kind is not Said.GIVEN:
        decision.revision += 1
        decision.save()
    Saying.objects.create(decision=decision, meeting=meeting, kind=kind, note=note, was=was, by=c.by, at=c.now)
    c.record(Happened.MEETING_DECISION_CHANGED, meeting=decision.meeting_id, decision=decision.pk, act=kind.value)


def _tell(c: Change, decision: MeetingDecision, note: Note) -> None:
    """The person, or whoever holds the duty now; nobody where it is somebody outside."""
    if decision.outside:
        return
    messages.notify(
        c,
        note,
        _owners(c, decision),
        path=reverse("meeting_decision", args=[decision.pk]),
        first=decision.due_date,
        until=decision.due_date + dt.timedelta(days=1),
        is_exercise=False,
    )


def _owners(c: Change, decision: MeetingDecision) -> list[int]:
    if decision.person_id is not None:
        return [decision.person_id]
    assert decision.duty_id is not None  # one of three, by the database
    roster = duties.roster_at(decision.office_id, c.now)
    return [holder.person_id for holder in rota.holders(decision.duty_id, roster, c.now).holders]
