"""A day of a crisis in the order in which it happens, as fast as it is told to: alerts from receipt to closing."""

import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from alerts.domain.words import Outcome
from alerts.domain.words_of_deciding import Course, NotResponded, WordBack
from alerts.domain.words_of_harm import HarmKnown
from alerts.models import Alert
from responses.domain.course import Step
from tests import responding
from tests.faults.driver import Driver
from tests.running import RunningHub

PEOPLE = ("hana", "amina", "ben", "chidi", "dora")
LEVELS = {"critical": 25, "high": 35, "medium": 25, "low": 15}
ENDED = {"outcome": Outcome.HANDLED.value, "harm": HarmKnown.NONE.value, "word_back": WordBack.GIVEN.value}
LEFT = {"course": Course.NO_ACTION.value, "reason": NotResponded.TOO_FAR.value, "note": "Two days on foot."}
STEPS = (Step.ACCEPT, Step.MOVE, Step.ARRIVE, Step.FINISH)


@dataclass(slots=True)
class Traffic:
    """`alerts` spread over each `hour_s`; an alert takes half of an hour from receipt to closing, so that at the end
    of each hour, after `drained()`, the wall stands as it stood at the beginning.
    """

    hub: RunningHub
    ledger: Path
    hour_s: float
    alerts: int
    rng: random.Random = field(default_factory=lambda: random.Random(8))
    done: int = 0
    failures: list[str] = field(default_factory=list)
    people: dict[str, Driver] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.people = {name: Driver(self.hub, self.ledger, name) for name in PEOPLE}

    def hour(self) -> threading.Thread:
        """Begins an hour; the thread ends with its last closing."""
        thread = threading.Thread(target=self._guarded, daemon=True)
        thread.start()
        return thread

    def _guarded(self) -> None:
        try:
            self._hour()
        except Exception as failure:  # noqa: BLE001  told by whoever began it
            self.failures.append(f"{type(failure).__name__}: {failure}"[:300])

    def _hour(self) -> None:
        began = time.monotonic()
        under_way = []
        for turn in range(self.alerts):
            under_way.append((began + turn * self.hour_s / 2 / self.alerts, self._course()))
        while under_way:
            under_way.sort(key=lambda one: one[0])
            due, course = under_way.pop(0)
            time.sleep(max(0.0, due - time.monotonic()))
            pause = next(course, None)
            if pause is not None:
                under_way.append((max(time.monotonic(), due) + pause, course))

    def _course(self) -> Iterator[float]:
        """One alert; yields how long it rests before its next event."""
        level = self.rng.choices(list(LEVELS), weights=list(LEVELS.values()))[0]
        rest = self.hour_s / 2 / 12
        number = self.people["hana"].file(level=level)
        yield rest
        for name in ("amina", "ben", "chidi"):
            self.people[name].answer(number)
            yield rest / 2
        dora = self.people["dora"]
        if level in ("critical", "high"):
            dora.move(number, "assess", verification="checking")
            yield rest / 2
            dora.move(number, "decide", course=Course.RESPOND.value)
            yield rest / 2
            made = responding.response(Alert.objects.get(number=number))
            for step in STEPS:
                yield rest / 2
                made = responding.stepped(made, step)
        else:
            dora.move(number, "decide", 0.0, **LEFT)
        yield rest
        dora.move(number, "close", 0.0, **ENDED)
        self.done += 1
