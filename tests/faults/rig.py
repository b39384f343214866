"""The hub on servers of its own, its processes started again when they die, and faults on demand."""

import json
import os
import secrets
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.mailserver import free_port, wait_for
from tests.running import BIN, ROOT, RunningHub

from .ledger import Ledger
from .servers import Servers

HERE = Path(__file__).parent
RESTART_S = 1.0  # a supervisor's pause


class Rig(RunningHub):
    """`faults`: the ledger of all that was done to it. `keep()`: from now on whoever dies is started again."""

    def __init__(self, folder: Path, servers: Servers) -> None:
        self.servers = servers
        super().__init__(folder, servers.valkey.url, servers.postgres.url)
        self.faults = Ledger(folder / "faults.jsonl")
        self.environment |= {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "PYTHONPATH": f"{HERE / 'points'}{os.pathsep}{ROOT}",
            "FAULT_LOG": str(self.faults.path),
        }
        self.ways: dict[str, Callable[[], None]] = {
            "web": self.start_pages,
            "worker": lambda: self.start_worker("worker", "route"),
            "sender": lambda: self.start_worker("sender", "deliver"),
            "sender-2": lambda: self.start_worker("sender-2", "deliver"),
            "beat": self.start_beat,
            "sweep": self.start_sweep,
            "sweep-2": lambda: self._start("sweep-2", [sys.executable, "manage.py", "sweep"]),
        }
        self._lock = threading.RLock()
        self._keeping = threading.Event()
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._wanted: set[str] = set()

    def prepare(self, *, exercising: bool = False) -> "Rig":
        super().prepare(exercising=exercising)
        self.sql((HERE / "audit.sql").read_text())
        self.sql((HERE / "clock.sql").read_text())
        self.sql(f'ALTER DATABASE "{self.database}" SET search_path = moved, pg_catalog, public')
        return self

    def start_pages(self) -> None:
        """Pages and API as in production: threads, connections that stay open."""
        command = [str(BIN / "gunicorn"), "ewrr.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--worker-class", "gthread", "--workers", "1", "--threads", "8", "--timeout", "30"]
        self._start("web", [*command, "--log-level", "warning"], EWRR_PROCESS="web")

    def up_sockets(self) -> str:
        """The other server of production, which serves pages too; says where."""
        port = free_port()
        command = [str(BIN / "uvicorn"), "ewrr.asgi:application", "--host", "127.0.0.1", "--port", str(port)]
        self._start("sockets", [*command, "--no-access-log"], EWRR_PROCESS="asgi")
        address = f"http://127.0.0.1:{port}"
        wait_for(lambda: self._is_ready(address), 30, "the sockets")
        return address

    def up(self, *names: str) -> None:
        """Starts the named processes, and waits for the pages where they are among them."""
        for name in names:
            with self._lock:
                self._wanted.add(name)
                self.ways[name]()
        if "web" in names:
            wait_for(self._is_ready, 30, "the web process")

    def down(self, name: str) -> None:
        """SIGKILL, and it stays dead."""
        with self._lock:
            self._wanted.discard(name)
            self.kill(name)

    def keep(self) -> None:
        self._keeper.start()

    def strike(self, name: str) -> None:
        """SIGKILL at whatever it does now."""
        with self._lock:
            process = self.processes[name]
            self.faults.write(kind=f"{name} killed", at=time.time())
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)

    def arm(self, process: str, point: str, *, passings: int = 1, whole: bool = True) -> str:
        """The process kills itself at the point, when it passes it for the given time. `whole`: with its parent
        and siblings. Messages that a fault hit before are spared. Says the mark to wait for.
        """
        mark = secrets.token_hex(4)
        spared = [fault["message"] for fault in self.faults.read() if fault.get("message")]
        order = {"id": mark, "process": process, "point": point, "passings": passings, "whole": whole}
        armed = self.folder / f"{process}.armed"
        draft = armed.with_suffix(".draft")
        draft.write_text(json.dumps(order | {"spared": spared}))
        draft.rename(armed)
        return mark

    def fired(self, process: str, mark: str) -> bool:
        return (self.folder / f"{process}.armed.{mark}").exists()

    def disarm(self, process: str) -> None:
        (self.folder / f"{process}.armed").unlink(missing_ok=True)

    @contextmanager
    def fault(self, kind: str) -> Iterator[None]:
        """Writes down when a fault of the servers began and ended."""
        began = time.time()
        try:
            yield
        finally:
            self.faults.write(kind=kind, at=began, until=time.time())

    def restart_postgres(self, mode: str, away_s: float = 1.0) -> None:
        with self.fault(f"PostgreSQL restarted, {mode}"):
            self.servers.postgres.stop(mode)
            time.sleep(away_s)
            self.servers.postgres.start()

    def cut_connections(self) -> None:
        with self.fault("PostgreSQL connections cut"):
            assert self.servers.cut_connections()

    def move_clock(self, seconds: float) -> None:
        """The database's clock, once and for all to come; forward, or back where negative."""
        kind = f"clock moved {'forward' if seconds > 0 else 'back'}"
        with self.fault(kind):
            self.sql("UPDATE moved.clock SET by = by + make_interval(secs => %s)", seconds)

    def is_whole(self) -> bool:
        """All that are wanted run, and the pages answer."""
        with self._lock:
            runs = all(self.processes[name].poll() is None for name in self._wanted if name in self.processes)
        return runs and ("web" not in self._wanted or self._is_ready())

    def stop(self) -> None:
        self._keeping.set()
        if self._keeper.is_alive():
            self._keeper.join()
        self.servers.heal()
        super().stop()

    def _start(self, name: str, command: list[str], **more: str) -> None:
        super()._start(name, command, FAULT_ARMED=str(self.folder / f"{name}.armed"), **more)

    def _keep(self) -> None:
        while not self._keeping.wait(0.2):
            with self._lock:
                dead = [name for name in self._wanted if self.processes[name].poll() is not None]
            if dead:
                time.sleep(RESTART_S)
            for name in dead:
                with self._lock:
                    if name in self._wanted and not self._keeping.is_set():
                        self.faults.write(kind=f"{name} started again", at=time.time())
                        self.ways[name]()
