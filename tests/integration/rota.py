"""What tests of the rota share: a duty that is held round the clock, tomorrow's day watch, who holds what."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from alerts.domain import duty as rota
from alerts.domain.events import Happened
from alerts.models import Event, Person
from alerts.selectors import duty as duties
from ewrr.common import clock

ZONE = ZoneInfo("Africa/Lubumbashi")
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def post(beni):
    """Chidi holds it in two watches a day, 06:00 to 18:00 and 18:00 to 06:00; Rajiv's duty is its fallback."""
    return beni.duties.get(code="force-focal-point")


@pytest.fixture
def watch():
    """Tomorrow's day watch."""
    day = clock.now().astimezone(ZONE).date() + DAY
    begins = dt.datetime.combine(day, dt.time(6), ZONE).astimezone(dt.UTC)
    return begins, begins + 12 * HOUR


def holds(duty_, at):
    found = rota.holders(duty_.pk, duties.roster_at(duty_.office_id, at), at).holders
    return {make_name(holder.person_id) for holder in found if holder.through_id == duty_.pk}


def make_name(pk):
    return Person.objects.get(pk=pk).name


def recorded():
    return [event.data for event in Event.objects.filter(kind=Happened.DUTY_CHANGED).order_by("seq")]
