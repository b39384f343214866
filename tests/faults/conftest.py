"""Servers for the rig, started once a test process, and a fresh hub on them for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import QUIET
from tests.mailserver import wait_for

from .evidence import Evidence, read
from .ledger import Ledger
from .rig import Rig
from .servers import Servers

RECOVERY_S = 90.0  # a process that starts again, a lease of 15 s, a sweep of 5 s, threefold slack
WAITING = "SELECT count(*) FROM alerts_delivery WHERE state IN ('pending', 'sending', 'failed')"
DUE = "SELECT count(*) FROM alerts_escalation WHERE next_at <= statement_timestamp()"


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": shutil.which("chromium-headless-shell") or shutil.which("chromium"), "args": QUIET}


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    with Servers(tmp_path_factory.mktemp("servers")) as started:
        yield started


@pytest.fixture
def rig(tmp_path: Path, servers: Servers) -> Iterator[Rig]:
    made = Rig(tmp_path, servers).prepare()
    yield made
    made.stop()


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "driver.jsonl"


def settle(rig: Rig, within_s: float = RECOVERY_S) -> None:
    """Waits until nothing is due any more."""
    wait_for(lambda: rig.sql(f"SELECT ({WAITING}) + ({DUE})") == [(0,)], within_s, "an end of what is due")


def evidence(rig: Rig, ledger: Path) -> Evidence:
    return read(rig, Ledger(ledger), rig.faults)
