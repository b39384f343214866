"""Proposing and assigning responses: what is to be done, by whom, until when, for which alerts."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.domain.words import State
from alerts.models import Alert, Duty, Person, Position
from alerts.selectors.access import Viewer, visible_to
from alerts.services import moving
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal
from responses.domain import course
from responses.domain import tasking as rules
from responses.domain.course import IllegalStep, Step
from responses.domain.words import Phase, Responder, ResponseType, Status
from responses.models import Response, Serving
from responses.selectors import owners

from . import acting, following
from .acting import IllegalMove, Incomplete, MayNot

MOST_ALERTS = 20


class ReusedClientId(Refusal):
    """The id was used before, for another response."""

    code = "reused_client_id"


@dataclass(frozen=True, slots=True)
class Begun:
    """`is_new`: False where it was sent before."""

    response: Response
    is_new: bool


@dataclass(frozen=True, slots=True)
class Task:
    """What somebody wants done. `due_at`: UTC; owner: a duty or a person of the office, by id, or neither while it is
    proposed. `position`: id of one of the office's own.
    """

    type: ResponseType
    responder: Responder
    due_at: dt.datetime
    phase: Phase = Phase.RESPONSE
    duty: int | None = None
    person: int | None = None
    unit: str = ""
    position: int | None = None
    strength: int | None = None
    task: str = ""


def begin_once(*, viewer: Viewer, client_id: uuid.UUID, numbers: Sequence[str], task: Task, assigns: bool) -> Begun:
    """As `begin`, for a program that sends again what it got no answer to: the same id is the same response, whatever
    became of it since.

    Raises ReusedClientId where the id stands for something else, and as `begin` does.
    """
    if known := _known(viewer, client_id, numbers, task):
        return Begun(known, is_new=False)
    try:
        made = begin(viewer=viewer, numbers=numbers, task=task, assigns=assigns, client_id=client_id)
    except IntegrityError:  # sent twice at once
        if known := _known(viewer, client_id, numbers, task):
            return Begun(known, is_new=False)
        raise
    return Begun(made, is_new=True)


def _known(viewer: Viewer, client_id: uuid.UUID, numbers: Sequence[str], task: Task) -> Response | None:
    found = Response.objects.select_related("lead").filter(office=viewer.office, client_id=client_id).first()
    if found is None:
        return None
    if (found.by_id, found.lead.number, found.type) != (viewer.person.pk, numbers[0], task.type):
        raise ReusedClientId(_("This client id was used before, for another response."))
    return found


def begin(
    *, viewer: Viewer, numbers: Sequence[str], task: Task, assigns: bool, client_id: uuid.UUID | None = None
) -> Response:
    """A new response to the alerts of these numbers, known under the first one's. `assigns`: it is given to its owner
    at once, who is told; else it is proposed, and the hub owes a word on it.

    Raises Alert.DoesNotExist, MayNot, IllegalMove (an alert that has ended, or, to assign, is undecided), Incomplete.
    """
    has_right = viewer.may_task if assigns else viewer.may_propose
    with change(viewer.office.pk, viewer.person) as c:
        alerts = _locked(viewer, numbers, has_right=has_right)
        for alert in alerts:
            refuse(alert, assigns=assigns)
        if len({alert.is_exercise for alert in alerts}) > 1:
            raise IllegalMove(_("An exercise and an actual alert have no response in common."))
        _insist(c, task, is_assigned=assigns)
        lead = alerts[0]
        clock = course.CLOCKS[Status.ASSIGNED if assigns else Status.PROPOSED]
        response = Response(
            office=viewer.office,
            client_id=client_id,
            lead=lead,
            ordinal=following.next_ordinal(lead),
            is_exercise=lead.is_exercise,
            status=Status.ASSIGNED if assigns else Status.PROPOSED,
            by=viewer.person,
            created_at=c.now,
            **{clock: c.now},
        )
        _write(viewer, response, task)
        response.save()
        Serving.objects.bulk_create(Serving(response=response, alert=alert, since=c.now) for alert in alerts)
        acting.write_line(c, response, step=Step.ASSIGN if assigns else "")
        _record(c, response, alerts)
        following.owe_next(c, response, alerts)
        return response


def assign(*, viewer: Viewer, response: int, version: int, task: Task) -> Response:
    """Gives a proposed response to its owner, or one that nobody has begun to another owner or another time.

    Raises Missing, MayNot, Stale, IllegalMove, Incomplete.
    """
    with acting.locked(viewer, response) as (c, found, alerts):
        if not viewer.may_task:
            raise MayNot(acting.NOT_YOURS)
        acting.touch(found, version)
        try:
            after = course.after(Status(found.status), Step.ASSIGN)
        except IllegalStep as illegal:
            raise IllegalMove(acting.why_not(illegal)) from None
        for alert in alerts:
            refuse(alert, assigns=True)
        _insist(c, task, is_assigned=True)
        is_same_owner = (found.duty_id, found.person_id) == (task.duty, task.person)
        if found.status != Status.ACCEPTED or not is_same_owner:
            found.status, found.assigned_at, found.accepted_at = after, c.now, None
        _write(viewer, found, task)
        found.save()
        acting.write_line(c, found, step=Step.ASSIGN)
        _record(c, found, alerts)
        following.owe_next(c, found, alerts)
        following.keep_states(c, alerts)
        return found


def refuse(alert: Alert, *, assigns: bool) -> None:
    """Raises IllegalMove where no response can be made to the alert as it stands."""
    if sentence := why_not(alert, assigns=assigns):
        raise IllegalMove(sentence)


def why_not(alert: Alert, *, assigns: bool) -> Any:
    """The sentence that forbids a response to the alert, None where one may be made."""
    if alert.is_history:
        return _("Imported history is a record: nothing is done about it here.")
    if not alert.is_open:
        return _("This alert has ended: reopen it first.")
    if assigns and alert.state == State.RECEIVED:
        return _("Decide first what is to be done.")
    return None


def _locked(viewer: Viewer, numbers: Sequence[str], *, has_right: bool) -> list[Alert]:
    wanted = tuple(dict.fromkeys(numbers))[:MOST_ALERTS]
    if not wanted:
        acting.insist({"alerts": rules.Lack.NO_ALERT})
    for alert in visible_to(viewer).filter(number__in=wanted):  # the right is said before the state is
        moving.ask_right(viewer, alert, has_right)
    return moving.lock(viewer, *wanted, has_right=has_right)


def _insist(c: Change, task: Task, *, is_assigned: bool) -> None:
    acting.insist(
        rules.lacks(
            responder=task.responder,
            has_duty=task.duty is not None,
            has_person=task.person is not None,
            due_at=task.due_at,
            now=c.now,
            is_assigned=is_assigned,
        )
    )
    if task.type in rules.NO_TASK:
        raise Incomplete(_("No action is a decision, not a response."), fields={"type": _("Decide it instead.")})
    if task.type is ResponseType.ALERT_NSF:
        sentence = acting.LACKS[rules.Lack.HANDED_OVER_ONLY]
        raise Incomplete(sentence, fields={"type": sentence})


def _write(viewer: Viewer, response: Response, task: Task) -> None:
    """Raises Incomplete for an owner or a position that is not of the office."""
    response.type, response.phase, response.responder = task.type, task.phase, task.responder
    response.unit, response.strength, response.task = task.unit, task.strength, task.task
    response.due_at = task.due_at
    response.duty = _one(Duty, owners.duties(viewer.office), task.duty, "owner")
    response.person = _one(Person, owners.people(viewer.office), task.person, "owner")
    response.position = _one(Position, viewer.office.positions.all(), task.position, "position")


def _one(model: Any, among: Any, pk: int | None, field: str) -> Any:
    if pk is None:
        return None
    found = among.filter(pk=pk).first()
    if found is None:
        sentence = _("That is not of this office any more: choose again.")
        raise Incomplete(sentence, fields={field: sentence})
    return found


def _record(c: Change, response: Response, alerts: list[Alert]) -> None:
    """On each alert that it serves, so that each one's timeline has it."""
    happened = Happened.RESPONSE_PROPOSED if response.status == Status.PROPOSED else Happened.RESPONSE_ASSIGNED
    for alert in alerts:
        c.record(
            happened,
            alert,
            response=response.pk,
            number=response.number,
            type=response.type,
            duty=response.duty_id,
            person=response.person_id,
        )
