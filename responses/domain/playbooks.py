"""Which playbooks fit an alert, the most specific first, and what one must say to be whole."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

MOST_ITEMS = 20
LONGEST_MIN = 7 * 24 * 60
T = TypeVar("T")


class Tick(StrEnum):
    """What somebody says of one item of a checklist."""

    DONE = "done"
    SKIPPED = "skipped"
    UNDONE = "undone"  # it was a wrong tap


@dataclass(frozen=True, slots=True)
class Fits:
    """For which alerts a playbook is; empty asks nothing. Codes of threat types, levels and kinds."""

    threat_types: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class About:
    """What of an alert decides which playbooks fit."""

    threat_types: frozenset[str]
    level: str
    kind: str


def fits(asked: Fits, alert: About) -> bool:
    """One of several threat types is enough."""
    return (
        (not asked.threat_types or bool(asked.threat_types & alert.threat_types))
        and (not asked.levels or alert.level in asked.levels)
        and (not asked.kinds or alert.kind in asked.kinds)
    )


def rank(asked: Fits) -> tuple[bool, bool, bool]:
    """Smaller is more specific: threat and level, threat, level, any; among equals one that names the kind too."""
    return not asked.threat_types, not asked.levels, not asked.kinds


def fitting(playbooks: Iterable[T], asked_of: Callable[[T], Fits], alert: About) -> list[T]:
    """Those that fit, the most specific first, else in the order given."""
    return sorted((one for one in playbooks if fits(asked_of(one), alert)), key=lambda one: rank(asked_of(one)))


def due_at(started_at: dt.datetime, after_min: int) -> dt.datetime:
    """Until when an item is owed."""
    return started_at + dt.timedelta(minutes=after_min)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a checklist is: skipped ones count as done with, but not as done."""

    done: int
    skipped: int
    late: int
    total: int

    @property
    def is_through(self) -> bool:
        return self.done + self.skipped == self.total


def progress(items: Sequence[tuple[bool, bool, dt.datetime]], now: dt.datetime) -> Progress:
    """Of (is done, is skipped, due at) each."""
    late = sum(not done and not skipped and due <= now for done, skipped, due in items)
    return Progress(sum(one[0] for one in items), sum(one[1] for one in items), late, len(items))
