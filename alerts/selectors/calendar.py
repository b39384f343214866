"""A person's own watches in all of their offices, for the calendar on their phone."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from alerts.domain.checking_in import watches
from alerts.models import CalendarLink, Duty, Person, RotationPlace, Shift

from . import duty as duties

BACK, AHEAD = timedelta(weeks=1), timedelta(weeks=8)


@dataclass(frozen=True, slots=True)
class Entry:
    """A watch (UTC, half-open) of a duty, in the zone in which it is read."""

    duty: Duty
    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo


def owner(secret: str) -> Person | None:
    """Whose calendar it is; None for a wrong secret, one that was ended, and people who may not sign in. One
    statement.
    """
    digest = hashlib.sha256(secret.encode()).hexdigest()
    found = CalendarLink.objects.filter(digest=digest, person__is_active=True).select_related("person").first()
    return found.person if found else None


def link_of(person: Person) -> CalendarLink | None:
    return CalendarLink.objects.filter(person=person).first()


def entries(person: Person, now: datetime) -> list[Entry]:
    """The watches of the last week and the next eight, by when they begin; none of what is no more. Two statements,
    and two for each office that names the person on its rota.
    """
    found = [entry for office_id in _offices(person, now) for entry in _of_office(person, office_id, now)]
    return sorted(found, key=lambda one: (one.starts_at, one.duty.pk))


def _offices(person: Person, now: datetime) -> list[int]:
    """Where a rotation or a shift names them."""
    by_rotation = RotationPlace.objects.filter(person=person).values_list("rotation__duty__office", flat=True)
    by_hand = Shift.objects.filter(person=person, ends_at__gt=now - BACK, cancelled_at__isnull=True)
    return sorted({*by_rotation, *by_hand.values_list("duty__office", flat=True)})


def _of_office(person: Person, office_id: int, now: datetime) -> Iterator[Entry]:
    posts = duties.posts(office_id, now - BACK, now + AHEAD)
    for duty in posts.duties:
        zone = ZoneInfo(duty.time_zone)
        for watch in watches(duty.pk, posts.roster, now - BACK, now + AHEAD):
            if watch.person_id == person.pk and watch.ends_at > now - BACK:
                yield Entry(duty, watch.starts_at, watch.ends_at, zone)
