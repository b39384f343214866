"""What a change of the rota would leave, by the rule that tells: seen before it is made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from alerts.domain.redrawing import Redraw, redrawn
from alerts.domain.rota import Span, filled_gaps, moved_gaps, new_gaps, spans
from alerts.models import Person

from . import duty as duties
from .access import Viewer


@dataclass(frozen=True, slots=True)
class Line:
    """`people`: who holds the duty then, or whom the gap falls to; empty: nobody."""

    duty: str
    starts_at: datetime
    ends_at: datetime
    people: str
    is_gap: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """`gaps`: those that the change leaves; `filled`: those that it ends; `moved`: those that stay and fall to others;
    `planned` and `held`: who has the duties that it is about without it and with it. `changes_nothing`: everything
    stays as it is.
    """

    gaps: list[Line]
    filled: list[Line]
    moved: list[Line]
    planned: list[Line]
    held: list[Line]
    changes_nothing: bool


MOST_LINES = 40


def preview(
    viewer: Viewer, redraw: Redraw, from_at: datetime, until_at: datetime, duty_ids: Iterable[int], now: datetime
) -> Preview:
    """Of the time from now on in which the change tells, for all duties of the office. Three statements."""
    from_at = max(from_at, now)
    coming = {shift.person_id for _duty, shift in redraw.written}
    coming |= {person_id for _duty, turns in redraw.begun for person_id in turns.person_ids}
    posts = duties.posts(viewer.office.pk, from_at, until_at, also=coming)
    after = redrawn(posts.roster, redraw)
    was = {pk: spans(pk, posts.roster, from_at, until_at) for pk in after.duties}
    will = {pk: spans(pk, after, from_at, until_at) for pk in after.duties}
    left = _in_order(new_gaps(_flat(was), _flat(will)))
    ended = _in_order(filled_gaps(_flat(was), _flat(will)))
    moved = _in_order(moved_gaps(_flat(was), _flat(will)))
    about = [duty.pk for duty in posts.duties if duty.pk in set(duty_ids)]
    held = [span for pk in about for span in will[pk]]
    planned = [span for pk in about for span in was[pk]]
    named = [*left, *ended, *moved, *held, *planned]
    ids = {pk for span in named for pk in span.person_ids} | {one.person_id for span in named for one in span.falls_to}
    people = dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))
    names = {duty.pk: duty.name for duty in posts.duties}

    def lines(found: Iterable[Span]) -> list[Line]:
        return [_line(span, names[span.duty_id], people) for span in found if span.duty_id in names][:MOST_LINES]

    return Preview(lines(left), lines(ended), lines(moved), lines(planned), lines(held), was == will)


def _in_order(found: Iterable[Span]) -> list[Span]:
    return sorted(found, key=lambda span: (span.starts_at, span.duty_id))


def _flat(found: dict[int, tuple[Span, ...]]) -> list[Span]:
    return [span for of_one in found.values() for span in of_one]


def _line(span: Span, duty: str, people: dict[int, str]) -> Line:
    ids = span.person_ids or tuple(one.person_id for one in span.falls_to)
    return Line(duty, span.starts_at, span.ends_at, ", ".join(people[person_id] for person_id in ids), span.is_gap)
