"""A hub in production's shape and a paired wall before it in a real browser; its parts are killed and started again."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.browser.pictures import FOLDER, WANTED
from tests.mailserver import free_port, wait_for
from tests.running import BIN

from .front import Front
from .rig import Rig
from .servers import Servers

PASSWORD = "early-warning-sample"  # of the sample accounts
ALL = ("web", "worker", "sender", "beat", "sweep")
SIZE: ViewportSize = {"width": 1920, "height": 1080}
WITHIN_S = 30  # the product's own
SLACK = 3
LIVE = "html[data-truth=live]"
SILENT = "html[data-truth=silent]"


@dataclass
class Screen:
    """A wall's page. `faults`: what the browser complained of that no killed part explains."""

    page: Page
    context: BrowserContext
    faults: list[str] = field(default_factory=list)

    def words(self) -> str:
        return " ".join(self.page.locator("[data-veil]").inner_text().split())

    def picture(self, name: str) -> None:
        if WANTED:
            FOLDER.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=FOLDER / f"{name}.png")


class Hub(Rig):
    """Pages and sockets are two processes behind one origin."""

    def __init__(self, folder: Path, servers: Servers) -> None:
        super().__init__(folder, servers)
        self.pages_port, self.front_port = self.port, free_port()
        self.sockets_port = free_port()
        self.url = f"http://127.0.0.1:{self.front_port}"
        self.environment |= {"EWRR_PUBLIC_URL": self.url, "EWRR_ORIGINS": self.url}
        self.front = Front(self.front_port, self.pages_port, self.sockets_port)
        self.ways["sockets"] = self.start_sockets

    def start_sockets(self) -> None:
        command = ["uvicorn", "ewrr.asgi:application", "--host", "127.0.0.1", "--port", str(self.sockets_port)]
        self._start("sockets", [str(BIN / command[0]), *command[1:], "--no-access-log"], EWRR_PROCESS="asgi")
        wait_for(lambda: self._is_ready(f"http://127.0.0.1:{self.sockets_port}"), 60, "the sockets")

    def begin(self) -> "Hub":
        self.up(*ALL)
        self.start_sockets()
        return self

    def again(self, *names: str) -> None:
        for name in names:
            self.ways[name]()

    def stop(self) -> None:
        super().stop()
        self.front.stop()

    @contextmanager
    def without_watch(self) -> Iterator[None]:
        """Nobody can begin a round: the row that says so is held, as by a round that never ends."""
        with psycopg.connect(self.database_url) as connection:
            connection.execute("SET idle_in_transaction_session_timeout = 0")
            connection.execute("SELECT 1 FROM alerts_pulse WHERE name = 'round' FOR UPDATE")
            yield

    @contextmanager
    def frozen(self, name: str) -> Iterator[None]:
        """The process takes connections and answers nothing."""
        group = os.getpgid(self.processes[name].pid)
        os.killpg(group, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(group, signal.SIGCONT)


def pair(hub: Hub, browser: Browser, language: str) -> Screen:
    """A screen paired as people do it: by the code that it shows, typed in by the administrator on another device."""
    context = browser.new_context(viewport=SIZE, locale=language)
    screen = Screen(context.new_page(), context)
    screen.page.on("pageerror", lambda error: screen.faults.append(str(error)))
    screen.page.goto(f"{hub.url}/wall/pair/")
    code = screen.page.locator("#code").inner_text(timeout=60_000)
    desk = browser.new_context(locale="en")
    page = desk.new_page()
    page.goto(f"{hub.url}/accounts/login/")
    page.fill("[name=login]", "ivan@beni.example")
    page.fill("[name=password]", PASSWORD)
    page.click(".account form .btn")
    page.wait_for_url(f"{hub.url}/")
    page.goto(f"{hub.url}/setup/displays/new/")
    page.fill("[name=code]", code.lower())
    page.fill("[name=name]", f"Wall {language}")
    page.check(f"#typed [name=language][value={language}]")
    page.click(".foot .btn.main")
    expect(page.get_by_role("status")).to_contain_text(f"Wall {language}")
    desk.close()
    screen.page.wait_for_url(f"{hub.url}/wall/", timeout=60_000)
    wait_for(lambda: screen.page.locator(LIVE).count(), 60, "a live wall")
    return screen


@dataclass(frozen=True)
class Cause:
    """`kill` and `heal`: what is done to the hub; `says`: words that must stand on the wall, in English and French."""

    name: str
    kill: Callable[[Hub], Any]
    heal: Callable[[Hub], Any]
    says: dict[str, tuple[str, ...]]


def _comes(screen: Screen, selector: str, what: str) -> None:
    wait_for(lambda: screen.page.locator(selector).count(), WITHIN_S * SLACK, what)


def _reads(screen: Screen, words: str) -> None:
    wait_for(lambda: words in screen.words(), WITHIN_S * SLACK, f"{words!r} on the wall")


def told(screens: dict[str, Screen], cause: Cause) -> float:
    """Waits until every wall says it; gives the seconds it took for the last one to go grey."""
    began, took = time.monotonic(), 0.0
    for screen in screens.values():
        _comes(screen, SILENT, f"a grey wall: {cause.name}")
        took = max(took, time.monotonic() - began)
    for language, screen in screens.items():
        for words in cause.says[language]:
            _reads(screen, words)
        assert screen.page.locator("[data-wall-lamp=silent]").is_visible()
    return took


def live_again(screens: dict[str, Screen]) -> float:
    """Waits until every wall is live, by itself; gives the seconds."""
    began = time.monotonic()
    for screen in screens.values():
        _comes(screen, LIVE, "a live wall again")
        assert screen.page.locator("[data-veil]").is_hidden()
        assert screen.page.evaluate("window.isTheSame"), "it came back without being loaded again"
    return time.monotonic() - began
