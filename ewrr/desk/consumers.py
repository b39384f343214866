"""The socket: says that something changed, never what; rights are asked again at each heartbeat."""

import asyncio
import json
from contextlib import suppress
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.db import Error
from django.http import HttpRequest

from alerts.selectors import access
from alerts.selectors.access import Viewer, visible_to, whole_to
from ewrr.common import clock

from . import hub
from .viewer import OFFICE

BEAT_S = 10.0
SIGNED_OUT = 4401
CHANGED = '{"t":"changed"}'
CHANGED_OF_MANY = '{"t":"changed","within":%d}'  # ms, by chance: many boards do not ask all at once
BEAT = '{"t":"beat"}'
LOOKING = '{"t":"looking"}'
LONGEST = 200  # characters of what a page says of itself
LOOK_S = 1.0  # between two alerts that somebody leafs through


class Live(AsyncWebsocketConsumer):
    """Closes with 4401 when the session ended or the person may no longer read in the office; says "changed" also
    when the person's rights did, for then the page must be read afresh.
    """

    viewer: Viewer | None = None
    seat: asyncio.Event | None = None
    tasks: list[asyncio.Task[None]]
    wanted = ""  # number of the alert that the page shows
    looks_at: int | None = None
    turned: asyncio.Event | None = None  # set when the page shows another alert; None until it shows one
    company: asyncio.Event  # set when others come to look at it, or go

    async def connect(self) -> None:
        self.tasks = []
        await self.accept()  # a refused handshake would hide the reason from the page
        self.viewer = await self._who()
        if self.viewer is None:
            await self.close(SIGNED_OUT)
            return
        self.seat = hub.here().join(self.viewer.office.pk)
        self.tasks = [asyncio.create_task(self._tell()), asyncio.create_task(self._beat())]

    async def disconnect(self, code: int) -> None:
        for task in self.tasks:
            task.cancel()
        if self.seat is not None and self.viewer is not None:
            await self._turn(None)
            await hub.here().leave(self.viewer.office.pk, self.seat)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Nothing is asked through the socket; a page says which alert it shows: {"t": "look", "number": …}."""
        if self.seat is None or text_data is None or len(text_data) > LONGEST:
            return
        try:
            said = json.loads(text_data)
        except ValueError:
            return
        if isinstance(said, dict) and said.get("t") == "look" and isinstance(said.get("number"), str):
            self.wanted = said["number"]
            if self.turned is None and self.wanted:  # most screens show a list: they cost nothing more
                self.turned, self.company = asyncio.Event(), asyncio.Event()
                self.tasks += [asyncio.create_task(self._look()), asyncio.create_task(self._tell_of_company())]
            if self.turned is not None:
                self.turned.set()

    async def _look(self) -> None:
        """Whoever leafs through is at most once a second said to look at another."""
        assert self.turned is not None
        while True:
            await self.turned.wait()
            self.turned.clear()
            with suppress(Error):
                await self._turn(await self._seen_whole(self.wanted))
            await asyncio.sleep(LOOK_S)

    async def _turn(self, alert_id: int | None) -> None:
        assert self.viewer is not None
        left, self.looks_at = self.looks_at, alert_id
        if left is None and alert_id is None:
            return
        await hub.here().eyes.turn(self.company, self.viewer.person.pk, left, alert_id)

    async def _tell_of_company(self) -> None:
        while True:
            await self.company.wait()
            self.company.clear()
            await self.send(LOOKING)
            await asyncio.sleep(LOOK_S)

    @database_sync_to_async
    def _seen_whole(self, number: str) -> int | None:
        """The alert's id, where there is one of that number which the viewer sees whole."""
        assert self.viewer is not None
        asked = visible_to(self.viewer).filter(whole_to(self.viewer), number=number[:24])
        return asked.values_list("pk", flat=True).first()

    async def _tell(self) -> None:
        assert self.seat is not None
        while True:
            await self.seat.wait()
            self.seat.clear()
            await self.send(self._changed())

    async def _beat(self) -> None:
        while True:
            await self.send(BEAT)
            await asyncio.sleep(BEAT_S)
            try:
                now = await self._who()
            except Error:
                continue  # the page sees its polling fail and says so
            if now is None or self.viewer is None or now.office.pk != self.viewer.office.pk:
                await self.close(SIGNED_OUT)
                return
            if now.rights != self.viewer.rights:  # a hand-over: no event tells of it
                self.viewer = now
                await self.send(self._changed())
            if self.turned is not None and self.looks_at is not None:
                self.turned.set()  # still here, and still allowed to be

    def _changed(self) -> str:
        assert self.viewer is not None
        return changed(self.viewer.office.pk)

    async def _who(self) -> Viewer | None:
        return await database_sync_to_async(signed_in)(self.scope)


def signed_in(scope: Any) -> Viewer | None:
    """The reader at the other end of a socket. Read afresh each time: sign-out, a changed password, an ended role all
    end the socket.
    """
    key = getattr(scope.get("session"), "session_key", None)
    request: Any = HttpRequest()
    request.session = SessionStore(key)
    person = get_user(request)
    if not person.is_authenticated:
        return None
    viewer = access.viewer_of(person, clock.now(), request.session.get(OFFICE))
    return viewer if viewer is not None and viewer.may_read else None


def changed(office_id: int) -> str:
    """That the office has news, and within how long to ask where many do."""
    within = hub.here().within_ms(office_id)
    return CHANGED_OF_MANY % within if within else CHANGED
