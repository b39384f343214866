"""Runs several programs side by side in one terminal, starts again what dies and leaves nothing behind."""

import asyncio
import contextlib
import os
import signal
import sys
import time
from dataclasses import dataclass

from . import processes

GRACE_S = 25  # a worker finishes what it has begun
FIRST_PAUSE_S, LONGEST_PAUSE_S = 1, 30
STEADY_S = 60  # who lived so long begins again with the shortest pause
LINE_MAX = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Program:
    """One of the crew: its name begins each of its lines."""

    name: str
    command: list[str]


class Terminal:
    """Writes whole lines, each under a name; in colour only where a person looks."""

    def __init__(self, names: list[str]) -> None:
        self._width = max(map(len, names), default=0)
        self._colours = {name: 31 + place % 6 for place, name in enumerate(names)}
        self._coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")

    def say(self, name: str, line: str) -> None:
        head = f"{name:{self._width}} |"
        if self._coloured:
            head = f"\x1b[{self._colours.get(name, 0)}m{head}\x1b[0m"
        with contextlib.suppress(OSError):  # the terminal is gone: stopping in order matters more
            sys.stdout.write(f"{head} {line}\n")
            sys.stdout.flush()


class Crew:
    """The programs, from the first start until the task that runs them is cancelled."""

    def __init__(self, programs: list[Program], terminal: Terminal) -> None:
        self._programs = programs
        self._say = terminal.say
        self._lives: dict[str, asyncio.Task[int]] = {}
        self._running: dict[str, asyncio.subprocess.Process] = {}
        self._stopping = False

    async def run(self) -> None:
        """Keep all running until cancelled, then stop them, last first."""
        try:
            await asyncio.gather(*map(self._keep, self._programs))
        finally:
            self._stopping = True
            for program in reversed(self._programs):
                await self._stop(program.name)

    def kill(self) -> None:
        """End all by force, for who cannot wait."""
        for process in self._running.values():
            _kill_group(process.pid)

    async def _keep(self, program: Program) -> None:
        pause = FIRST_PAUSE_S
        while not self._stopping:
            started = time.monotonic()
            life = self._lives[program.name] = asyncio.create_task(self._live(program))
            code = await asyncio.shield(life)  # cancelling us must not leave its program alone
            if self._stopping:
                return
            if time.monotonic() - started > STEADY_S:
                pause = FIRST_PAUSE_S
            self._say(program.name, f"ended with code {code}; it is started again in {pause} s.")
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_S)

    async def _live(self, program: Program) -> int:
        # Our own pipe: asyncio's would not let wait() return while a child of the program holds it open.
        reading, writing = os.pipe()
        process = await asyncio.create_subprocess_exec(
            *processes.tied(program.command),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=writing,
            stderr=writing,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            start_new_session=True,  # Ctrl-C comes to us, and we stop them in their order
        )
        os.close(writing)
        self._running[program.name] = process
        passing_on = asyncio.create_task(self._pass_on(program.name, reading))
        code = await process.wait()
        del self._running[program.name]
        _kill_group(process.pid)  # children that it did not take with it
        await asyncio.wait([passing_on], timeout=1)
        passing_on.cancel()
        return code

    async def _pass_on(self, name: str, reading: int) -> None:
        lines = asyncio.StreamReader(limit=LINE_MAX)
        with os.fdopen(reading, "rb") as pipe:
            loop = asyncio.get_running_loop()
            transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), pipe)
            while True:
                try:
                    line = await lines.readline()
                except ValueError:  # longer than LINE_MAX
                    continue
                if not line:
                    break
                self._say(name, line.decode(errors="replace").rstrip())
            transport.close()

    async def _stop(self, name: str) -> None:
        life = self._lives.get(name)
        if life is None or life.done():
            return
        while name not in self._running and not life.done():  # it is being started this very moment
            await asyncio.sleep(0.01)
        if process := self._running.get(name):
            process.terminate()
        await asyncio.wait([life], timeout=GRACE_S)
        if process := self._running.get(name):
            self._say(name, f"did not stop within {GRACE_S} s and is ended by force.")
            _kill_group(process.pid)
        await life


def _kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
