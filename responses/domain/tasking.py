"""What a response must say to be whole."""

import datetime as dt
from enum import StrEnum

from alerts.domain.words_of_deciding import NotResponded

from .words import Responder, ResponseType, Result

LONGEST = dt.timedelta(days=92)  # ahead: what takes longer is a plan, not a response
# Reasons that are about an alert and not about those who were asked to go.
OF_ALERTS_ONLY = frozenset({NotResponded.DUPLICATE, NotResponded.OUTSIDE_MANDATE})
REASONS = tuple(reason for reason in NotResponded if reason not in OF_ALERTS_ONLY)
STATE = frozenset({Responder.STATE_ARMY, Responder.STATE_POLICE})
# Nobody's task: it is a decision.
NO_TASK = frozenset({ResponseType.NONE})


class Lack(StrEnum):
    """Why a response cannot be taken as it was said."""

    NO_OWNER = "no_owner"
    TWO_OWNERS = "two_owners"
    PAST = "past"
    TOO_FAR = "too_far"
    NO_ALERT = "no_alert"
    HANDED_OVER_ONLY = "handed_over_only"
    NO_REASON = "no_reason"
    NO_RESULT = "no_result"
    AHEAD = "ahead"
    BEFORE_IT = "before_it"


def lacks(
    *, responder: Responder, has_duty: bool, has_person: bool, due_at: dt.datetime, now: dt.datetime, is_assigned: bool
) -> dict[str, Lack]:
    """Field -> what is wrong with it. State forces are asked by a hand-over, never by a task of the hub."""
    found: dict[str, Lack] = {}
    if responder in STATE:
        found["responder"] = Lack.HANDED_OVER_ONLY
    if has_duty and has_person:
        found["owner"] = Lack.TWO_OWNERS
    elif is_assigned and not (has_duty or has_person):
        found["owner"] = Lack.NO_OWNER
    if due_at <= now:
        found["due_at"] = Lack.PAST
    elif due_at > now + LONGEST:
        found["due_at"] = Lack.TOO_FAR
    return found


def lacks_of_moment(said_at: dt.datetime, earliest: dt.datetime, now: dt.datetime) -> dict[str, Lack]:
    """A moment that was told by radio: not ahead, not before the step that it follows."""
    if said_at > now:
        return {"said_at": Lack.AHEAD}
    return {"said_at": Lack.BEFORE_IT} if said_at < earliest else {}


def lacks_of_end(is_finish: bool, result: Result | None, reason: NotResponded | None) -> dict[str, Lack]:
    """What was done has a result; what was refused or broken off a reason."""
    if is_finish:
        return {} if result is not None else {"result": Lack.NO_RESULT}
    return {} if reason is not None else {"reason": Lack.NO_REASON}
