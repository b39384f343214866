"""Starting, recognising and ending processes, by their id and never by a name."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

LAUNCH = Path(__file__).with_name("launch.py")


def tied(program: list[str], stop_signal: int = signal.SIGTERM, *, way: tuple[str, ...] = ()) -> list[str]:
    """The command that runs the program so that it gets the signal when this process dies.

    `way` comes first: what changes the user (see ways.py).
    """
    launch = [sys.executable, "-I", "-S", str(LAUNCH), str(int(stop_signal)), str(os.getpid())]
    return [*way, *launch, *program]


def until(condition: Callable[[], bool], seconds: float, pause: float = 0.01) -> bool:
    """Wait for the condition; False where it did not hold within so many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True


def is_alive(pid: int) -> bool:
    """Whether the process exists and is not merely waiting for its parent to take note of its end."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (OSError, IndexError):
        return not Path("/proc/self/stat").exists()


def command_of(pid: int) -> str:
    """The command line of a process, empty where there is none or it may not be seen."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    listed = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True)
    return listed.stdout.strip()


def end(pid: int, steps: list[tuple[int, float]]) -> bool:
    """Send each signal in turn until the process is gone, waiting so many seconds after each.

    Returns whether it is gone. A process that is no child of ours is judged by its id alone.
    """
    for number, seconds in steps:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return True
        if until(lambda: not is_alive(pid), seconds):
            return True
    return False
