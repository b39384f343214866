"""The database's clock put back: what is due moves with it once, so that nothing comes late."""

from datetime import timedelta

import pytest
from django.db import connection

from alerts.domain.events import Happened
from alerts.domain.words import OwedKind
from alerts.domain.words_of_telling import Mark, Part
from alerts.models import Alarm, Delivery, Escalation, Event, Owed, Pulse
from alerts.services import pulse, timekeeping
from ewrr.common import clock
from tests import make

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def fresh_process(monkeypatch):
    monkeypatch.setattr(timekeeping, "_mine", None)
    monkeypatch.setattr(pulse, "_last", {})


@pytest.fixture
def database_clock(db):
    """Shows another hour than it is: a function of the same name stands before the system's own."""

    def put_back(by):
        with connection.cursor() as cursor:
            cursor.execute("CREATE SCHEMA IF NOT EXISTS shifted")
            cursor.execute(
                "CREATE OR REPLACE FUNCTION shifted.statement_timestamp() RETURNS timestamptz LANGUAGE sql STABLE AS "
                f"$$ SELECT pg_catalog.statement_timestamp() - interval '{by.total_seconds()} seconds' $$"
            )
            cursor.execute("SET LOCAL search_path TO shifted, pg_catalog, public")

    return put_back


def another_process(monkeypatch):
    monkeypatch.setattr(timekeeping, "_mine", None)


def due():
    """Every moment that is waited for."""
    return {
        "started": Escalation.objects.get().started_at,
        "next": Escalation.objects.get().next_at,
        "message": Delivery.objects.get(state="pending").due_at,
        "lease": Delivery.objects.get(state="sending").leased_until,
        "owed": Owed.objects.get(kind=OwedKind.ANSWER, component="police").due_at,
    }


@pytest.fixture
def waiting(beni):
    alert = make.alert(is_routed=True)
    _first, second, *others = Delivery.objects.filter(channel="email").order_by("pk")
    Delivery.objects.filter(pk__in=[row.pk for row in others]).update(state="sent", sent_at=clock.now())
    Delivery.objects.filter(pk=second.pk).update(state="sending", leased_until=clock.now() + timedelta(seconds=15))
    return alert


def test_what_is_due_moves_back_as_far_as_the_clock_did(waiting, database_clock):
    timekeeping.check()
    before = due()
    database_clock(HOUR)
    moved = timekeeping.check()
    assert moved is not None
    assert HOUR - timedelta(seconds=1) < moved < HOUR + timedelta(seconds=1)
    assert {name: before[name] - at for name, at in due().items()} == dict.fromkeys(before, moved)
    assert abs(Pulse.objects.get(name=Mark.CLOCK).at - clock.now()) < timedelta(seconds=5)


def test_whoever_did_not_see_the_last_moment_itself_moves_some_seconds_more_than_needed(
    waiting, database_clock, monkeypatch
):
    timekeeping.check()
    another_process(monkeypatch)
    database_clock(HOUR)
    moved = timekeeping.check()
    assert moved is not None
    assert HOUR < moved <= HOUR + timekeeping.BETWEEN_LOOKS + timedelta(seconds=1)


def test_several_sweeps_move_it_once(waiting, database_clock, monkeypatch):
    timekeeping.check()
    theirs = timekeeping._mine
    database_clock(HOUR)
    assert timekeeping.check()
    after = due()
    monkeypatch.setattr(timekeeping, "_mine", theirs)  # another one, that saw the moment before the jump
    assert timekeeping.check() is None
    another_process(monkeypatch)
    assert timekeeping.check() is None
    assert due() == after


def test_a_clock_that_goes_forward_or_back_by_a_little_moves_nothing(waiting, database_clock):
    timekeeping.check()
    before = due()
    database_clock(-HOUR)
    assert timekeeping.check() is None
    database_clock(-HOUR + timedelta(seconds=4))
    assert timekeeping.check() is None
    assert due() == before


def test_it_rings_once_in_every_office_and_nobody_is_seen_in_the_future(waiting, bouar, database_clock):
    pulse.mark(Part.WORKER, clock.now())
    timekeeping.check()
    database_clock(HOUR)
    timekeeping.check()
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.office_id) == ("clock", None)
    assert Event.objects.filter(kind=Happened.ALARM_RAISED).values("office").distinct().count() == 2
    assert Pulse.objects.get(name=Part.WORKER).at <= clock.now()
    database_clock(2 * HOUR)
    assert timekeeping.check()
    assert Alarm.objects.get().since <= clock.now()
