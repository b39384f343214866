"""One watch relieves another: when that happens, and until when what is handed over is to be accepted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from .rota import Span

ALLOWED = timedelta(minutes=30)  # from the beginning of the watch: then the fallback is told what is left
LASTS = timedelta(hours=24)  # what was not accepted by then belongs to the watches that followed
AHEAD = timedelta(hours=12)  # so long before the end of a watch its hand-over can be prepared


@dataclass(frozen=True, slots=True)
class Turn:
    """A duty changes hands at `at` (UTC): who comes, and who goes; nobody goes where it was held by nobody."""

    duty_id: int
    at: datetime
    comes: frozenset[int]
    goes: frozenset[int]


def turns(found: Iterable[Span]) -> list[Turn]:
    """When a duty changes hands within its spans, in their order. Somebody who only joins those who have it, or leaves
    others to it, takes nothing over.
    """
    changes = []
    for before, after in pairwise(found):
        had, has = frozenset(before.person_ids), frozenset(after.person_ids)
        if has - had and (had - has or not had):
            changes.append(Turn(after.duty_id, after.starts_at, has - had, had - has))
    return changes


def left_at(starts_at: datetime, begun_at: datetime) -> datetime:
    """From when on (included) what nobody accepted is told to the fallback. `begun_at`: when the list was whole;
    where the hub was late with it, people have their half hour all the same.
    """
    return max(starts_at, begun_at) + ALLOWED
