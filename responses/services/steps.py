"""The steps of a response: accepted, moving, on site, done, broken off, refused; and the lines of its radio log."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.domain.words_of_deciding import NotResponded
from alerts.models import Alert
from alerts.selectors.access import Viewer
from ewrr.common.change import Change
from responses.domain import course
from responses.domain import tasking as rules
from responses.domain.course import IllegalStep, Step
from responses.domain.words import Result, Status
from responses.models import Entry, Response
from responses.selectors import responses as selected

from . import acting, following
from .acting import IllegalMove, MayNot

BY_OWNER = (Step.ACCEPT, Step.MOVE, Step.ARRIVE, Step.FINISH, Step.REFUSE)
ENDS = (Step.FINISH, Step.ABORT, Step.REFUSE)


@dataclass(frozen=True, slots=True)
class Said:
    """What goes with a step or a line. `said_at`: when it was said, where that was not just now (UTC); a place in
    WGS 84; `result`: with the last step; `reason`: with a refusal or where it was broken off.
    """

    said_at: dt.datetime | None = None
    text: str = ""
    lat: float | None = None
    lon: float | None = None
    result: Result | None = None
    reason: NotResponded | None = None


NOTHING = Said()


def take(*, viewer: Viewer, response: int, step: Step, version: int | None = None, said: Said = NOTHING) -> Response:
    """One step on, by the owner or, for whoever speaks by radio, by the hub. `version`: the one looked at; None: a
    button that says what it does, for which only the status counts. Said again what stands already: nothing happens.

    Raises Missing, MayNot, Stale, IllegalMove, Incomplete.
    """
    assert step is not Step.ASSIGN, "assigning has a task"
    with acting.locked(viewer, response) as (c, found, alerts):
        if not may_take(viewer, found, step):
            raise MayNot(_("Only the owner or the hub says that."))
        status = Status(found.status)
        if version is None and step in REACHED and status is REACHED[step]:
            return found  # sent twice over a bad link
        acting.touch(found, found.version if version is None else version)
        try:
            found.status = after = course.after(status, step)
        except IllegalStep as illegal:
            raise IllegalMove(acting.why_not(illegal)) from None
        at = _moment(c, found, status, said)
        if step in ENDS:
            acting.insist(rules.lacks_of_end(step is Step.FINISH, said.result, said.reason))
            found.result = said.result or "" if step is Step.FINISH else ""
            found.reason = said.reason or "" if step is not Step.FINISH else ""
            found.outcome_note = said.text
        setattr(found, course.CLOCKS[after], at)
        found.save()
        text = said.text[: Entry._meta.get_field("text").max_length]
        acting.write_line(c, found, at, step=step, text=text, lat=said.lat, lon=said.lon)
        _record(c, found, alerts, step)
        _follow(c, found, alerts, at)
        return found


REACHED = {Step.ACCEPT: Status.ACCEPTED, Step.MOVE: Status.MOVING, Step.ARRIVE: Status.ON_SITE}


def report(*, viewer: Viewer, response: int, said: Said) -> Entry:
    """A line of the log that moves nothing: what was said by radio, where they are. Said again by the same person with
    the moment when it was said, it is the line that stands there.

    Raises Missing, MayNot, IllegalMove, Incomplete.
    """
    with acting.locked(viewer, response) as (c, found, alerts):
        if not (viewer.may_task or selected.is_owned_by(viewer, found)):
            raise MayNot(_("Only the owner or the hub says that."))
        if not said.text.strip() and said.lat is None:
            raise acting.Incomplete(_("Say something, or where they are."), fields={"text": _("This is empty.")})
        at = said.said_at or c.now
        acting.insist(rules.lacks_of_moment(at, found.created_at, c.now))
        line = {"text": said.text, "lat": said.lat, "lon": said.lon}
        if said.said_at is not None and (known := found.entries.filter(step="", by=c.by, said_at=at, **line).first()):
            return known
        entry = acting.write_line(c, found, at, **line)
        has_place = said.lat is not None
        for alert in alerts:
            c.record(Happened.RESPONSE_REPORTED, alert, response=found.pk, number=found.number, has_place=has_place)
        return entry


def may_take(viewer: Viewer, response: Response, step: Step) -> bool:
    """Whether this step is the viewer's to say: the owner's own steps, or the hub's, which speaks for all."""
    if viewer.may_task:
        return True
    return step in BY_OWNER and selected.is_owned_by(viewer, response)


def _moment(c: Change, response: Response, status: Status, said: Said) -> dt.datetime:
    """When the step was taken. Raises Incomplete for one that cannot be."""
    if said.said_at is None:
        return c.now
    earliest: dt.datetime = getattr(response, course.CLOCKS[status]) or response.created_at
    acting.insist(rules.lacks_of_moment(said.said_at, earliest.replace(second=0, microsecond=0), c.now))
    return said.said_at


def _record(c: Change, response: Response, alerts: list[Alert], step: Step) -> None:
    for alert in alerts:
        c.record(
            Happened.RESPONSE_STEPPED,
            alert,
            response=response.pk,
            number=response.number,
            step=step,
            status=response.status,
            result=response.result,
            reason=response.reason,
        )


def _follow(c: Change, response: Response, alerts: list[Alert], at: dt.datetime) -> None:
    if response.status == Status.ON_SITE:
        following.arrived(alerts, at)
    following.owe_next(c, response, alerts, is_told=False)
    following.keep_states(c, alerts)
