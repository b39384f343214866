"""Whoever may no longer read is out within thirty seconds: by the socket, by the door that pollers ask, by the page."""

import asyncio
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.test import Client

from alerts.domain.words import ThreatType
from ewrr.desk import consumers, hub
from tests import make
from tests.integration import leaving
from tests.integration.following import Page
from tests.integration.test_socket import HOST, Socket

WITHIN_S = 30.0


def signed_in(name="Sifa"):
    client = Client()
    client.force_login(make.person(name))
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("leave", leaving.OUT, ids=lambda leave: leave.__name__)
def test_the_door_and_the_page_show_nothing_more(beni, leave):
    """Also to somebody who only polls: the door is asked every few seconds, and reads the rights each time."""
    alert = make.alert(threat_types=(ThreatType.CRSV,), text="CANARY", is_routed=True)
    client = signed_in()
    page = Page(client, f"/board/?open={alert.number}", "board")
    assert "CANARY" in page.shown["alert"]
    leave(client)
    make.answered(alert, "Amina")
    answer = page.ask()
    expected = leaving.OUT[leave]
    if expected == "reload":
        assert answer.json() == {"reload": True}
    else:
        assert answer.status_code == expected
    assert "CANARY" not in client.get(page.path).content.decode()
    assert "CANARY" not in client.get(f"/alerts/{alert.number}/").content.decode()


def test_heartbeats_polls_and_questions_leave_time_to_spare():
    """The script asks every 5 s without a socket (15 s while hidden), the socket asks every 10 s."""
    assert consumers.BEAT_S <= 10 and WITHIN_S > 15


@pytest.fixture(params=["Redis answers", "Redis is down"])
def redis(request, monkeypatch):
    if request.param == "Redis is down":
        monkeypatch.setattr(settings, "REDIS_URL", "redis://127.0.0.1:1/0")
        monkeypatch.setattr("ewrr.common.pump.hint", lambda office_id: None)
    monkeypatch.setattr(hub, "LOOK_EVERY_S", 0.2)
    monkeypatch.setattr(consumers, "BEAT_S", 0.2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("leave", leaving.OUT, ids=lambda leave: leave.__name__)
async def test_the_socket_closes_or_has_the_page_read_afresh(offices, redis, leave):
    from ewrr.asgi import application

    client = await sync_to_async(signed_in)()
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    headers = [(b"origin", HOST), (b"cookie", f"{settings.SESSION_COOKIE_NAME}={key}".encode())]
    scope = {"type": "websocket", "path": "/ws/live/", "headers": headers, "query_string": b"", "subprotocols": []}
    socket = Socket(application, scope)
    assert await socket.open()
    await asyncio.sleep(0.6)  # the first words are said
    await sync_to_async(leave)(client)
    seen: list[dict[str, Any]] = []
    async with asyncio.timeout(WITHIN_S):
        while leave is leaving.hand_over or not seen or seen[-1]["type"] != "websocket.close":
            seen.append(await socket.receive_output(WITHIN_S))
            if leave is leaving.hand_over and seen[-1].get("text") == consumers.CHANGED and len(seen) > 4:
                break
    if leave is leaving.hand_over:
        await socket.disconnect()
    else:
        assert seen[-1]["code"] == consumers.SIGNED_OUT
