"""Rotations turned into watches: whose turn it is on which day, by the wall clock of the duty's zone."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from .words_of_telling import Turn

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rotation:
    """People who take turns, in their order, at the watch from `from_time` to `until_time` (wall clock of the
    duty's zone; equal means round the clock). `first_date`: the first person's first day; `until_date`: the
    first day without the rotation, None while it has no end.
    """

    person_ids: tuple[int, ...]
    turn: Turn
    from_time: time
    until_time: time
    first_date: date
    until_date: date | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """One person's watch (UTC, half-open)."""

    person_id: int
    starts_at: datetime
    ends_at: datetime


def watches(rotation: Rotation, zone: ZoneInfo, from_at: datetime, until_at: datetime) -> list[Watch]:
    """The watches that run at some moment from `from_at` to `until_at`, both included, in their order.

    A watch that crosses midnight belongs to the day on which it begins. Both ends become instants by one rule
    (`fold=0`; a wall time that is left out counts by the offset before the clocks change), so whoever follows
    begins in the very second in which the one before ends. A watch that would have no length because its wall
    time does not exist that day is skipped: its neighbours meet or overlap.
    """
    day = max(rotation.first_date, from_at.astimezone(zone).date() - 2 * DAY)
    last = until_at.astimezone(zone).date() + DAY
    if rotation.until_date is not None:
        last = min(last, rotation.until_date - DAY)
    goes_over = rotation.until_time <= rotation.from_time
    found = []
    while day <= last and rotation.person_ids:
        starts_at = _instant(day, rotation.from_time, zone)
        ends_at = _instant(day + DAY if goes_over else day, rotation.until_time, zone)
        if starts_at < ends_at and starts_at <= until_at and ends_at > from_at:
            found.append(Watch(whose_turn(rotation, day), starts_at, ends_at))
        day += DAY
    return found


def whose_turn(rotation: Rotation, day: date) -> int:
    """The person who has the watch that begins on `day`, not before `first_date`.

    Monthly turns change on the first date's day of the month; in a month without that day on its last one.
    """
    first = rotation.first_date
    if rotation.turn is Turn.MONTHLY:
        turns = 12 * (day.year - first.year) + day.month - first.month
        if day.day < min(first.day, monthrange(day.year, day.month)[1]):
            turns -= 1
    else:
        turns = (day - first).days // (7 if rotation.turn is Turn.WEEKLY else 1)
    return rotation.person_ids[turns % len(rotation.person_ids)]


@lru_cache(maxsize=8192)  # a search asks for the same days again and again
def _instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at.replace(fold=0), zone).astimezone(UTC)
