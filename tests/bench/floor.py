"""The bare path, to compare with: one INSERT, one PUBLISH, one frame to every socket; no framework, no sign-in."""

import asyncio
import os
from typing import Any

import psycopg
import redis.asyncio

CHANNEL = "bench:floor"
seats: set[asyncio.Queue[str]] = set()
state: dict[str, Any] = {}


async def application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "http":
        await state["database"].execute("INSERT INTO bench_floor (body) VALUES (%s)", ["x" * 360])
        await state["redis"].publish(CHANNEL, "1")
        await send({"type": "http.response.start", "status": 201, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body"})
    else:
        await _seat(receive, send)


async def _live(receive: Any, send: Any) -> None:
    await receive()
    state["database"] = await psycopg.AsyncConnection.connect(os.environ["DATABASE_URL"], autocommit=True)
    await state["database"].execute("CREATE TABLE IF NOT EXISTS bench_floor (id bigserial, body text)")
    state["redis"] = redis.asyncio.Redis.from_url(os.environ["REDIS_URL"])
    state["task"] = asyncio.create_task(_follow())
    await send({"type": "lifespan.startup.complete"})
    await receive()
    state["task"].cancel()
    await send({"type": "lifespan.shutdown.complete"})


async def _follow() -> None:
    async with state["redis"].pubsub(ignore_subscribe_messages=True) as subscription:
        await subscription.subscribe(CHANNEL)
        async for _message in subscription.listen():
            for seat in seats:
                seat.put_nowait('{"t":"changed"}')


async def _seat(receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    seat: asyncio.Queue[str] = asyncio.Queue()
    seats.add(seat)
    telling = asyncio.create_task(_tell(seat, send))
    while (await receive())["type"] != "websocket.disconnect":
        pass
    telling.cancel()
    seats.discard(seat)


async def _tell(seat: asyncio.Queue[str], send: Any) -> None:
    while True:
        await send({"type": "websocket.send", "text": await seat.get()})
