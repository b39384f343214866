"""Alarms leave the hub by roads that do not depend on it: mail on the spot, an address called; and the heartbeat."""

import pytest
from django.core import mail

from alerts.domain.words_of_telling import Mark, Part
from alerts.models import Alarm, Pulse, Rotation
from alerts.services import pulse, timekeeping
from alerts.transports import TransportError
from tests import make
from tests.watching import Outside, Rounds

pytestmark = pytest.mark.django_db


@pytest.fixture
def outside():
    server = Outside()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch):
    monkeypatch.setattr(timekeeping, "_mine", None)
    monkeypatch.setattr(pulse, "_last", {})


@pytest.fixture
def at(beni):
    rounds = Rounds()
    mail.outbox.clear()
    return rounds


def test_an_alarm_is_mailed_at_once_to_those_on_duty_and_who_repair_then_each_hour_then_when_it_ends(at):
    at(45, without=[Part.SENDER])
    told = {message.to[0]: message for message in mail.outbox}
    assert set(told) == {"dora@beni.example", "noor@beni.example", "ivan@beni.example", "esther@bouar.example"}
    assert "a silent part: sender" in told["dora@beni.example"].subject
    assert "/setup/health/" in told["dora@beni.example"].body
    for seconds in (60, 1800, 3600):
        at(seconds, without=[Part.SENDER])
    assert len(mail.outbox) == 4
    at(3660, without=[Part.SENDER])
    assert len(mail.outbox) == 8
    at(3720)
    at(3950)
    assert len(mail.outbox) == 8
    at(4030)
    assert len(mail.outbox) == 12
    assert "over" in mail.outbox[-1].subject
    at(4100)
    assert len(mail.outbox) == 12


def test_what_comes_and_goes_is_one_alarm_and_over_once_it_stays_away(at):
    for seconds in range(45, 845, 40):
        at(seconds, without=[Part.SENDER] if seconds // 40 % 2 else ())
    assert Alarm.objects.count() == 1 and len(mail.outbox) == 4
    for seconds in (860, 900, 1100):
        at(seconds)
    assert len(mail.outbox) == 4
    at(1200)
    assert len(mail.outbox) == 8 and "over" in mail.outbox[-1].subject
    at(1245, without=[Part.SENDER])
    assert Alarm.objects.count() == 2 and len(mail.outbox) == 12


def test_a_mail_is_in_its_readers_language_and_further_addresses_get_both(at, settings):
    type(make.person("Dora")).objects.filter(name="Dora").update(language="fr")
    settings.ALARM_MAILS = ["it@mission.example"]
    at(45, without=[Part.SENDER])
    told = {message.to[0]: message for message in mail.outbox}
    assert told["it@mission.example"].body.count("/setup/health/") == 2
    assert " UTC" in told["it@mission.example"].body and " Beni" in told["dora@beni.example"].body


def test_an_alarm_is_called_outside_with_codes_only(at, settings, outside):
    settings.ALARM_URL = outside.url
    Rotation.objects.all().delete()
    at(45, without=[Part.SENDER])
    bodies = [body for _path, body in outside.calls]
    assert {frozenset(body) for body in bodies} == {frozenset({"kind", "subject", "office", "since", "ended", "now"})}
    assert ("silent", "sender", None) in {(body["kind"], body["subject"], body["office"]) for body in bodies}
    assert ("unmanned", "head-of-office", "BOU") in {(b["kind"], b["subject"], b["office"]) for b in bodies}


@pytest.mark.parametrize("status", [302, 404, 500])
def test_only_2xx_is_told_and_what_no_road_took_is_tried_a_minute_later(at, settings, outside, status, monkeypatch):
    def down(messages):
        raise TransportError("mail_down")

    monkeypatch.setattr("alerts.transports.outside.mail", down)
    settings.ALARM_URL = outside.url
    outside.status = status
    at(45, without=[Part.SENDER])
    assert Alarm.objects.get().told_at is None and len(outside.calls) == 1
    at(60, without=[Part.SENDER])
    assert len(outside.calls) == 1
    outside.status = 204
    at(110, without=[Part.SENDER])
    assert Alarm.objects.get().told_at is not None and len(outside.calls) == 2


def test_the_heartbeat_goes_out_once_a_minute_while_all_is_well_and_not_while_an_alarm_rings(at, settings, outside):
    settings.HEARTBEAT_URL = outside.url
    for seconds in (20, 40, 60, 90):
        at(seconds)
    assert len(outside.calls) == 2
    for seconds in (140, 160, 200):
        at(seconds, without=[Part.SENDER])
    assert len(outside.calls) == 2
    at(220)
    assert len(outside.calls) == 3


def test_a_heartbeat_that_is_not_taken_is_tried_at_the_next_round_and_holds_up_nothing(at, settings, outside):
    settings.HEARTBEAT_URL = outside.url
    outside.status = 503
    assert at(20) and at(40)
    assert len(outside.calls) == 2 and not Pulse.objects.filter(name=Mark.HEARTBEAT).exists()
