"""Who looks at an alert: said to those who see it whole, while they look at it too; ids only, and gone when they go."""

import asyncio
import json

import pytest
from asgiref.sync import sync_to_async

from alerts.domain.words import ThreatType
from ewrr.common import pump
from ewrr.desk import consumers, hub, presence
from tests import make
from tests.integration.test_socket import connect, heard

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def app():
    from ewrr.asgi import application

    return application


@pytest.fixture
async def quick(monkeypatch):
    """Leafing and telling without the pause."""
    monkeypatch.setattr(consumers, "LOOK_S", 0.05)


async def looks(socket, number):
    await socket.send_to(text=json.dumps({"t": "look", "number": number}))


async def until(condition, within_s=10.0):
    async with asyncio.timeout(within_s):
        while not await sync_to_async(condition)():
            await asyncio.sleep(0.05)


def people(alert):
    return set(presence.looking(alert.pk))


async def test_two_who_look_hear_of_each_other_and_whoever_leaves_is_gone(app, offices, quick):
    alert = await sync_to_async(make.alert)()
    dora, ben = [await sync_to_async(make.person)(name) for name in ("Dora", "Ben")]
    first, _ = await connect(app, "Dora")
    assert await heard(first, consumers.BEAT)
    await asyncio.sleep(0.3)
    await looks(first, alert.number)
    await until(lambda: people(alert) == {dora.pk})
    second, _ = await connect(app, "Ben")
    await looks(second, alert.number)
    await until(lambda: people(alert) == {dora.pk, ben.pk})
    assert await heard(first, consumers.LOOKING)
    await second.disconnect()
    await until(lambda: people(alert) == {dora.pk})
    await looks(first, "")
    await until(lambda: people(alert) == set())
    await first.disconnect()
    assert not hub.here().eyes.by_alert


@pytest.mark.parametrize("name", ["Dora", "Esther", "Ivan"])
async def test_nobody_looks_at_what_they_do_not_see_whole(app, offices, quick, name):
    hidden = await sync_to_async(make.alert)(threat_types=(ThreatType.CRSV,))
    socket, _ = await connect(app, name)
    await asyncio.sleep(0.2)
    await looks(socket, hidden.number)
    await asyncio.sleep(0.5)
    assert await sync_to_async(people)(hidden) == set()


@pytest.mark.parametrize(
    "said",
    ["", "{", "[]", "7", '"look"', '{"t":"look"}', '{"t":"look","number":7}', '{"t":"look","number":null}', "x" * 5000],
)
async def test_nonsense_is_passed_over(app, offices, said):
    socket, _ = await connect(app, "Dora")
    await socket.send_to(text=said)
    await socket.send_to(bytes=b"\x00\xff")
    assert await heard(socket, consumers.BEAT)
    await socket.disconnect()


def test_the_door_names_others_to_whoever_sees_it_whole(as_, beni):
    alert, hidden = make.alert(), make.alert(threat_types=(ThreatType.CRSV,))
    for shown in (alert, hidden):
        for name in ("Ben", "Dora"):
            key = f"{pump.prefix()}looking:{shown.pk}"
            pump._client().zadd(key, {str(make.person(name).pk): 4_000_000_000})
            pump._client().expire(key, 60)

    def asked(name, number):
        page = as_(name).get(f"/alerts/{number}/").content.decode()
        cursor = page.split('data-cursor="')[1].split('"')[0]
        asks = {"since": cursor, "view": "alert", "open": number, "looking": "1"}
        return {one["id"]: one["html"] for one in as_(name).get("/changes/", asks).json()["fragments"]}

    assert "Ben is looking at this alert" in asked("Dora", alert.number)["looking"]
    assert "Ben, Dora are looking" in asked("Amina", alert.number)["looking"]
    assert "looking" not in asked("Dora", hidden.number)


def test_without_redis_nobody_is_said_to_look(as_, beni, monkeypatch):
    alert = make.alert()
    monkeypatch.setattr(pump, "is_silent", lambda: True)
    assert presence.looking(alert.pk) == []
