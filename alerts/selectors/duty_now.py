"""Who is on duty now, who has not checked in, and the gaps: what stands beside the week of the rota."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from alerts.domain.rota import Span
from alerts.models import CheckIn, Duty

from . import checking_in
from .checking_in import Manned, Presence

Names = dict[int, tuple[str, str]]  # of people by id: name, component's code


@dataclass(frozen=True, slots=True)
class Missed:
    """Nobody who holds a duty has checked in: since when it falls to `people` (names; empty: to nobody)."""

    since: datetime
    people: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Neighbouring gaps of one duty in one. `people`: whom it falls to, in turn; empty: nobody."""

    duty: Duty
    starts_at: datetime
    ends_at: datetime
    people: str
    is_now: bool
    is_missed: bool = False  # somebody holds it and has not checked in


@dataclass(frozen=True, slots=True)
class OnDuty:
    """`people`: who holds the duty now, or whom the gap falls to. Of a duty that asks for check-in `check_in` is the
    latest one of those who hold it, `asked`: who has yet to say that they are there, with their names.
    """

    duty: Duty
    is_gap: bool
    people: str
    until: datetime
    check_in: CheckIn | None
    asked: list[tuple[Presence, str]]
    missed: Missed | None


def on_duty(duty: Duty, span: Span, names: Names, manned: Manned, missed: Missed | None) -> OnDuty:
    own = [one for one in manned.people if one.duty.pk == duty.pk and one.watch.runs(manned.at)]
    asked = [(one, names[one.watch.person_id][0]) for one in own if one.check_in is None]
    check_in = checking_in.by_duty(manned).get(duty.pk)
    return OnDuty(duty, span.is_gap, people_of(span, names), span.ends_at, check_in, asked, missed)


def missed_of(gap: checking_in.Gap, names: Names) -> Missed:
    return Missed(gap.since, ", ".join(names[holder.person_id][0] for holder in gap.falls_to))


def gaps_now(posts: list[Duty], running: dict[int, list[Span]], missed: dict[int, Missed]) -> list[Gap]:
    """Watches that run and that nobody has begun."""
    return [
        Gap(duty, missed[duty.pk].since, running[duty.pk][0].ends_at, missed[duty.pk].people, True, is_missed=True)
        for duty in posts
        if duty.pk in missed
    ]


def next_changes(running: list[Span], manned: Manned) -> Iterator[datetime]:
    """When the page is another one by the clock alone: somebody hands over, or has not checked in in time."""
    yield from (span.ends_at for span in running)
    waited_for = (one.asked.missed_at for one in manned.people if one.check_in is None)
    yield from (moment for moment in waited_for if moment > manned.at)


def gaps_ahead(posts: list[Duty], ahead: dict[int, tuple[Span, ...]], now: datetime, names: Names) -> list[Gap]:
    """The earliest first."""
    found = []
    for duty in posts:
        own = [span for span in ahead[duty.pk] if span.is_gap and span.ends_at > now]
        while own:
            last = next(
                (place for place, (one, after) in enumerate(pairwise(own)) if one.ends_at != after.starts_at), None
            )
            together = own if last is None else own[: last + 1]
            own = own[len(together) :]
            people = ", ".join(dict.fromkeys(filter(None, (people_of(span, names) for span in together))))
            starts_at = together[0].starts_at
            found.append(Gap(duty, starts_at, together[-1].ends_at, people, starts_at <= now))
    return sorted(found, key=lambda gap: (max(gap.starts_at, now), gap.duty.position, gap.duty.pk))


def people_of(span: Span, names: Names) -> str:
    ids = span.person_ids or [one.person_id for one in span.falls_to]
    return ", ".join(names[person_id][0] for person_id in ids)
