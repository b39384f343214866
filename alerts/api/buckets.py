"""How often a device may read: a loop gone wild is slowed, a filing or an answer never."""

import math
import time
from typing import Any

from rest_framework.throttling import BaseThrottle

from alerts.models import Device

A_MINUTE = 600


class ReadingBucket(BaseThrottle):
    """A minute's worth of reading for each device and process, kept in memory: it guards against mistakes, not
    against enemies, and costs no statement. What is filed, answered or decided passes always; so does whoever
    signed in on the pages.
    """

    _read: dict[int, tuple[int, int]] = {}  # device -> the minute, how often in it

    def allow_request(self, request: Any, view: Any) -> bool:
        if request.method not in {"GET", "HEAD"} or not isinstance(request.auth, Device):
            return True
        minute = int(time.time() // 60)
        before, count = self._read.get(request.auth.pk, (minute, 0))
        count = count + 1 if before == minute else 1
        self._read[request.auth.pk] = (minute, count)
        return count <= A_MINUTE

    def wait(self) -> float:
        return math.ceil(60 - time.time() % 60)
