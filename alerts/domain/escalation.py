"""The ladder of one alert: what to do now, and when to look again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from .words import Channel, Component


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

    `components`: those from whom an answer is needed when `need` is EACH_COMPONENT.
    """

    name: str
    need: Need
    components: tuple[Component, ...]
    steps: tuple[Step, ...]

    @property
    def asks_each(self) -> bool:
        """Whether every component told must answer for itself; a plan that tells none is answered by anybody."""
        return self.need is Need.EACH_COMPONENT and bool(self.components)

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
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Plan":
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
        )


LAST_WAIT = timedelta(minutes=5)  # after the last step, before the round counts as unanswered


@dataclass(frozen=True, slots=True)
class Now:
    """What is to be done: tell `duty_ids` by `channels`, then look again at `next_at`.

    `is_spent`: the plan has no step left; whoever looks now finds the round unanswered.
    """

    duty_ids: tuple[int, ...]
    channels: tuple[Channel, ...]
    next_at: datetime | None
    is_spent: bool


def silent(plan: Plan, answered: frozenset[Component]) -> tuple[Component, ...]:
    """Components from whom an answer is still needed, in the order they are shown."""
    return tuple(component for component in plan.components if component not in answered)


def is_answered(plan: Plan, answered: frozenset[Component], has_any_answer: bool) -> bool:
    """Whether the round has the answers it needs. `has_any_answer`: somebody answered, whoever it was."""
    return not silent(plan, answered) if plan.asks_each else has_any_answer


def next_step(
    plan: Plan,
    step: int,
    started_at: datetime,
    duty_components: Mapping[int, Component | None],
    answered: frozenset[Component],
) -> Now:
    """The work of step `step` (from 0). Duties of components that have answered are left out; duties without
    a component are told always. Times follow from the start of the round, not from when a step was late.
    """
    if step >= len(plan.steps):
        return Now((), (), None, True)
    current = plan.steps[step]
    told = tuple(duty_id for duty_id in current.duty_ids if duty_components.get(duty_id) not in answered)
    following = plan.steps[step + 1].after if step + 1 < len(plan.steps) else current.after + LAST_WAIT
    return Now(told, current.channels, started_at + following, False)
