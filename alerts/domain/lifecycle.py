"""The life of an alert: which move leads from which state to which."""

from enum import StrEnum

from .words import State


class Move(StrEnum):
    DECIDE = "decide"
    DISMISS = "dismiss"
    JOIN = "join"
    RESPONSE_STARTED = "response_started"
    RESPONSES_ABORTED = "responses_aborted"
    CLOSE = "close"
    REOPEN = "reopen"


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
    # None: back to the state before.
    (S.CLOSED, M.REOPEN): None,
    (S.DISMISSED, M.REOPEN): None,
    (S.JOINED, M.REOPEN): None,
}
# Moves that settle what is owed and cancel the running escalation.
SETTLING = frozenset({M.DECIDE, M.DISMISS, M.JOIN, M.CLOSE})


class IllegalMove(Exception):
    """The table does not name `move` from `state`."""

    def __init__(self, state: State, move: Move) -> None:
        super().__init__(state, move)
        self.state = state
        self.move = move


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
