"""Handing an alert over to state forces: asked by the hub, approved by somebody else, shared, its outcome noted."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.domain.words import OwedKind
from alerts.models import Alert
from alerts.selectors.access import Viewer
from alerts.services import chasing, moving, owed
from ewrr.common.change import Change, change
from responses.domain import handing_over as h
from responses.domain.tasking import STATE
from responses.domain.words import Responder
from responses.models import Handover
from responses.selectors import handovers

from . import acting, tasking
from .acting import IllegalMove, Incomplete, MayNot, Missing

SHARE_WITHIN = dt.timedelta(minutes=30)
OUTCOME_WITHIN = dt.timedelta(hours=24)
WHY_NOT: dict[h.Stage, Any] = {
    h.Stage.ASKED: _("Nobody has approved it yet."),
    h.Stage.APPROVED: _("It was approved before."),
    h.Stage.REFUSED: _("It was refused: ask anew."),
    h.Stage.SHARED: _("It was shared before."),
}


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody wants to share with state forces, and what the due diligence check found."""

    to: Responder
    with_whom: str
    what: str
    diligence: h.Diligence
    diligence_note: str = ""
    is_implicated: bool = False


def ask(*, viewer: Viewer, number: str, request: Request) -> Handover:
    """Asks for approval; nothing is shared. Where a state actor is implicated, or whoever told us did not
    allow it, only the Head of Office may approve.

    Raises Alert.DoesNotExist, MayNot, IllegalMove, Incomplete.
    """
    with moving.locked(viewer, number, has_right=viewer.may_task) as (c, alert):
        tasking.refuse(alert, assigns=True)
        _insist(request)
        kinds = {alert.actor_kind, *alert.actors.values_list("kind", flat=True)}
        found = Handover.objects.create(
            alert=alert,
            to=request.to,
            with_whom=request.with_whom,
            what=request.what,
            diligence=request.diligence,
            diligence_note=request.diligence_note,
            is_implicated=request.is_implicated,
            because=h.grave(is_implicated=request.is_implicated, actor_kinds=kinds, release=alert.release),
            asked_by=viewer.person,
            asked_at=c.now,
        )
        _record(c, alert, "asked", found)
        plan = chasing.telling_plan(alert)
        if plan.last_resort is not None:
            _owe(c, found, OwedKind.APPROVE, c.now + plan.answer_within, duty_id=plan.last_resort)
        return found


def approve(*, viewer: Viewer, handover: int, version: int, reason: str = "") -> Handover:
    """It may be shared. A reason is needed where only the Head of Office approves.

    Raises Missing, MayNot, Stale, IllegalMove, Incomplete.
    """
    with _acting(viewer, handover, h.Act.APPROVE, version) as (c, found):
        if found.because and not reason.strip():
            raise _lacks("reason", _("Say why it is shared all the same."))
        found.stage, found.decided_by, found.decided_at, found.reason = h.Stage.APPROVED, viewer.person, c.now, reason
        _record(c, found.alert, "approved", found)
        _owe(c, found, OwedKind.OTHER, c.now + SHARE_WITHIN, person=found.asked_by)
    return found


def refuse(*, viewer: Viewer, handover: int, version: int, reason: str) -> Handover:
    """It is not shared. Raises Missing, MayNot, Stale, IllegalMove, Incomplete."""
    with _acting(viewer, handover, h.Act.REFUSE, version) as (c, found):
        if not reason.strip():
            raise _lacks("reason", _("Say why it is not shared."))
        found.stage, found.decided_by, found.decided_at, found.reason = h.Stage.REFUSED, viewer.person, c.now, reason
        _record(c, found.alert, "refused", found)
        owed.settle_for(found.subject, c.by, c.now)
    return found


def share(*, viewer: Viewer, handover: int, version: int, shared_at: dt.datetime | None = None) -> Handover:
    """It was shared, by whoever says so; what state forces did with it is owed within a day.

    Raises Missing, MayNot, Stale, IllegalMove, Incomplete.
    """
    with _acting(viewer, handover, h.Act.SHARE, version) as (c, found):
        if shared_at is not None and not (found.decided_at or found.asked_at) <= shared_at <= c.now:
            raise _lacks("shared_at", _("Give a time after it was approved, and not ahead of now."))
        found.stage, found.shared_by, found.shared_at = h.Stage.SHARED, viewer.person, shared_at or c.now
        _record(c, found.alert, "shared", found)
        _owe(c, found, OwedKind.RESULT, c.now + OUTCOME_WITHIN, person=viewer.person)
    return found


