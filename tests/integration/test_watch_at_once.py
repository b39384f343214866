"""Several processes at the same moment: one round, one alarm, one move of what is due."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from alerts.domain.words_of_telling import Mark, Part
from alerts.models import Alarm, Escalation, Event
from alerts.services import pulse, timekeeping, watch
from ewrr.common import clock
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def at_once(act):
    """What each of several threads got, each on a connection of its own."""

    def alone(_turn):
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(alone, range(AT_ONCE)))


@pytest.fixture(autouse=True)
def fresh_process(monkeypatch):
    monkeypatch.setattr(timekeeping, "_mine", None)
    monkeypatch.setattr(pulse, "_last", {})


def test_two_rounds_at_once_make_one_alarm(offices):
    long_ago = clock.now() - timedelta(minutes=10)
    for name in (Mark.WATCH, *Part):
        pulse.mark(name, clock.now())
    pulse.mark(Mark.WATCHING, long_ago)
    pulse.mark(Mark.HINTS, long_ago)
    pulse.mark(Part.SENDER, long_ago)
    made = at_once(watch.make_round)
    assert made.count(True) == 1
    assert Alarm.objects.count() == 1
    assert Event.objects.filter(kind="alarm.raised").count() == len(offices)


def test_several_who_find_the_clock_put_back_move_what_is_due_once(offices):
    make.alert(is_routed=True)
    before = Escalation.objects.get().next_at
    assert before
    pulse.mark(Mark.CLOCK, clock.now() + timedelta(hours=1))
    moved = [by for by in at_once(timekeeping.check) if by is not None]
    assert len(moved) == 1
    after = Escalation.objects.get().next_at
    assert after and before - after == moved[0]
    assert Alarm.objects.count() == 1
