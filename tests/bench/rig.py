"""The hub in production's shape on servers of its own: pages on threads, sockets apart; ended by id."""

import os
import sys
from pathlib import Path

from tests.faults.servers import Servers
from tests.mailserver import free_port, wait_for
from tests.running import BIN, RunningHub

CORES = os.cpu_count() or 1
TICKS = os.sysconf("SC_CLK_TCK")


class Bench(RunningHub):
    def __init__(self, folder: Path, servers: Servers) -> None:
        self.servers = servers
        super().__init__(folder, servers.valkey.url, servers.postgres.url)
        self.environment |= {"DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
        self.sockets_port, self.floor_port = free_port(), free_port()

    def up(self) -> None:
        web = [str(BIN / "gunicorn"), "ewrr.wsgi", "--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread"]
        web += ["--workers", str(CORES), "--threads", "4", "--keep-alive", "75", "--log-level", "warning"]
        self._start("web", web, EWRR_PROCESS="web")
        self._start("sockets", self._uvicorn("ewrr.asgi:application", self.sockets_port), EWRR_PROCESS="asgi")
        self._start("floor", self._uvicorn("tests.bench.floor:application", self.floor_port))
        wait_for(self._is_ready, 60, "the pages")
        wait_for(lambda: self._is_ready(f"http://127.0.0.1:{self.sockets_port}"), 60, "the sockets")

    def _uvicorn(self, application: str, port: int) -> list[str]:
        flags = ["--ws-max-size=4096", "--ws-per-message-deflate=false", "--no-access-log", "--log-level=warning"]
        return [sys.executable, "-m", "uvicorn", application, "--host=127.0.0.1", f"--port={port}", *flags]

    def cpu_ms(self, *names: str) -> float:
        """What the named processes and their children have used so far; `postgres` and `valkey` among them."""
        roots = {name: process.pid for name, process in self.processes.items()}
        roots |= {"postgres": self.servers.postgres.pid or 0, "valkey": self.servers.valkey.pid or 0}
        found = [pid for name in names for pid in [roots[name], *below(roots[name])]]
        return sum(map(_used, found)) * 1000 / TICKS

    def memory_kib(self, name: str) -> int:
        """Proportional share, so that what processes have in common counts once."""
        return rolled_up(self.processes[name].pid)["Pss"]


def _used(pid: int) -> int:
    """Ticks, its ended children among them."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(int(ticks) for ticks in after_name[11:15])


def rolled_up(pid: int) -> dict[str, int]:
    """KiB by the kernel's names, of the whole process; nothing where it has ended meanwhile."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return {}
    return {name: int(rest.split()[0]) for name, rest in (line.split(":", 1) for line in lines)}


def below(pid: int) -> list[int]:
    """Its children, and theirs."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid for child in map(int, children) for pid in [child, *below(child)]]