def note_outcome(*, viewer: Viewer, handover: int, version: int, is_known: bool, outcome: str) -> Handover:
    """What came of it, as far as it is known; said again, the latest counts.

    Raises Missing, MayNot, Stale, IllegalMove, Incomplete.
    """
    with _acting(viewer, handover, h.Act.OUTCOME, version) as (c, found):
        if is_known and not outcome.strip():
            raise _lacks("outcome", _("Say what they did."))
        found.is_outcome_known, found.outcome = is_known, outcome
        found.outcome_by, found.outcome_at = viewer.person, c.now
        _record(c, found.alert, "outcome", found)
        owed.settle_for(found.subject, c.by, c.now)
    return found


def alert_ended(c: Change, alert: Alert, data: dict[str, Any]) -> None:
    """What was not shared yet is not shared any more: the alert was dismissed or closed."""
    for found in _open_of(alert):
        found.stage, found.version = h.Stage.REFUSED, found.version + 1
        found.save(update_fields=["stage", "version"])
        owed.settle_for(found.subject, c.by, c.now)
        _record(c, alert, "refused", found)


def alert_joined(c: Change, alert: Alert, data: dict[str, Any]) -> None:
    """What was not shared yet goes with the joining and waits on the alert that stays."""
    for found in _open_of(alert):
        due = owed.due_for(found.subject)
        found.alert = Alert.objects.select_related("office", "area").get(pk=data["into"])
        found.save(update_fields=["alert"])
        if due is not None:
            _owe(c, found, OwedKind(due.kind), due.due_at, duty_id=due.duty_id, person=due.person)


def _open_of(alert: Alert) -> list[Handover]:
    rows = Handover.objects.select_for_update(no_key=True, of=("self",)).filter(alert=alert)
    return list(rows.filter(stage__in=[stage.value for stage in h.OPEN]).select_related("asked_by").order_by("pk"))


@contextmanager
def _acting(viewer: Viewer, handover: int, act: h.Act, version: int) -> Iterator[tuple[Change, Handover]]:
    """Alert, then hand-over locked; saved on leaving. Raises Missing, MayNot, Stale, IllegalMove."""
    with change(viewer.office.pk, viewer.person) as c:
        seen = handovers.seen(viewer, handover)
        if seen is None:
            raise Missing(_("There is no such hand-over."))
        acting.lock_alerts([seen.alert_id])
        rows = Handover.objects.select_for_update(no_key=True, of=("self",))
        found = rows.select_related("alert__office", "alert__area", "asked_by", "decided_by").get(pk=handover)
        if found.stage != h.FROM[act]:
            raise IllegalMove(WHY_NOT[h.Stage(found.stage)])
        if act not in handovers.acts(viewer, found):
            raise MayNot(_may_not(viewer, found, act))
        if version != found.version:
            raise acting.Stale(None, None)
        found.version += 1
        yield c, found
        found.save()


def _may_not(viewer: Viewer, found: Handover, act: h.Act) -> Any:
    if act in (h.Act.APPROVE, h.Act.REFUSE):
        if found.asked_by_id == viewer.person.pk:
            return _("Somebody else decides what you asked for.")
        if found.because:
            return _("Only the Head of Office decides this one.")
    return acting.NOT_YOURS


def _insist(request: Request) -> None:
    lacks: dict[str, Any] = {}
    if request.to not in STATE:
        lacks["to"] = _("Choose to whom.")
    if not request.with_whom.strip():
        lacks["with_whom"] = _("Say with whom: a post or a function.")
    if not request.what.strip():
        lacks["what"] = _("Say word for word what is shared.")
    if request.diligence is h.Diligence.MITIGATED and not request.diligence_note.strip():
        lacks["diligence_note"] = _("Say what is done about it.")
    if lacks:
        raise Incomplete(next(iter(lacks.values())), fields=lacks)


def _lacks(field: str, sentence: Any) -> Incomplete:
    return Incomplete(sentence, fields={field: sentence})


def _owe(
    c: Change, found: Handover, kind: OwedKind, due_at: dt.datetime, *, duty_id: int | None = None, person: Any = None
) -> None:
    owed.settle_for(found.subject, c.by, c.now)
    path = reverse("handover", args=[found.pk])
    row = owed.owe_for(
        found.alert, kind, found.subject, path, duty_id=duty_id, person=person, since=c.now, due_at=due_at,
        is_chased=True,
    )  # fmt: skip
    tells = kind is not OwedKind.RESULT and (person is None or person.pk != getattr(c.by, "pk", None))
    chasing.start(c, row, chasing.telling_plan(found.alert), None, tells_at_once=tells, at=c.now)


def _record(c: Change, alert: Alert, act: str, found: Handover) -> None:
    c.record(Happened.HANDED_OVER, alert, act=act, handover=found.pk)
