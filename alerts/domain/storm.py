"""Many alerts of one kind and area at once are probably one event: which ones. Suggested, never joined."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_APART = 10  # more than so many within the window are suggested as one
WINDOW = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Seen:
    """An open alert as everybody may know it. `sort`: what must be the same, such as kind and area."""

    id: int
    sort: tuple[object, ...]
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Storm:
    """`ids`: at least eleven, the oldest first."""

    sort: tuple[object, ...]
    ids: tuple[int, ...]
    first_at: datetime
    last_at: datetime


def storms(seen: Iterable[Seen]) -> list[Storm]:
    """Each alert of which more than ten of its sort came within thirty minutes (both ends included), together with
    those it overlaps with; the earliest storm first.
    """
    by_sort: dict[tuple[object, ...], list[Seen]] = defaultdict(list)
    for one in seen:
        by_sort[one.sort].append(one)
    found = [storm for alike in by_sort.values() for storm in _of_one_sort(alike)]
    return sorted(found, key=lambda storm: (storm.first_at, storm.ids))


def _of_one_sort(alike: list[Seen]) -> list[Storm]:
    ordered = sorted(alike, key=lambda one: (one.received_at, one.id))
    runs: list[tuple[int, int]] = []  # places of the first and the last
    for last in range(MOST_APART, len(ordered)):
        first = last - MOST_APART
        if ordered[last].received_at - ordered[first].received_at > WINDOW:
            continue
        if runs and first <= runs[-1][1]:
            runs[-1] = (runs[-1][0], last)
        else:
            runs.append((first, last))
    return [_storm(ordered[first : last + 1]) for first, last in runs]


def _storm(run: list[Seen]) -> Storm:
    return Storm(run[0].sort, tuple(one.id for one in run), run[0].received_at, run[-1].received_at)
