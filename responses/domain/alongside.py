"""What the life of an alert does to its responses, and they to its state."""

from enum import StrEnum

from alerts.domain.lifecycle import Move
from alerts.domain.words import State

from .course import OPEN, RESPONDING, UNDER_WAY
from .words import Status


class Ending(StrEnum):
    """How an alert ends that is not joined: then its responses would go with it."""

    DISMISSED = "dismissed"
    CLOSED = "closed"
    EXERCISE_OVER = "exercise_over"


class Fate(StrEnum):
    """What becomes of a response when an alert that it serves ends."""

    STAYS = "stays"  # it has ended itself: it is on record there
    LEAVES = "leaves"  # it goes on for others
    STANDS_DOWN = "stands_down"
    FORBIDS = "forbids"  # the alert does not end before it


def fate(ending: Ending, status: Status, *, serves_others: bool) -> Fate:
    """`serves_others`: other open alerts need it."""
    if status not in OPEN:
        return Fate.STAYS
    if serves_others:
        return Fate.LEAVES
    return Fate.FORBIDS if ending is Ending.CLOSED and status in UNDER_WAY else Fate.STANDS_DOWN


def stood_down(status: Status) -> Status:
    """The status of an open one that stands down: what was never assigned is refused."""
    return Status.REFUSED if status is Status.PROPOSED else Status.ABORTED


def makes_responding(status: Status) -> bool:
    """Whether an alert that has such a response is being responded to."""
    return status in RESPONDING


def move_due(state: State, *, is_responding: bool) -> Move | None:
    """The move that an alert owes to its responses; None where its state is right, and where none can be made."""
    if state is State.DECIDED and is_responding:
        return Move.RESPONSE_STARTED
    return Move.RESPONSES_ABORTED if state is State.RESPONDING and not is_responding else None
