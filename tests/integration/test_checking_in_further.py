"""Check-in further: gaps that follow each other or fall on, the watch of the hub itself, what others ask of it."""

import datetime as dt

import pytest

from alerts.domain.routing import Facts
from alerts.domain.words import Kind, Level
from alerts.domain.words_of_telling import AlarmKind, Late, Note
from alerts.models import Alarm, Duty, MissedCheckIn
from alerts.selectors import checking_in as selected
from alerts.selectors import watch as watched
from alerts.services import checking_in, routing
from alerts.services import watch as watching
from ewrr.common import clock
from tests import make
from tests.integration.watchkeeping import (
    HOUR,
    MINUTE,
    SECOND,
    asks,
    at,
    begins,
    force,
    noticed,
    says_here,
    told,
)

pytestmark = pytest.mark.django_db
FIXTURES = (begins, force)
HALF = 30 * MINUTE


def test_an_early_gap_told_does_not_silence_the_one_of_the_next_watch(force, begins):
    with at(begins + HALF):
        assert checking_in.tell_due() == 1
    with at(begins + 12 * HOUR + HALF):
        assert checking_in.tell_due() == 1
    assert len(noticed(Note.NOT_CHECKED_IN)) == 2


def test_where_the_fallback_is_not_there_either_it_falls_on(beni, force, begins):
    asks(beni, "force-deputy")
    with at(begins + HALF):
        assert told(force) == ["Chidi", "Rajiv", "Dora"]
        checking_in.tell_due()
        names = {name for name, _state in noticed(Note.NOT_CHECKED_IN)}
        assert names == {"Rajiv", "Dora"}


def test_the_watch_rings_where_nobody_of_the_whole_chain_has_checked_in(beni, begins):
    for code in ("force-focal-point", "force-deputy", "hub-duty-officer", "hub-chief", "head-of-office"):
        asks(beni, code)
    with at(begins + HALF):
        unseen = {post.duty.code for post in watched.posts(clock.now(), beni) if post.is_unseen}
        assert {"force-focal-point", "hub-duty-officer", "head-of-office"} <= unseen
        watching.make_round()
        rings = set(Alarm.objects.filter(office=beni, ended_at=None, kind=AlarmKind.UNSEEN).values_list("subject"))
        assert ("force-focal-point",) in rings
    says = beni.duties.get(code="head-of-office")
    with at(begins + HALF + MINUTE):
        says_here("Grace", says)
        watching.make_round()
        assert not Alarm.objects.filter(ended_at=None, kind=AlarmKind.UNSEEN).exists()


def test_the_watch_says_when_nobody_tells_of_gaps(force, begins):
    with at(begins + HALF + 61 * SECOND):
        late = {one.what: one.since for one in watched.overdue(clock.now()) if one.what is Late.CHECK_INS}
        assert late == {Late.CHECK_INS: begins + 15 * MINUTE}
        checking_in.tell_due()
        assert not [one for one in watched.overdue(clock.now()) if one.what is Late.CHECK_INS]


def test_an_office_that_asks_nobody_is_told_nothing_and_costs_a_statement(beni, begins, django_assert_num_queries):
    with at(begins + 5 * HOUR):
        with django_assert_num_queries(1):
            assert checking_in.tell_due() == 0
        post = beni.duties.get(code="force-focal-point")
        assert told(post) == ["Chidi"]


def test_a_broken_office_does_not_hold_the_others(beni, bouar, force, begins, monkeypatch, caplog):
    other = asks(bouar)
    real = selected.manned

    def breaks(office_id, now):
        if office_id == min(beni.pk, bouar.pk):
            raise RuntimeError("Key (secret)=(x)")
        return real(office_id, now)

    monkeypatch.setattr(selected, "manned", breaks)
    with at(begins + HALF + HOUR):
        assert checking_in.tell_due() == 1
    whole = other if beni.pk < bouar.pk else force
    assert MissedCheckIn.objects.get().duty == whole


def test_what_the_wall_asks_for(beni, force, begins):
    with at(begins + HALF):
        assert selected.checked_in(beni, clock.now()) == {force.pk: None}
        gap = selected.manned(beni.pk, clock.now()).gaps[force.pk]
        assert [make.person("Chidi").pk] == list(gap.people) and gap.since == begins + HALF
        assert [one.person_id for one in gap.falls_to] == [make.person("Rajiv").pk]
        row = says_here("Chidi", force)
        assert selected.checked_in(beni, clock.now()) == {force.pk: row}
        assert selected.manned(beni.pk, clock.now()).gaps == {}


def test_asking_begins_with_the_switch_and_not_before(force, begins):
    with at(begins + 5 * HOUR):
        Duty.objects.filter(pk=force.pk).update(asked_since=clock.now())
        assert told(force) == ["Chidi"]
    with at(begins + 5 * HOUR + HALF):
        assert told(force) == ["Chidi", "Rajiv"]


def test_a_rehearsal_of_tomorrow_asks_the_rota_alone(force, begins):
    facts = Facts(Level.CRITICAL, Kind.ATTACK_ONGOING, frozenset(), frozenset(), False)
    ahead = routing.rehearse(force.office_id, facts, [], clock.now() + dt.timedelta(days=3))
    found = [one for one in ahead.rungs[0].found if one.holders and one.holders[0].duty_id == force.pk]
    assert [holder.person_id for holder in found[0].holders] == [make.person("Chidi").pk]
