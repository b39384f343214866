"""Keeps one server running for as long as anybody uses it.

The server is the child of this process and not of the first run that needed it: so that run may
end before the others, and none that is killed leaves a server behind. Who uses the server shares
the lock `lease`; once nobody does, the server is stopped. `python -m ewrr.embedded.keeper KIND FOLDER`.
"""

import os
import signal
import sys
import time
from pathlib import Path

from . import folders
from .errors import EmbeddedError
from .locks import Lock
from .postgres import Postgres
from .server import Server
from .valkey import Valkey

KINDS: dict[str, type[Server]] = {"postgres": Postgres, "valkey": Valkey}
LOOK_S = 0.1
TAKEN = 75  # exit code: another keeper was quicker
STEADY_S = 5  # a server that lived so long has shown that it can
QUICK_DEATHS = 3  # in a row, after which it is given up


def keep(server: Server, lease: Lock) -> None:
    """Run the server until nobody shares the lease; start it again where it dies meanwhile."""
    deaths, started = 0, time.monotonic()
    while not lease.own():
        if server.pid is None:
            deaths = 1 if time.monotonic() - started > STEADY_S else deaths + 1
            if deaths > QUICK_DEATHS:
                raise EmbeddedError(f"{server.name} dies again and again ({server.log}).")
            print(f"{server.name} died and is started again.", file=sys.stderr, flush=True)
            server.start()
            started = time.monotonic()
        time.sleep(LOOK_S)


def main(kind: str, folder: Path) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    alone = Lock(folder / "keeper.lock")
    if not alone.own():
        return TAKEN
    told = folder / "kept.json"
    told.unlink(missing_ok=True)
    try:
        with KINDS[kind](folder) as server:
            folders.write(told, {"url": server.url, "keeper": os.getpid()})
            try:
                keep(server, Lock(folder / "lease"))
            finally:
                told.unlink(missing_ok=True)
    except EmbeddedError as error:
        print(error, file=sys.stderr, flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
