"""A duty over time: the period cut wherever who holds it changes, its gaps, and a person's own watches."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import chain as joined
from itertools import pairwise

from .duty import Claim, Claims, Duty, Holder, PassedOver, Roster, chain, claims, holders_among
from .words_of_telling import HeldBy

NEAR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FallsTo:
    """Whom a gap falls to, through which duty."""

    person_id: int
    through_id: int


@dataclass(frozen=True, slots=True)
class Span:
    """Nothing changes from `starts_at` until `ends_at` (UTC, half-open). `holders`: of the duty itself.
    `falls_to`: whoever answers for a gap; empty where nobody is left. `is_by_hand`: a shift makes it other than
    the rotation has it; in a duty without rotations added shifts are the plan.
    """

    duty_id: int
    starts_at: datetime
    ends_at: datetime
    holders: tuple[Holder, ...]
    falls_to: tuple[FallsTo, ...] = ()
    is_by_hand: bool = False

    @property
    def is_gap(self) -> bool:
        return not self.holders

    @property
    def person_ids(self) -> tuple[int, ...]:
        return tuple(holder.person_id for holder in self.holders)


def spans(duty_id: int, roster: Roster, from_at: datetime, until_at: datetime) -> tuple[Span, ...]:
    """The whole of [`from_at`, `until_at`) in order, without hole or overlap; neighbours differ.

    Two watches of the same person that follow each other stay two. Who holds what is asked of
    `domain.duty.holders`, once between any two moments at which something begins or ends.
    """
    if from_at >= until_at:
        return ()
    posts = list(chain(duty_id, roster.duties))
    unrolled = {duty.id: claims(duty, from_at, until_at) for duty in posts}
    cuts = sorted({from_at, *_edges(unrolled.values(), roster, from_at, until_at), until_at})
    running = {number: _by_place(found, cuts) for number, found in unrolled.items()}
    found: list[Span] = []
    for place, (starts_at, ends_at) in enumerate(pairwise(cuts)):
        span = _span(duty_id, roster, starts_at, ends_at, partial(_running, running, place))
        if found and replace(found[-1], starts_at=starts_at, ends_at=ends_at) == span:
            found[-1] = replace(found[-1], ends_at=ends_at)
        else:
            found.append(span)
    return tuple(found)


def _by_place(found: list[Claim], cuts: list[datetime]) -> list[list[Claim]]:
    """What runs between each cut and the next, so that nothing is looked through again and again."""
    running: list[list[Claim]] = [[] for _cut in cuts]
    for claim in found:
        for place in range(bisect_left(cuts, max(claim.starts_at, cuts[0])), bisect_left(cuts, claim.ends_at)):
            running[place].append(claim)
    return running


def _running(running: dict[int, list[list[Claim]]], place: int, duty: Duty) -> list[Claim]:
    return running[duty.id][place]


def gaps(roster: Roster, from_at: datetime, until_at: datetime) -> tuple[Span, ...]:
    """When which duty is held by nobody of its own, the earliest first."""
    found = [span for duty_id in roster.duties for span in spans(duty_id, roster, from_at, until_at) if span.is_gap]
    return tuple(sorted(found, key=lambda span: (span.starts_at, span.duty_id)))


def new_gaps(before: Iterable[Span], after: Iterable[Span]) -> tuple[Span, ...]:
    """The gaps among the spans of `after` that are none in `before`, or fall to nobody only now."""
    known = [span for span in before if span.is_gap]
    fresh = _minus(after, known, lambda gap: gap.duty_id)
    emptied = [gap for gap in _minus(after, known, lambda gap: (gap.duty_id, gap.falls_to)) if not gap.falls_to]
    return (*fresh, *_minus(emptied, fresh, lambda gap: gap.duty_id))


def moved_gaps(before: Iterable[Span], after: Iterable[Span]) -> tuple[Span, ...]:
    """The gaps among the spans of `after` that were some in `before`, and fell to others or to nobody there."""
    known = [span for span in before if span.is_gap]
    differing = _minus(after, known, lambda gap: (gap.duty_id, gap.falls_to))
    fresh = _minus(after, known, lambda gap: gap.duty_id)
    return tuple(gap for gap in _minus(differing, fresh, lambda gap: gap.duty_id) if gap.falls_to)


def filled_gaps(before: Iterable[Span], after: Iterable[Span]) -> tuple[Span, ...]:
    """What of the gaps of `before` is none in `after`."""
    left = [span for span in after if span.is_gap]
    return _minus(before, left, lambda gap: gap.duty_id)


def _minus(found: Iterable[Span], known: Iterable[Span], alike: Callable[[Span], object]) -> tuple[Span, ...]:
    """What of the gaps is not covered by known ones that are alike."""
    rest: list[Span] = []
    for span in found:
        left = [span] if span.is_gap else []
        for old in known:
            if alike(old) == alike(span):
                left = [part for one in left for part in _without(one, old.starts_at, old.ends_at)]
        rest += left
    return tuple(rest)


def next_watch(
    duty_id: int, roster: Roster, person_id: int, from_at: datetime, until_at: datetime
) -> tuple[datetime, datetime] | None:
    """When the person's running watch began and ends, else their next one before `until_at`; None: none."""
    for begins, ends in _farther_and_farther(from_at, until_at):
        for span in spans(duty_id, roster, begins, ends):
            own = next((holder for holder in span.holders if holder.person_id == person_id), None)
            if own is not None:
                return began(roster.duties[duty_id], own, span, from_at), own.until
    return None


