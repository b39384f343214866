"""The wall's socket: says that something changed, and beats with the age of every part of the hub."""

import asyncio
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.db import Error

from alerts.selectors import displays
from ewrr.common import clock

from . import hub
from .at_the_wall import display_of
from .consumers import SIGNED_OUT, changed, signed_in

CHECK_S = 5.0  # who is at the other end
TRY_AGAIN = 1013


class Wall(AsyncWebsocketConsumer):
    """For a reader who is signed in, or a paired display. Closes with 4401 within one beat of neither being there any
    more. It listens to nothing. The beat waits for no answer of the database: it is what tells that none comes.
    """

    office_id: int | None = None
    news: asyncio.Event | None = None
    pulse: asyncio.Event | None = None
    tasks: list[asyncio.Task[None]]

    async def connect(self) -> None:
        self.tasks = []
        await self.accept()  # a refused handshake would hide the reason from the page
        try:
            self.office_id = await self._whose()
        except Error:
            await self.close(TRY_AGAIN)  # nobody can say who it is
            return
        if self.office_id is None:
            await self.close(SIGNED_OUT)
            return
        self.news = hub.here().join(self.office_id)
        self.pulse = await hub.here().heart.join()
        self.tasks = [asyncio.create_task(work) for work in (self._tell(), self._beat(), self._check())]

    async def disconnect(self, code: int) -> None:
        for task in self.tasks:
            task.cancel()
        if self.office_id is not None and self.news is not None:
            await hub.here().leave(self.office_id, self.news)
        if self.pulse is not None:
            await hub.here().heart.leave(self.pulse)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Nothing is asked through it."""

    async def _tell(self) -> None:
        assert self.news is not None and self.office_id is not None
        while True:
            await self.news.wait()
            self.news.clear()
            await self.send(changed(self.office_id))

    async def _beat(self) -> None:
        assert self.pulse is not None and self.office_id is not None
        while True:
            await self.pulse.wait()
            self.pulse.clear()
            await self.send(hub.here().heart.said(self.office_id))

    async def _check(self) -> None:
        while True:
            await asyncio.sleep(CHECK_S)
            try:
                whose = await self._whose()
            except Error:
                continue  # the beat says so
            if whose != self.office_id:
                await self.close(SIGNED_OUT)
                return

    async def _whose(self) -> int | None:
        return await database_sync_to_async(_office_of)(self.scope)


def _office_of(scope: Any) -> int | None:
    """The office whose wall may be shown there: of the reader who is signed in, else of the display."""
    viewer = signed_in(scope)
    if viewer is not None:
        return viewer.office.pk
    display = display_of(scope.get("cookies", {}), "-socket")
    return display.office_id if display is not None and displays.is_good(display, clock.now()) else None
