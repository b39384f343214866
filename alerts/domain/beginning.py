"""From nothing to the first answered exercise alert: the steps of an office's beginning, in their order."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from .words import Role


class Step(StrEnum):
    OFFICE = "office"
    PEOPLE = "people"
    DUTIES = "duties"
    PLACES = "places"
    POSITIONS = "positions"
    RULES = "rules"
    REACHED = "reached"
    DISPLAY = "display"
    EXERCISE = "exercise"
    FILED = "filed"
    ANSWERED = "answered"


# Without one of each who can sign in, an alert is filed, told, answered or decided by nobody.
NEEDED = (Role.FOCAL_POINT, Role.HUB_DUTY, Role.HEAD_OF_OFFICE)


def missing(accepted: Collection[Role]) -> tuple[Role, ...]:
    """The roles that nobody holds who can sign in."""
    return tuple(role for role in NEEDED if role not in accepted)


@dataclass(frozen=True, slots=True)
class Ticked:
    """`count` of `of`, where the step is counted; `lacks`: codes of what is missing."""

    step: Step
    is_done: bool
    count: int = 0
    of: int = 0
    lacks: tuple[str, ...] = ()


def is_over(ticked: Collection[Ticked]) -> bool:
    return all(one.is_done for one in ticked)
