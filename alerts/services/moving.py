"""What all moves of an alert share: the row is locked, then right, version and table are asked, in that order."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from alerts.domain import lifecycle
from alerts.domain.deciding import Fault
from alerts.domain.lifecycle import Move, Standing
from alerts.domain.words import State
from alerts.models import Alert, Event, Person
from alerts.selectors.access import Viewer, visible_to
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal

D, R, C, X, J = State.DECIDED, State.RESPONDING, State.CLOSED, State.DISMISSED, State.JOINED
WHY_NOT: dict[Move, dict[State, Any]] = {
    Move.DECIDE: {
        R: _("Responses are under way: what is done was decided."),
        C: _("Closed alerts are not decided: reopen it first."),
        X: _("Dismissed alerts are not decided: reopen it first."),
        J: _("Joined alerts are not decided: decide the one it was joined to."),
    },
    Move.DISMISS: {
        R: _("Responses are under way: it can be closed, not dismissed."),
        C: _("Closed alerts are not dismissed: reopen it first."),
        X: _("It was dismissed before."),
        J: _("Joined alerts are not dismissed: undo the joining first."),
    },
    Move.CLOSE: {
        State.RECEIVED: _("Undecided alerts are not closed: decide or dismiss it first."),
        C: _("It was closed before."),
        X: _("Dismissed alerts are not closed: reopen it first."),
        J: _("Joined alerts are not closed: close the one it was joined to."),
    },
    Move.REOPEN: dict.fromkeys((State.RECEIVED, D, R), _("It is open: there is nothing to reopen."))
    | {J: _("It was joined to another: undo the joining.")},
    Move.JOIN: {
        C: _("Closed alerts are not joined: reopen it first."),
        X: _("Dismissed alerts are not joined: reopen it first."),
        J: _("It was joined before: undo that first."),
    },
}
FAULTS = {
    Fault.NO_REASON: _("Choose why nothing is done."),
    Fault.REASON_NOT_ASKED: _("Only “No action” has such a reason."),
    Fault.NO_REVIEW: _("Give the day on which it is looked at again."),
    Fault.PAST: _("That day is past: choose today or a later one."),
    Fault.TOO_FAR: _("That day is more than a year ahead: choose an earlier one."),
    Fault.NOT_AN_OUTCOME: _("Only imported history ends so."),
    Fault.ENDS_WITH_EXERCISE: _("Alerts end so when their exercise ends."),
    Fault.NO_WORD_BACK: _("Not closed: word back to the community is missing."),
    Fault.NO_DAY: _("Give the day until which word back is owed."),
    Fault.DAY_NOT_ASKED: _("Only word back that is owed has a day."),
    Fault.STILL_OWED: _("Say that it was given, or that it is not safe to give."),
    Fault.NOTHING_NEW: _("Nothing is different: choose another verification or level."),
    Fault.NO_REASON_FOR_LEVEL: _("Give the reason for the other level."),
    Fault.NO_HARM_SAID: _("Say what is known of harm to civilians."),
    Fault.NOT_ON_RECORD: _("No harm is on record: record it first, or choose another answer."),
    Fault.IS_ON_RECORD: _("Harm is on record: choose “As on record”, or correct the record first."),
    Fault.NEVER_COUNTED: _(
        "Sexual violence is never recorded in numbers here: restrict the alert, and refer it to those who are named"
        " for restricted alerts."
    ),
    Fault.NOBODY_HARMED: _("That counts nobody: say how many, or leave empty what is not known."),
    Fault.NO_NEW_HARM: _("Nothing is different: change a row, or fill in an empty one."),
    Fault.NO_AFTER_ACTION: _("Write at least one of the three: what went well, what did not, what changes."),
}


SAME_PLACE = _("This is where it is already.")


class MayNot(Refusal):
    code = "may_not"


class IllegalMove(Refusal):
    code = "illegal_move"


class Incomplete(Refusal):
    """What was said is not whole; `fields` says where."""

    code = "incomplete"


class Stale(Refusal):
    """Somebody changed the alert since: `who` (None: not known) and when; `is_self`: the viewer, elsewhere."""

    code = "stale"

    def __init__(self, who: Person | None, at: datetime | None, is_self: bool) -> None:
        super().__init__(
            _("%(who)s changed this meanwhile. See what changed.") % {"who": who}
            if who
            else _("This changed meanwhile. See what changed.")
        )
        self.who = who
        self.at = at
        self.is_self = is_self


def why_not(alert: Alert, move: Move) -> Any:
    """The sentence that refuses the move in the alert's state, None where it may be made."""
    if alert.is_history:
        return _("Imported history is a record: it is neither assessed, decided nor reopened.")
    state = State(alert.state)
    if lifecycle.allows(state, move) and not (move is Move.REOPEN and state is J):  # that is undoing the joining
        return None
    return WHY_NOT.get(move, {}).get(state, _("An alert in this state cannot do that."))


