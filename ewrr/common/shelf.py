"""What many ask for within the same moments, made once in a process: bounded, short-lived, and never the only copy."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

Made = TypeVar("Made")

LASTS_S = 5.0  # what no event tells of (a name, a place) is as old at most
MOST = 2000


class Shelf:
    """Values by key, for `lasts_s` each and at most `most` of them; the least lately wanted goes first, and what has
    run out goes when the next comes, for nothing else would ever let go of it. Whoever puts something here vouches
    that the key holds all that it depends on. Safe for threads; two that ask at once may both make it.
    """

    def __init__(self, most: int = MOST, lasts_s: float = LASTS_S) -> None:
        self.most, self.lasts_s = most, lasts_s
        self._kept: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Hashable) -> Any | None:
        """None when it is not there, or has been for too long."""
        with self._lock:
            until, value = self._kept.get(key, (0.0, None))
            if until < time.monotonic():
                self._kept.pop(key, None)
                return None
            self._kept.move_to_end(key)
            return value

    def put(self, key: Hashable, value: Made) -> Made:
        now = time.monotonic()
        with self._lock:
            self._kept[key] = (now + self.lasts_s, value)
            self._kept.move_to_end(key)
            while len(self._kept) > 1 and (len(self._kept) > self.most or self._least_wanted_until() < now):
                self._kept.popitem(last=False)
        return value

    def _least_wanted_until(self) -> float:
        return next(iter(self._kept.values()))[0]

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What stands there, else what `make` makes (never None)."""
        found = self.find(key)
        return self.put(key, make()) if found is None else found

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()


shelf = Shelf()  # the process's own
