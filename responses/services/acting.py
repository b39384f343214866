"""What every act on a response shares: its alerts are locked first, then its own row; right and version are asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from alerts.models import Alert, Person
from alerts.selectors.access import Viewer
from alerts.services.moving import IllegalMove, Incomplete, MayNot
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal
from responses.domain.course import IllegalStep, Step
from responses.domain.tasking import Lack
from responses.domain.words import Status
from responses.models import Entry, Response, Serving
from responses.selectors import responses as selected

__all__ = ["IllegalMove", "Incomplete", "MayNot", "Missing", "Stale"]

LACKS: dict[Lack, Any] = {
    Lack.NO_OWNER: _("Say who does it: a duty or a person."),
    Lack.TWO_OWNERS: _("One owner only: a duty or a person."),
    Lack.PAST: _("That time is past: give a later one."),
    Lack.TOO_FAR: _("That is more than three months ahead: give an earlier day."),
    Lack.NO_ALERT: _("Name at least one alert."),
    Lack.HANDED_OVER_ONLY: _("State forces are not tasked: hand the alert over to them."),
    Lack.NO_REASON: _("Choose why."),
    Lack.NO_RESULT: _("Say how it went."),
    Lack.AHEAD: _("That is ahead of now: give the time when it was said."),
    Lack.BEFORE_IT: _("That is before the step that it follows."),
}
WHY_NOT: dict[Status, Any] = {
    Status.PROPOSED: _("It is proposed only: assign it first."),
    Status.ASSIGNED: _("Nobody has accepted it yet."),
    Status.ACCEPTED: _("It was accepted before."),
    Status.MOVING: _("They are under way already."),
    Status.ON_SITE: _("They are on site already."),
    Status.DONE: _("It is done: its result is on record."),
    Status.ABORTED: _("It was broken off: make a new one."),
    Status.REFUSED: _("It was refused: make a new one."),
}


class Missing(Refusal):
    """There is no such response, as far as the viewer may know."""

    code = "missing"


class Stale(Refusal):
    """Somebody changed it since: `who` (None: not known) and when."""

    code = "stale"

    def __init__(self, who: Person | None, at: datetime | None) -> None:
        super().__init__(
            _("%(who)s changed this meanwhile: look again. What you typed is kept.") % {"who": who}
            if who
            else _("This changed meanwhile: look again. What you typed is kept.")
        )
        self.who = who
        self.at = at


NOT_YOURS = _("Your role in this office does not do that.")


@contextmanager
def locked(viewer: Viewer, response: int) -> Iterator[tuple[Change, Response, list[Alert]]]:
    """Opens a change by the viewer with the response locked, and before it the alerts that it serves, by id: nobody
    waits for anybody in a circle. Raises Missing.
    """
    with change(viewer.office.pk, viewer.person) as c:
        known = selected.visible_to(viewer).filter(pk=response).exists()
        if not known:
            raise Missing(_("There is no such response."))
        alerts = _lock_served(response)
        found = Response.objects.select_for_update(no_key=True, of=("self",)).select_related(
            "lead", "office", "duty", "person", "position"
        )
        yield c, found.get(pk=response), alerts


def _lock_served(response: int) -> list[Alert]:
    """The alerts that it serves, locked. While one waits for them, a joining may carry it over to another one: then
    they are let go again, and those are locked that it serves by now. Whoever holds them all is safe from that.
    """
    serving = Serving.objects.filter(response=response, until__isnull=True).order_by("alert")
    wanted = list(serving.values_list("alert", flat=True))
    while True:
        mark = transaction.savepoint()
        alerts = lock_alerts(wanted)
        now = list(serving.values_list("alert", flat=True))
        if now == wanted:
            transaction.savepoint_commit(mark)
            return alerts
        transaction.savepoint_rollback(mark)
        wanted = now


def lock_alerts(ids: Any) -> list[Alert]:
    rows = Alert.objects.select_for_update(no_key=True, of=("self",)).select_related("office", "area")
    return list(rows.defer("area__outline").filter(pk__in=ids).order_by("pk"))


def touch(response: Response, known: int) -> None:
    """Counts a change of the locked response; nothing is saved yet. Raises Stale."""
    if known != response.version:
        last = response.entries.select_related("by").order_by("-at", "-pk").first()
        raise Stale(last.by if last else None, last.at if last else None)
    response.version += 1


def insist(found: dict[str, Lack]) -> None:
    """Raises Incomplete where anything is wrong: field -> its sentence."""
    if found:
        sentences = {field: LACKS[lack] for field, lack in found.items()}
        raise Incomplete(next(iter(sentences.values())), fields=sentences)


def why_not(illegal: IllegalStep) -> Any:
    """The sentence that refuses a step in a status."""
    if illegal.status is Status.MOVING and illegal.step is Step.ASSIGN:
        return _("They are under way: break it off and make a new one.")
    return WHY_NOT[illegal.status]


def write_line(c: Change, response: Response, said_at: datetime | None = None, **facts: Any) -> Entry:
    """A line of its log."""
    return Entry.objects.create(response=response, said_at=said_at or c.now, at=c.now, by=c.by, **facts)
