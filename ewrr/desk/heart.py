"""The wall's heartbeat: every few seconds one look at the database for all walls of a process, told also if it fails.

A wall must hear from a process whose database is away. So nothing here waits for it: what it says is taken when it
comes, and how long ago that was is part of the beat.
"""

import asyncio
import json
import logging
import time
from datetime import timedelta
from typing import Any

from channels.db import database_sync_to_async
from django.db import Error

from alerts.selectors import signs
from alerts.selectors.signs import Signs

log = logging.getLogger(__name__)
EVERY_S = 5.0
PATIENCE_S = 2.0  # how long a beat waits for the database


def telling(told: Signs, office_id: int, since_s: float = 0.0) -> dict[str, Any]:
    """What a wall of the office is told: the hub's moment and seconds since each part was seen. `since_s`: how long
    ago the database said so; all has grown older by as much.
    """
    ages = {part: None if age is None else round(age + since_s, 1) for part, age in told.ages(office_id).items()}
    now = told.now + timedelta(seconds=since_s)
    return {"now": now.isoformat(), "ages": {"database": round(since_s, 1), **ages}, "rings": told.rings(office_id)}


class Heart:
    """Beats as long as somebody listens. It needs no Redis and asks through a connection and a thread of its own."""

    def __init__(self) -> None:
        self.seats: set[asyncio.Event] = set()
        self.told: Signs | None = None
        self.told_at = 0.0  # by the process's steady clock
        self.asking: asyncio.Task[None] | None = None
        self.beating: asyncio.Task[None] | None = None

    async def join(self) -> asyncio.Event:
        """A flag that is set at each beat; its holder clears it. The first beat is due at once."""
        seat = asyncio.Event()
        self.seats.add(seat)
        seat.set()
        if self.beating is None:
            await self._ask()
            self.beating = self.beating or asyncio.create_task(self._beat())
        return seat

    async def leave(self, seat: asyncio.Event) -> None:
        """The last one out ends it."""
        self.seats.discard(seat)
        if self.seats or self.beating is None:
            return
        ending, self.beating = self.beating, None
        ending.cancel()
        await asyncio.gather(ending, return_exceptions=True)

    def said(self, office_id: int) -> str:
        """The beat, as a wall of that office hears it."""
        beat: dict[str, Any] = {"t": "beat"}
        if self.told is not None:
            beat |= telling(self.told, office_id, time.monotonic() - self.told_at)
        else:
            beat["ages"] = {"database": None}
        return json.dumps(beat)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(EVERY_S)
            await self._ask()
            for seat in self.seats:
                seat.set()

    async def _ask(self) -> None:
        """Asks, unless an earlier question still waits for its answer; gives up waiting before the beat is late."""
        if self.asking is None or self.asking.done():
            self.asking = asyncio.create_task(self._take())
        await asyncio.wait([self.asking], timeout=PATIENCE_S)

    async def _take(self) -> None:
        began = time.monotonic()
        try:
            self.told = await database_sync_to_async(signs.signs, thread_sensitive=False)()
        except Error as failure:
            log.warning("database silent: %s", type(failure).__name__)
        else:
            self.told_at = began
