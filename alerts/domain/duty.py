"""Who holds a duty at a moment: people are found through duties, never directly."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from itertools import groupby
from zoneinfo import ZoneInfo

from .rotation import Rotation, watches
from .words import Component
from .words_of_telling import HeldBy, ShiftKind

LONG_AGO = datetime.min.replace(tzinfo=UTC)
HELD_BY = {ShiftKind.SURGE: HeldBy.SURGE, ShiftKind.REPLACE: HeldBy.OVERRIDE, ShiftKind.ADD: HeldBy.SHIFT}


class PassedOver(StrEnum):
    """Why somebody on the list was not taken."""

    INACTIVE = "inactive"
    FILER = "filer"
    NOBODY_ON_SHIFT = "nobody_on_shift"
    ABSENT = "absent"
    UNREACHABLE = "unreachable"
    REMOVED = "removed"
    NOT_CHECKED_IN = "not_checked_in"


@dataclass(frozen=True, slots=True)
class Shift:
    """Written by hand. `starts_at` included, `ends_at` not: in the very second of hand-over the incoming person
    has it. `made_at`: when it was written, None where that is not known (before everything else).
    """

    person_id: int
    starts_at: datetime
    ends_at: datetime
    kind: ShiftKind = ShiftKind.ADD
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """A person is away from all duties, half-open. `reason`: what the log says of it."""

    person_id: int
    starts_at: datetime
    ends_at: datetime
    declared_at: datetime
    reason: PassedOver = PassedOver.ABSENT


@dataclass(frozen=True, slots=True)
class Duty:
    id: int
    component: Component | None
    fallback_id: int | None
    shifts: tuple[Shift, ...]
    rotations: tuple[Rotation, ...] = ()
    time_zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Roster:
    """All that decides who holds a duty. `inactive`: may not sign in or have no role in the office;
    `unreachable`: their address was refused for good. `unseen`: (duty id, person id) of holders who have not said in
    time that they are there (domain.checking_in), at the one moment that is asked for.
    """

    duties: Mapping[int, Duty]
    absences: tuple[Absence, ...] = ()
    inactive: frozenset[int] = frozenset()
    unreachable: frozenset[int] = frozenset()
    unseen: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Holder:
    """A person to be told, and through which duty; `through_id` differs when a fallback answered for it.
    `until`: the end of the watch or shift that makes them the holder.
    """

    person_id: int
    duty_id: int
    through_id: int
    component: Component | None
    until: datetime
    held_by: HeldBy = HeldBy.ROTATION


@dataclass(frozen=True, slots=True)
class Found:
    """Who was found for a duty; `passed_over` says why others were not, or why not they alone (not checked in):
    (duty id, person id or None, reason).
    """

    holders: tuple[Holder, ...]
    passed_over: tuple[tuple[int, int | None, PassedOver], ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What puts a person on a duty from `starts_at` until `ends_at`; `shift` where it was written by hand."""

    person_id: int
    starts_at: datetime
    ends_at: datetime
    shift: Shift | None = None

    @property
    def kind(self) -> ShiftKind | None:
        return self.shift.kind if self.shift else None

    @property
    def made_at(self) -> datetime:
        return (self.shift.made_at if self.shift else None) or LONG_AGO


Claims = Callable[[Duty], list[Claim]]


def claims(duty: Duty, from_at: datetime, until_at: datetime) -> list[Claim]:
    """Everything that runs at some moment from `from_at` to `until_at`: watches of rotations, then shifts."""
    zone = ZoneInfo(duty.time_zone)
    turns = (watch for rotation in duty.rotations for watch in watches(rotation, zone, from_at, until_at))
    return [Claim(watch.person_id, watch.starts_at, watch.ends_at) for watch in turns] + [
        Claim(shift.person_id, shift.starts_at, shift.ends_at, shift)
        for shift in duty.shifts
        if shift.starts_at <= until_at and shift.ends_at > from_at
    ]


def holders(duty_id: int, roster: Roster, at: datetime, passing_over: Iterable[int] = ()) -> Found:
    """The people who hold a duty at `at` (UTC), following fallbacks until somebody is found.

    Surge goes before a shift that replaces, that before the rotation, whose people a shift may also take out;
    the first layer that yields somebody wins, and of shifts that replace the one said last. Added people stand
    beside the last two layers. An absence goes before everything that was said earlier than it.
    `passing_over` are people who cannot answer, such as the alert's own filer. While none of a duty's people has
    been seen they are found all the same, and after them those whom it falls back to. Unreachable people are taken
    after all where nobody else is left in the whole chain. A circle of fallbacks ends the search; nobody found
    is an empty tuple, never an error.
    """
    return holders_among(duty_id, roster, at, frozenset(passing_over), lambda duty: claims(duty, at, at))


