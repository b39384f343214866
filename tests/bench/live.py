"""How long until an act stands on every board: act -> hint -> fragment in hand, and what that costs the servers."""

import asyncio
import datetime as dt
import json
import time
from dataclasses import dataclass
from statistics import median
from typing import Any
from urllib.parse import urlencode

from websockets.asyncio.client import connect

from alerts.models import Alert, Event, Office, Person
from alerts.selectors import access, changes, cursor
from ewrr.common import clock
from tests import make
from tests.integration.following import Page, settled

from . import people
from .boards import CSRF, Board, http, listen_all
from .rig import Bench

HUB = ("web", "sockets", "postgres", "valkey")
STORM_EVENTS, STORM_S = 50, 10.0
FIRST = 10
WITNESSES = 12  # boards that are read afresh at the end and compared piece by piece


@dataclass
class Acted:
    """Seconds from the beginning of one act; `cpu_ms` of all server processes until every board had it."""

    what: str
    took: float
    hints: list[float]
    fragments: list[float]
    cpu_ms: float


class Stage:
    """`boards` of one office; whoever acts sits at none of them."""

    def __init__(self, bench: Bench, count: int) -> None:
        self.bench, self.office = bench, Office.objects.get(code="BEN")
        now, seq = clock.now(), changes.latest_seq(self.office.pk)
        self.number = make.alert(by="Hana").number
        seq = changes.latest_seq(self.office.pk)
        self.boards = [self.board(person, seq, now) for person in people.crowd(self.office, count)]
        for board in self.boards[::2]:
            board.open_number = self.number  # half look at the alert on which all happens
        self.actors = {name: people.signed_in(make.person(name)) for name in ("Hana", "Amina", "Ben", "Chidi", "Dora")}

    def board(self, person: Person, seq: int, now: dt.datetime) -> Board:
        viewer = access.viewer_of(person, now)
        assert viewer is not None
        return Board(self.bench.port, self.bench.sockets_port, people.signed_in(person), cursor.make(viewer, seq, now))

    async def act(self, what: str, by: str, path: str, wanted: str = "", **fields: Any) -> Acted:
        """Posts, and waits until every board has the fragment."""
        for board in self.boards:
            board.wanted, board.hinted, board.held = wanted or "-", 0.0, 0.0
        before, began = self.bench.cpu_ms(*HUB), time.perf_counter()
        status = await self.post(by, path, **fields)
        took = time.perf_counter() - began
        assert status in (302, 303), (what, status)
        if not wanted:  # a new alert: its number is known only now
            wanted = await asyncio.to_thread(lambda: Alert.objects.order_by("-pk")[0].number)
            for board in self.boards:
                board.wanted = wanted
                if f"row-{wanted}" in board.pieces and not board.held:
                    board.held = board.asked[-1]
        await self.until(lambda: all(board.held for board in self.boards))
        await asyncio.sleep(0.3)
        cpu = self.bench.cpu_ms(*HUB) - before
        hints = sorted(board.hinted - began for board in self.boards)
        return Acted(what, took, hints, sorted(board.held - began for board in self.boards), cpu)

    async def post(self, by: str, path: str, **fields: Any) -> int:
        body = urlencode({"csrfmiddlewaretoken": CSRF} | fields, doseq=True)
        cookie = f"sessionid={self.actors[by]}; csrftoken={CSRF}"
        return (await http(self.bench.port, "POST", path, cookie, body))[0]

    async def until(self, is_so: Any, within_s: float = 60.0) -> None:
        ends = time.perf_counter() + within_s
        while not is_so() and time.perf_counter() < ends:
            await asyncio.sleep(0.01)

    async def acts(self, rounds: int) -> list[Acted]:
        done = []
        for turn in range(rounds):
            alert = f"/alerts/{self.number}"
            version = await asyncio.to_thread(lambda: Alert.objects.get(number=self.number).version)
            done.append(await self.act("file", "Hana", "/file/", **make.form("high")))
            await asyncio.sleep(1.2)  # boards may ask again at once
            if turn < 3:
                by = ("Amina", "Ben", "Chidi")[turn]
                done.append(await self.act("answer", by, f"{alert}/answer/", self.number))
                await asyncio.sleep(1.2)
            found = {"verification": ("checking", "verified", "corroborated")[turn % 3], "level": "critical"}
            done.append(await self.act("assess", "Dora", f"{alert}/assess/", self.number, version=version, **found))
            await asyncio.sleep(1.2)
            decided = {"version": version + 1, "course": "respond"}
            done.append(await self.act("decide", "Dora", f"{alert}/decide/", self.number, **decided))
            await asyncio.sleep(1.2)
        return done

    async def storm(self) -> dict[str, float]:
        """Fifty filings in ten seconds; until every board stands at the last event."""
        for board in self.boards:
            board.asked.clear()
            board.failures = 0
        before, began, took = self.bench.cpu_ms(*HUB), time.perf_counter(), []

        async def file_one(place: int) -> None:
            await asyncio.sleep(place * STORM_S / STORM_EVENTS)
            sent = time.perf_counter()
            status = await self.post("Hana", "/file/", **make.form("medium"))
            assert status in (302, 303), status
            took.append(time.perf_counter() - sent)

        await asyncio.gather(*(file_one(place) for place in range(STORM_EVENTS)))
        filed = time.perf_counter()
        behind = await self.settle()
        ended = time.perf_counter()
        return {
            "post p50 ms": 1000 * median(took),
            "post worst ms": 1000 * max(took),
            "all level s after the last": ended - filed,
            "requests per board and second": max(len(board.asked) for board in self.boards) / (ended - began),
            "cpu ms per event": (self.bench.cpu_ms(*HUB) - before) / STORM_EVENTS,
            "behind": behind,
        }

    async def settle(self) -> int:
        """How many boards do not come to stand at the last event."""
        last = await asyncio.to_thread(changes.latest_seq, self.office.pk)

        def seq_of(board: Board) -> int:
            return int(json.loads(cursor._sealer().decrypt(board.cursor.encode()))[4])

        await self.until(lambda: all(seq_of(board) >= last for board in self.boards))
        return sum(seq_of(board) < last for board in self.boards)

    def most_in_a_second(self) -> int:
        """Questions of one board within any one second."""
        return max(
            sum(1 for other in board.asked if at <= other < at + 0.999) for board in self.boards for at in board.asked
        )

    async def lost(self) -> int:
        """Witnesses read their page afresh: how many pieces in their hand are not the ones on it."""
        chosen = self.boards[:: max(1, len(self.boards) // WITNESSES)][:WITNESSES]
        wrong = 0
        for board in chosen:
            path = f"/board/?tab=open&open={board.open_number}"
            _status, content = await http(self.bench.port, "GET", path, board.cookie)
            fresh = Page.__new__(Page)
            fresh.read(content.decode())
            shown = fresh.state()
            held = {name: settled(piece["html"]) for name, piece in board.pieces.items()}
            wrong += sum(html != shown.get(name, html) for name, html in held.items())
        return wrong


async def floor(bench: Bench, count: int, rounds: int) -> tuple[float, float]:
    """Seconds until the last of `count` bare sockets has its frame, and CPU (ms) an event: medians."""
    uri = f"ws://127.0.0.1:{bench.floor_port}/"
    sockets = [await connect(uri, compression=None, ping_interval=None, proxy=None) for _turn in range(count)]
    lasts, cpus = [], []
    for _turn in range(rounds):
        before, began = bench.cpu_ms("floor", "postgres", "valkey"), time.perf_counter()
        heard = [asyncio.ensure_future(socket.recv()) for socket in sockets]
        await http(bench.floor_port, "POST", "/", "")
        await asyncio.gather(*heard)
        lasts.append(time.perf_counter() - began)
        cpus.append(bench.cpu_ms("floor", "postgres", "valkey") - before)
        await asyncio.sleep(0.1)
    await asyncio.gather(*(socket.close() for socket in sockets))
    return median(lasts), sum(cpus) / len(cpus)


async def run(stage: Stage, rounds: int) -> dict[str, Any]:
    bench, count = stage.bench, len(stage.boards)
    bare, bare_cpu = await floor(bench, count, 10)
    await listen_all(stage.boards[:FIRST])  # with them comes what a process needs once
    await asyncio.sleep(2.0)
    before_kib = bench.memory_kib("sockets")
    await listen_all(stage.boards[FIRST:])
    await asyncio.sleep(2.0)
    kib = (bench.memory_kib("sockets") - before_kib) / max(1, count - FIRST)
    events = await asyncio.to_thread(lambda: Event.objects.count())
    acts = await stage.acts(rounds)
    storm = await stage.storm()
    figures = {
        "boards": count,
        "acts": acts,
        "storm": storm,
        "kib per socket": kib,
        "floor last s": bare,
        "floor cpu ms": bare_cpu,
        "most in a second": stage.most_in_a_second(),
        "behind": await stage.settle(),
        "lost": await stage.lost(),
        "failures": sum(board.failures for board in stage.boards),
        "reloads": sum(board.reloads for board in stage.boards),
        "events": await asyncio.to_thread(lambda: Event.objects.count()) - events,
    }
    await asyncio.gather(*(board.leave() for board in stage.boards))
    return figures
