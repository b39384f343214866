"""As whom PostgreSQL runs: it refuses root, and root is who runs containers and bare machines."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .errors import EmbeddedError

STRANGER = "nobody"
# Inside the user namespace root's files look like theirs, so folders that only root reads work.
NAMESPACE = ("unshare", "-U", "--map-user=1000", "--map-group=1000")


@dataclass(frozen=True, slots=True)
class Way:
    """A prefix for commands, and the user who must own the data, by this process's count."""

    prefix: tuple[str, ...]
    owner: int


@lru_cache
def way_for(programs: Path, folder: Path) -> Way:
    """The first way by which PostgreSQL's programs find each other and reach the folder.

    Raises EmbeddedError where there is none.
    """
    if os.geteuid() != 0:
        return Way((), os.geteuid())
    for way in _ways_of_root():
        if _works(way, programs, folder):
            return way
    raise EmbeddedError(
        f"PostgreSQL refuses to run as root, and neither unshare nor setpriv can run it for {folder} "
        "as somebody else here: run as an ordinary user, or set DATABASE_URL."
    )


def _ways_of_root() -> list[Way]:
    ways = [Way(NAMESPACE, 0)] if shutil.which("unshare") else []
    try:
        stranger = pwd.getpwnam(STRANGER)
    except KeyError:
        return ways
    become = ("setpriv", f"--reuid={stranger.pw_uid}", f"--regid={stranger.pw_gid}", "--clear-groups")
    # The one right of root's that it keeps lets it through to the wheel and the data, wherever they
    # lie, without opening a folder to anybody: no copies, no chmod. Without the last bit access(2), by
    # which PostgreSQL looks for its own parts, would not know of that right.
    right = "-all,+dac_override"
    through = (f"--inh-caps={right}", f"--ambient-caps={right}", "--securebits=+no_setuid_fixup")
    if shutil.which("setpriv"):
        ways += [Way((*become, *through), stranger.pw_uid), Way(become, stranger.pw_uid)]
    return ways


def _works(way: Way, programs: Path, folder: Path) -> bool:
    # The folder may still be another's: what counts is getting there. `--show` looks for the other programs.
    try_out = ["sh", "-c", 'cd "$1" && "$0" --show --pgdata=data', str(programs / "initdb"), str(folder)]
    tried = subprocess.run([*way.prefix, *try_out], capture_output=True, check=False)
    return tried.returncode == 0
