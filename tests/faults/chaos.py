"""Everything that is done to the hub, one thing after the other, in an order that a seed gives."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from tests.mailserver import wait_for

from .rig import Rig

HOUR_S = 3600.0
FIRES_S = 90.0  # until a process passes an armed point
AGAIN_S = 60.0  # until whoever died works again
# Claimed more than a moment ago, under a lease of 15 s.
IN_DOUBT = """SELECT count(*) FROM alerts_delivery
    WHERE state = 'sending' AND leased_until < statement_timestamp() + interval '11 seconds'"""
LEFT_LYING = """SELECT count(*) FROM alerts_delivery
    WHERE state = 'pending' AND due_at < statement_timestamp() - interval '3 seconds'"""
CAUGHT_UP_S = 30.0
SENDING = [
    f"delivery.{point}" for point in ("after_claim", "before_send", "after_send", "before_commit", "after_commit")
]
ROUTING = ["routing.before_commit", "routing.after_commit"]
POINTS = (
    [("web", f"{act}.{when}_commit") for act in ("filing", "answer") for when in ("before", "after")]
    + [("worker", point) for point in ROUTING]
    + [("sender", point) for point in SENDING]
    + [
        ("sweep", point)
        for point in (*ROUTING, "delivery.after_claim", "delivery.after_send", "delivery.before_commit")
    ]
    + [("beat", "beat.before_send"), ("beat", "beat.after_send")]
)
SENDERS = ("sender", "sender-2")
ALL = ("web", "worker", *SENDERS, "beat", "sweep", "sweep-2")


class Chaos:
    def __init__(self, rig: Rig, seed: int) -> None:
        self.rig = rig
        self.rng = random.Random(seed)

    def kinds(self) -> dict[str, Callable[[], None]]:
        """Each fault by its name; each ends healed."""
        rig = self.rig
        found: dict[str, Callable[[], None]] = {
            f"{process} at {point}": partial(self.at_point, process, point) for process, point in POINTS
        }
        found |= {f"{name} struck": partial(self.strike, name) for name in ALL}
        found |= {
            "all struck": lambda: self.strike(*ALL),
            "a sender's child struck": lambda: self.at_point("sender", "delivery.after_send", whole=False),
            "PostgreSQL fast": lambda: rig.restart_postgres("fast", self.rng.uniform(0.5, 4)),
            "PostgreSQL immediate": lambda: rig.restart_postgres("immediate", self.rng.uniform(0, 2)),
            "PostgreSQL connections cut": rig.cut_connections,
            "clock forward": partial(rig.move_clock, HOUR_S),
            "clock back": partial(rig.move_clock, -HOUR_S),
            "Valkey killed": self.kill_valkey,
            "Valkey emptied": self.empty_valkey,
            "Valkey frozen": self.freeze_valkey,
        }
        return found

    def order(self, times: int) -> Iterator[tuple[str, Callable[[], None]]]:
        """Every kind `times` times, shuffled anew each time."""
        for _turn in range(times):
            kinds = list(self.kinds().items())
            self.rng.shuffle(kinds)
            yield from kinds

    def at_point(self, process: str, point: str, *, whole: bool = True) -> None:
        """Raises AssertionError where the process never passes the point: a fault that did not happen is no proof."""
        silenced = ("worker", *SENDERS) if process == "sweep" else SENDERS[1:] if process == "sender" else ()
        for name in silenced:  # so that the process has this to do
            self.rig.faults.write(kind=f"{name} killed", at=time.time())
            self.rig.down(name)
        mark = self.rig.arm(process, point, passings=self.rng.randint(1, 4), whole=whole)
        twin = self.rig.arm("sweep-2", point, passings=1) if process == "sweep" else ""
        try:
            wait_for(
                lambda: self.rig.fired(process, mark) or (twin and self.rig.fired("sweep-2", twin)),
                FIRES_S,
                f"{process} at {point}",
            )
        finally:
            for name in (process, "sweep-2"):
                self.rig.disarm(name)
            for name in silenced:
                self.rig.up(name)
                self.rig.faults.write(kind=f"{name} started again", at=time.time())
        if whole:
            self.wait_until_back()

    def strike(self, *names: str) -> None:
        for name in names:
            self.rig.strike(name)
        self.wait_until_back()

    def kill_valkey(self) -> None:
        with self.rig.fault("Valkey killed"):
            self.rig.servers.valkey.kill()
            time.sleep(self.rng.uniform(2, 8))
            self.rig.servers.valkey.start()

    def empty_valkey(self) -> None:
        with self.rig.fault("Valkey emptied"):
            self.rig.servers.empty_valkey()

    def freeze_valkey(self) -> None:
        with self.rig.fault("Valkey frozen"), self.rig.servers.frozen_valkey():
            time.sleep(self.rng.uniform(4, 10))

    def wait_until_certain(self) -> None:
        """Until every message that a fault left in doubt was sent or given up: no fault hits the same one again."""
        wait_for(lambda: self.rig.sql(IN_DOUBT) == [(0,)], AGAIN_S, "the end of all doubt")

    def wait_until_back(self) -> None:
        wait_for(self.rig.is_whole, AGAIN_S, "everybody back")

    def breathe(self) -> None:
        """Between two faults: all certain, what was left lying caught up with, and a moment of calm."""
        self.wait_until_certain()
        with suppress(AssertionError):  # told by the judge, where it takes too long
            wait_for(lambda: self.rig.sql(LEFT_LYING) == [(0,)], CAUGHT_UP_S, "nothing left lying")
        time.sleep(self.rng.uniform(1, 5))
