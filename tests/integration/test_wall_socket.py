"""The wall's socket: for readers and displays; its beat tells the age of every part, also without a database."""

import asyncio
import json
import threading

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import OperationalError

from alerts.domain.words_of_telling import Part
from alerts.models import Display
from alerts.selectors import signs
from alerts.services import displays, pulse
from ewrr.common import clock
from ewrr.desk import consumers, consumers_of_walls, heart, hub
from tests import make
from tests.integration.displaying import cookies, paired
from tests.integration.test_socket import HOST, Socket, cookie, end_role, end_session

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def app(monkeypatch):
    from ewrr.asgi import application

    monkeypatch.setattr(heart, "EVERY_S", 0.2)
    monkeypatch.setattr(consumers_of_walls, "CHECK_S", 0.2)
    return application


async def connect(app, name=None, kept=""):
    """As one of the cast, or with the cookie of a display."""
    headers = [(b"origin", HOST)]
    if name:
        kept = f"{settings.SESSION_COOKIE_NAME}={await sync_to_async(cookie)(name)}"
    if kept:
        headers.append((b"cookie", kept.encode()))
    scope = {"type": "websocket", "path": "/ws/wall/", "headers": headers, "query_string": b"", "subprotocols": []}
    socket = Socket(app, scope)
    assert await socket.open()
    return socket


@sync_to_async
def a_display(language="en"):
    made, client = paired(language=language)
    return made, cookies(client)


async def beat(socket, wanted=lambda told: True, within_s=10.0):
    """The next beat that is as wanted."""
    async with asyncio.timeout(within_s):
        while True:
            told = json.loads(await socket.receive_from(within_s))
            if told["t"] == "beat" and wanted(told):
                return told


async def closing(socket, within_s=5.0):
    async with asyncio.timeout(within_s):
        while (output := await socket.receive_output(within_s))["type"] != "websocket.close":
            pass
    return output["code"]


async def test_a_display_hears_beats_with_the_ages_of_all_parts_and_that_something_changed(app, offices):
    for part in Part:
        await sync_to_async(pulse.mark)(part, clock_now := await sync_to_async(clock.now)())
    _made, kept = await a_display()
    socket = await connect(app, kept=kept)
    told = await beat(socket)
    assert set(told["ages"]) == {"database", "worker", "sender", "beat", "sweep", "redis", "round", "watch"}
    assert told["ages"]["database"] < 2 and told["ages"]["worker"] < 5 and told["ages"]["round"] is None
    assert told["now"] >= clock_now.isoformat() and told["rings"] == []
    await sync_to_async(make.alert)()
    async with asyncio.timeout(10):
        while await socket.receive_from(10) != consumers.CHANGED:
            pass
    await socket.disconnect()


async def test_a_reader_hears_them_too_and_nobody_else_does(app, offices):
    socket = await connect(app, "Dora")
    assert await beat(socket)
    await socket.disconnect()
    for name, kept in (("Ivan", ""), (None, ""), (None, f"{settings.DISPLAY_COOKIE_NAME}-socket=forged")):
        refused = await connect(app, name, kept)
        assert await closing(refused) == consumers.SIGNED_OUT


async def test_the_cookie_of_the_pages_alone_opens_no_socket(app, offices):
    _made, kept = await a_display()
    refused = await connect(app, kept=kept.replace("-socket", ""))
    assert await closing(refused) == consumers.SIGNED_OUT


async def end_display():
    made = await Display.objects.aget()
    await sync_to_async(lambda: displays.end(viewer=make.viewer("Dora"), display_id=made.pk))()


async def let_run_out():
    await Display.objects.aupdate(expires_at=await sync_to_async(clock.now)())


@pytest.mark.parametrize("revoke", [end_display, let_run_out])
async def test_a_revoked_display_is_out_within_one_beat(app, offices, revoke):
    _made, kept = await a_display()
    socket = await connect(app, kept=kept)
    assert await beat(socket)
    await revoke()
    assert await closing(socket) == consumers.SIGNED_OUT


def test_the_product_looks_twice_in_the_ten_seconds_that_it_promises():
    assert consumers_of_walls.CHECK_S <= 5 and heart.EVERY_S <= 5


@pytest.mark.parametrize("end", [end_session, end_role])
async def test_a_reader_whose_right_ended_is_out_within_one_beat(app, offices, end):
    socket = await connect(app, "Dora")
    assert await beat(socket)
    await end()
    assert await closing(socket) == consumers.SIGNED_OUT


async def test_without_a_database_the_beat_goes_on_and_tells_its_age(app, offices, monkeypatch):
    _made, kept = await a_display()
    socket = await connect(app, kept=kept)
    assert (await beat(socket))["ages"]["database"] < 2

    def away(*_asked):
        raise OperationalError

    monkeypatch.setattr(signs, "signs", away)
    monkeypatch.setattr(consumers_of_walls, "_office_of", away)
    told = await beat(socket, lambda told: told["ages"]["database"] > 1)
    assert told["ages"]["worker"] is None or told["ages"]["worker"] >= told["ages"]["database"]
    monkeypatch.undo()
    assert await beat(socket, lambda told: told["ages"]["database"] < 1)
    await socket.disconnect()


async def test_a_database_that_hangs_holds_up_no_beat(app, offices, monkeypatch):
    monkeypatch.setattr(heart, "PATIENCE_S", 0.1)
    _made, kept = await a_display()
    socket = await connect(app, kept=kept)
    assert await beat(socket)
    answers, asked = threading.Event(), []

    def hang():
        asked.append(1)
        answers.wait(20)
        raise OperationalError

    monkeypatch.setattr(signs, "signs", hang)
    await beat(socket, lambda told: told["ages"]["database"] > 1)
    assert len(asked) == 1, "one question waits, not one for each beat"
    answers.set()
    await socket.disconnect()


async def test_who_connects_while_the_database_is_away_is_told_to_try_again(app, offices, monkeypatch):
    def away(*_asked):
        raise OperationalError

    monkeypatch.setattr(consumers_of_walls, "_office_of", away)
    socket = await connect(app, kept="display-socket=x")
    assert await closing(socket) == consumers_of_walls.TRY_AGAIN


async def test_many_walls_are_one_look_at_the_database(app, offices, monkeypatch):
    looks, asks = [], signs.signs
    monkeypatch.setattr(signs, "signs", lambda: looks.append(1) or asks())
    monkeypatch.setattr(heart, "EVERY_S", 0.5)
    _made, kept = await a_display()
    walls = [await connect(app, kept=kept) for _n in range(4)]
    for _n in range(3):
        for wall in walls:
            await beat(wall)
    assert len(looks) <= 4
    for wall in walls:
        await wall.disconnect()
    assert hub.here().heart.beating is None and not hub.here().heart.seats and not hub.here().seats


async def test_what_is_sent_to_it_is_ignored(app, offices):
    _made, kept = await a_display()
    socket = await connect(app, kept=kept)
    await socket.send_to(text='{"t": "look", "number": "BEN-2026-0001"}')
    await socket.send_to(bytes=b"\x00\xff")
    assert await beat(socket)
    await socket.disconnect()