def why_not_unjoined(alert: Alert) -> Any:
    """The sentence that refuses to undo a joining, None where there is one to undo."""
    return None if alert.state == J else _("It is not joined to another.")


def why_not_restricted(alert: Alert) -> Any:
    """The sentence that refuses to restrict it, None where it is open and no imported history."""
    return why_not_assessed(alert) or (_("It is restricted already.") if alert.is_restricted else None)


def why_not_opened_up(alert: Alert) -> Any:
    """The sentence that refuses to lift a restriction, None where there is one."""
    return None if alert.is_restricted else _("It is not restricted.")


def never(alert: Alert) -> Any:
    """Nothing forbids it."""
    return None


def why_not_assessed(alert: Alert) -> Any:
    """The sentence that refuses an assessment: of imported history; None for every other alert, ended ones too."""
    return why_not(alert, Move.REOPEN) if alert.is_history else None


def why_no_word_back(alert: Alert) -> Any:
    """The sentence that refuses word back on its own, None where it may be said: before, closing says it."""
    if alert.is_history:
        return why_not(alert, Move.REOPEN)
    if alert.state != State.CLOSED:
        return _("Word back is said on closing; on its own only afterwards.")
    return _("Word back was given before.") if alert.word_back_at else None


def ask_right(viewer: Viewer, alert: Alert, has_right: bool) -> None:
    """Raises MayNot for whoever's role does not allow it (`has_right`), and for whoever sees a shell only."""
    if not has_right:
        raise MayNot(_("Your role in this office does not do that."))
    if not viewer.sees_whole(alert):
        raise MayNot(_("Only whoever reads this alert whole does that."))


@contextmanager
def locked(viewer: Viewer, number: str, *, has_right: bool) -> Iterator[tuple[Change, Alert]]:
    """Opens a change by the viewer with the alert's row locked. `has_right`: what their role allows.

    Raises Alert.DoesNotExist for what they may not know of, MayNot for what is not theirs, and IllegalMove for
    imported history.
    """
    with change(viewer.office.pk, viewer.person) as c:
        yield c, lock(viewer, number, has_right=has_right)[0]


def lock(viewer: Viewer, *numbers: str, has_right: bool) -> list[Alert]:
    """The alerts in the order asked for, their rows locked by id, so that no two wait for each other.

    Raises as `locked` does. One statement.
    """
    rows = visible_to(viewer).select_for_update(no_key=True, of=("self",)).select_related("office", "area")
    found = {alert.number: alert for alert in rows.defer("area__outline").filter(number__in=numbers).order_by("id")}
    for number in numbers:
        if number not in found:
            raise Alert.DoesNotExist
        ask_right(viewer, found[number], has_right)
        if found[number].is_history:
            raise IllegalMove(why_not(found[number], Move.REOPEN))
    return [found[number] for number in numbers]


def move(c: Change, alert: Alert, move: Move, known: int) -> None:
    """Moves the locked alert; nothing is saved yet. `known`: the version that was looked at.

    Raises Stale, IllegalMove.
    """
    try:
        now = _standing(alert).moved(move, known)
    except lifecycle.StaleVersion:
        raise _stale(c, alert) from None
    except lifecycle.IllegalMove:
        raise IllegalMove(why_not(alert, move)) from None
    alert.state, alert.state_before, alert.version = now.state, now.before or "", now.version


def touch(c: Change, alert: Alert, known: int) -> None:
    """Counts a change of the locked alert that moves nothing; nothing is saved yet. Raises Stale."""
    try:
        alert.version = _standing(alert).changed(known)
    except lifecycle.StaleVersion:
        raise _stale(c, alert) from None


def insist(found: dict[str, Fault]) -> None:
    """Raises Incomplete where anything is wrong: field -> its sentence."""
    if found:
        sentences = {field: FAULTS[fault] for field, fault in found.items()}
        raise Incomplete(next(iter(sentences.values())), fields=sentences)


def today(c: Change, alert: Alert) -> date:
    """The day in the office's own zone."""
    return c.now.astimezone(ZoneInfo(alert.office.time_zone)).date()


def _standing(alert: Alert) -> Standing:
    before = State(alert.state_before) if alert.state_before else None
    return Standing(State(alert.state), before, alert.version)


def _stale(c: Change, alert: Alert) -> Stale:
    last = last_change(alert)
    who = last.person if last else None
    return Stale(who, last.at if last else None, who is not None and who == c.by)


def last_change(alert: Alert) -> Event | None:
    """The event that made the alert's version; None while it is as it was filed. One statement."""
    return alert.events.filter(data__version=alert.version).select_related("person").order_by("-seq").first()
