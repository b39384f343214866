"""What the tests of the embedded servers share: a copy of the project, ordinary users, who still lives."""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from ewrr.embedded import processes

NAMES_SET = ("DATABASE_URL", "REDIS_URL", "EWRR_SECRET_KEY", "EWRR_SOURCE_KEYS", "DJANGO_SETTINGS_MODULE")


def wait_for(condition: Callable[[], object], what: str, seconds: float = 30) -> None:
    assert processes.until(lambda: bool(condition()), seconds, 0.05), f"waited {seconds} s in vain for {what}"


def living_in(folder: Path) -> dict[int, str]:
    """Id and command of every living process whose command names the folder."""
    pids = [int(entry.name) for entry in Path("/proc").glob("[0-9]*")] if sys.platform == "linux" else _pids()
    commands = {pid: processes.command_of(pid) for pid in pids if pid != os.getpid()}
    return {pid: command for pid, command in commands.items() if str(folder) in command and processes.is_alive(pid)}


def _pids() -> list[int]:
    return list(map(int, subprocess.check_output(["ps", "-axo", "pid="], text=True).split()))


def project_copy(folder: Path) -> Path:
    """A checkout of its own with nothing in it but the embedded servers, so with its own `.run`."""
    copy = folder / "project"
    copy.mkdir()
    (copy / "ewrr").mkdir()
    (copy / "ewrr" / "__init__.py").touch()
    shutil.copytree(Path(processes.__file__).parent, copy / "ewrr" / "embedded")
    return copy


def as_ordinary_user(copy: Path) -> list[str]:
    """The prefix that runs a command as an ordinary user to whom the copy is given; none where we are one.

    That user may pass through others' folders, as the environment with the wheels may lie in one of root's.
    """
    if os.geteuid() != 0:
        return []
    nobody = pwd.getpwnam("nobody")
    for path in [copy, *copy.rglob("*")]:
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
    become = ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]
    through = ["--inh-caps=-all,+dac_override", "--ambient-caps=-all,+dac_override", "--securebits=+no_setuid_fixup"]
    return [*become, *through]


def run_in(
    copy: Path, *command: str, way: list[str] | None = None, environment: dict[str, str] | None = None
) -> subprocess.Popen[str]:
    """`python -m ewrr.embedded run` in the copy, in a session of its own; to be used as a context."""
    bare = {name: value for name, value in os.environ.items() if name not in NAMES_SET}
    return subprocess.Popen(
        [*(way or []), sys.executable, "-m", "ewrr.embedded", "run", "--apart", "test", "--", *command],
        cwd=copy,
        env=bare | (environment or {}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
