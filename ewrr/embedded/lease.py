"""How a run comes by a server: it uses the one that is kept already, or has one kept."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import folders, processes
from .errors import EmbeddedError
from .keeper import TAKEN
from .locks import Lock, is_owned

START_S = 120  # a first start on a slow disk
STOP_S = 60
_started: list[subprocess.Popen[bytes]] = []  # keepers are our children as long as we live


@contextmanager
def lease(kind: str, folder: Path) -> Iterator[str]:
    """The address of the server of this kind ("postgres", "valkey") in the folder, for the time of the block.

    Leaving waits for the server's end where nobody else uses it.
    Raises EmbeddedError with the reason where it does not start.
    """
    folders.private(folder)
    using = Lock(folder / "lease")
    try:
        if not processes.until(using.share, STOP_S):
            raise EmbeddedError(f"The server in {folder} is being stopped and does not end.")
        yield _reach(kind, folder)
    finally:
        using.release()
        processes.until(lambda: _is_settled(using, folder), STOP_S, 0.02)
        using.close()
        _started[:] = [keeper for keeper in _started if keeper.poll() is None]


def _reach(kind: str, folder: Path) -> str:
    keeper = None
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if url := _url(folder):
            return url
        code = keeper.poll() if keeper else TAKEN
        if code not in {None, TAKEN}:
            raise EmbeddedError(_reason(folder))
        if code == TAKEN and not is_owned(folder / "keeper.lock"):
            keeper = _start_keeper(kind, folder)
        time.sleep(0.01)
    raise EmbeddedError(f"The server in {folder} did not start within {START_S} s ({folder / 'keeper.log'}).")


def _url(folder: Path) -> str | None:
    kept = folders.read(folder / "kept.json")
    # The lock says that a keeper lives, the id that this is what that one wrote.
    if kept and processes.is_alive(kept["keeper"]) and is_owned(folder / "keeper.lock"):
        return str(kept["url"])
    return None


def _start_keeper(kind: str, folder: Path) -> subprocess.Popen[bytes]:
    with (folder / "keeper.log").open("ab") as log:
        log.truncate(0)
        keeper = subprocess.Popen(
            [sys.executable, "-m", "ewrr.embedded.keeper", kind, str(folder)],
            cwd=folders.ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # it outlives the run that started it while others use the server
        )
    _started.append(keeper)
    return keeper


def _reason(folder: Path) -> str:
    lines = (folder / "keeper.log").read_text(errors="replace").strip().splitlines()
    return lines[-1] if lines else f"The server in {folder} did not start ({folder / 'log'})."


def _is_settled(using: Lock, folder: Path) -> bool:
    """After our release: the keeper has ended, or others still use its server."""
    if not is_owned(folder / "keeper.lock"):
        return True
    if using.own():  # nobody else: the keeper will find so too
        using.release()
        return False
    others = using.share()  # no: the keeper has it alone, it is stopping
    using.release()
    return others
