"""Runs the whole hub in one terminal, from nothing to a sign-in page: what `make run` calls."""

import asyncio
import contextlib
import http.client
import signal
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connections

from ewrr.embedded import apart_of, folders, ports
from ewrr.embedded.crew import Crew, Program, Terminal
from ewrr.management.static_files import collect_if_changed

READY_PATH = "/healthz/ready"
READY_S = 60
WORKER_FLAGS = ["-c", "2", "--without-gossip", "--without-mingle", "--without-heartbeat", "-l", "WARNING"]

AS_ROOT_IS_FINE = "ignore:You're running the worker with superuser privileges"  # where nobody else is about


class Command(BaseCommand):
    help = "Run web, worker, sender, reporter, beat and sweep in one terminal, with a sample office (development only)."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        apart = apart_of(sys.argv)
        if apart is None:
            raise CommandError(
                "devserver is for trying out and development: docs/operation.md tells how to run an office."
            )
        try:
            self.prepare()
        except KeyboardInterrupt:
            sys.exit(128 + signal.SIGINT)
        connections.close_all()  # each program opens its own
        port = ports.wanted()
        asyncio.run(serve(programs(port, apart), port))

    def prepare(self) -> None:
        """Bring database, static files and sample office up to date; quick where they are."""
        steps = [
            ("migrate", {"interactive": False}),
            ("createcachetable", {}),
            ("sample", {"history": True}),
        ]
        for name, options in steps:
            if name in get_commands():
                self.stdout.write(f"{name} …")
                call_command(name, verbosity=0, **options)
        if "exercise" in get_commands():
            self.stdout.write("exercise --fill …")
            call_command("exercise", "--fill", verbosity=0)
            call_command("sample_responses")
        if collect_if_changed():
            self.stdout.write("static files collected")


def programs(port: int, apart: str) -> list[Program]:
    """Who runs, in the order of their start; they are stopped in the reverse one."""
    python = [sys.executable, "-m"]
    manage = [sys.executable, str(folders.ROOT / "manage.py")]
    schedule = folders.of(apart) / "beat-schedule"
    web = ["uvicorn", "ewrr.asgi:application", "--host", ports.LOOPBACK, "--port", str(port)]
    web += ["--ws-max-size", "4096", "--ws-per-message-deflate", "false", "--no-access-log"]
    web += ["--log-level", "warning", "--timeout-graceful-shutdown", "3"]
    celery = [sys.executable, "-W", AS_ROOT_IS_FINE, "-m", "celery", "--quiet", "-A", "ewrr"]
    crew = [
        Program("web", [*python, *web]),
        Program("worker", [*celery, "worker", "-n", "worker@%h", "-Q", "route", *WORKER_FLAGS]),
        Program("sender", [*celery, "worker", "-n", "sender@%h", "-Q", "deliver", *WORKER_FLAGS]),
        Program("reporter", [*celery, "worker", "-n", "reporter@%h", "-Q", "report", "-c", "1", *WORKER_FLAGS[2:]]),
        Program("beat", [*celery, "beat", "-s", str(schedule), "-l", "WARNING"]),
        Program("sweep", [*manage, "sweep"]),
    ]
    if "exercise" in get_commands():
        crew.append(Program("exercise", [*manage, "exercise", "--drip"]))
    return crew


async def serve(crew_programs: list[Program], port: int) -> None:
    """Run the programs until Ctrl-C, SIGTERM or the terminal's end; a second Ctrl-C does not wait."""
    terminal = Terminal([program.name for program in crew_programs])
    crew = Crew(crew_programs, terminal)
    running = asyncio.create_task(crew.run())
    greeting = asyncio.create_task(greet(port, terminal))

    def stop() -> None:
        if running.cancelling():
            crew.kill()
            return
        terminal.say("hub", "stopping …")
        greeting.cancel()
        running.cancel()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop)
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def greet(port: int, terminal: Terminal) -> None:
    """Say where the hub is and who may sign in, once it is ready."""
    began = time.monotonic()
    warned = False
    while (told := await asyncio.to_thread(answer, port)) != http.client.OK:
        if not warned and time.monotonic() - began > READY_S:
            warned = True
            terminal.say(
                "hub", f"is not ready after {READY_S} s ({READY_PATH} says {told or 'nothing'}); see the lines above."
            )
        await asyncio.sleep(0.2)
    for line in welcome(port):
        terminal.say("hub", line)


def answer(port: int) -> int | None:
    """The status that the hub gives to who asks whether it is ready, None where nobody answers."""
    connection = http.client.HTTPConnection(ports.LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", READY_PATH)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def welcome(port: int) -> list[str]:
    """What a person who tries the hub out must know."""
    return [
        f"ready at http://{ports.LOOPBACK}:{port}/ — sign in as:",
        *accounts(),
        f"password of all: {settings.SAMPLE_PASSWORD} (EWRR_SAMPLE_PASSWORD); Ctrl-C stops all",
    ]


def accounts() -> list[str]:
    """The sample accounts, a line each; none where there is no sample office."""
    try:
        from alerts.sample import CAST
    except ImportError:
        return []
    people = [person for person in CAST if not person.is_extra]
    return [f"  {person.email:20} {person.role.value.replace('_', ' ')}, {person.office}" for person in people]
