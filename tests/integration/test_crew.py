"""Programs side by side in one terminal: named lines, a new start for the dead, an end in order."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from ewrr.embedded import folders
from ewrr.embedded.crew import Crew, Program, Terminal
from tests.integration.embedding import living_in, wait_for

DEADLINE_S = 30
TELLS_ITS_END = """
import signal, sys
def end(*_):
    print("ends", flush=True)
    sys.exit()
signal.signal(signal.SIGTERM, end)
print("up", flush=True)
while True:
    signal.pause()
"""
DIES = "import os, sys; print('up', flush=True); sys.exit(3)"
LEAVES_A_CHILD = """
import signal, subprocess, sys
child = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); signal.pause()"
subprocess.Popen([sys.executable, "-c", child, sys.argv[1]])
signal.pause()
"""

RUNS_A_CREW = """
import asyncio, sys
from ewrr.embedded import folders
from ewrr.embedded.crew import Crew, Program, Terminal
asyncio.run(Crew([Program("a", [sys.executable, "-c", *sys.argv[1:]])], Terminal(["a"])).run())
"""


class Listening(Terminal):
    """Remembers what was said, and lets a test wait for it."""

    def __init__(self) -> None:
        super().__init__([])
        self.said: list[tuple[str, str]] = []

    def say(self, name: str, line: str) -> None:
        self.said.append((name, line))

    async def hear(self, name: str, line: str, times: int = 1) -> None:
        async with asyncio.timeout(DEADLINE_S):
            while self.said.count((name, line)) < times:
                await asyncio.sleep(0.01)


def program(name: str, script: str, *words: str) -> Program:
    return Program(name, [sys.executable, "-c", script, *words])


async def test_they_are_stopped_in_reverse_order() -> None:
    terminal = Listening()
    running = asyncio.create_task(Crew([program(name, TELLS_ITS_END) for name in "abc"], terminal).run())
    for name in "abc":
        await terminal.hear(name, "up")
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert [name for name, line in terminal.said if line == "ends"] == ["c", "b", "a"]


async def test_who_dies_is_started_again_and_that_is_said() -> None:
    terminal = Listening()
    running = asyncio.create_task(Crew([program("a", DIES)], terminal).run())
    await terminal.hear("a", "up", times=2)
    assert ("a", "ended with code 3; it is started again in 1 s.") in terminal.said
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_no_child_of_a_program_is_left(tmp_path: Path) -> None:
    terminal = Listening()
    running = asyncio.create_task(Crew([program("a", LEAVES_A_CHILD, str(tmp_path))], terminal).run())
    await terminal.hear("a", "up")
    assert len(living_in(tmp_path)) == 2
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert not living_in(tmp_path)


def test_lines_are_plain_where_no_person_looks(capsys: pytest.CaptureFixture[str]) -> None:
    Terminal(["web", "worker"]).say("web", "up")
    assert capsys.readouterr().out == "web    | up\n"


def test_a_program_hears_of_its_runners_violent_end(tmp_path: Path) -> None:
    if sys.platform != "linux":
        return  # no such word from the system there: the next start finds the port taken and says so
    words = [sys.executable, "-c", RUNS_A_CREW, TELLS_ITS_END, str(tmp_path)]
    with subprocess.Popen(words, cwd=folders.ROOT, stdout=subprocess.PIPE, text=True) as runner:
        assert runner.stdout and runner.stdout.readline() == "a | up\n"
        runner.kill()
    wait_for(lambda: not living_in(tmp_path), "its end")
