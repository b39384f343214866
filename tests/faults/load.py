"""Many people at once: file at a steady pace, send again in doubt, answer and decide at random moments."""

import heapq
import random
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import psycopg

from .driver import Driver
from .rig import Rig

PATIENCE_S = 180.0
FOCAL_POINTS = ("amina", "ben", "chidi")
DECIDER = "dora"
PEOPLE = (*FOCAL_POINTS, DECIDER)
LEVELS = {"critical": 25, "high": 35, "medium": 25, "low": 15}
MOVES = {
    "decide": {"course": "no_action", "reason": "too_far", "note": "Two days on foot."},
    "dismiss": {"reason": "not_protection", "note": "A wedding."},
}
WAITING = "SELECT count(*) FROM alerts_delivery WHERE state IN ('pending', 'sending', 'failed')"
BEGUN_AGAIN = """SELECT a.number, a.level, e.round FROM alerts_escalation e JOIN alerts_alert a ON a.id = e.alert_id
    WHERE e.round > 1 AND e.state = 'running'"""


@dataclass(frozen=True, slots=True)
class Habits:
    """`pace`: alerts a second, all filers together; nobody files while more than `backlog` messages wait to be sent.
    `again`, `at_once`: share of filings sent a second time, or by three at the same moment. `quickly`: share
    answered within `soon_s`; `late`: within `later_s`; the rest never, until `tidy_up`. `moved`: share of the
    critical that is decided or dismissed within `later_s`, whether answered or not; of the others a round that
    begins again, because the answers ran out, is answered too, and at the next one they are decided: left alone
    they would be told of for ever, ever more of them.
    """

    pace: float = 4.0
    filers: int = 3
    backlog: int = 300
    again: float = 0.05
    at_once: float = 0.03
    quickly: float = 0.85
    soon_s: float = 20.0
    late: float = 0.12
    later_s: tuple[float, float] = (40.0, 200.0)
    moved: float = 0.7


