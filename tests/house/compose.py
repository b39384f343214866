"""Reads the Compose file as Compose does, and runs what its services run without any container."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
WORD = re.compile(r"\$\$|\$\{(?P<name>\w+)(?:(?P<sign>:[?-])(?P<rest>(?:[^{}]|\{[^{}]*\})*))?\}")
STOP_S = 60  # what compose grants at most


def read() -> dict[str, Any]:
    """The file as it stands, merge keys resolved."""
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return loaded


def variables(text: str) -> dict[str, str | None]:
    """Every variable that the text takes from outside, with the sentence for where it is missing, if any."""
    found: dict[str, str | None] = {}
    for word in WORD.finditer(text):
        if name := word["name"]:
            sentence = word["rest"] if word["sign"] == ":?" else None
            found[name] = found.get(name) or sentence
    return found


def filled_in(value: str, given: Mapping[str, str]) -> str:
    """The value after interpolation. Raises KeyError for a variable that is neither given nor has a default."""

    def word(match: re.Match[str]) -> str:
        if not match["name"]:
            return "$"
        if match["sign"] == ":-" and not given.get(match["name"]):
            return filled_in(match["rest"], given)
        return given[match["name"]]

    return WORD.sub(word, value)


class Native:
    """One service's commands on this machine: other addresses, another place for files, all else as it stands."""

    def __init__(self, service: str, given: Mapping[str, str], port: int, tmp: Path) -> None:
        self.name = service
        self._service = read()["services"][service]
        self._given = given
        self._places = {"0.0.0.0": "127.0.0.1", ":8000": f":{port}", "port=8000": f"port={port}", "/tmp": str(tmp)}  # noqa: S104, S108
        self._log = tmp / f"{service}.log"

    @property
    def environment(self) -> dict[str, str]:
        own = {name: filled_in(value, self._given) for name, value in self._service["environment"].items()}
        scripts = str(Path(sys.executable).parent)
        kept = {name: os.environ[name] for name in ("HOME", "LANG", "TZ") if name in os.environ}
        return kept | own | {"PATH": f"{scripts}:{os.environ['PATH']}"}

    def command(self) -> list[str]:
        return [self._here(word) for word in self._service["command"]]

    def health_command(self) -> list[str]:
        kind, *words = self._service["healthcheck"]["test"]
        shell = ["sh", "-c"] if kind == "CMD-SHELL" else []
        return [*shell, *(self._here(word) for word in words)]

    def call(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        """Run one command to its end in the service's environment, 60 s at most."""
        program = shutil.which(command[0], path=self.environment["PATH"]) or command[0]
        return subprocess.run(
            [program, *command[1:]],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def is_healthy(self) -> bool:
        return self.call(self.health_command()).returncode == 0

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        """The service's process for the time of the block; it must end by itself when told to."""
        command = self.command()
        program = shutil.which(command[0], path=self.environment["PATH"]) or command[0]
        with self._log.open("wb") as log:
            process = subprocess.Popen([program, *command[1:]], env=self.environment, cwd=ROOT, stdout=log, stderr=log)
            try:
                yield process
            finally:
                process.terminate()
                try:
                    process.wait(STOP_S)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                    raise

    def said(self) -> str:
        return self._log.read_text(errors="replace")

    def _here(self, word: str) -> str:
        word = filled_in(word, self._given)
        for place, ours in self._places.items():
            word = word.replace(place, ours)
        return word
