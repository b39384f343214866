"""The life of an alert: which move leads from which state to which, and whose knowledge of it is out of date."""

from dataclasses import dataclass
from enum import StrEnum

from .words import OPEN_STATES, State


class Move(StrEnum):
    DECIDE = "decide"
    DISMISS = "dismiss"
    JOIN = "join"
    RESPONSE_STARTED = "response_started"
    RESPONSES_ABORTED = "responses_aborted"
    CLOSE = "close"
    REOPEN = "reopen"
    END_EXERCISE = "end_exercise"  # nobody is to do more about an alert of an exercise that is over


S, M = State, Move

MOVES: dict[tuple[State, Move], State | None] = {
    (S.RECEIVED, M.DECIDE): S.DECIDED,
    (S.RECEIVED, M.DISMISS): S.DISMISSED,
    (S.RECEIVED, M.JOIN): S.JOINED,
    (S.DECIDED, M.DECIDE): S.DECIDED,
    (S.DECIDED, M.RESPONSE_STARTED): S.RESPONDING,
    (S.DECIDED, M.CLOSE): S.CLOSED,
    (S.DECIDED, M.DISMISS): S.DISMISSED,
    (S.DECIDED, M.JOIN): S.JOINED,
    (S.RESPONDING, M.CLOSE): S.CLOSED,
    (S.RESPONDING, M.RESPONSES_ABORTED): S.DECIDED,
    (S.RESPONDING, M.JOIN): S.JOINED,
    (S.RECEIVED, M.END_EXERCISE): S.CLOSED,
    (S.DECIDED, M.END_EXERCISE): S.CLOSED,
    (S.RESPONDING, M.END_EXERCISE): S.CLOSED,
    # None: back to the state before.
    (S.CLOSED, M.REOPEN): None,
    (S.DISMISSED, M.REOPEN): None,
    (S.JOINED, M.REOPEN): None,
}
# Moves that settle what is owed and cancel the running escalation.
SETTLING = frozenset({M.DECIDE, M.DISMISS, M.JOIN, M.CLOSE, M.END_EXERCISE})


class IllegalMove(Exception):
    """The table does not name `move` from `state`."""

    def __init__(self, state: State, move: Move) -> None:
        super().__init__(state, move)
        self.state = state
        self.move = move


class StaleVersion(Exception):
    """Somebody looked at version `known` and moves what is at version `current` by now."""

    def __init__(self, known: int, current: int) -> None:
        super().__init__(known, current)
        self.known = known
        self.current = current


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an alert stands in its life. `before`: of one that ended, the state that it left, else None.
    `version` grows by one with each change that somebody must have seen before they change it again.
    """

    state: State
    before: State | None = None
    version: int = 1

    def moved(self, move: Move, known: int) -> "Standing":
        """Where it stands after `move` by somebody who looked at version `known`.

        Raises StaleVersion, and IllegalMove where the version is right and the table does not name the move.
        """
        version = self.changed(known)
        target = after(self.state, move, self.before)
        return Standing(target, None if target in OPEN_STATES else self.state, version)

    def changed(self, known: int) -> int:
        """The version after a change that moves nothing. Raises StaleVersion."""
        if known != self.version:
            raise StaleVersion(known, self.version)
        return self.version + 1


def after(state: State, move: Move, state_before: State | None = None) -> State:
    """The state that `move` leads to.

    `state_before` is where a closed, dismissed or joined alert came from.
    Raises IllegalMove for everything that the table does not name.
    """
    try:
        target = MOVES[state, move]
    except KeyError:
        raise IllegalMove(state, move) from None
    if target is None:
        return state_before or State.RECEIVED
    return target


def allows(state: State, move: Move) -> bool:
    """Whether the table names `move` from `state`."""
    return (state, move) in MOVES
