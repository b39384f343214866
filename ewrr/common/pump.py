"""Hints through Redis: "something changed", "something is due". Best effort, bounded, and never content.

Everything hinted at is a row with a due time, so a lost hint costs seconds.
"""

import logging
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import redis
from celery import current_app
from django.conf import settings
from django.db import connection

log = logging.getLogger(__name__)
BOUND_S = 1.0  # a frozen Redis must not hold a request longer
PAUSE_S = 5.0  # after a failure nobody asks Redis for this long
NUDGE_LASTS_S = 5

_silent_until = 0.0


@lru_cache(maxsize=1)
def _client() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=BOUND_S, socket_connect_timeout=BOUND_S)


def prefix() -> str:
    """Begins every key; hubs that share a Redis see only their own."""
    return f"ewrr:{connection.settings_dict['NAME']}:"


def channel() -> str:
    """Begins the name of each office's channel."""
    return f"{prefix()}changed:"


def hint(office_id: int) -> None:
    """Tells every live process that the office has news."""
    _try(lambda: _client().publish(f"{channel()}{office_id}", "1"))


def nudge(task: str, expires_s: float | None = None) -> None:
    """Wakes `task` unless it was woken already and has not begun; not any more after `expires_s`."""

    def wake() -> None:
        if _client().set(_nudged(task), "1", nx=True, ex=NUDGE_LASTS_S):
            current_app.send_task(task, retry=False, ignore_result=True, expires=expires_s)

    _try(wake)


def _nudged(task: str) -> str:
    return f"{prefix()}nudged:{task}"


def begun(task: str) -> None:
    """Said by a task as it begins: from now on a nudge wakes it again."""
    _try(lambda: _client().delete(_nudged(task)))


def is_silent() -> bool:
    """Whether Redis failed within the last few seconds, seen from this process."""
    return time.monotonic() < _silent_until


def members(key: str, since: float) -> list[int]:
    """Ids in a set whose score is `since` or later; none where Redis does not answer."""
    found: list[Any] = []
    _try(lambda: found.extend(_client().zrangebyscore(key, since, "+inf")))
    return [int(one) for one in found]


def _try(act: Callable[[], object]) -> None:
    global _silent_until
    if is_silent():
        return
    try:
        act()
    except Exception as failure:  # noqa: BLE001  whatever Redis or kombu raise, the row is committed
        _silent_until = time.monotonic() + PAUSE_S
        log.warning("hints paused: %s", type(failure).__name__)


def answers() -> bool:
    """Whether Redis answers now, within the bound."""
    _try(lambda: _client().ping())
    return not is_silent()
