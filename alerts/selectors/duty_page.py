"""The week grid and what stands beside it: who is on duty now, the gaps ahead, how much each has carried."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Q, Subquery

from alerts.domain import week as grid
from alerts.domain.load import Load, loads
from alerts.domain.rota import Span, spans
from alerts.models import Duty, Membership, Person, SwapOffer

from . import checking_in
from . import duty as duties
from .access import Viewer
from .duty_choices import key
from .duty_now import Gap, Missed, Names, OnDuty, gaps_ahead, gaps_now, missed_of, next_changes, on_duty, people_of

GAPS_AHEAD = timedelta(days=14)
LOAD_BACK = timedelta(days=28)
ASIDE = timedelta(hours=36)  # beyond the week, so that a watch that crosses its edge says its own times


@dataclass(frozen=True, slots=True)
class Bar:
    """A span on the grid: `column` from 0, `width` in half-hours. `people`: who holds it, or whom a gap falls to."""

    span: Span
    column: int
    width: int
    people: str
    is_night: bool
    is_now: bool
    is_own: bool
    key: str  # of the viewer's own watch, for the form that swaps it
    missed: Missed | None = None  # whoever has it now has not checked in

    @property
    def is_narrow(self) -> bool:
        """Too narrow for a sentence on a small desk."""
        return self.width < 40

    @property
    def is_slim(self) -> bool:
        """Too narrow for a name on a small desk."""
        return self.width <= 12

    @property
    def is_sliver(self) -> bool:
        """Too narrow to be pressed on a small desk (24 px, WCAG 2.5.8): it is pressed beside the week."""
        return self.width <= 10


@dataclass(frozen=True, slots=True)
class Row:
    """`falls_to`: the fallback duty's name, empty where there is none. `now`: the bar that runs."""

    duty: Duty
    falls_to: str
    bars: list[Bar]


@dataclass(frozen=True, slots=True)
class Carried:
    name: str
    where: str  # code of the component, empty: none
    load: Load


@dataclass(frozen=True, slots=True)
class DutyWeek:
    """`now_percent`: how far through the week it is now, None outside of it. `next_change_at`: when somebody hands
    over next. `offers`: swaps that wait for the viewer or were offered by them.
    """

    first_day: date
    begins: datetime
    ends: datetime
    days: list[date]
    today: date
    rows: list[Row]
    now_percent: float | None
    next_change_at: datetime | None
    on_duty: list[OnDuty]
    gaps: list[Gap]
    carried: list[Carried]
    offers: list[SwapOffer]

    @property
    def asks_check_in(self) -> bool:
        return any(row.duty.asks_check_in for row in self.rows)

    @property
    def code(self) -> str:
        return grid.code(self.first_day)

    @property
    def number(self) -> int:
        return self.first_day.isocalendar().week

    @property
    def before(self) -> str:
        return grid.code(self.first_day - timedelta(days=7))

    @property
    def after(self) -> str:
        return grid.code(self.first_day + timedelta(days=7))

    @property
    def by_day(self) -> list[tuple[date, list[tuple[Duty, list[Bar]]]]]:
        """The same bars, day by day: a watch that crosses midnight stands under both days."""
        return [
            (
                day,
                [
                    (
                        row.duty,
                        [
                            bar
                            for bar in row.bars
                            if bar.column < (place + 1) * grid.A_DAY and bar.column + bar.width > place * grid.A_DAY
                        ],
                    )
                    for row in self.rows
                ],
            )
            for place, day in enumerate(self.days)
        ]

    @property
    def slivers(self) -> list[tuple[Duty, list[Bar]]]:
        """Watches and gaps too short to be pressed on the grid, by duty."""
        found = [(row.duty, [bar for bar in row.bars if bar.is_sliver]) for row in self.rows]
        return [(duty, bars) for duty, bars in found if bars]

    @property
    def last_day(self) -> date:
        return self.days[-1]


