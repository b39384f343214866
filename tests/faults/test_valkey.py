"""Valkey emptied, stopped or frozen: hints are lost and time with them, nothing else."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.mailserver import wait_for

from .checker import judge
from .conftest import evidence, settle
from .driver import Driver
from .rig import Rig

REQUEST_S = 3.0  # the longest that anybody waits for a page while Valkey does not answer
SWEPT_S = 45.0  # overdue by 10 s, a sweep of 5 s, threefold slack
HEARD_AGAIN_S = 105.0  # Celery waits up to 30 s before it connects again, beat hints every 5 s, threefold slack


class Timed(httpx.Client):
    """Remembers how long each request took, and for what."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.took: list[tuple[float, str]] = []

    def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        began = time.monotonic()
        answer = super().send(request, **options)
        self.took.append((time.monotonic() - began, f"{request.method} {request.url.path} {answer.status_code}"))
        return answer


@contextmanager
def stopped(rig: Rig) -> Iterator[None]:
    rig.servers.valkey.kill()
    yield
    rig.servers.valkey.start()


@pytest.mark.parametrize("way", ["stopped", "frozen"])
def test_one_signs_in_files_reads_by_polling_answers_and_is_told_by_the_sweep(rig: Rig, ledger: Path, way: str) -> None:
    rig.up("web", "worker", "sender", "beat", "sweep")
    with (
        rig.fault(f"Valkey {way}"),
        stopped(rig) if way == "stopped" else rig.servers.frozen_valkey(),
        Driver(rig, ledger, client=Timed) as hana,
        Driver(rig, ledger, "amina", client=Timed) as amina,
    ):
        cursor = amina.read("/board/").partition('data-cursor="')[2].partition('"')[0]
        numbers = [hana.file() for _turn in range(5)]
        news = amina.client.get("/changes/", params={"since": cursor, "view": "board"}).json()
        assert {f"row-{number}" for number in numbers} <= {piece["id"] for piece in news["fragments"]}
        assert amina.answer(numbers[0]) == 201
        assert amina.client.get("/healthz/ready").json()["redis"] == "silent"
        wait_for(
            lambda: all(len(rig.mail.received(number)) == 4 for number in numbers[1:]), SWEPT_S, "told by the sweep"
        )
        slow = [f"{what}: {took:.1f} s" for took, what in hana.client.took + amina.client.took if took > REQUEST_S]
        assert slow == []
    hana_files_again(rig, ledger)
    settle(rig)
    assert judge(evidence(rig, ledger)) == []


def hana_files_again(rig: Rig, ledger: Path) -> None:
    """Valkey is back: the worker hears hints again, and the sweep is not needed."""
    rig.down("sweep")
    with Driver(rig, ledger) as hana:
        number = hana.file()
    wait_for(lambda: len(rig.mail.received(number)) == 4, HEARD_AGAIN_S, "four mails by worker and sender")


def test_valkey_emptied_again_and_again_while_people_file(rig: Rig, ledger: Path) -> None:
    rig.up("web", "worker", "sender", "beat", "sweep")
    with Driver(rig, ledger) as hana:
        for _turn in range(10):
            hana.file(level="high")
            with rig.fault("Valkey emptied"):
                rig.servers.empty_valkey()
    settle(rig)
    assert judge(evidence(rig, ledger)) == []
