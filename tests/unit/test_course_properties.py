"""A hundred thousand steps of made-up lives of alerts and their responses: nothing illegal is accepted, nothing legal
refused, no response goes on for nobody, and an alert is being responded to exactly when something is under way or done.
"""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.domain.lifecycle import IllegalMove, Move, Standing
from alerts.domain.words import OPEN_STATES, State
from responses.domain import alongside, course
from responses.domain.alongside import Ending, Fate
from responses.domain.course import IllegalStep, Step
from responses.domain.words import Status
from tests.unit.told_aloud import Told

STEPS, LIVES, SEED, ALERTS = 100_000, 1_000, 20_260_147, 4
MOVES = ("decide", "dismiss", "close", "end_exercise", "reopen", "join", "unjoin")
ENDINGS = {"dismiss": Ending.DISMISSED, "close": Ending.CLOSED, "end_exercise": Ending.EXERCISE_OVER}
Act = tuple[str, int, int, bool]


class Forbidden(Exception):
    """The alert does not end before its response."""


class Hub:
    """Alerts and responses moved by the rules alone; `told` judges each attempt."""

    def __init__(self, alerts: int = ALERTS) -> None:
        self.told = Told()
        self.alerts = {self.told.files(): Standing(State.RECEIVED) for _one in range(alerts)}
        self.status: dict[int, Status] = {}
        self.serving: dict[int, set[int]] = {}  # as it was before an attempt; what joinings do to it is told
        self.seen: Counter[str] = Counter()

    def tries(self, act: Act) -> None:
        what, one, other, flag = act
        alert, before = one % len(self.alerts), (dict(self.alerts), dict(self.status))
        if what == "begin":
            alerts = {alert, other % len(self.alerts)}
            if self.told.begin(alerts, flag):
                self.status[len(self.status)] = Status.ASSIGNED if flag else Status.PROPOSED
                self.serving[len(self.serving)] = alerts
                self.seen["begun"] += 1
            return
        if what in MOVES:
            serving = self.serving
            into = (other % len(self.alerts),) if what == "join" else ()
            is_legal = getattr(self.told, what)(alert, *into)
            self.serving = {response: self.told.serves(response) for response in self.status}
            done = self.moves(alert, what, into, serving)
        elif self.status:
            response = one % len(self.status)
            is_legal = self.told.step(response, what)
            done = self.steps(response, Step(what))
        else:
            return
        assert done == is_legal, (act, before)
        if not done:
            self.alerts, self.status = before
        self.follow()
        self.seen[f"{what} {'done' if done else 'refused'}"] += 1

    def moves(self, alert: int, what: str, into: tuple[int, ...], serving: dict[int, set[int]]) -> bool:
        standing = self.alerts[alert]
        if what == "reopen" and standing.state is State.JOINED:
            return False  # that is undoing the joining
        if what == "unjoin" and standing.state is not State.JOINED:
            return False
        if into and (into[0] == alert or self.alerts[into[0]].state not in OPEN_STATES):
            return False
        try:
            self.alerts[alert] = standing.moved(Move("reopen" if what == "unjoin" else what), standing.version)
            if what in ENDINGS:
                self.ends(alert, ENDINGS[what], serving)
        except (IllegalMove, Forbidden):
            return False
        return True

    def ends(self, alert: int, ending: Ending, serving: dict[int, set[int]]) -> None:
        for response, alerts in serving.items():
            if alert not in alerts:
                continue
            others = {one for one in alerts - {alert} if self.alerts[one].state in OPEN_STATES}
            fate = alongside.fate(ending, self.status[response], serves_others=bool(others))
            self.seen[f"{ending} {fate}"] += 1
            if fate is Fate.FORBIDS:
                raise Forbidden
            if fate is Fate.STANDS_DOWN:
                self.status[response] = alongside.stood_down(self.status[response])

    def steps(self, response: int, step: Step) -> bool:
        if step is Step.ASSIGN and any(
            self.alerts[alert].state not in (State.DECIDED, State.RESPONDING) for alert in self.serving[response]
        ):
            return False
        try:
            self.status[response] = course.after(self.status[response], step)
        except IllegalStep as refused:
            assert (refused.status, refused.step) == (self.status[response], step)
            return False
        return True

    def follow(self) -> None:
        """What an alert owes to its responses."""
        for alert, standing in self.alerts.items():
            is_responding = any(
                alongside.makes_responding(status) and alert in self.serving[response]
                for response, status in self.status.items()
            )
            move = alongside.move_due(standing.state, is_responding=is_responding)
            if move is not None:
                self.alerts[alert] = standing.moved(move, standing.version)
                self.seen[move] += 1

    def judge(self) -> None:
        self.told.judge()
        assert {alert: one.state.value for alert, one in self.alerts.items()} == self.told.state
        assert {response: status.value for response, status in self.status.items()} == self.told.status
        for alert, standing in self.alerts.items():
            if standing.state in (State.DECIDED, State.RESPONDING):
                assert (standing.state is State.RESPONDING) == self.told.is_responding(alert)
        for response, status in self.status.items():
            if status in course.OPEN:
                assert any(self.alerts[alert].state in OPEN_STATES for alert in self.serving[response])


# Steps forward oftener than ends: else nothing lives long enough.
ACTS = (*MOVES, "decide", "decide", "decide", "reopen", "begin", "begin", *Step, "accept", "finish", "move", "arrive")


def test_a_hundred_thousand_steps_leave_no_response_without_an_alert_and_no_state_untrue() -> None:
    rng, seen = random.Random(SEED), Counter[str]()
    for _life in range(LIVES):
        hub = Hub()
        for _step in range(STEPS // LIVES):
            hub.tries((rng.choice(ACTS), rng.randrange(1000), rng.randrange(1000), rng.random() < 0.7))
            hub.judge()
        seen += hub.seen
    # Each was done and each was refused, often; every fate was met.
    for what in (*MOVES, *Step):
        assert seen[f"{what} done"] >= 100 and seen[f"{what} refused"] >= 100, (what, seen)
    for ending, fate in ((ending, fate) for ending in Ending for fate in Fate):
        is_possible = fate is not Fate.FORBIDS or ending is Ending.CLOSED  # nothing else waits for a response
        assert (seen[f"{ending} {fate}"] >= 20) == is_possible, (ending, fate, seen)
    assert min(seen[Move.RESPONSE_STARTED], seen[Move.RESPONSES_ABORTED], seen["begun"]) >= 200, seen


@settings(derandomize=True, database=None, deadline=None, max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 11), st.integers(0, 11), st.booleans()), max_size=60))
def test_the_shortest_lives_that_would_break_it_are_shown(acts: list[Act]) -> None:
    """The same machine under a searcher that shrinks what it finds."""
    hub = Hub()
    for act in acts:
        hub.tries(act)
        hub.judge()


@pytest.mark.parametrize("status", Status)
def test_no_alert_ends_with_something_under_way_for_it_alone(status: Status) -> None:
    met = alongside.fate(Ending.CLOSED, status, serves_others=False)
    assert (met is Fate.FORBIDS) == (status in course.UNDER_WAY)
    assert (met is Fate.STAYS) == (status in course.ENDED)