def holders_among(duty_id: int, roster: Roster, at: datetime, filers: frozenset[int], running: Claims) -> Found:
    """`holders`, where the caller knows what may run: `running(duty)` holds at least the claims of `at`."""
    found = _search(duty_id, roster, at, filers, running)
    if found.holders or not roster.unreachable:
        return found
    after_all = _search(duty_id, replace(roster, unreachable=frozenset()), at, filers, running)
    taken = {holder.person_id for holder in after_all.holders}
    left = (one for one in found.passed_over if one[2] is not PassedOver.UNREACHABLE or one[1] not in taken)
    return Found(after_all.holders, tuple(left))


def _search(duty_id: int, roster: Roster, at: datetime, filers: frozenset[int], running: Claims) -> Found:
    asked = roster.duties[duty_id]
    found: dict[int, Holder] = {}
    passed: list[tuple[int, int | None, PassedOver]] = []
    for duty in chain(duty_id, roster.duties):
        now = [claim for claim in running(duty) if claim.starts_at <= at < claim.ends_at]
        taken, left = _taken(now, roster, at, filers)
        passed += [(duty.id, person_id, reason) for person_id, reason in left.items()]
        for person_id, own in taken.items():
            ends_at = max(claim.ends_at for claim in own)
            held = Holder(person_id, asked.id, duty.id, asked.component, ends_at, _by(own[0]))
            found.setdefault(person_id, held)
        unseen = [person_id for person_id in taken if (duty.id, person_id) in roster.unseen]
        if len(unseen) < len(taken):
            break
        passed += [(duty.id, person_id, PassedOver.NOT_CHECKED_IN) for person_id in unseen]
        if not taken and not left:
            passed.append((duty.id, None, PassedOver.NOBODY_ON_SHIFT))
    return Found(tuple(found.values()), tuple(passed))


def chain(duty_id: int, duties: Mapping[int, Duty]) -> Iterator[Duty]:
    """The duty and its fallbacks in their order, each once."""
    seen: set[int] = set()
    current = duties.get(duty_id)
    while current is not None and current.id not in seen:
        seen.add(current.id)
        yield current
        current = duties.get(current.fallback_id) if current.fallback_id is not None else None


def circle(fallbacks: Mapping[int, int | None]) -> tuple[int, ...] | None:
    """Duties whose fallbacks lead back to the first of them, in their order; None where every chain ends.

    `fallbacks`: duty id -> the id of its fallback.
    """
    for start in fallbacks:
        walked: list[int] = []
        current: int | None = start
        while current is not None and current not in walked:
            walked.append(current)
            current = fallbacks.get(current)
        if current == start:
            return tuple(walked)
    return None


def _taken(
    now: list[Claim], roster: Roster, at: datetime, filers: frozenset[int]
) -> tuple[dict[int, list[Claim]], dict[int, PassedOver]]:
    """The claims of the first layer that yields somebody, by person, and why others were left until then."""
    left: dict[int, PassedOver] = {}
    taken: dict[int, list[Claim]] = {}
    for layer, beside in _layers(now):
        for claim in (*layer, *beside):
            if claim in beside and not taken:
                break
            reason = _reason(claim, now, roster, at, filers)
            if reason is None:
                taken.setdefault(claim.person_id, []).append(claim)
            else:
                left.setdefault(claim.person_id, reason)
        if taken:
            break
    return taken, {person_id: reason for person_id, reason in left.items() if person_id not in taken}


def _layers(now: list[Claim]) -> Iterator[tuple[list[Claim], list[Claim]]]:
    """(the layer, who stands beside it), the foremost first; each change that replaces is a layer of its own."""
    of: dict[ShiftKind | None, list[Claim]] = defaultdict(list)
    for claim in now:
        of[claim.kind].append(claim)
    yield of[ShiftKind.SURGE], []
    latest_first = sorted(of[ShiftKind.REPLACE], key=lambda claim: claim.made_at, reverse=True)
    for _made_at, said_together in groupby(latest_first, key=lambda claim: claim.made_at):
        yield list(said_together), of[ShiftKind.ADD]
    yield of[None] + of[ShiftKind.ADD], []


def _reason(claim: Claim, now: list[Claim], roster: Roster, at: datetime, filers: frozenset[int]) -> PassedOver | None:
    """Why this claim does not count at `at`; None where it does."""
    person_id = claim.person_id
    if person_id in roster.inactive:
        return PassedOver.INACTIVE
    if claim.kind in {None, ShiftKind.ADD} and any(
        other.kind is ShiftKind.REMOVE and other.person_id == person_id and other.made_at >= claim.made_at
        for other in now
    ):
        return PassedOver.REMOVED
    for absence in roster.absences:
        is_away = absence.person_id == person_id and absence.starts_at <= at < absence.ends_at
        if is_away and claim.made_at <= absence.declared_at:
            return absence.reason
    if person_id in filers:
        return PassedOver.FILER
    return PassedOver.UNREACHABLE if person_id in roster.unreachable else None


def _by(claim: Claim) -> HeldBy:
    return HELD_BY[claim.kind] if claim.kind else HeldBy.ROTATION
