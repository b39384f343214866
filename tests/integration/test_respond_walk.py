"""Alerts and responses moved at random by many hands through the real services: after each act everything is as it
would be told aloud, and what must hold at any time does.

EWRR_WALK_STEPS and EWRR_WALK_SEED make the walk longer (make test-long) and another one.
"""

import os
import random
from collections import Counter
from typing import Any

import pytest

from alerts.domain.words import DismissReason, Outcome
from alerts.domain.words_of_deciding import Course, NotResponded, WordBack
from alerts.domain.words_of_harm import HarmKnown
from alerts.models import Alert, Event
from alerts.services import joining, lifecycle, routing
from alerts.services.chasing import chase_due
from ewrr.common.errors import Refusal
from responses.domain.course import Step, steps_from
from responses.domain.words import Result, Status
from responses.models import Response
from responses.services import steps, tasking
from responses.services.steps import BY_OWNER, Said
from tests import make
from tests.integration.courses import judge, serves
from tests.unit.told_aloud import OPEN, Told

pytestmark = pytest.mark.django_db
STEPS = int(os.environ.get("EWRR_WALK_STEPS", "15")) * 14
SEED = int(os.environ.get("EWRR_WALK_SEED", "0"))
HUB = ("Dora", "Noor", "Grace")
OWNERS = ("Chidi", "Ben", "Hana")
CAST = (*HUB * 4, *OWNERS, "Amina", "Farid", "Ivan", "Esther")
MOVES = ("decide", "dismiss", "close", "reopen", "join", "unjoin")
ACTS = (*MOVES, "decide", "decide", "unjoin", *["begin"] * 4, *["step"] * 12)
MOST_OPEN = 5


