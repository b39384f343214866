"""A plan: who is told after how long, when it is answered, who decides, who is the last resort."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from .words import Channel, Component, Level

# From receipt until it should be known how much of it is true: a goal of the hub, never a gate.
VERIFY_WITHIN = {
    Level.CRITICAL: timedelta(hours=1),
    Level.HIGH: timedelta(hours=4),
    Level.MEDIUM: timedelta(hours=24),
    Level.LOW: timedelta(hours=72),
}


class Need(StrEnum):
    """When an escalation is answered: by any one answer, or by one for each component told."""

    ONE = "one"
    EACH_COMPONENT = "each_component"


@dataclass(frozen=True, slots=True)
class Step:
    """`after`: from the start of the round. `duty_ids`: whom to tell then, by which `channels`."""

    after: timedelta
    duty_ids: tuple[int, ...]
    channels: tuple[Channel, ...] = (Channel.INBOX, Channel.EMAIL)


@dataclass(frozen=True, slots=True)
class Plan:
    """Copied into the escalation at its start, so that editing a plan never changes a running one.

    `components`: those from whom an answer is needed when `need` is EACH_COMPONENT. `answer_within`: from the
    start of the round until the answer owed is late. `decided_by`: the duty that owes verification and decision;
    `decide_within`: from the answer until the answer runs out undecided, None: it never does. `last_resort`: the
    duty told when nobody else is found or every step is spent. A plan that does not insist rests after its last
    step, once somebody was told.
    """

    name: str
    need: Need
    components: tuple[Component, ...]
    steps: tuple[Step, ...]
    answer_within: timedelta = timedelta(minutes=5)
    decide_within: timedelta | None = None
    decided_by: int | None = None
    last_resort: int | None = None
    insists: bool = True

    @property
    def asks_each(self) -> bool:
        """Whether every component told must answer for itself; a plan that tells none is answered by anybody."""
        return self.need is Need.EACH_COMPONENT and bool(self.components)

    def decision_due(self, answered_at: datetime) -> datetime | None:
        """When a round answered at that moment is late to be decided, and whoever decides is reminded."""
        return answered_at + self.decide_within if self.decide_within is not None else None

    def runs_out(self, answered_at: datetime) -> datetime | None:
        """When a round answered at that moment begins again: as long after the reminder as an answer may take."""
        due_at = self.decision_due(answered_at)
        return due_at + self.answer_within if due_at is not None else None

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "need": self.need,
            "components": list(self.components),
            "steps": [
                {
                    "after_s": int(step.after.total_seconds()),
                    "duty_ids": list(step.duty_ids),
                    "channels": list(step.channels),
                }
                for step in self.steps
            ],
            "answer_within_s": int(self.answer_within.total_seconds()),
            "decide_within_s": int(self.decide_within.total_seconds()) if self.decide_within is not None else None,
            "decided_by": self.decided_by,
            "last_resort": self.last_resort,
            "insists": self.insists,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Plan":
        """Raises KeyError or ValueError when it is not a stored plan; what older ones lack is as it was for them."""
        decide_within_s = stored.get("decide_within_s")
        return cls(
            name=stored["name"],
            need=Need(stored["need"]),
            components=tuple(Component(name) for name in stored["components"]),
            steps=tuple(
                Step(
                    timedelta(seconds=step["after_s"]),
                    tuple(step["duty_ids"]),
                    tuple(Channel(name) for name in step["channels"]),
                )
                for step in stored["steps"]
            ),
            answer_within=timedelta(seconds=stored.get("answer_within_s", 300)),
            decide_within=timedelta(seconds=decide_within_s) if decide_within_s is not None else None,
            decided_by=stored.get("decided_by"),
            last_resort=stored.get("last_resort"),
            insists=stored.get("insists", True),
        )
