"""The course of a response: which step leads from which status to which, and what each status owes next."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from alerts.domain.words import OwedKind

from .words import TIERS, ResponseType, Status, Tier

RESULT_WITHIN = dt.timedelta(hours=12)  # from arriving until the hub should know how it went


class Step(StrEnum):
    ASSIGN = "assign"
    ACCEPT = "accept"
    MOVE = "move"
    ARRIVE = "arrive"
    FINISH = "finish"
    ABORT = "abort"
    REFUSE = "refuse"


S = Status
STEPS: dict[tuple[Status, Step], Status] = {
    (S.PROPOSED, Step.ASSIGN): S.ASSIGNED,
    (S.PROPOSED, Step.REFUSE): S.REFUSED,
    (S.ASSIGNED, Step.ASSIGN): S.ASSIGNED,
    (S.ASSIGNED, Step.ACCEPT): S.ACCEPTED,
    (S.ASSIGNED, Step.MOVE): S.MOVING,  # by radio a unit often says only this
    (S.ASSIGNED, Step.ARRIVE): S.ON_SITE,
    (S.ASSIGNED, Step.REFUSE): S.REFUSED,
    (S.ASSIGNED, Step.ABORT): S.ABORTED,
    (S.ACCEPTED, Step.ASSIGN): S.ASSIGNED,
    (S.ACCEPTED, Step.MOVE): S.MOVING,
    (S.ACCEPTED, Step.ARRIVE): S.ON_SITE,
    (S.ACCEPTED, Step.FINISH): S.DONE,
    (S.ACCEPTED, Step.ABORT): S.ABORTED,
    (S.MOVING, Step.ARRIVE): S.ON_SITE,
    (S.MOVING, Step.FINISH): S.DONE,
    (S.MOVING, Step.ABORT): S.ABORTED,
    (S.ON_SITE, Step.FINISH): S.DONE,
    (S.ON_SITE, Step.ABORT): S.ABORTED,
}
UNDER_WAY = (S.ACCEPTED, S.MOVING, S.ON_SITE)
OPEN = (S.PROPOSED, S.ASSIGNED, *UNDER_WAY)
ENDED = (S.DONE, S.ABORTED, S.REFUSED)
RESPONDING = (*UNDER_WAY, S.DONE)  # an alert that has one of these is being responded to
# Which clock each status starts; none is ever inferred from another.
CLOCKS: dict[Status, str] = {
    S.PROPOSED: "proposed_at",
    S.ASSIGNED: "assigned_at",
    S.ACCEPTED: "accepted_at",
    S.MOVING: "moving_at",
    S.ON_SITE: "on_site_at",
    S.DONE: "done_at",
    S.ABORTED: "ended_at",
    S.REFUSED: "ended_at",
}
TIER_OF = {one: tier for tier, types in TIERS.items() for one in types}
# Those that somebody goes out for: what is owed first is to be there.
GOES_OUT = frozenset(TIERS[Tier.PHYSICAL]) - {ResponseType.REFUGE, ResponseType.ALERT_NSF} | {
    ResponseType.JPT,
    ResponseType.FACTFINDING,
}


class IllegalStep(Exception):
    """The table does not name `step` from `status`."""

    def __init__(self, status: Status, step: Step) -> None:
        super().__init__(status, step)
        self.status = status
        self.step = step


class StaleVersion(Exception):
    """Somebody looked at another version than the one that stands."""


def after(status: Status, step: Step) -> Status:
    """The status to which `step` leads. Raises IllegalStep for everything that the table does not name."""
    try:
        return STEPS[status, step]
    except KeyError:
        raise IllegalStep(status, step) from None


def steps_from(status: Status) -> tuple[Step, ...]:
    """What may come next, in the order of the vocabulary."""
    return tuple(step for step in Step if (status, step) in STEPS)


@dataclass(frozen=True, slots=True)
class Debt:
    """What is owed next, and until when (UTC)."""

    kind: OwedKind
    due_at: dt.datetime


def owes(
    status: Status, what: ResponseType, due_at: dt.datetime, since: dt.datetime, accept_within: dt.timedelta
) -> Debt | None:
    """What a response owes in its status; None once it has ended. `since`: from when on it has had this status."""
    if status is S.PROPOSED:
        return Debt(OwedKind.OTHER, since + max(accept_within, dt.timedelta(minutes=15)))
    if status is S.ASSIGNED:
        return Debt(OwedKind.ACCEPT, min(due_at, since + accept_within))
    if status is S.ON_SITE:
        return Debt(OwedKind.RESULT, max(due_at, since + RESULT_WITHIN))
    if status in UNDER_WAY:
        return Debt(OwedKind.ARRIVE if what in GOES_OUT else OwedKind.RESULT, due_at)
    return None


def is_overdue(status: Status, debt_due_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Computed, never stored."""
    return status in OPEN and debt_due_at is not None and debt_due_at <= now
