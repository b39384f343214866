"""A week as a grid: seven days of half-hours by the wall clock, each span in columns of its own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .rota import Span

DAYS = 7
A_DAY = 48
COLUMNS = DAYS * A_DAY
HALF_HOUR = timedelta(minutes=30)
EVENING, MORNING = time(18), time(6)
LONGEST_NIGHT = timedelta(hours=16)  # what lasts longer is no night watch, whatever its hours


def monday(week: str, today: date) -> date:
    """The first day of an ISO week such as "2026-W48"; of this week where that is none, or lies over a year away."""
    this = today - timedelta(days=today.weekday())
    try:
        asked = date.fromisocalendar(int(week[:4]), int(week[6:]), 1) if week.isascii() and week[4:6] == "-W" else this
    except ValueError:
        return this
    return asked if abs(asked - this) <= timedelta(weeks=53) else this


def code(day: date) -> str:
    """2026-W48"""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"


def begins(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def column(at: datetime, first_day: date, zone: ZoneInfo) -> int:
    """Half-hours of the wall clock since the first day's midnight, from 0 to 336."""
    wall = at.astimezone(zone).replace(tzinfo=None)
    return max(0, min(COLUMNS, (wall - datetime.combine(first_day, time())) // HALF_HOUR))


def columns(spans: Sequence[Span], first_day: date, zone: ZoneInfo) -> list[tuple[int, int]]:
    """(first column, how many) of each of the spans that cover the week: at least one each, 336 in all."""
    edges = [column(span.starts_at, first_day, zone) for span in spans]
    edges = [0, *edges[1:], COLUMNS]
    for place in range(1, len(edges)):
        edges[place] = max(edges[place], edges[place - 1] + 1)
    edges[-1] = COLUMNS
    for place in range(len(edges) - 2, 0, -1):
        edges[place] = min(edges[place], edges[place + 1] - 1)
    return [(edges[place], edges[place + 1] - edges[place]) for place in range(len(spans))]


def is_night(span: Span, zone: ZoneInfo) -> bool:
    """Most of it lies between 18:00 and 06:00, and it is not longer than a long night."""
    if _lasts(span) > LONGEST_NIGHT:
        return False
    wall = (span.starts_at + (span.ends_at - span.starts_at) / 2).astimezone(zone).time()
    return wall >= EVENING or wall < MORNING


def joined(spans: Sequence[Span]) -> list[Span]:
    """Long watches of the same people that follow each other in one, as one reads a week: day and night stay two."""
    found: list[Span] = []
    for span in spans:
        last = found[-1] if found else None
        if last is not None and _looks(last) == _looks(span) and min(_lasts(last), _lasts(span)) > LONGEST_NIGHT:
            found[-1] = replace(last, ends_at=span.ends_at)
        else:
            found.append(span)
    return found


def _looks(span: Span) -> tuple[object, ...]:
    return span.person_ids, span.falls_to, span.is_by_hand


def _lasts(span: Span) -> timedelta:
    return span.ends_at - span.starts_at