class World:
    def __init__(self, seed: int) -> None:
        self.random, self.told = random.Random(seed), Told()
        self.alerts: list[int] = []
        self.responses: list[int] = []
        self.owner: dict[int, str] = {}
        self.events: list[Any] = []
        self.seen: Counter[str] = Counter()

    def alert(self, which: int) -> Alert:
        return Alert.objects.get(pk=self.alerts[which])

    def some(self, what: str = "") -> int:
        """An alert: mostly one with which that can be done."""
        fit = {"unjoin": ("joined",), "reopen": ("closed", "dismissed")}.get(what, OPEN)
        fitting = [one for one, state in self.told.state.items() if state in fit]
        return self.random.choice(fitting if fitting and self.random.random() < 0.8 else list(self.told.state))

    def acts(self) -> None:
        if sum(state in OPEN for state in self.told.state.values()) < MOST_OPEN:
            self.alerts.append(make.alert(level=self.random.choice(("critical", "low")), is_routed=True).pk)
            self.told.files()
        what, by = self.random.choice(ACTS), self.random.choice(CAST)
        if what in MOVES:
            self.tries(what, by in HUB, *self.move(what, by))
        elif what == "begin":
            self.begins(by)
        elif self.responses:
            self.steps(by)

    def tries(self, what: str, has_right: bool, act: Any, tell: Any) -> Any:
        """`act` is refused exactly where the right is lacking or it cannot be told; nothing is told of what is."""
        done = None
        try:
            done = act()
        except (Refusal, Alert.DoesNotExist) as refusal:
            self.seen[f"{what} {getattr(refusal, 'code', 'missing')}"] += 1
            assert not (has_right and tell()), (what, refusal)
            return None
        assert has_right, what
        assert tell(), what
        self.seen[f"{what} done"] += 1
        return done

    def move(self, what: str, by: str) -> tuple[Any, Any]:
        one, other = self.some(what), self.some()
        alert = self.alert(one)
        known: dict[str, Any] = {"viewer": make.viewer(by), "number": alert.number, "version": alert.version}
        match what:
            case "decide":
                return lambda: lifecycle.decide(**known, course=Course.RESPOND), lambda: self.told.decide(one)
            case "dismiss":
                return lambda: lifecycle.dismiss(**known, reason=DismissReason.REFUTED), lambda: self.told.dismiss(one)
            case "close":
                said: dict[str, Any] = {"outcome": Outcome.HANDLED, "harm": HarmKnown.NONE, "word_back": WordBack.GIVEN}
                return lambda: lifecycle.close(**known, **said), lambda: self.told.close(one)
            case "reopen":
                return lambda: lifecycle.reopen(**known, reason="again"), lambda: self.told.reopen(one)
            case "join":
                into = self.alert(other).number
                return lambda: joining.join(**known, into=into), lambda: self.told.join(one, other)
            case _:
                return lambda: joining.unjoin(**known, reason="two"), lambda: self.told.unjoin(one)

    def begins(self, by: str) -> None:
        assigns, owner = self.random.random() < 0.7, self.random.choice(OWNERS)
        chosen = sorted({self.some() for _one in range(self.random.choice((1, 1, 2, 3)))})
        numbers = [self.alert(one).number for one in chosen]
        viewer, task = make.viewer(by), make.task(person=make.person(owner).pk if assigns else None)
        right = viewer.may_task if assigns else viewer.may_propose
        made = self.tries(
            "begin",
            right and by != "Esther",
            lambda: tasking.begin(viewer=viewer, numbers=numbers, task=task, assigns=assigns),
            lambda: self.told.begin(set(chosen), assigns),
        )
        if made is not None:
            self.owner[len(self.responses)] = owner if assigns else ""
            self.responses.append(made.pk)

    def steps(self, by: str) -> None:
        open_ones = [which for which in range(len(self.responses)) if self.is_open(which)]
        which = self.random.choice(open_ones if open_ones and self.random.random() < 0.8 else list(self.owner))
        by = self.owner[which] or by if self.random.random() < 0.4 else by
        found, viewer = Response.objects.get(pk=self.responses[which]), make.viewer(by)
        legal = steps_from(Status(found.status))
        step = self.random.choice(legal if legal and self.random.random() < 0.7 else tuple(Step))
        if step is Step.ASSIGN:
            owner = self.random.choice(OWNERS)
            stays = owner == self.owner[which]
            task = make.task(person=make.person(owner).pk)
            known: dict[str, Any] = {"viewer": viewer, "response": found.pk, "version": found.version}
            given = self.tries(
                step,
                by in HUB,
                lambda: tasking.assign(**known, task=task),
                lambda: self.told.step(which, step, stays=stays),
            )
            self.owner[which] = owner if given is not None else self.owner[which]
            return
        said = Said(result=Result.PRESENCE, reason=NotResponded.NO_ASSET)
        self.tries(
            step,
            by in HUB or (by == self.owner[which] and step in BY_OWNER),
            lambda: steps.take(viewer=viewer, response=found.pk, step=step, version=found.version, said=said),
            lambda: self.told.step(which, step),
        )

    def is_open(self, which: int) -> bool:
        return self.told.status[which] not in ("done", "aborted", "refused")

    def judge(self) -> None:
        self.told.judge()
        states = dict(Alert.objects.filter(pk__in=self.alerts).values_list("pk", "state"))
        assert [states[pk] for pk in self.alerts] == list(self.told.state.values())
        for which, response in enumerate(Response.objects.filter(pk__in=self.responses).order_by("pk")):
            assert response.status == self.told.status[which], response
            if response.is_open:
                assert serves(response) == {self.alerts[one] for one in self.told.serves(which)}, response
        judge()
        events = list(Event.objects.order_by("pk").values_list("pk", "kind", "alert", "data"))
        assert events[: len(self.events)] == self.events
        self.events = events


def test_a_walk_at_random_leaves_nothing_untrue(beni):
    world = World(SEED)
    for step in range(STEPS):
        world.acts()
        world.judge()
        if step % 10 == 0:
            routing.route_due()
            chase_due()
    never = {what for what in (*MOVES, "begin", *Step) if not world.seen[f"{what} done"]}
    assert len(never) <= 2, world.seen  # one seed or another leaves something out
    assert sum(count for what, count in world.seen.items() if what.endswith("may_not")) > STEPS // 40