@dataclass(slots=True)
class Load:
    """People at work from `start()` to `stop()`; `failures` are what no client may see."""

    rig: Rig
    ledger: Path
    seed: int = 1
    habits: Habits = field(default_factory=Habits)
    failures: list[str] = field(default_factory=list)
    filed: int = 0
    _stopping: threading.Event = field(default_factory=threading.Event)
    _too_much: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _agenda: dict[str, list[tuple[float, str, str]]] = field(default_factory=lambda: {name: [] for name in PEOPLE})

    def start(self) -> "Load":
        acts: list[Callable[[], None]] = [
            partial(self._file, turn, Driver(self.rig, self.ledger)) for turn in range(self.habits.filers)
        ]
        acts += [partial(self._answer, name, Driver(self.rig, self.ledger, name)) for name in PEOPLE]
        acts.append(self._watch)
        self._threads = [threading.Thread(target=self._guarded, args=(act,), daemon=True) for act in acts]
        for thread in self._threads:
            thread.start()
        return self

    def has_filed(self, wanted: int) -> bool:
        """Whether so many were accepted. Raises AssertionError where a client saw what it may not."""
        assert not self.failures, self.failures[:5]
        return self.filed >= wanted

    def stop(self) -> None:
        """Nobody files any more; who has begun to send or to answer comes to an end."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(PATIENCE_S + 30)
        assert not self.failures, self.failures[:5]

    def _guarded(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Exception as failure:  # noqa: BLE001  told by stop()
            self.failures.append(f"{type(failure).__name__}: {failure}"[:300])

    def _file(self, turn: int, driver: Driver) -> None:
        rng = random.Random(self.seed * 1000 + turn)
        due = time.monotonic()
        with driver as hana, ThreadPoolExecutor(3) as at_once:
            while not self._stopping.is_set():
                if self._too_much.is_set():
                    self._stopping.wait(0.2)
                    continue
                due = max(due + rng.expovariate(self.habits.pace / self.habits.filers), time.monotonic() - 1)
                self._stopping.wait(max(0.0, due - time.monotonic()))
                self._file_one(hana, at_once, rng)

    def _file_one(self, hana: Driver, at_once: ThreadPoolExecutor, rng: random.Random) -> None:
        client_id = str(uuid.UUID(int=rng.getrandbits(128), version=4))
        level = rng.choices(list(LEVELS), weights=list(LEVELS.values()))[0]
        if rng.random() < self.habits.at_once:
            sent = [at_once.submit(hana.file, client_id, level, PATIENCE_S) for _turn in range(3)]
            number = {one.result() for one in sent}.pop()
        else:
            number = hana.file(client_id, level, PATIENCE_S)
        if rng.random() < self.habits.again:
            hana.file(client_id, level, PATIENCE_S)
        self._plan(number, level, rng)
        with self._lock:
            self.filed += 1

    def _plan(self, number: str, level: str, rng: random.Random) -> None:
        chance = rng.random()
        if chance < self.habits.quickly:
            self._plan_answers(number, level, (0.0, self.habits.soon_s), rng)
        elif chance < self.habits.quickly + self.habits.late:
            self._plan_answers(number, level, self.habits.later_s, rng)
        if level == "critical" and rng.random() < self.habits.moved:
            self._put_down(DECIDER, rng.uniform(*self.habits.later_s), rng.choice(list(MOVES)), number)

    def _plan_answers(self, number: str, level: str, within_s: tuple[float, float], rng: random.Random) -> None:
        for name in FOCAL_POINTS if level == "critical" else (rng.choice(PEOPLE),):
            self._put_down(name, rng.uniform(*within_s), "answer", number)

    def _put_down(self, name: str, in_s: float, act: str, number: str) -> None:
        with self._lock:
            heapq.heappush(self._agenda[name], (time.monotonic() + in_s, act, number))

    def _answer(self, name: str, driver: Driver) -> None:
        with driver:
            while not self._stopping.wait(0.02):
                with self._lock:
                    mine = self._agenda[name]
                    due = heapq.heappop(mine) if mine and mine[0][0] <= time.monotonic() else None
                if due is not None:
                    self._do(driver, due[1], due[2])

    def _do(self, driver: Driver, act: str, number: str) -> None:
        if act in MOVES:
            driver.move(number, act, PATIENCE_S, **MOVES[act])
        elif (status := driver.answer(number, PATIENCE_S)) not in {200, 201}:
            self.failures.append(f"{driver.name} answers {number}: {status}")

    def _watch(self) -> None:
        """Holds the filers back where messages pile up: how the hub does under more than it can send is not asked.
        Lets rounds that began again be answered.
        """
        rng, seen = random.Random(self.seed), set[tuple[str, int]]()
        while not self._stopping.wait(1.0):
            try:
                too_much = self.rig.sql(WAITING)[0][0] > self.habits.backlog
                again = self.rig.sql(BEGUN_AGAIN)
            except psycopg.Error:  # the database is away
                continue
            (self._too_much.set if too_much else self._too_much.clear)()
            for number, level, turn in again:
                if (number, turn) not in seen:
                    seen.add((number, turn))
                    within_s = (5.0, 2 * self.habits.soon_s)
                    self._plan_answers(number, level, within_s, rng)
                    if turn > 2:
                        self._put_down(DECIDER, rng.uniform(*within_s), "decide", number)


def tidy_up(rig: Rig, ledger: Path) -> int:
    """Everybody answers what still asks; says how many alerts that were."""
    asking = rig.sql(
        """SELECT a.number, a.level FROM alerts_alert a JOIN alerts_escalation e ON e.alert_id = a.id
        WHERE e.state IN ('running', 'unanswered') AND e.next_at IS NOT NULL"""
    )
    for name in PEOPLE:
        with Driver(rig, ledger, name) as driver:
            for number, level in asking:
                if name in FOCAL_POINTS if level == "critical" else name == DECIDER:
                    assert driver.answer(number, PATIENCE_S) in {200, 201}
    return len(asking)
