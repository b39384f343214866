"""Free ports on the loopback address."""

import os
import socket

from .errors import EmbeddedError

LOOPBACK = "127.0.0.1"


def is_free(port: int, host: str = LOOPBACK) -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        # As servers do: a port whose last connection is merely cooling down is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def choose(wanted: int | None = None) -> int:
    """The wanted port where it is free, else one the system picks."""
    if wanted and is_free(wanted):
        return wanted
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port


def wanted() -> int:
    """The port of the development server (PORT). Raises EmbeddedError where it is no port."""
    told = os.environ.get("PORT") or "8000"
    if not told.isdecimal() or not 0 < int(told) < 65536:
        raise EmbeddedError(f"PORT={told} is no port: a number from 1 to 65535.")
    return int(told)
