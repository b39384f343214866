"""A real mail server for tests: writes each message it accepts to a ledger, with fsync, before it says so."""

import asyncio
import json
import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

logging.getLogger("mail.log").setLevel(logging.WARNING)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class MailServer:
    """`held` set: whoever connects waits until it is cleared; nothing is accepted meanwhile. `slow_s`: how long it
    thinks before it replies to a command (EHLO, MAIL, RCPT, or DATA: to the message).
    """

    def __init__(self, ledger: Path) -> None:
        self.ledger = ledger
        self.ledger.touch()
        self.held = threading.Event()
        self.slow_s: dict[str, float] = {}
        self.connections = 0
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    def start(self) -> "MailServer":
        self.controller.start()
        return self

    def stop(self) -> None:
        self.held.clear()
        self.controller.stop()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.controller.port}"

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, responses: Any) -> Any:  # noqa: N802
        self.connections += 1
        while self.held.is_set():
            await asyncio.sleep(0.05)
        await asyncio.sleep(self.slow_s.get("EHLO", 0))
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        await asyncio.sleep(self.slow_s.get("MAIL", 0))
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        await asyncio.sleep(self.slow_s.get("RCPT", 0))
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.content)
        text = next(part for part in mail.walk() if part.get_content_type() == "text/plain")
        line = {
            "at": time.time(),
            "to": envelope.rcpt_tos[0],
            "id": mail["Message-ID"],
            "subject": str(make_header(decode_header(mail["Subject"]))),
            "text": text.get_payload(decode=True).decode(),
        }
        with self.ledger.open("a") as ledger:
            ledger.write(json.dumps(line) + "\n")
            ledger.flush()
            os.fsync(ledger.fileno())
        await asyncio.sleep(self.slow_s.get("DATA", 0))  # it has the message, whatever becomes of the connection
        return "250 OK"

    def received(self, about: str = "") -> list[dict[str, Any]]:
        """Accepted messages whose subject names `about`, in order."""
        lines = [json.loads(line) for line in self.ledger.read_text().splitlines()]
        return [line for line in lines if about in line["subject"]]


def wait_for(condition: Callable[[], Any], within_s: float = 20.0, what: str = "") -> Any:
    """The first true value of `condition`. Raises AssertionError once `within_s` seconds have passed."""
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited {within_s} s in vain for {what or condition}")
