"""A week of the rota as a list to be printed: who has which duty when, whom a gap falls to, how they are called."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from alerts.domain import week as grid
from alerts.domain.rota import Span, spans
from alerts.models import Duty, Person

from . import duty as duties
from .access import Viewer

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Piece:
    """What of a watch lies within one day of the duty's own zone. `hours`: "06:00–18:00", "18:00–" where it goes on
    after midnight, "–06:00" where it began before, empty: the whole day. `people`: of a gap those whom it falls to.
    """

    hours: str
    people: str
    is_gap: bool


@dataclass(frozen=True, slots=True)
class Line:
    """`falls_to`: the fallback's name; `zone`: the duty's own zone, empty where it is the office's. `days`: seven."""

    duty: Duty
    falls_to: str
    zone: str
    days: list[list[Piece]]


@dataclass(frozen=True, slots=True)
class Contact:
    """`phone`: empty where the viewer may not see it, or none is known."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class DutyList:
    first_day: date
    days: list[date]
    today: date
    lines: list[Line]
    people: list[Contact]
    has_numbers: bool

    @property
    def number(self) -> int:
        return self.first_day.isocalendar().week

    @property
    def before(self) -> str:
        return grid.code(self.first_day - 7 * DAY)

    @property
    def after(self) -> str:
        return grid.code(self.first_day + 7 * DAY)

    @property
    def last_day(self) -> date:
        return self.days[-1]


def duty_list(viewer: Viewer, now: datetime, week: str) -> DutyList:
    """The ISO week asked for. Telephone numbers for those who edit the rota only. Three statements."""
    today = now.astimezone(ZoneInfo(viewer.office.time_zone)).date()
    first_day = grid.monday(week, today)
    days = [first_day + past * DAY for past in range(grid.DAYS)]
    about = ZoneInfo("UTC")
    posts = duties.posts(viewer.office.pk, grid.begins(first_day, about) - DAY, grid.begins(first_day, about) + 8 * DAY)
    found = {duty.pk: _spans(duty, posts, first_day) for duty in posts.duties}
    people = _people([span for own in found.values() for span in own])
    by_id = {duty.pk: duty for duty in posts.duties}
    lines = [
        Line(
            duty,
            by_id[duty.fallback_id].name if duty.fallback_id in by_id else "",
            duty.time_zone if duty.time_zone != viewer.office.time_zone else "",
            [list(_pieces(found[duty.pk], day, ZoneInfo(duty.time_zone), people)) for day in days],
        )
        for duty in posts.duties
    ]
    may_see = viewer.may_edit_duty
    contacts = [Contact(person.name, person.phone if may_see else "") for person in people.values()]
    return DutyList(first_day, days, today, lines, sorted(contacts, key=lambda one: one.name), may_see)


def _spans(duty: Duty, posts: duties.Posts, first_day: date) -> list[Span]:
    """Of the week in the duty's zone; what the same people hold one after the other reads as one."""
    zone = ZoneInfo(duty.time_zone)
    begins, ends = grid.begins(first_day, zone), grid.begins(first_day + 7 * DAY, zone)
    return list(_joined(spans(duty.pk, posts.roster, begins, ends)))


def _joined(found: Iterable[Span]) -> Iterable[Span]:
    last: Span | None = None
    for span in found:
        if last is not None and (last.person_ids, last.falls_to) == (span.person_ids, span.falls_to):
            last = Span(span.duty_id, last.starts_at, span.ends_at, span.holders, span.falls_to)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def _pieces(own: list[Span], day: date, zone: ZoneInfo, people: dict[int, Person]) -> Iterable[Piece]:
    begins, ends = grid.begins(day, zone), grid.begins(day + DAY, zone)
    for span in own:
        if span.starts_at >= ends or span.ends_at <= begins:
            continue
        starts = f"{span.starts_at.astimezone(zone):%H:%M}" if span.starts_at > begins else ""
        until = f"{span.ends_at.astimezone(zone):%H:%M}" if span.ends_at < ends else ""
        ids = span.person_ids or [one.person_id for one in span.falls_to]
        names = ", ".join(people[pk].name for pk in ids)
        yield Piece(f"{starts}–{until}" if starts or until else "", names, span.is_gap)


def _people(found: Iterable[Span]) -> dict[int, Person]:
    """Everybody who stands in the list. One statement."""
    ids = {pk for span in found for pk in (*span.person_ids, *(one.person_id for one in span.falls_to))}
    return {person.pk: person for person in Person.objects.filter(pk__in=ids).only("pk", "name", "phone")}
