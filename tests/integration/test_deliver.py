"""Delivery: leased, checked, sent once, tried again, given up."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail

from alerts.domain.words import Channel, DeliveryState
from alerts.models import Delivery
from alerts.services import delivery
from alerts.transports import BY_CHANNEL, TransportError
from ewrr.common import clock
from tests import make

pytestmark = pytest.mark.django_db


class Refusing:
    """A channel that fails as told and counts what was asked of it."""

    def __init__(self, code: str = "down", is_permanent: bool = False) -> None:
        self.failure = TransportError(code, is_permanent=is_permanent)
        self.asked = 0

    def send(self, message, address):
        self.asked += 1
        raise self.failure


@pytest.fixture
def failing(monkeypatch):
    def fail(**how):
        channel = Refusing(**how)
        monkeypatch.setitem(BY_CHANNEL, Channel.EMAIL, channel)
        return channel

    return fail


def mails(alert):
    return Delivery.objects.filter(alert=alert, channel=Channel.EMAIL)


def test_everybody_on_duty_has_it_by_mail_once(beni):
    alert = make.alert(is_routed=True)
    assert delivery.deliver_due() == 4
    assert delivery.deliver_due() == 0
    assert sorted(message.to[0] for message in mail.outbox) == [
        "amina@beni.example",
        "ben@beni.example",
        "chidi@beni.example",
        "dora@beni.example",
    ]
    assert set(mails(alert).values_list("state", flat=True)) == {DeliveryState.SENT}


def test_a_message_says_number_level_kind_area_and_no_more(beni):
    alert = make.alert(text="CANARY-TEXT", people_note="CANARY-NOTE", source={"name": "CANARY-NAME"}, is_routed=True)
    delivery.deliver_due()
    whole = "\n".join(str(message.message()) for message in mail.outbox)
    assert alert.number in mail.outbox[0].subject and "CRITICAL" in mail.outbox[0].subject
    for secret in ("CANARY", "Mayi-Moya", "Hana", "Amina"):
        assert secret not in whole


def test_a_message_is_in_the_readers_language(beni):
    make.person("Amina").__class__.objects.filter(name="Amina").update(language="fr")
    make.alert(is_routed=True)
    delivery.deliver_due()
    amina = next(message for message in mail.outbox if message.to == ["amina@beni.example"])
    assert "CRITIQUE, attaque en cours" in amina.subject


def test_the_message_id_is_the_same_at_each_try(beni):
    alert = make.alert(is_routed=True)
    row = mails(alert).first()
    delivery.deliver_due()
    assert f"<delivery-{row.pk}@" in {m.extra_headers["Message-ID"][: len(f"<delivery-{row.pk}@")] for m in mail.outbox}


def test_an_answer_before_sending_leaves_nothing_to_send(beni):
    make.answered(make.alert(is_routed=True), "Amina", "Ben", "Chidi")
    delivery.deliver_due()
    assert mail.outbox == []


def test_what_was_dismissed_meanwhile_is_not_sent(beni):
    alert = make.alert(is_routed=True)
    make.dismissed(alert)
    delivery.deliver_due()
    assert mail.outbox == []
    assert set(mails(alert).values_list("state", flat=True)) == {DeliveryState.CANCELLED}


def test_nothing_is_sent_to_an_account_closed_meanwhile_and_nothing_is_left_waiting(beni):
    alert = make.alert(is_routed=True)
    amina = make.person("Amina")
    amina.is_active = False
    amina.save(update_fields=["is_active"])
    delivery.deliver_due()
    assert mail.outbox and all(amina.email not in message.to for message in mail.outbox)
    states = dict(mails(alert).values_list("person__name", "state"))
    assert states["Amina"] == DeliveryState.CANCELLED
    assert set(states.values()) == {DeliveryState.CANCELLED, DeliveryState.SENT}


def test_an_answer_in_the_moment_of_sending_is_marked_not_lost(beni, monkeypatch):
    """Cancelled while the mail server has it: stays cancelled, and the time says that it went out."""
    alert = make.alert(is_routed=True)
    row = mails(alert).get(person=make.person("Amina"))
    mails(alert).exclude(pk=row.pk).delete()

    class Answering:
        def send(self, message, address):
            make.answered(alert, "Amina", "Ben", "Chidi")

    monkeypatch.setitem(BY_CHANNEL, Channel.EMAIL, Answering())
    delivery.deliver_due()
    row.refresh_from_db()
    assert (row.state, row.sent_at is not None) == (DeliveryState.CANCELLED, True)


def test_a_failure_is_tried_again_later_and_then_given_up(beni, failing):
    channel = failing()
    alert = make.alert(is_routed=True)
    mails(alert).exclude(person=make.person("Ben")).delete()
    moment = clock.now()
    waits = []
    for _turn in range(10):
        row = mails(alert).get()
        if row.state == DeliveryState.GAVE_UP:
            break
        if row.attempts:
            waits.append((row.due_at - moment).total_seconds())
        moment = max(moment, row.due_at)
        with clock.set_to(moment):
            delivery.deliver_due()
    assert (row.state, row.failure, channel.asked) == (DeliveryState.GAVE_UP, "down", 5)
    assert [round(wait / base, 1) for wait, base in zip(waits, delivery.RETRY_AFTER_S, strict=True)] == pytest.approx(
        [1, 1, 1, 1], abs=0.25
    )


def test_a_permanent_failure_is_given_up_at_once(beni, failing):
    channel = failing(code="no_address", is_permanent=True)
    alert = make.alert(is_routed=True)
    delivery.deliver_due()
    assert set(mails(alert).values_list("state", "failure")) == {(DeliveryState.GAVE_UP, "no_address")}
    assert channel.asked == 4


def test_a_bug_in_one_message_holds_no_other(beni, monkeypatch):
    alert = make.alert(is_routed=True)
    real = delivery.telling.message

    def broken(row):
        if row.person.name == "Amina":
            raise ValueError("CANARY-BUG")
        return real(row)

    monkeypatch.setattr(delivery.telling, "message", broken)
    delivery.deliver_due()
    assert len(mail.outbox) == 3
    assert mails(alert).get(person=make.person("Amina")).failure == "bug_ValueError"


def test_a_lapsed_lease_is_due_again(beni):
    alert = make.alert(is_routed=True)
    held = delivery._claim()
    assert delivery.deliver_due() == 3
    with clock.set_to(clock.now() + delivery.LEASE + timedelta(seconds=1)):
        assert delivery.deliver_due(overdue_s=10) == 1
    assert mails(alert).get(pk=held.pk).attempts == 2
    assert set(mails(alert).values_list("state", flat=True)) == {DeliveryState.SENT}


def test_whoever_dies_each_time_is_not_tried_for_ever(beni):
    alert = make.alert(is_routed=True)
    mails(alert).update(attempts=delivery.MOST_ATTEMPTS)
    delivery.deliver_due()
    assert mail.outbox == []
    assert set(mails(alert).values_list("state", "failure")) == {(DeliveryState.GAVE_UP, "never_finished")}


@pytest.mark.parametrize(
    ("raised", "code", "is_permanent"),
    [
        (smtplib.SMTPRecipientsRefused({"x": (550, b"no")}), "recipient_refused", True),
        (smtplib.SMTPRecipientsRefused({"x": (450, b"later")}), "recipient_refused", False),
        (smtplib.SMTPServerDisconnected("gone"), "mail_SMTPServerDisconnected", False),
        (TimeoutError(), "mail_TimeoutError", False),
    ],
)
def test_what_a_mail_server_says_becomes_a_code(monkeypatch, raised, code, is_permanent):
    from alerts.transports.base import Message
    from alerts.transports.email import Email

    def fail(self, fail_silently=False):
        raise raised

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", fail)
    with pytest.raises(TransportError) as failure:
        Email().send(Message("1", "s", "t", "<p>t</p>", "en"), "x@example.org")
    assert (failure.value.code, failure.value.is_permanent) == (code, is_permanent)
