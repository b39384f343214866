"""A hundred thousand steps of made-up lives: nothing illegal is accepted, nothing legal refused, reopening returns."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.domain.lifecycle import IllegalMove, Move, StaleVersion, Standing
from alerts.domain.words import State

STEPS, LIVES, SEED = 100_000, 400, 20_260_147
OPEN, ENDED = ("received", "decided", "responding"), ("closed", "dismissed", "joined")


class Model:
    """The life as one would tell it aloud, written without the table: the judge of the table."""

    def __init__(self) -> None:
        self.state = "received"
        self.came_from: list[str] = []  # open states that were left by an ending
        self.changes = 0

    def does(self, move: Move) -> bool:
        """Whether the move may be made; makes it if so."""
        before = self.state
        match move.value:
            case "decide" if self.state in ("received", "decided"):
                self.state = "decided"
            case "dismiss" if self.state in ("received", "decided"):
                self.state = "dismissed"
            case "join" if self.state in OPEN:
                self.state = "joined"
            case "response_started" if self.state == "decided":
                self.state = "responding"
            case "responses_aborted" if self.state == "responding":
                self.state = "decided"
            case "close" if self.state in ("decided", "responding"):
                self.state = "closed"
            case "end_exercise" if self.state in OPEN:
                self.state = "closed"
            case "reopen" if self.state in ENDED:
                self.state = self.came_from.pop()
            case _:
                return False
        if self.state in ENDED:
            self.came_from.append(before)
        self.changes += 1
        return True


class Hub:
    """One alert, and people who each know it at some version: what they try is judged by the model."""

    def __init__(self, people: int = 3) -> None:
        self.standing = Standing(State.RECEIVED)
        self.model = Model()
        self.known = [1] * people
        self.seen: Counter[str] = Counter()

    def looks(self, who: int) -> None:
        self.known[who] = self.standing.version
        self.seen["looked"] += 1

    def tries(self, who: int, move: Move) -> None:
        """As at a page: who is stale is told so and knows better from then on; an illegal move changes nothing."""
        before, known = self.standing, self.known[who]
        if known != before.version:
            with pytest.raises(StaleVersion):
                before.moved(move, known)
            self.looks(who)
            self.seen["stale"] += 1
        elif self.model.does(move):
            self.standing = before.moved(move, known)
            self.seen[f"{before.state}>{self.standing.state}"] += 1
            self.looks(who)
        else:
            with pytest.raises(IllegalMove) as refused:
                before.moved(move, known)
            assert (refused.value.state, refused.value.move) == (before.state, move)
            self.seen["illegal"] += 1

    def judge(self) -> None:
        standing, model = self.standing, self.model
        assert standing.state.value == model.state
        assert standing.version == 1 + model.changes
        assert (standing.before is None) == (standing.state.value in OPEN)
        assert standing.before is None or standing.before.value == model.came_from[-1]


def test_a_hundred_thousand_steps_leave_neither_table_nor_version() -> None:
    rng, seen = random.Random(SEED), Counter[str]()
    for _life in range(LIVES):
        hub = Hub()
        for _step in range(STEPS // LIVES):
            who = rng.randrange(3)
            if rng.random() < 0.2:
                hub.looks(who)
            else:
                hub.tries(who, rng.choice(tuple(Move)))
            hub.judge()
        seen += hub.seen
    moves = {what: count for what, count in seen.items() if ">" in what}
    # Every arrow of the table was walked, and every refusal met, often.
    assert len(moves) == 13 + 7 and min(moves.values()) >= 20, moves
    assert seen["stale"] > 5_000 and seen["illegal"] > 5_000


@settings(derandomize=True, database=None, deadline=None, max_examples=300)
@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from([None, *Move])), max_size=60))
def test_the_shortest_life_that_would_break_it_is_shown(acts: list[tuple[int, Move | None]]) -> None:
    """The same machine under a searcher that shrinks what it finds."""
    hub = Hub()
    for who, move in acts:
        if move is None:
            hub.looks(who)
        else:
            hub.tries(who, move)
        hub.judge()


LIVES_THAT_END = [
    ((), Move.DISMISS),
    ((), Move.JOIN),
    ((Move.DECIDE,), Move.CLOSE),
    ((Move.DECIDE,), Move.DISMISS),
    ((Move.DECIDE,), Move.JOIN),
    ((Move.DECIDE, Move.RESPONSE_STARTED), Move.CLOSE),
    ((Move.DECIDE, Move.RESPONSE_STARTED), Move.JOIN),
]


@pytest.mark.parametrize(("led", "end"), LIVES_THAT_END)
def test_ending_and_reopening_again_and_again_returns_to_where_it_was(led: tuple[Move, ...], end: Move) -> None:
    standing = Standing(State.RECEIVED)
    for move in led:
        standing = standing.moved(move, standing.version)
    was = standing.state
    for _turn in range(50):
        standing = standing.moved(end, standing.version)
        assert standing.before is was
        standing = standing.moved(Move.REOPEN, standing.version)
        assert (standing.state, standing.before) == (was, None)
