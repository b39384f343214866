"""The socket: origin, sign-in, "changed" by Redis and by the database, the end of a session."""

import asyncio
from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.test import Client

from alerts.models import Duty, Owed, Shift
from ewrr.common import clock
from ewrr.desk import consumers, hub
from tests import make
from tests.integration.leaving import hand_over

pytestmark = pytest.mark.django_db(transaction=True)
HOST = b"http://testserver"


@pytest.fixture
def app():
    from ewrr.asgi import application

    return application


def cookie(name):
    client = Client()
    client.force_login(make.person(name))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


class Socket(ApplicationCommunicator):
    """A browser's side of the socket, spoken in ASGI messages."""

    async def open(self):
        await self.send_input({"type": "websocket.connect"})
        return (await self.receive_output(10))["type"] == "websocket.accept"

    async def receive_from(self, within_s):
        output = await self.receive_output(within_s)
        assert output["type"] == "websocket.send", output
        return output["text"]

    async def send_to(self, **what):
        await self.send_input({"type": "websocket.receive"} | what)

    async def disconnect(self):
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait(5)


async def connect(app, name=None, origin=HOST):
    headers = [(b"origin", origin)] if origin else []
    if name:
        value = await sync_to_async(cookie)(name)
        headers.append((b"cookie", f"{settings.SESSION_COOKIE_NAME}={value}".encode()))
    scope = {"type": "websocket", "path": "/ws/live/", "headers": headers, "query_string": b"", "subprotocols": []}
    socket = Socket(app, scope)
    return socket, await socket.open()


async def heard(socket, wanted, within_s=10.0):
    """Reads until `wanted` comes; what else comes is passed over."""
    async with asyncio.timeout(within_s):
        while await socket.receive_from(within_s) != wanted:
            pass
    return True


async def test_a_change_is_said_and_nothing_else(app, offices):
    socket, _ = await connect(app, "Dora")
    assert await heard(socket, consumers.BEAT)
    await asyncio.sleep(0.3)  # the subscription to Redis stands after its first wake-up
    await sync_to_async(make.alert)()
    assert await heard(socket, consumers.CHANGED)
    await socket.disconnect()


async def test_another_office_hears_nothing(app, offices, monkeypatch):
    monkeypatch.setattr(hub, "LOOK_EVERY_S", 0.2)
    socket, _ = await connect(app, "Esther")
    assert await heard(socket, consumers.BEAT)
    assert await heard(socket, consumers.CHANGED)  # once, on subscribing
    await sync_to_async(make.alert)()
    assert await socket.receive_nothing(1.5)
    await socket.disconnect()


async def test_a_hint_lost_with_redis_is_made_good_by_the_database(app, offices, monkeypatch):
    monkeypatch.setattr(hub, "LOOK_EVERY_S", 0.2)
    monkeypatch.setattr("ewrr.common.pump.hint", lambda office_id: None)
    socket, _ = await connect(app, "Dora")
    assert await heard(socket, consumers.CHANGED)
    await asyncio.sleep(0.5)
    await sync_to_async(make.alert)()
    assert await heard(socket, consumers.CHANGED, 5)
    await socket.disconnect()


@pytest.mark.parametrize("origin", [b"https://elsewhere.example", b"null", None])
async def test_a_foreign_or_missing_origin_is_refused(app, offices, origin):
    _socket, accepted = await connect(app, "Dora", origin)
    assert not accepted


async def test_the_signed_out_are_told_so(app, offices):
    socket, _ = await connect(app)
    assert await socket.receive_output(5) == {"type": "websocket.close", "code": consumers.SIGNED_OUT}


async def test_an_administrator_has_no_live_board(app, offices):
    socket, _ = await connect(app, "Ivan")
    assert (await socket.receive_output(5))["code"] == consumers.SIGNED_OUT


async def end_session():
    from django.contrib.sessions.models import Session

    await Session.objects.all().adelete()


async def end_role():
    from alerts.models import Membership

    await Membership.objects.filter(person__name="Dora").adelete()


async def end_account():
    from alerts.models import Person

    await Person.objects.filter(name="Dora").aupdate(is_active=False)


async def change_password():
    person = await sync_to_async(make.person)("Dora")
    person.set_password("quite another sentence")
    await person.asave()


@pytest.mark.parametrize("end", [end_session, end_role, end_account, change_password])
async def test_whoever_may_no_longer_read_is_out_at_the_next_heartbeat(app, offices, monkeypatch, end):
    monkeypatch.setattr(consumers, "BEAT_S", 0.2)
    socket, _ = await connect(app, "Dora")
    assert await heard(socket, consumers.BEAT)
    await end()
    async with asyncio.timeout(5):
        while (output := await socket.receive_output(5))["type"] != "websocket.close":
            pass
    assert output["code"] == consumers.SIGNED_OUT


async def test_a_hand_over_of_a_named_duty_has_the_page_asked_anew(app, offices, monkeypatch):
    monkeypatch.setattr(consumers, "BEAT_S", 0.2)
    socket, _ = await connect(app, "Sifa")
    assert await heard(socket, consumers.CHANGED)  # once, on subscribing
    await sync_to_async(hand_over)()
    assert await heard(socket, consumers.CHANGED, 5)
    await socket.disconnect()


async def test_what_is_sent_to_it_is_ignored(app, offices):
    socket, _ = await connect(app, "Dora")
    assert await heard(socket, consumers.BEAT)
    await socket.send_to(text='{"subscribe": "BEN"}')
    await socket.send_to(bytes=b"\x00\xff")
    await sync_to_async(make.alert)()
    assert await heard(socket, consumers.CHANGED)
    await socket.disconnect()


async def test_the_hub_forgets_sockets_that_left(app, offices):
    socket, _ = await connect(app, "Dora")
    assert await heard(socket, consumers.BEAT)
    assert len(hub.here().seats) == 1
    await socket.disconnect()
    assert not hub.here().seats and not hub.here().tasks


def falls_due_soon():
    make.alert()
    Owed.objects.update(due_at=clock.now() + timedelta(seconds=2))


def watch_begins_soon():
    now = clock.now()
    Shift.objects.create(
        duty=Duty.objects.get(office__code="BEN", code="hub-duty-officer"),
        person=make.person("Noor"),
        kind="replace",
        made_at=now,
        starts_at=now + timedelta(seconds=2),
        ends_at=now + timedelta(hours=1),
    )


@pytest.mark.parametrize("soon", [falls_due_soon, watch_begins_soon])
async def test_what_comes_by_the_clock_alone_is_said(app, offices, monkeypatch, soon):
    monkeypatch.setattr(hub, "LOOK_EVERY_S", 0.2)
    await sync_to_async(soon)()
    socket, _ = await connect(app, "Dora")
    assert await heard(socket, consumers.CHANGED)  # once, on subscribing
    assert await heard(socket, consumers.CHANGED, 10)
    await socket.disconnect()


async def test_with_many_boards_each_is_told_within_how_long_to_ask(app, offices, monkeypatch):
    monkeypatch.setattr(hub, "FEW", 0)
    socket, _ = await connect(app, "Dora")
    assert await heard(socket, '{"t":"changed","within":12}')
    await socket.disconnect()
