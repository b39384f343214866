"""Many boards at once, each as static/js has it: one socket, one question in flight, at most one a second."""

import asyncio
import json
import random
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from websockets.asyncio.client import ClientConnection, connect

AT_MOST_EVERY_S = 1.0  # lib/asking.js
CSRF = "b" * 32
FORM = "application/x-www-form-urlencoded"


async def http(
    port: int, method: str, path: str, cookie: str, body: str = "", kind: str = FORM, **headers: str
) -> tuple[int, bytes]:
    """One request on a connection of its own, as no browser would: a proxy would spare it the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Cookie: {cookie}", "Connection: close"]
    head += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if body:
        head += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    writer.write(("\r\n".join(head) + "\r\n\r\n" + body).encode())
    answer = await reader.read()
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    before, _, content = answer.partition(b"\r\n\r\n")
    return int(before.split(b" ", 2)[1]), content


@dataclass(slots=True)
class Board:
    """`hinted`, `held`: when the first hint and the last fragment of `wanted` came; `asked`: when it asked."""

    port: int
    sockets_port: int
    session: str
    cursor: str
    open_number: str = ""
    wanted: str = ""
    hinted: float = 0.0
    held: float = 0.0
    asked: list[float] = field(default_factory=list)
    pieces: dict[str, dict[str, Any]] = field(default_factory=dict)
    reloads: int = 0
    failures: int = 0
    socket: ClientConnection | None = None
    is_asking: bool = False
    again: float | None = None
    timer: asyncio.TimerHandle | None = None
    asked_at: float = -10.0
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def cookie(self) -> str:
        return f"sessionid={self.session}; csrftoken={CSRF}"

    async def listen(self) -> None:
        uri = f"ws://127.0.0.1:{self.sockets_port}/ws/live/"
        headers = {"Cookie": self.cookie, "Origin": f"http://127.0.0.1:{self.sockets_port}"}
        self.socket = await connect(uri, additional_headers=headers, compression=None, ping_interval=None, proxy=None)
        self._run(self._hear())
        self.ask()

    async def _hear(self) -> None:
        assert self.socket is not None
        async for message in self.socket:
            told = json.loads(message)
            if told["t"] == "changed":
                self.hinted = self.hinted or time.perf_counter()
                self.ask(told.get("within", 0) / 1000)

    def ask(self, within: float = 0.0) -> None:
        """lib/asking.js."""
        if self.is_asking:
            self.again = max(self.again or 0.0, within)
            return
        self._at(max(self.asked_at + AT_MOST_EVERY_S, time.perf_counter() + random.random() * within))

    def _at(self, moment: float) -> None:
        wait = moment - time.perf_counter()
        loop = asyncio.get_running_loop()
        if self.timer is not None and self.timer.when() <= loop.time() + wait:
            return
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
        if wait <= 0:
            self._go()
        else:
            self.timer = loop.call_later(wait, self._go)

    def _go(self) -> None:
        self.timer, self.again, self.is_asking = None, None, True
        self.asked_at = time.perf_counter()
        self.asked.append(self.asked_at)
        self._run(self._question())

    async def _question(self) -> None:
        asks = {"since": self.cursor, "view": "board", "tab": "open", "open": self.open_number, "watched": "0"}
        try:
            status, content = await http(self.port, "GET", f"/changes/?{urlencode(asks)}", self.cookie)
            self._take(json.loads(content) if status == 200 else {})
        except (OSError, ValueError, IndexError):
            self._take({})
        self.is_asking = False
        if self.again is not None:
            self.ask(self.again)

    def _take(self, news: dict[str, Any]) -> None:
        if "cursor" not in news:
            self.reloads += bool(news)
            self.failures += not news
            self.again = 1.0 if not news else self.again
            return
        self.cursor = news["cursor"]
        for piece in news["fragments"]:
            self.pieces[piece["id"]] = piece
            if piece["id"] == f"row-{self.wanted}":
                self.held = time.perf_counter()

    async def leave(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
        if self.socket is not None:
            await self.socket.close()
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def _run(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)


async def listen_all(boards: list[Board], at_once: int = 20) -> None:
    gate = asyncio.Semaphore(at_once)

    async def one(board: Board) -> None:
        async with gate:
            await board.listen()

    await asyncio.gather(*(one(board) for board in boards))
