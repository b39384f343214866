"""A person's own watches on their first page: to be begun, to be handed over, taken over, and what falls to them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from alerts.domain import relieving
from alerts.models import Duty, Person

from . import checking_in, relief, relief_page
from .access import Viewer
from .checking_in import Gap, Presence
from .relief import Waiting
from .relief_page import Leaving

SOON = timedelta(hours=2)  # before its end a watch asks on the first page to be handed over


@dataclass(frozen=True, slots=True)
class Falling:
    """A duty that falls to the viewer since nobody has checked in for it. `people`: names of those who have it."""

    gap: Gap
    people: str


@dataclass(frozen=True, slots=True)
class OwnWatches:
    """`asked`: watches for which the viewer has yet to check in; `begun`: those that run and for which they have;
    `leaving`: those that another takes over soon; `waiting`: hand-overs with open items of duties that they hold.
    """

    asked: list[Presence] = field(default_factory=list)
    begun: list[Presence] = field(default_factory=list)
    leaving: list[Leaving] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    falling: list[Falling] = field(default_factory=list)


def own_watches(viewer: Viewer, now: datetime) -> OwnWatches:
    """One statement where no duty of the office asks for check-in; else half a dozen."""
    if not Duty.objects.filter(office=viewer.office, asks_check_in=True, retired_at__isnull=True).exists():
        return OwnWatches()
    found = checking_in.known(viewer.office.pk, now, relieving.AHEAD)
    manned = found.at(now)
    own = [one for one in manned.people if one.watch.person_id == viewer.person.pk]
    falling = [gap for gap in manned.gaps.values() if viewer.person.pk in {holder.person_id for holder in gap.falls_to}]
    ids = {pk for gap in falling for pk in gap.people}
    names = dict(Person.objects.filter(pk__in=ids).values_list("pk", "name")) if falling else {}
    return OwnWatches(
        asked=_to_begin(own),
        begun=[one for one in own if one.check_in is not None and one.watch.runs(now)],
        leaving=[one for one in relief_page.leaving(viewer, found, now) if one.turn.at - now <= SOON],
        waiting=relief.waiting(viewer.holds(), now),
        falling=[Falling(gap, ", ".join(names[pk] for pk in gap.people)) for gap in falling],
    )


@dataclass(frozen=True, slots=True)
class Rows:
    """`own`: the viewer's watches to check in for; `begun`: those for which they have; `leaving`: those that another
    takes over within twelve hours; `others`: everybody else who has yet to check in, with their names.
    """

    own: list[Presence]
    begun: list[Presence]
    leaving: list[Leaving]
    others: list[tuple[Presence, str]]


def to_check_in(viewer: Viewer, now: datetime) -> Rows:
    """For the page that one checks in on. `others` for those who write down what was said by radio. At most five
    statements.
    """
    found = checking_in.known(viewer.office.pk, now, relieving.AHEAD)
    people = found.at(now).people
    own = [one for one in people if one.watch.person_id == viewer.person.pk]
    of_others = [one for one in people if viewer.may_edit_duty and one.watch.person_id != viewer.person.pk]
    others = _to_begin(of_others)
    ids = {one.watch.person_id for one in others}
    names = dict(Person.objects.filter(pk__in=ids).values_list("pk", "name")) if others else {}
    return Rows(
        _to_begin(own),
        [one for one in own if one.check_in is not None],
        relief_page.leaving(viewer, found, now),
        [(one, names[one.watch.person_id]) for one in others],
    )


def _to_begin(people: Iterable[Presence]) -> list[Presence]:
    """Those who have yet to check in, by when their watches begin: a check-in is for the first of a duty and person."""
    found: list[Presence] = []
    for one in people:
        if one.check_in is None:
            before = {(other.duty.pk, other.watch.person_id) for other in found}
            found.append(replace(one, waits=(one.duty.pk, one.watch.person_id) in before))
    return found
