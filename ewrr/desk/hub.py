"""One hub a process: a single Redis subscription wakes every socket of an office that has news.

A socket is woken by a flag, not fed from a queue: however slow it is, one "changed" at most waits for it.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Hashable
from contextlib import suppress
from weakref import WeakKeyDictionary

import redis.asyncio
from channels.db import database_sync_to_async
from django.conf import settings
from django.db import Error
from redis.exceptions import RedisError

from alerts.selectors import changes, watch
from ewrr.common import clock, pump

from .heart import Heart
from .presence import MARK, Eyes

log = logging.getLogger(__name__)
FEW = 20  # boards that may all ask at once
A_BOARD_MS = 12  # what one more board takes of the servers
LONGEST_MS = 6000
LOOK_EVERY_S = 5.0  # the database is asked too: a hint may have been lost with Redis
RETRY_S = 2.0


class Hub:
    def __init__(self) -> None:
        self.seats: dict[int, set[asyncio.Event]] = defaultdict(set)
        self.known: dict[int, Hashable] = {}  # of each office: what of it changes also without an event
        self.is_unwatched: bool | None = None  # whether the watch of the hub itself is silent; None: not asked yet
        self.tasks: list[asyncio.Task[None]] = []
        self.eyes = Eyes()
        self.heart = Heart()

    def join(self, office_id: int) -> asyncio.Event:
        """A flag that is set whenever the office has news; its holder clears it before asking."""
        seat = asyncio.Event()
        self.seats[office_id].add(seat)
        if not self.tasks:
            self.tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._look())]
        return seat

    async def leave(self, office_id: int, seat: asyncio.Event) -> None:
        """The last one out ends the subscription."""
        self.seats[office_id].discard(seat)
        if not self.seats[office_id]:
            del self.seats[office_id]
            self.known.pop(office_id, None)
        if not self.seats:
            leaving, self.tasks = self.tasks, []
            for task in leaving:
                task.cancel()
            await asyncio.gather(*leaving, return_exceptions=True)
            await self.eyes.close()

    def within_ms(self, office_id: int) -> int:
        """Over how long the office's boards spread what they ask, so that filing and answering come in between."""
        return min(LONGEST_MS, A_BOARD_MS * max(0, len(self.seats.get(office_id, ())) - FEW))

    def wake(self, office_id: int) -> None:
        for seat in self.seats.get(office_id, ()):
            seat.set()

    def wake_all(self) -> None:
        for office_id in list(self.seats):
            self.wake(office_id)

    async def _listen(self) -> None:
        while True:
            with suppress(RedisError, OSError):
                await self._follow()
            await asyncio.sleep(RETRY_S)

    async def _follow(self) -> None:
        """Hints until the connection breaks; on (re)connecting everybody looks once, since some were missed."""
        client = redis.asyncio.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1)
        async with client, client.pubsub(ignore_subscribe_messages=True) as subscription:
            await subscription.psubscribe(f"{pump.channel()}*")
            self.wake_all()
            async for message in subscription.listen():
                office = message["channel"].decode().removeprefix(pump.channel())
                if office.isdecimal():
                    self.wake(int(office))
                elif office.startswith(MARK):
                    self.eyes.heard(int(office.removeprefix(MARK)))

    async def _look(self) -> None:
        while True:
            for office_id in list(self.seats):
                try:
                    latest = await database_sync_to_async(lambda pk: changes.posture(pk, clock.now()))(office_id)
                except Error as failure:
                    log.warning("database silent: %s", type(failure).__name__)
                    continue
                if self.known.get(office_id) not in {None, latest}:
                    self.wake(office_id)
                self.known[office_id] = latest
            with suppress(Error):  # said above, if anybody is here to be told
                await self._look_at_the_watch()
            await asyncio.sleep(LOOK_EVERY_S)

    async def _look_at_the_watch(self) -> None:
        """No event says that nobody watches: every page is woken and asks."""
        is_unwatched = await database_sync_to_async(lambda: watch.is_unwatched(clock.now()))()
        if self.is_unwatched not in {None, is_unwatched}:
            self.wake_all()
        self.is_unwatched = is_unwatched


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def here() -> Hub:
    """The hub of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]
