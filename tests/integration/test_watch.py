"""The round of the watch: alarms are raised once, told by other roads, ended; the heartbeat only when all is well."""

from datetime import timedelta

import pytest
from django.core import mail

from alerts.domain.events import Happened
from alerts.domain.words import EscalationState, OwedKind
from alerts.domain.words_of_telling import Mark, Part
from alerts.models import Alarm, Delivery, Duty, Escalation, Event, Owed, Pulse, Rotation, Shift
from alerts.services import pulse, routing, timekeeping
from alerts.transports import PROBES, TransportError
from ewrr.common import clock
from tests import make
from tests.watching import Rounds, ringing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch):
    monkeypatch.setattr(timekeeping, "_mine", None)
    monkeypatch.setattr(pulse, "_last", {})


@pytest.fixture
def at(beni):
    rounds = Rounds()
    mail.outbox.clear()
    return rounds


def test_a_hub_that_works_raises_nothing_and_knows_when_it_was_last_found_in_order(at):
    at(20)
    assert not Alarm.objects.exists()
    assert Pulse.objects.get(name=Mark.CLEAN).at == Pulse.objects.get(name=Mark.WATCH).at


def test_a_silent_part_rings_within_a_minute_and_ends_when_it_is_heard_again(at, beni, bouar):
    for seconds in (15, 30, 45):
        at(seconds, without=[Part.SENDER])
    assert ringing() == {("silent", "sender")}
    alarm = Alarm.objects.get()
    assert alarm.since == Pulse.objects.get(name=Part.SENDER).at
    at(60)
    assert ringing() == set()
    alarm.refresh_from_db()
    assert alarm.ended_at is not None
    kinds = Event.objects.filter(kind__startswith="alarm.").values_list("office__code", "kind", "data__subject")
    assert set(kinds) == {
        (code, kind, "sender") for code in ("BEN", "BOU") for kind in (Happened.ALARM_RAISED, Happened.ALARM_ENDED)
    }


def test_two_rounds_at_once_are_one(at):
    at(45, without=[Part.SWEEP])
    assert at(46, without=[Part.SWEEP]) is False
    assert at(60, without=[Part.SWEEP]) is True
    assert Alarm.objects.count() == 1


def test_a_mail_server_that_does_not_answer_is_an_alarm(at, monkeypatch):
    def down():
        raise TransportError("mail_ConnectionRefusedError")

    monkeypatch.setitem(PROBES, "email", down)
    at(20)
    assert ringing() == set(), "one failure may be a restart"
    at(40)
    assert ringing() == {("channel", "email")}
    monkeypatch.undo()
    at(60)
    assert ringing() == set()


def test_a_channel_on_which_every_message_fails_is_an_alarm_though_the_server_answers(at, beni):
    make.alert(is_routed=True)
    mails = Delivery.objects.filter(channel="email")
    mails.update(state="failed", failure="mail_SMTPDataError", attempts=2, due_at=clock.now() + timedelta(hours=1))
    at(20)
    assert ringing() == {("channel", "email")}
    mails.filter(pk=mails.first().pk).update(state="sent", sent_at=clock.now(), failure="")
    at(40)
    assert ringing() == set()


def test_addresses_that_are_refused_say_nothing_about_the_channel(at, beni):
    make.alert(is_routed=True)
    Delivery.objects.filter(channel="email").update(state="gave_up", failure="recipient_refused", attempts=2)
    at(20)
    assert ringing() == set()


def late_step(alert):
    Escalation.objects.filter(alert=alert).update(next_at=clock.now() - timedelta(seconds=70))


def late_message(alert):
    Delivery.objects.filter(channel="email").update(state="pending", due_at=clock.now() - timedelta(seconds=70))


def lapsed_lease(alert):
    Delivery.objects.filter(channel="email").update(state="sending", leased_until=clock.now() - timedelta(seconds=70))


def late_reminder(alert):
    Owed.objects.create(alert=alert, kind=OwedKind.OTHER, since=clock.now(), due_at=clock.now() - timedelta(seconds=70))


def stopped(alert):
    Escalation.objects.filter(alert=alert).update(state=EscalationState.CANCELLED, next_at=None)
    type(alert).objects.filter(pk=alert.pk).update(received_at=clock.now() - timedelta(seconds=70))


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (late_step, "steps"),
        (late_message, "messages"),
        (lapsed_lease, "messages"),
        (late_reminder, "reminders"),
        (stopped, "stopped"),
    ],
)
def test_work_that_nobody_did_rings_in_its_office(at, beni, bouar, spoil, what):
    alert = make.alert(is_routed=True)
    Delivery.objects.filter(channel="email").update(state="sent", sent_at=clock.now())
    spoil(alert)
    at(20)
    assert list(Alarm.objects.values_list("office", "kind", "subject")) == [(beni.pk, "overdue", what)]
    assert not Event.objects.filter(office=bouar, kind=Happened.ALARM_RAISED).exists()


def test_an_alert_that_rests_by_its_plan_or_is_answered_or_decided_is_not_late(at, beni):
    first = make.alert(is_routed=True)
    type(first).objects.filter(pk=first.pk).update(state="closed", state_before="received")  # ids run apart
    Escalation.objects.filter(alert=first).update(state=EscalationState.CANCELLED, next_at=None, round=2)
    Escalation.objects.create(alert=first, round=3, plan={}, state=EscalationState.CANCELLED, started_at=clock.now())
    low = make.alert(level="low", is_routed=True)
    answered = make.answered(make.alert(level="medium", is_routed=True), "Amina")
    Delivery.objects.filter(channel="email").update(state="sent", sent_at=clock.now())
    type(low).objects.update(received_at=clock.now() - timedelta(hours=1))
    assert Escalation.objects.get(alert=low).next_at is None
    assert Escalation.objects.get(alert=answered).state == EscalationState.ANSWERED
    at(20)
    assert ringing() == set()


def test_a_duty_that_nobody_holds_through_any_fallback_rings_and_a_gap_with_a_fallback_does_not(at, beni):
    Rotation.objects.filter(duty__office=beni, duty__code="hub-duty-officer").delete()
    at(20)
    assert ringing() == set()
    Duty.objects.filter(office=beni, code="hub-duty-officer").update(fallback=None)
    at(40)
    assert ("unmanned", "hub-duty-officer") in ringing()
    with clock.set_to(clock.now() + timedelta(seconds=50)):
        Shift.objects.create(
            duty=Duty.objects.get(office=beni, code="hub-duty-officer"),
            person=make.person("Dora"),
            starts_at=clock.now(),
            ends_at=clock.now() + timedelta(hours=1),
            made_at=clock.now(),
        )
    at(60)
    assert ringing() == set()


def test_after_a_stop_of_the_whole_hub_nothing_rings_until_parts_had_time_to_start(at, beni):
    make.alert()
    Escalation.objects.update(next_at=clock.now() + timedelta(seconds=30))
    at(7200, without=Part)
    assert ringing() == set()
    assert Pulse.objects.get(name=Mark.WATCHING).at == Pulse.objects.get(name=Mark.ROUND).at
    with clock.set_to(clock.now() + timedelta(seconds=7200)):
        routing.route_due()
    at(7215)
    at(7270)
    assert ("silent", "worker") not in ringing() and ("overdue", "steps") not in ringing()


def test_a_round_that_another_overtook_leaves_all_to_that_one(at, monkeypatch):
    def slow():
        Pulse.objects.filter(name=Mark.ROUND).update(at=clock.now() + timedelta(seconds=20))

    monkeypatch.setitem(PROBES, "email", slow)
    assert at(45, without=[Part.SENDER]) is False
    assert ringing() == set()
