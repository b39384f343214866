"""How many there were at past moments: counted from when each thing began and ended, nothing is sampled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Lasted:
    """One thing of an alert, half-open: it counts from `since` until `until` (UTC), None: still."""

    alert_id: int
    since: datetime
    until: datetime | None


def alerts_at(marks: Sequence[datetime], lasted: Iterable[Lasted]) -> tuple[int, ...]:
    """At each of the marks, of how many alerts at least one thing lasted then."""
    found: list[set[int]] = [set() for _mark in marks]
    for one in lasted:
        for mark, ids in zip(marks, found, strict=True):
            if one.since <= mark and (one.until is None or mark < one.until):
                ids.add(one.alert_id)
    return tuple(len(ids) for ids in found)
