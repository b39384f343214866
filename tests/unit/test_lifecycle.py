"""The life of an alert: the moves that the specification names, and a refusal for each other."""

import pickle
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from alerts.domain.lifecycle import SETTLING, IllegalMove, Move, StaleVersion, Standing, after, allows
from alerts.domain.words import OPEN_STATES, State

LEGAL = {
    ("received", "decide"): "decided",
    ("received", "dismiss"): "dismissed",
    ("received", "join"): "joined",
    ("decided", "decide"): "decided",
    ("decided", "response_started"): "responding",
    ("decided", "close"): "closed",
    ("decided", "dismiss"): "dismissed",
    ("decided", "join"): "joined",
    ("responding", "close"): "closed",
    ("responding", "responses_aborted"): "decided",
    ("responding", "join"): "joined",
    ("received", "end_exercise"): "closed",
    ("decided", "end_exercise"): "closed",
    ("responding", "end_exercise"): "closed",
}
ENDED = ("closed", "dismissed", "joined")
OPEN = ("received", "decided", "responding")
ILLEGAL = [
    (state.value, move.value)
    for state in State
    for move in Move
    if (state.value, move.value) not in LEGAL and not (state.value in ENDED and move.value == "reopen")
]
# Where an ended alert can have come from.
ENDINGS = (("closed", "end_exercise"), ("dismissed", "dismiss"), ("joined", "join"))
CAME_FROM = [(end, begin) for end, move in ENDINGS for begin in OPEN if (begin, move) in LEGAL]


def test_the_table_here_names_every_state() -> None:
    assert {*OPEN, *ENDED} == {state.value for state in State}
    assert len(LEGAL) + len(ENDED) + len(ILLEGAL) == len(State) * len(Move) == 48


@pytest.mark.parametrize(("state", "move", "target"), [(*pair, target) for pair, target in LEGAL.items()])
def test_each_legal_move_leads_to_its_state(state: str, move: str, target: str) -> None:
    assert after(State(state), Move(move)) == State(target)


@pytest.mark.parametrize(("state", "move", "target"), [(*pair, target) for pair, target in LEGAL.items()])
def test_the_state_before_matters_only_to_reopening(state: str, move: str, target: str) -> None:
    assert {after(State(state), Move(move), before) for before in (None, *State)} == {State(target)}


@pytest.mark.parametrize(("state", "move"), ILLEGAL)
def test_each_other_move_is_refused_and_names_what_was_tried(state: str, move: str) -> None:
    with pytest.raises(IllegalMove) as refused:
        after(State(state), Move(move))
    assert (refused.value.state, refused.value.move) == (State(state), Move(move))


@pytest.mark.parametrize(("state", "move"), ILLEGAL)
def test_a_state_before_makes_no_illegal_move_legal(state: str, move: str) -> None:
    for before in State:
        with pytest.raises(IllegalMove):
            after(State(state), Move(move), before)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", Move)
def test_what_is_allowed_is_what_the_table_names(state: State, move: Move) -> None:
    is_reopening = state.value in ENDED and move.value == "reopen"
    assert allows(state, move) is (is_reopening or (state.value, move.value) in LEGAL)


@pytest.mark.parametrize(("ended", "before"), CAME_FROM)
def test_reopening_goes_back_to_the_state_before(ended: str, before: str) -> None:
    assert after(State(ended), Move.REOPEN, State(before)) == State(before)


@pytest.mark.parametrize("ended", ENDED)
def test_reopening_what_has_no_state_before_starts_anew(ended: str) -> None:
    assert after(State(ended), Move.REOPEN) == State.RECEIVED


@pytest.mark.parametrize("state", OPEN)
def test_an_open_alert_cannot_be_reopened(state: str) -> None:
    with pytest.raises(IllegalMove):
        after(State(state), Move.REOPEN, State.DECIDED)


def test_an_alert_with_responses_under_way_cannot_be_dismissed() -> None:
    with pytest.raises(IllegalMove):
        after(State.RESPONDING, Move.DISMISS)


def test_nothing_undecided_can_be_closed() -> None:
    with pytest.raises(IllegalMove):
        after(State.RECEIVED, Move.CLOSE)


def test_open_states_are_those_that_do_not_end() -> None:
    assert tuple(state.value for state in OPEN_STATES) == OPEN


@pytest.mark.parametrize(
    ("move", "settles"),
    [
        ("decide", True),
        ("dismiss", True),
        ("join", True),
        ("close", True),
        ("end_exercise", True),
        ("response_started", False),
        ("responses_aborted", False),
        ("reopen", False),
    ],
)
def test_deciding_dismissing_joining_and_closing_settle(move: str, settles: bool) -> None:
    assert (Move(move) in SETTLING) is settles


@contextmanager
def a_transaction() -> Iterator[None]:
    yield


def test_a_refusal_passes_through_an_open_transaction_unchanged() -> None:
    with pytest.raises(IllegalMove) as refused, a_transaction():
        after(State.CLOSED, Move.CLOSE)
    assert (refused.value.state, refused.value.move) == (State.CLOSED, Move.CLOSE)


def test_a_refusal_can_be_carried_between_processes() -> None:
    carried = pickle.loads(pickle.dumps(IllegalMove(State.CLOSED, Move.CLOSE)))
    assert (carried.state, carried.move) == (State.CLOSED, Move.CLOSE)


def test_each_change_makes_the_version_grow_and_an_ending_remembers_where_it_came_from() -> None:
    decided = Standing(State.RECEIVED).moved(Move.DECIDE, 1)
    assert decided == Standing(State.DECIDED, None, 2)
    closed = decided.moved(Move.CLOSE, 2)
    assert closed == Standing(State.CLOSED, State.DECIDED, 3)
    assert closed.moved(Move.REOPEN, 3) == Standing(State.DECIDED, None, 4)
    assert closed.changed(3) == 4


@pytest.mark.parametrize("known", [0, 2, 4, 10**9, -3])
def test_whoever_looked_at_another_version_is_told_so_before_anything_else(known: int) -> None:
    standing = Standing(State.CLOSED, State.DECIDED, 3)
    for move in Move:
        with pytest.raises(StaleVersion) as refused:
            standing.moved(move, known)
        assert (refused.value.known, refused.value.current) == (known, 3)
    with pytest.raises(StaleVersion):
        standing.changed(known)


def test_a_stale_version_can_be_carried_between_processes() -> None:
    carried = pickle.loads(pickle.dumps(StaleVersion(1, 2)))
    assert (carried.known, carried.current) == (1, 2)
