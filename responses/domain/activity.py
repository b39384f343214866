"""What was done in a period, counted by response: what was begun, and how what was done ended."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any
from zoneinfo import ZoneInfo

from .acts import Act
from .course import GOES_OUT, TIER_OF
from .indicators import Reading
from .words import ResponseType, Result, Tier

DAY_FROM, DAY_UNTIL = dt.time(6), dt.time(18)  # by the office's own clock
BEGUN, ACTED, DONE, BY_DAY, BY_NIGHT = range(5)
TOLD_APART = (Result.HARM, Result.TOO_LATE)


@dataclass(frozen=True, slots=True)
class Done:
    """A response and the alerts that it serves, as (number, is restricted)."""

    act: Act
    alerts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """As plain values, to be kept as JSON. `begun`: by type, of the responses begun in the period: how many, how many
    acted, are done, and, where somebody goes out for that, acted by day, by night. `results`: by result and tier, of
    those done in the period. `apart`: under harm and arriving too late, the numbers of their alerts.
    """

    begun: dict[str, list[int]] = field(default_factory=dict)
    results: dict[str, dict[str, int]] = field(default_factory=dict)
    apart: dict[str, list[str]] = field(default_factory=dict)

    def of_type(self, what: ResponseType) -> list[int]:
        return self.begun.get(what.value, [0] * 5)

    def of_tier(self, tier: Tier) -> list[int]:
        return self._sum(counts for what, counts in self.begun.items() if TIER_OF[ResponseType(what)] is tier)

    @property
    def all_begun(self) -> list[int]:
        return self._sum(self.begun.values())

    @staticmethod
    def _sum(rows: Iterable[list[int]]) -> list[int]:
        return [sum(column) for column in zip([0] * 5, *rows, strict=True)]

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Activity":
        names = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in stored.items() if name in names})


class Log:
    """Takes responses one by one, in any order, and keeps counts only. To readers who are not cleared, what serves only
    restricted alerts does not count, and no restricted alert is named.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.begun: dict[str, list[int]] = {}
        self.results: dict[str, Counter[str]] = {}
        self.apart: dict[str, set[str]] = {}

    def add(self, one: Done) -> None:
        told = {number for number, is_restricted in one.alerts if self.reading.is_cleared or not is_restricted}
        if not told:
            return
        act = one.act
        if act.created_at is not None and _is_within(self.reading, act.created_at):
            counts = self.begun.setdefault(act.type, [0] * 5)
            for column in _columns(act, self.reading.period.zone):
                counts[column] += 1
        if act.done_at is not None and act.result and _is_within(self.reading, act.done_at):
            self.results.setdefault(act.result, Counter())[TIER_OF[ResponseType(act.type)].value] += 1
            if act.result in TOLD_APART:
                self.apart.setdefault(act.result, set()).update(told)

    def activity(self) -> Activity:
        return Activity(
            begun=dict(sorted(self.begun.items())),
            results={result: dict(sorted(counts.items())) for result, counts in sorted(self.results.items())},
            apart={result: sorted(told, key=_by_number) for result, told in sorted(self.apart.items())},
        )


def activities(found: Iterable[Done], readings: Iterable[Reading]) -> list[Activity]:
    """Of what was begun or done in the period, as each of these reads it."""
    logs = [Log(reading) for reading in readings]
    for one in found:
        for log in logs:
            log.add(one)
    return [log.activity() for log in logs]


def _is_within(reading: Reading, at: dt.datetime) -> bool:
    return reading.period.starts_at <= at < reading.period.ends_at


def _columns(act: Act, zone: str) -> list[int]:
    """In which columns it counts."""
    found = [BEGUN]
    if act.has_acted:
        found.append(ACTED)
    if act.done_at is not None:
        found.append(DONE)
    if act.acted_at is not None and act.type in GOES_OUT:
        hour = act.acted_at.astimezone(ZoneInfo(zone)).time()
        found.append(BY_DAY if DAY_FROM <= hour < DAY_UNTIL else BY_NIGHT)
    return found


def _by_number(number: str) -> tuple[int, str]:
    return len(number), number


def changed(before: Activity | None, now: Activity | None) -> list[list[Any]]:
    """[name, was, is] for every count that differs; nothing where a version knew of no responses."""
    if before is None or now is None:
        return []
    found: list[list[Any]] = []
    for what in ResponseType:
        was, is_now = before.of_type(what)[:BY_DAY], now.of_type(what)[:BY_DAY]
        names = (f"begun:{what}", f"acted:{what}", f"done:{what}")
        found += [[name, *pair] for name, *pair in zip(names, was, is_now, strict=True) if pair[0] != pair[1]]
    for result in Result:
        was_done, is_done = (sum(one.results.get(result.value, {}).values()) for one in (before, now))
        if was_done != is_done:
            found.append([f"result:{result}", was_done, is_done])
    return found
