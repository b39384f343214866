"""Whether people on duty are there: a watch begins with a check-in, and falls back where none came in time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .duty import Claim, Duty, Roster, claims
from .rota import Span, began, spans

EARLY = timedelta(hours=1)  # before its beginning somebody may check in for a watch
REMINDED_AFTER = timedelta(minutes=15)
ALLOWED = timedelta(minutes=30)  # from then on the duty counts as not manned
LASTS = timedelta(hours=24)  # whoever stays on is asked again after a day, at the beginning of a watch
BACK = 2 * LASTS  # how far the rota must be known for a watch that is a day long at most
TICK = timedelta(microseconds=1)
MOST_BACK = timedelta(days=35)  # of what lasts longer only the beginning is known


@dataclass(frozen=True, slots=True)
class Sign:
    """Somebody said that they are there, for their watch of the duty that begins at `starts_at`."""

    duty_id: int
    person_id: int
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Watch:
    """One person's watch of a duty (UTC, half-open), whoever stands beside them. `until`: what the rota says of its
    end. `came_at`: since when they have held the duty without a break, one watch after the other.
    """

    duty_id: int
    person_id: int
    starts_at: datetime
    ends_at: datetime
    until: datetime
    came_at: datetime

    def runs(self, at: datetime) -> bool:
        return self.starts_at <= at < self.ends_at

    def may_be_checked_in(self, at: datetime) -> bool:
        return self.starts_at - EARLY <= at < self.ends_at


@dataclass(frozen=True, slots=True)
class Asked:
    """When a watch is reminded of, and from when on nobody has begun it. `since`: from when the duty has asked for
    check-in; a watch that began before counts from there.
    """

    watch: Watch
    since: datetime | None = None

    @property
    def from_at(self) -> datetime:
        return max(self.watch.starts_at, self.since) if self.since else self.watch.starts_at

    @property
    def reminded_at(self) -> datetime:
        return self.from_at + REMINDED_AFTER

    @property
    def missed_at(self) -> datetime:
        """Included: in the very second in which half an hour is over the duty falls back."""
        return self.from_at + ALLOWED


def watches(duty_id: int, roster: Roster, from_at: datetime, until_at: datetime) -> list[Watch]:
    """Everybody's watches of a duty in [`from_at`, `until_at`), by when they begin; a watch that others join or
    leave stays one, and so does one that reaches out of the period.
    """
    duty = roster.duties[duty_id]
    found: dict[int, list[Watch]] = {}
    for span in spans(duty_id, roster, from_at, until_at):
        for holder in span.holders:
            own = found.setdefault(holder.person_id, [])
            goes_on = bool(own) and own[-1].ends_at == span.starts_at
            if goes_on and own[-1].until == holder.until:
                own[-1] = replace(own[-1], ends_at=span.ends_at)
                continue
            starts_at = began(duty, holder, span, from_at)
            came_at = own[-1].came_at if goes_on else starts_at
            own.append(Watch(duty_id, holder.person_id, starts_at, span.ends_at, holder.until, came_at))
    flat = (watch for own in found.values() for watch in own)
    whole = (replace(one, ends_at=max(one.ends_at, one.until)) if one.ends_at == until_at else one for one in flat)
    return sorted(whole, key=lambda one: (one.starts_at, one.person_id))


def known_from(duties: Iterable[Duty], at: datetime) -> datetime:
    """From when on the rota must be known to tell who has checked in at `at`: further back where a watch is long."""
    running: list[Claim] = [claim for duty in duties for claim in claims(duty, at, at) if claim.starts_at <= at]
    oldest = min((claim.starts_at for claim in running), default=at)
    return max(min(at - BACK, oldest - LASTS), at - MOST_BACK)


def covers(sign: Sign, watch: Watch) -> bool:
    """Whether a check-in is good for the watch: said for it, or for one since when the person has not left the duty,
    unless that began a day before it.
    """
    is_same = (sign.duty_id, sign.person_id) == (watch.duty_id, watch.person_id)
    return is_same and max(watch.came_at, watch.starts_at - LASTS + TICK) <= sign.starts_at < watch.ends_at


def is_missing(asked: Asked, signs: Iterable[Sign], at: datetime) -> bool:
    """Whether at `at` the person of the watch has not checked in although half an hour of it is over."""
    if not asked.watch.runs(at) or at < asked.missed_at:
        return False
    return not any(covers(sign, asked.watch) for sign in signs)


def unseen(asked: Iterable[Asked], signs: Iterable[Sign], at: datetime) -> frozenset[tuple[int, int]]:
    """(duty id, person id) of all who are missing at `at`, as domain.duty.Roster has it."""
    known = list(signs)
    return frozenset((one.watch.duty_id, one.watch.person_id) for one in asked if is_missing(one, known, at))


def is_gap(span: Span, missing: frozenset[tuple[int, int]]) -> bool:
    """Whether somebody holds the duty, and none of them has been seen."""
    return bool(span.holders) and all((span.duty_id, person_id) in missing for person_id in span.person_ids)
