"""The socket: says that something changed, never what; rights are asked again at each heartbeat."""

import asyncio
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.db import Error
from django.http import HttpRequest

from alerts.selectors import access
from alerts.selectors.access import Viewer
from ewrr.common import clock

from . import hub
from .viewer import OFFICE

BEAT_S = 10.0
SIGNED_OUT = 4401
CHANGED = '{"t":"changed"}'
CHANGED_OF_MANY = '{"t":"changed","within":%d}'  # ms, by chance: many boards do not ask all at once
BEAT = '{"t":"beat"}'


class Live(AsyncWebsocketConsumer):
    """Closes with 4401 when the session ended or the person may no longer read in the office; says "changed" also
    when the person's rights did, for then the page must be read afresh.
    """

    viewer: Viewer | None = None
    seat: asyncio.Event | None = None
    tasks: list[asyncio.Task[None]]

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
            await hub.here().leave(self.viewer.office.pk, self.seat)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Nothing is asked through the socket."""

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

    def _changed(self) -> str:
        assert self.viewer is not None
        within = hub.here().within_ms(self.viewer.office.pk)
        return CHANGED_OF_MANY % within if within else CHANGED

    @database_sync_to_async
    def _who(self) -> Viewer | None:
        """Read afresh each time: sign-out, a changed password, an ended role all end the socket."""
        key = getattr(self.scope.get("session"), "session_key", None)
        request: Any = HttpRequest()
        request.session = SessionStore(key)
        person = get_user(request)
        if not person.is_authenticated:
            return None
        viewer = access.viewer_of(person, clock.now(), request.session.get(OFFICE))
        return viewer if viewer is not None and viewer.may_read else None
