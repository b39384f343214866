"""What both embedded servers share: a private folder, a port that stays, a process with an end."""

import contextlib
import os
import secrets
import subprocess
import time
from abc import ABC, abstractmethod
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar, Self

from . import folders, ports, processes
from .errors import EmbeddedError

LOG_KEPT = 1_000_000  # bytes; a longer log begins anew at the next start
ATTEMPTS = 5


class Server(ABC):
    """One server program with its data in one folder; `url` is where it answers once started.

    Not for two processes at once on one folder: that is what lease.py is for.
    """

    name: str
    start_s: float = 60  # a start after a crash reads back what was not yet written
    ends_with: ClassVar[dict[str, int]]  # mode -> signal; "fast" is always one of them

    def __init__(self, folder: Path) -> None:
        self.folder = folders.private(folder.absolute())
        self._process: subprocess.Popen[bytes] | None = None
        access = folders.read(self.folder / "access.json") or {}
        if "password" not in access:
            access = {"port": None, "password": secrets.token_urlsafe(24)}
            access = folders.write_once(self.folder / "access.json", access)
        self._access: dict[str, Any] = access

    @property
    @abstractmethod
    def url(self) -> str:
        """Address with user and password, as settings take it."""

    @abstractmethod
    def _prepare(self) -> None:
        """Make what the program needs before it starts; safe to be interrupted and repeated."""

    @abstractmethod
    def _command(self) -> list[str]:
        """The program and its arguments, tied to this process."""

    @abstractmethod
    def _answers(self) -> bool:
        """Whether the started program takes work now."""

    @abstractmethod
    def leftover(self) -> int | None:
        """Id of a process that an earlier run left on this folder, if there is one."""

    @property
    def port(self) -> int:
        """Raises EmbeddedError before the first start."""
        if not self._access["port"]:
            raise EmbeddedError(f"{self.name} in {self.folder} was never started.")
        return int(self._access["port"])

    @property
    def password(self) -> str:
        return str(self._access["password"])

    @property
    def pid(self) -> int | None:
        """Id of the running process that this object started."""
        return self._process.pid if self._process and self._process.poll() is None else None

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def start(self) -> None:
        """Start and wait until it answers, on the port it had before where that is free.

        A process that a killed run left behind is ended first. Does nothing while running.
        Raises EmbeddedError with the last lines of the log.
        """
        if self.pid:
            return
        self._end_leftover()
        self._prepare()
        for attempt in range(1, ATTEMPTS + 1):
            self._choose_port()
            if self._try():
                return
            if attempt < ATTEMPTS and self._may_pass():
                time.sleep(0.2 * attempt)
                continue
            raise EmbeddedError(f"{self.name} did not start: {self._end_of_log()} ({self.log})")

    def stop(self, mode: str = "fast") -> None:
        """Stop in the given mode and wait for the end; by force where it does not come in 30 s."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(self.ends_with[mode])
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def kill(self) -> None:
        """End it as a power cut would (kill -9), leaving all it left."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _try(self) -> bool:
        if self.log.exists() and self.log.stat().st_size > LOG_KEPT:
            self.log.unlink()
        descriptor = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "ab") as log:
            self._process = subprocess.Popen(
                self._command(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                umask=0o077,
                start_new_session=True,  # Ctrl-C in a terminal is for the runner, which stops us in turn
            )
        process = self._process
        try:
            processes.until(lambda: process.poll() is not None or self._answers(), self.start_s)
            if process.poll() is None and self._answers():
                return True
        except BaseException:
            self.stop()
            raise
        self.kill()
        return False

    def _choose_port(self) -> None:
        port = ports.choose(self._access["port"])
        if port != self._access["port"]:
            self._access["port"] = port
            folders.write(self.folder / "access.json", self._access)

    def _may_pass(self) -> bool:
        """Another took the port in between, or the parts of a killed server are still going."""
        return any(cause in self._log_tail() for cause in ("in use", "Address already", "being used"))

    def _end_leftover(self) -> None:
        pid = self.leftover()
        if pid is None:
            return
        steps = [(self.ends_with["fast"], 15.0), (9, 5.0)]
        if not processes.end(pid, steps):
            raise EmbeddedError(f"Process {pid} of an earlier run holds {self.folder} and does not end.")

    def _log_tail(self) -> str:
        with contextlib.suppress(OSError):
            return self.log.read_text(errors="replace")[-2000:]
        return ""

    def _end_of_log(self) -> str:
        lines = [line.strip() for line in self._log_tail().splitlines() if line.strip()]
        return " / ".join(lines[-2:]) or "it wrote nothing"


def wheel(module: str, package: str) -> Path:
    """Folder of an installed wheel whose programs are used; its Python is never imported.

    Raises EmbeddedError where it is not installed.
    """
    spec = find_spec(module)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError(
            f"The package {package} is not installed: install requirements/run.lock, "
            "or set DATABASE_URL and REDIS_URL to servers of your own."
        )
    return Path(spec.submodule_search_locations[0])
