"""Who looks at an alert: ids in Redis for half a minute, best effort. Without Redis nobody is said to look."""

import asyncio
import logging
import time
from contextlib import suppress

import redis.asyncio
from django.conf import settings
from redis.exceptions import RedisError

from ewrr.common import pump

log = logging.getLogger(__name__)
LASTS_S = 25  # a screen says so again at each heartbeat
BOUND_S = 1.0


class Eyes:
    """The screens of one process: which looks at which alert. A screen's flag is set whenever others come or go."""

    def __init__(self) -> None:
        self.by_alert: dict[int, set[asyncio.Event]] = {}
        self._client: redis.asyncio.Redis | None = None

    async def turn(self, screen: asyncio.Event, person_id: int, left: int | None, alert_id: int | None) -> None:
        """The screen looks away from `left` and at `alert_id`; each None where there is none."""
        if left is not None and left != alert_id:
            self.by_alert.get(left, set()).discard(screen)
            if not self.by_alert.get(left):
                self.by_alert.pop(left, None)
            await self._tell(left, person_id, is_here=False)
        if alert_id is not None:
            self.by_alert.setdefault(alert_id, set()).add(screen)
            await self._tell(alert_id, person_id, is_here=True)

    def heard(self, alert_id: int) -> None:
        """Somebody came or went, here or in another process."""
        for screen in self.by_alert.get(alert_id, ()):
            screen.set()

    async def _tell(self, alert_id: int, person_id: int, *, is_here: bool) -> None:
        with suppress(RedisError, OSError, TimeoutError):
            async with asyncio.timeout(BOUND_S):
                client, key, now = self._redis(), _key(alert_id), time.time()
                if is_here:
                    changed = await client.zadd(key, {str(person_id): now + LASTS_S})
                    await client.expire(key, 2 * LASTS_S)
                else:
                    changed = await client.zrem(key, str(person_id))
                if changed:
                    await client.publish(f"{pump.channel()}{MARK}{alert_id}", "1")

    def _redis(self) -> redis.asyncio.Redis:
        if self._client is None:
            self._client = redis.asyncio.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=BOUND_S)
        return self._client

    async def close(self) -> None:
        if self._client is not None:
            with suppress(RedisError, OSError):
                await self._client.aclose()
            self._client = None


MARK = "looks:"  # in the channel's name, before the alert's id


def looking(alert_id: int) -> list[int]:
    """Ids of the people who look at the alert now; nobody where Redis does not answer."""
    return pump.members(_key(alert_id), time.time())


def _key(alert_id: int) -> str:
    return f"{pump.prefix()}looking:{alert_id}"
