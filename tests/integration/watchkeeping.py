"""What tests of check-ins and hand-overs share: a duty that asks, a watch of tomorrow, moments of it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import pytest

from alerts.domain import duty as rota
from alerts.domain.words_of_telling import ShiftKind
from alerts.models import Delivery, Duty, Event, Person, Shift
from alerts.selectors import checking_in as selected
from alerts.services import checking_in, duty
from ewrr.common import clock
from tests import make

ZONE = ZoneInfo("Africa/Lubumbashi")
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
HALF = 30 * MINUTE  # until when somebody checks in, or accepts
SECOND, TICK = dt.timedelta(seconds=1), dt.timedelta(microseconds=1)


def asks(office, code="force-focal-point", **about):
    """A duty of the office that asks for check-in from now on."""
    Duty.objects.filter(office=office, code=code).update(asks_check_in=True, **about)
    return Duty.objects.get(office=office, code=code)


def on_for_hours(post):
    """Whoever has the duty by rotation has had it for hours, for a watch may begin at the minute in which this runs. It
    ends well before tomorrow's day watch begins, which is six hours away at least.
    """
    now, person = clock.now(), post.rotations.first().places.get().person
    Shift.objects.create(
        duty=post, person=person, kind=ShiftKind.REPLACE, starts_at=now - 6 * HOUR, ends_at=now + 3 * HOUR, made_at=now
    )


def was_asked(office, ago):
    """Chidi, to check in, since then."""
    post = asks(office, asked_since=clock.now() - ago)
    on_for_hours(post)
    return post


@pytest.fixture
def force(beni):
    """Chidi has it by day and by night; it falls to Rajiv."""
    return asks(beni)


@pytest.fixture
def begins():
    """Of tomorrow's day watch, 06:00 in Beni."""
    day = clock.now().astimezone(ZONE).date() + DAY
    return dt.datetime.combine(day, dt.time(6), ZONE).astimezone(dt.UTC)


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    with clock.set_to(moment):
        yield


def says_here(name, post, *, by=None):
    """Checked in: by themselves, or written down by somebody."""
    viewer = make.viewer(by or name)
    return checking_in.check_in(viewer=viewer, duty_id=post.pk, person_id=make.person(name).pk if by else None)


def told(post):
    """Names of whom an alert would be told for the duty now."""
    now = clock.now()
    found = rota.holders(post.pk, selected.roster_to_tell(post.office_id, now), now).holders
    names = dict(Person.objects.values_list("pk", "name"))
    return [names[one.person_id] for one in found]


def noticed(what, channel="email"):
    """(name, state) of everybody who has this notice."""
    rows = Delivery.objects.filter(notice__what=what, channel=channel).order_by("pk")
    return list(rows.values_list("person__name", "state"))


def recorded(kind):
    return [event.data for event in Event.objects.filter(kind=kind).order_by("seq")]


def comes_on(post, name, starts_at, hours=6, *, by="Dora"):
    """Somebody takes the duty over then, as the hub writes it."""
    person = make.person(name)
    viewer = make.viewer(by)
    return duty.replace(viewer=viewer, duty=post, person=person, starts_at=starts_at, ends_at=starts_at + hours * HOUR)
