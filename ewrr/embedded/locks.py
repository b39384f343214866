"""Locks between processes that the system itself lets go when a process dies, however it dies."""

import fcntl
import os
from pathlib import Path

from .errors import EmbeddedError


class Lock:
    """A lock on a file, held by one alone (`own`) or by many together (`share`). Not inherited by programs."""

    def __init__(self, path: Path) -> None:
        try:
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except PermissionError as error:
            raise EmbeddedError(f"{path} belongs to another user: remove it, or run as that user.") from error

    def own(self) -> bool:
        """Take it alone, if nobody else has it now."""
        return self._take(fcntl.LOCK_EX)

    def share(self) -> bool:
        """Take it together with others, if nobody has it alone now."""
        return self._take(fcntl.LOCK_SH)

    def release(self) -> None:
        fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def close(self) -> None:
        os.close(self._descriptor)

    def _take(self, kind: int) -> bool:
        try:
            fcntl.flock(self._descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def is_owned(path: Path) -> bool:
    """Whether some process holds the lock on this file alone."""
    lock = Lock(path)
    try:
        return not lock.share()
    finally:
        lock.close()