def duty_week(viewer: Viewer, now: datetime, week: str) -> DutyWeek:
    """The ISO week asked for ("2026-W48") in the office's zone. Four statements however many duties: duties, the
    people of the rota, their names, offers of swaps; one more where a duty asks for check-in.
    """
    zone = ZoneInfo(viewer.office.time_zone)
    today = now.astimezone(zone).date()
    first_day = grid.monday(week, today)
    begins, ends = grid.begins(first_day, zone), grid.begins(first_day + timedelta(days=7), zone)
    from_at, until_at = min(begins - ASIDE, now - LOAD_BACK), max(ends + ASIDE, now + GAPS_AHEAD)
    posts = duties.posts(viewer.office.pk, from_at, until_at)
    ahead = {duty.pk: spans(duty.pk, posts.roster, now - ASIDE, now + GAPS_AHEAD) for duty in posts.duties}
    shown = {
        duty.pk: grid.joined(_touching(spans(duty.pk, posts.roster, begins - ASIDE, ends + ASIDE), begins, ends))
        for duty in posts.duties
    }
    held = [span for duty in posts.duties for span in spans(duty.pk, posts.roster, now - LOAD_BACK, now)]
    carried = loads(held, zone)
    manned = checking_in.of_posts(posts, now).at(now)
    falls_to = [holder.person_id for gap in manned.gaps.values() for holder in gap.falls_to]
    names = _names(viewer, [*_flat(ahead), *_flat(shown)], carried, falls_to)
    missed = {pk: missed_of(gap, names) for pk, gap in manned.gaps.items()}
    by_id = {duty.pk: duty for duty in posts.duties}
    rows = [_row(viewer, duty, by_id, shown[duty.pk], first_day, zone, now, names, missed) for duty in posts.duties]
    running = {pk: _touching(found, now, now + timedelta(microseconds=1)) for pk, found in ahead.items()}
    return DutyWeek(
        first_day=first_day,
        begins=begins,
        ends=ends,
        days=[first_day + timedelta(days=past) for past in range(7)],
        today=today,
        rows=rows,
        now_percent=100 * (now - begins) / (ends - begins) if begins <= now < ends else None,
        next_change_at=min(next_changes(_flat(running), manned), default=None),
        on_duty=[on_duty(duty, running[duty.pk][0], names, manned, missed.get(duty.pk)) for duty in posts.duties],
        gaps=gaps_now(posts.duties, running, missed) + gaps_ahead(posts.duties, ahead, now, names),
        carried=[Carried(*names.get(load.person_id, ("?", "")), load) for load in carried],
        offers=list(offers(viewer, now)),
    )


def offers(viewer: Viewer, now: datetime) -> Iterable[SwapOffer]:
    """Standing offers of swaps to the viewer or by them. One statement."""
    return (
        SwapOffer.objects.filter(
            Q(offered_by=viewer.person) | Q(asked=viewer.person), office=viewer.office, ended_at__isnull=True
        )
        .filter(own_ends_at__gt=now, asked_ends_at__gt=now)
        .select_related("offered_by", "asked", "own_duty", "asked_duty")
        .order_by("offered_at", "id")
    )


def _row(
    viewer: Viewer,
    duty: Duty,
    by_id: dict[int, Duty],
    shown: list[Span],
    first_day: date,
    zone: ZoneInfo,
    now: datetime,
    names: Names,
    missed: dict[int, Missed],
) -> Row:
    bars = [
        Bar(
            span,
            column,
            width,
            people_of(span, names),
            grid.is_night(span, zone),
            span.starts_at <= now < span.ends_at,
            viewer.person.pk in span.person_ids,
            key(duty.pk, viewer.person.pk, span.starts_at, span.ends_at),
            missed.get(duty.pk) if span.starts_at <= now < span.ends_at else None,
        )
        for span, (column, width) in zip(shown, grid.columns(shown, first_day, zone), strict=True)
    ]
    fallback = by_id.get(duty.fallback_id) if duty.fallback_id else None
    return Row(duty, fallback.name if fallback else "", bars)


def _touching(found: Iterable[Span], from_at: datetime, until_at: datetime) -> list[Span]:
    return [span for span in found if span.starts_at < until_at and span.ends_at > from_at]


def _flat(found: dict[int, Any]) -> list[Span]:
    return [span for of_one in found.values() for span in of_one]


def _names(viewer: Viewer, shown: list[Span], carried: Iterable[Load], also: Iterable[int]) -> Names:
    """(name, component's code) of everybody on the page. One statement."""
    ids = set(also) | {person_id for span in shown for person_id in span.person_ids}
    ids |= {one.person_id for span in shown for one in span.falls_to} | {load.person_id for load in carried}
    component = Membership.objects.filter(person=OuterRef("pk"), office=viewer.office).order_by("-from_date")
    people = Person.objects.filter(pk__in=ids).annotate(component=Subquery(component.values("component")[:1]))
    return {pk: (name, component or "") for pk, name, component in people.values_list("pk", "name", "component")}
