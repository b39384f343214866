"""How long ago each part was seen, as a wall is told: of its office and of the whole hub, never of another office."""

from datetime import timedelta

import pytest

from alerts.domain.words_of_telling import AlarmKind, Mark, Part
from alerts.models import Alarm, Pulse
from alerts.selectors import signs
from alerts.services import pulse
from ewrr.common import clock
from tests import make

pytestmark = pytest.mark.django_db
NEVER = dict.fromkeys(["worker", "sender", "beat", "sweep", "redis", "round", "watch"])


@pytest.fixture
def seen(beni, bouar):
    """Every part two seconds ago, a round of the watch four; the last clean one an hour: nobody holds some duty."""
    now = clock.now()
    Pulse.objects.all().delete()
    for part in Part:
        pulse.mark(part, now - timedelta(seconds=2))
    pulse.mark(Mark.WATCH, now - timedelta(seconds=4))
    pulse.mark(Mark.CLEAN, now - timedelta(hours=1))
    return now


def rings(kind, subject, office=None, since=None):
    now = clock.now()
    Alarm.objects.create(kind=kind, subject=subject, office=office, since=since or now, seen_at=now)


def read(now, office):
    with clock.set_to(now):
        told = signs.signs()
    return told.ages(office.pk), told.rings(office.pk)


def test_what_was_never_seen_has_no_age(beni):
    Pulse.objects.all().delete()
    assert read(clock.now(), beni) == (NEVER, [])


def test_each_part_has_its_age_and_a_watch_that_rings_for_nothing_here_is_clean(seen, beni):
    ages, ringing = read(seen, beni)
    assert ages == dict.fromkeys(["worker", "sender", "beat", "sweep", "redis"], 2.0) | {"round": 4.0, "watch": 4.0}
    assert ringing == []


@pytest.mark.parametrize(
    ("kind", "subject", "told"),
    [
        (AlarmKind.OVERDUE, "steps", ["overdue:steps"]),
        (AlarmKind.CHANNEL, "email", ["channel:email"]),
        (AlarmKind.SILENT, "worker", []),
    ],
)
def test_what_rings_about_telling_is_as_old_as_its_first_fault_here(seen, beni, bouar, kind, subject, told):
    rings(kind, subject, since=seen - timedelta(seconds=40))
    rings(AlarmKind.OVERDUE, "messages", bouar, since=seen - timedelta(hours=2))
    rings(AlarmKind.UNMANNED, "force-focal-point", beni, since=seen - timedelta(hours=10))
    ages, ringing = read(seen, beni)
    assert (ages["watch"], ages["round"], ringing) == (40.0, 4.0, told)


def test_nobody_on_duty_and_a_clock_put_back_do_not(seen, beni):
    rings(AlarmKind.UNMANNED, "force-focal-point", beni)
    rings(AlarmKind.CLOCK, "")
    assert read(seen, beni)[0]["watch"] == 4.0


def test_what_rings_in_another_office_is_not_told_here(seen, beni, bouar):
    rings(AlarmKind.OVERDUE, "messages", bouar)
    assert read(seen, beni) == (read(seen, beni)[0] | {"watch": 4.0}, [])
    assert read(seen, bouar)[1] == ["overdue:messages"]


def test_an_alarm_that_ended_is_told_no_more(seen, beni):
    rings(AlarmKind.CHANNEL, "email")
    Alarm.objects.update(ended_at=clock.now())
    assert read(seen, beni)[1] == []


def test_the_door_tells_the_same_and_asks_little(as_, seen, django_assert_num_queries):
    dora = as_("Dora")
    with django_assert_num_queries(7):
        told = dora.get("/wall/beat/").json()
    assert told["ages"]["database"] == 0 and told["ages"]["sweep"] >= 2 and told["rings"] == []
    assert make.person("Dora").name not in str(told)
