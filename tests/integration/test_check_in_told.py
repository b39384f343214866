"""No check-in in time is told: to the person, to whom the duty falls, by the watch; once, whoever finds it."""

import pytest
from django.core import mail
from django.core.management import call_command

from alerts import tasks
from alerts.domain.events import Happened
from alerts.domain.words import DeliveryState
from alerts.domain.words_of_telling import AlarmKind, Late, Note
from alerts.models import Alarm, Delivery, MissedCheckIn, Notice
from alerts.selectors import checking_in as selected
from alerts.selectors import watch as watched
from alerts.services import checking_in, delivery
from alerts.services import watch as watching
from ewrr.common import clock
from tests import make
from tests.integration.watchkeeping import (
    HALF,
    HOUR,
    MINUTE,
    SECOND,
    TICK,
    asks,
    at,
    begins,
    force,
    noticed,
    recorded,
    says_here,
    told,
)

pytestmark = pytest.mark.django_db
FIXTURES = (begins, force)


def test_people_are_reminded_at_a_quarter_and_the_fallback_told_at_half_each_once(force, begins):
    with at(begins + 15 * MINUTE - TICK):
        assert checking_in.tell_due() == 0
    with at(begins + 15 * MINUTE):
        assert [checking_in.tell_due(), checking_in.tell_due()] == [1, 0]
        assert noticed(Note.CHECK_IN_DUE) == [("Chidi", "pending")] and noticed(Note.NOT_CHECKED_IN) == []
    with at(begins + HALF):
        assert [checking_in.tell_due(), checking_in.tell_due()] == [1, 0]
        assert noticed(Note.NOT_CHECKED_IN) == [("Rajiv", "pending")]
    with at(begins + 5 * HOUR):
        assert checking_in.tell_due() == 0
    chidi, rajiv = make.person("Chidi").pk, make.person("Rajiv").pk
    assert recorded(Happened.DUTY_NOT_CHECKED_IN) == [
        {"duty": force.pk, "people": [chidi], "told": [chidi], "is_gap": False},
        {"duty": force.pk, "people": [chidi], "told": [rajiv], "is_gap": True},
    ]


def test_the_worker_the_sweep_and_the_command_tell_it_once_between_them(force, begins):
    with at(begins + HALF + 11 * SECOND):
        assert tasks.tell_due() == 1
        assert checking_in.tell_due(overdue_s=10) == 0
        call_command("sweep", "--once")
        assert tasks.tell_due() == 0
    assert (Notice.objects.count(), MissedCheckIn.objects.count()) == (2, 1)
    assert Delivery.objects.filter(notice__isnull=False).count() == 4


def test_the_sweep_leaves_the_worker_its_chance_and_then_steps_in(force, begins):
    with at(begins + HALF):
        MissedCheckIn.objects.create(duty=force, person=make.person("Chidi"), starts_at=begins, reminded_at=clock.now())
        assert checking_in.tell_due(overdue_s=10) == 0
    with at(begins + HALF + 10 * SECOND):
        assert checking_in.tell_due(overdue_s=10) == 1
    assert noticed(Note.NOT_CHECKED_IN) == [("Rajiv", "pending")]


def test_the_message_names_nobody_and_no_duty(force, begins):
    with at(begins + HALF):
        checking_in.tell_due()
        delivery.deliver_due()
    by_address = {sent.to[0]: sent for sent in mail.outbox}
    reminded, fell = by_address["chidi@beni.example"], by_address["rajiv@beni.example"]
    assert "/duty/check-in/" in reminded.body and reminded.subject.startswith("Your watch has begun: check in.")
    assert fell.subject.startswith("A duty falls to you: nobody has checked in for it.")
    for sent in (reminded, fell):
        assert not any(name in f"{sent.subject}{sent.body}" for name in ("Chidi", "Rajiv", "Force"))


def test_a_check_in_calls_off_what_was_still_to_be_sent(force, begins):
    with at(begins + HALF):
        checking_in.tell_due()
        says_here("Chidi", force)
        assert noticed(Note.NOT_CHECKED_IN) == [("Rajiv", DeliveryState.CANCELLED)]
        assert noticed(Note.CHECK_IN_DUE) == [("Chidi", DeliveryState.CANCELLED)]
        assert delivery.deliver_due() == 0


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