def _farther_and_farther(from_at: datetime, until_at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The period in pieces, the near ones short: most people are on duty now or soon."""
    length = NEAR
    while from_at < until_at:
        yield from_at, min(from_at + length, until_at)
        from_at, length = from_at + length, 3 * length


def began(duty: Duty, own: Holder, span: Span, from_at: datetime) -> datetime:
    """When the watch began that makes somebody the holder of a span that runs at `from_at`, or begins after it."""
    running = claims(duty, from_at, from_at) if span.starts_at == from_at else []
    began = (claim.starts_at for claim in running if (claim.person_id, claim.ends_at) == (own.person_id, own.until))
    return min(began, default=span.starts_at)


def _edges(
    unrolled: Iterable[list[Claim]], roster: Roster, from_at: datetime, until_at: datetime
) -> Iterator[datetime]:
    """Every moment within the period at which a claim or an absence begins or ends."""
    named = [claim for found in unrolled for claim in found]
    people = {claim.person_id for claim in named}
    periods = [(claim.starts_at, claim.ends_at) for claim in named]
    periods += [(away.starts_at, away.ends_at) for away in roster.absences if away.person_id in people]
    return (edge for edge in joined.from_iterable(periods) if from_at < edge < until_at)


def _span(duty_id: int, roster: Roster, starts_at: datetime, ends_at: datetime, running: Claims) -> Span:
    found = holders_among(duty_id, roster, starts_at, frozenset(), running)
    own = tuple(holder for holder in found.holders if holder.through_id == duty_id)
    return Span(
        duty_id,
        starts_at,
        ends_at,
        own,
        () if own else tuple(FallsTo(holder.person_id, holder.through_id) for holder in found.holders),
        _is_by_hand(roster.duties[duty_id], own)
        or any(one[0] == duty_id and one[2] is PassedOver.REMOVED for one in found.passed_over),
    )


def _is_by_hand(duty: Duty, own: tuple[Holder, ...]) -> bool:
    planned = {HeldBy.ROTATION} if duty.rotations else {HeldBy.ROTATION, HeldBy.SHIFT}
    return any(holder.held_by not in planned for holder in own)


def _without(span: Span, starts_at: datetime, ends_at: datetime) -> list[Span]:
    """What is left of a span outside of the period."""
    before = replace(span, ends_at=min(span.ends_at, starts_at))
    after = replace(span, starts_at=max(span.starts_at, ends_at))
    return [rest for rest in (before, after) if rest.starts_at < rest.ends_at]
