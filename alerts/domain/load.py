"""How much of a period each person was on duty, and was called: hours, nights, weekend days, answers in time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .rota import Span

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
# Directive 2003/88/EC, article 2: night time holds the hours from midnight to 05:00 and at least seven in all;
# whoever works three of them works at night.
NIGHT_BEGINS, NIGHT_ENDS = time(22), time(6)
COUNTS_FROM = 3 * HOUR
MOST_HOURS, MOST_NIGHTS = 192, 8  # in 28 days; above, the load stands in red
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Load:
    """`hours`: rounded down. `nights`: three hours and more between 22:00 and 06:00. `weekend_days`: Saturdays and
    Sundays of which three hours and more.
    """

    person_id: int
    hours: int
    nights: int
    weekend_days: int

    @property
    def is_long(self) -> bool:
        return self.hours > MOST_HOURS

    @property
    def is_nightly(self) -> bool:
        return self.nights > MOST_NIGHTS


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody was first told of an alert in a round at `at` and had until `due_at` to answer; `components`: those for
    which their answer was asked, empty: one answer of anybody is enough.
    """

    person_id: int
    alert_id: int
    round: int
    at: datetime
    due_at: datetime
    components: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """`component`: for which it spoke, empty: for none."""

    person_id: int
    alert_id: int
    round: int
    at: datetime
    component: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """Of `asked` calls that only they could settle, or that they settled, `in_time` were answered in time."""

    in_time: int = 0
    asked: int = 0


def answered(told: Iterable[Told], answers: Iterable[Answer], now: datetime) -> dict[int, Answered]:
    """By person. What others answered in time asked nothing more of them and is not counted; nor is what still has
    time.
    """
    said: dict[tuple[int, int], list[Answer]] = defaultdict(list)
    for answer in answers:
        said[answer.alert_id, answer.round].append(answer)
    found: dict[int, Answered] = defaultdict(Answered)
    for one in told:
        in_time = [answer for answer in said[one.alert_id, one.round] if answer.at <= one.due_at]
        before = found[one.person_id]
        if any(answer.person_id == one.person_id for answer in in_time):
            found[one.person_id] = Answered(before.in_time + 1, before.asked + 1)
        elif not _is_settled(one, in_time) and one.due_at <= now:
            found[one.person_id] = Answered(before.in_time, before.asked + 1)
    return dict(found)


def _is_settled(one: Told, in_time: list[Answer]) -> bool:
    if not one.components:
        return bool(in_time)
    return one.components <= {answer.component for answer in in_time}


def is_at_night(at: datetime, zone: ZoneInfo) -> bool:
    wall = at.astimezone(zone).time()
    return wall >= NIGHT_BEGINS or wall < NIGHT_ENDS


def loads(held: Iterable[Span], zone: ZoneInfo) -> tuple[Load, ...]:
    """Of everybody who holds one of the spans, the most first. Two duties at once are one hour an hour."""
    periods: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for span in held:
        for person_id in span.person_ids:
            periods[person_id].append((span.starts_at, span.ends_at))
    found = [_load(person_id, _merged(own), zone) for person_id, own in periods.items()]
    return tuple(sorted(found, key=lambda load: (-load.hours, -load.nights, load.person_id)))


def _load(person_id: int, own: list[tuple[datetime, datetime]], zone: ZoneInfo) -> Load:
    nights: dict[date, timedelta] = defaultdict(timedelta)
    weekends: dict[date, timedelta] = defaultdict(timedelta)
    for begins, ends in own:
        day, last = begins.astimezone(zone).date() - DAY, ends.astimezone(zone).date()
        while day <= last:
            midnight, next_midnight = _at(day, time(), zone), _at(day + DAY, time(), zone)
            night = _at(day, NIGHT_BEGINS, zone), _at(day + DAY, NIGHT_ENDS, zone)
            nights[day] += _common((begins, ends), night)
            if day.weekday() >= SATURDAY:
                weekends[day] += _common((begins, ends), (midnight, next_midnight))
            day += DAY
    return Load(
        person_id,
        sum((ends - begins for begins, ends in own), timedelta()) // HOUR,
        sum(length >= COUNTS_FROM for length in nights.values()),
        sum(length >= COUNTS_FROM for length in weekends.values()),
    )


def _merged(periods: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Without overlap, those that meet in one."""
    found: list[tuple[datetime, datetime]] = []
    for begins, ends in sorted(periods):
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found


def _common(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> timedelta:
    return max(timedelta(), min(one[1], other[1]) - max(one[0], other[0]))


def _at(day: date, moment: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, moment, zone).astimezone(UTC)
