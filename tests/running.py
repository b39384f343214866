"""The running hub for tests: its own database on the embedded server, real web, worker and sweep as processes."""

import atexit
import fcntl
import os
import secrets
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis

from tests.mailserver import MailServer, free_port, wait_for

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


QUEUES = range(2, 9)  # 0 is the tests' own, 9 that of the Compose file's test
TEMPLATES: dict[str, str] = {}  # of each server: the database that later ones are copied from


def collect_static() -> None:
    """Where a file changed; one test process at a time."""
    folder = ROOT / ".run"
    folder.mkdir(exist_ok=True)
    with (folder / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run([sys.executable, "-m", "ewrr.management.static_files"], cwd=ROOT, check=True, timeout=120)


def own_queue(server: str) -> tuple[str, TextIO]:
    """An empty database of the Redis server that no other hub has now, and what holds it until it is closed: else one
    hub's worker would take another's tasks.
    """
    address = urlsplit(server)
    (ROOT / ".run").mkdir(exist_ok=True)
    for number in QUEUES:
        claim = (ROOT / ".run" / f"queue-{address.port}-{number}.lock").open("w")
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            claim.close()
            continue
        url = urlunsplit(address._replace(path=f"/{number}"))
        redis.Redis.from_url(url).flushdb()
        return url, claim
    raise AssertionError(f"more than {len(QUEUES)} hubs run at once")


class RunningHub:
    """Start what a test needs; `stop()` ends every process by its id and drops the database.

    On the embedded servers of the test run, or on those at the given addresses.
    """

    def __init__(self, folder: Path, redis_url: str | None = None, database_url: str | None = None) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.mail = MailServer(folder / "mail.jsonl").start()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.server = database_url or os.environ["DATABASE_URL"]
        self.database = f"hub_{secrets.token_hex(4)}"
        self._on_server(f'CREATE DATABASE "{self.database}"')
        self.queue, self._claim = own_queue(redis_url or os.environ["REDIS_URL"])
        self.environment = os.environ | {
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.queue,
            "EMAIL_URL": self.mail.url,
            "EWRR_PUBLIC_URL": self.url,
            "EWRR_LOG_MESSAGES": "",
            "DJANGO_SETTINGS_MODULE": "ewrr.settings.test",
            "PYTHONWARNINGS": "ignore",
        }

    def prepare(self, *, exercising: bool = False) -> "RunningHub":
        """Tables, offices and cast: made once on each server, then copied."""
        if self.server not in TEMPLATES:
            self.manage("migrate", "--verbosity", "0")
            self.manage("createcachetable")
            self.manage("sample")
            collect_static()
            name = f"hub_template_{secrets.token_hex(4)}"
            self._on_server(f'CREATE DATABASE "{name}" TEMPLATE "{self.database}"')
            TEMPLATES[self.server] = name
            if self.server == os.environ.get("DATABASE_URL"):  # a server of the test's own goes with all it holds
                atexit.register(self._on_server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        else:
            self._on_server(f'DROP DATABASE "{self.database}"')
            self._on_server(f'CREATE DATABASE "{self.database}" TEMPLATE "{TEMPLATES[self.server]}"')
        self.sql("UPDATE alerts_office SET is_exercising = %s WHERE code = 'BEN'", exercising)
        return self

    def prepare_empty(self) -> "RunningHub":
        """Tables and nothing in them: as whoever installs the hub finds it."""
        self.manage("migrate", "--verbosity", "0")
        self.manage("createcachetable")
        collect_static()
        return self

    def manage(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,  # tables from nothing, on a machine that does much besides
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def start(self) -> None:
        """Every process of a hub."""
        self.start_web()
        self.start_worker()
        self.start_beat()
        self.start_sweep()

    def start_web(self) -> None:
        command = [str(BIN / "uvicorn"), "ewrr.asgi:application", "--host", "127.0.0.1", "--port", str(self.port)]
        self._start("web", [*command, "--ws-max-size", "4096", "--no-access-log"], EWRR_PROCESS="asgi")
        wait_for(self._is_ready, 30, "the web process")

    def start_worker(self, name: str = "worker", queues: str = "route,deliver") -> None:
        flags = ["-Q", queues, "-c", "1", "--without-gossip", "--without-mingle", "-l", "WARNING", "-n", f"{name}@%h"]
        self._start(name, [str(BIN / "celery"), "-A", "ewrr", "worker", *flags], EWRR_PROCESS="worker")

    def start_beat(self) -> None:
        schedule = str(self.folder / "beat-schedule")
        self._start("beat", [str(BIN / "celery"), "-A", "ewrr", "beat", "-s", schedule, "-l", "WARNING"])

    def start_sweep(self) -> None:
        self._start("sweep", [sys.executable, "manage.py", "sweep"])

    def kill(self, name: str) -> None:
        """SIGKILL to the process and its children, as the kernel would when memory is short."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)

    def sql(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            done = connection.execute(statement, values)
            return done.fetchall() if done.description else []

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text()

    def stop(self) -> None:
        for process in reversed(self.processes.values()):
            os.killpg(process.pid, signal.SIGTERM)
        for process in reversed(self.processes.values()):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(10)
        self.mail.stop()
        self._claim.close()
        wait_for(self._is_dropped, 30, "the end of the server's own work in the database")

    def _start(self, name: str, command: list[str], **more: str) -> None:
        log = (self.folder / f"{name}.log").open("ab")
        self.processes[name] = subprocess.Popen(
            command, cwd=ROOT, env=self.environment | more, stdout=log, stderr=log, start_new_session=True
        )
        log.close()

    def _is_ready(self, address: str = "") -> bool:
        try:
            with urllib.request.urlopen(f"{address or self.url}/healthz/ready", timeout=2) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except OSError:
            return False

    def _is_dropped(self) -> bool:
        """Not while the server itself tidies up there: only its owner ends that."""
        try:
            self._on_server(f'DROP DATABASE "{self.database}" WITH (FORCE)')
        except psycopg.errors.InsufficientPrivilege:
            return False
        return True

    @property
    def database_url(self) -> str:
        return urlunsplit(urlsplit(self.server)._replace(path=f"/{self.database}"))

    def _on_server(self, statement: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(statement)
