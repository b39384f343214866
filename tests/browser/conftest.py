"""The running hub and real browsers: sign-in by the page, phone and desk, one axe check a screen."""

import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, ViewportSize, expect

from tests.browser import reporting
from tests.browser.moving import end_all
from tests.mailserver import wait_for
from tests.running import RunningHub

DESK: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 360, "height": 740}
SAMPLE_PASSWORD = "early-warning-sample"  # known to all, of the sample accounts
# No --disable-features: a second one takes the place of Playwright's own list, and switches on again what that put off.
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": shutil.which("chromium-headless-shell") or shutil.which("chromium"), "args": QUIET}


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHub]:
    """The whole hub over a database of its own; mail goes to a real server that the tests can read."""
    running = RunningHub(tmp_path_factory.mktemp("hub")).prepare()
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="module", autouse=True)
def own_lists(hub: RunningHub) -> None:
    """Lists hold no more than some: what tests of other files left would push out a test's own."""
    end_all(hub)


@pytest.fixture(scope="session")
def reporter(hub: RunningHub) -> None:
    reporting.reporter(hub)


@pytest.fixture
def week(hub: RunningHub, reporter: None) -> str:
    return reporting.this_week(hub)


expect.set_options(timeout=15_000)
AT_REST = """() => Promise.allSettled(
    document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished))"""
# Alerts of earlier tests: many at once in one area would stand on the board as one storm.
NO_STORM = "UPDATE alerts_alert SET area_id = NULL WHERE area_id IS NOT NULL"
SIGNED_IN: dict[str, Any] = {}  # sessions already opened by the page, by name


class Screen:
    """One person at one browser; `faults` gathers what the browser complained of."""

    def __init__(self, hub: RunningHub, context: BrowserContext) -> None:
        self.hub = hub
        self.context = context
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.page.on("console", self.note)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.trail: list[str] = []
        for what in ("request", "requestfailed", "requestfinished"):
            self.page.on(what, partial(self.follow, what))
        self.page.on("load", lambda page: self.trail.append(f"loaded {page.url}"))

    def follow(self, what: str, request: Request) -> None:
        """What was sent, and each page: a test that fails says what its browser did."""
        if request.method == "POST" or request.is_navigation_request():
            self.trail.append(f"{what} {request.method} {request.url}")

    def note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(message.text)

    def open(self, path: str) -> Page:
        self.page.goto(self.hub.url + path)
        return self.page

    def sign_in(self, name: str) -> "Screen":
        self.open("/accounts/login/")
        self.page.fill("[name=login]", f"{name.lower()}@{'bouar' if name == 'Esther' else 'beni'}.example")
        self.page.fill("[name=password]", SAMPLE_PASSWORD)
        self.page.click(".account form .btn")
        self.page.wait_for_url(self.hub.url + "/")
        return self


@pytest.fixture
def at(hub: RunningHub, browser: Browser) -> Iterator[Callable[..., Screen]]:
    """at("Dora", DESK): a signed-in screen; at(None): a browser that is nobody's. No complaint is tolerated."""
    opened: list[Screen] = []
    hub.sql(NO_STORM)

    def screen(name: str | None, size: ViewportSize | None = None, **options: Any) -> Screen:
        options |= {"storage_state": SIGNED_IN[name]} if name in SIGNED_IN else {}
        context = browser.new_context(viewport=size or DESK, locale=options.pop("locale", "en"), **options)
        context.set_default_timeout(15_000)
        made = Screen(hub, context)
        opened.append(made)
        if name and name not in SIGNED_IN:
            made.sign_in(name)
            SIGNED_IN[name] = context.storage_state()
        return made

    yield screen
    for one in opened:
        one.context.close()
        sys.stderr.write("\n".join([*one.trail, ""]))
    faults = [fault for one in opened for fault in one.faults]
    assert not faults, faults


@pytest.fixture
def speaks(hub: RunningHub) -> Iterator[Callable[[str, str], None]]:
    """speaks("Dora", "fr"): every page is French for her until the test ends."""
    before: dict[str, str] = {}

    def set_to(name: str, code: str) -> None:
        before.setdefault(name, hub.sql("SELECT language FROM alerts_person WHERE name = %s", name)[0][0])
        hub.sql("UPDATE alerts_person SET language = %s WHERE name = %s", code, name)

    yield set_to
    for name, code in before.items():
        set_to(name, code)


@pytest.fixture(scope="session")
def axe() -> Axe:
    return Axe()


@pytest.fixture
def without_axe_faults(axe: Axe) -> Callable[[Page], None]:
    """Fails on any WCAG 2.2 A or AA fault that axe can see by day, and on any of colour by night."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    of_all = {"runOnly": {"type": "tag", "values": tags}}
    of_colour = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}

    def found(page: Page, rules: dict[str, Any]) -> str:
        page.evaluate(AT_REST)
        results = axe.run(page, options={**rules, "resultTypes": ["violations"]})
        return str(results.generate_report()) if results.response["violations"] else ""

    def check(page: Page) -> None:
        # The whole page at once: what a fixed bar covers depends on how far one has scrolled.
        width = page.viewport_size["width"] if page.viewport_size else DESK["width"]
        tall = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": max(tall, PHONE["height"])})
        by_day = found(page, of_all)
        page.emulate_media(color_scheme="dark")
        by_night = found(page, of_colour)
        page.emulate_media(color_scheme="light")
        assert not by_day + by_night, by_day + by_night

    return check


@pytest.fixture
def told(hub: RunningHub, at: Callable[..., Screen]) -> str:
    """The number of a critical alert that everybody on duty has just been told of."""
    from tests.browser.test_first_light import file_critical

    number: str = file_critical(at("Hana", PHONE))
    rows = (
        "SELECT 1 FROM alerts_delivery d JOIN alerts_alert a ON a.id = d.alert_id"
        " WHERE a.number = %s AND d.channel = 'inbox'"
    )
    wait_for(lambda: hub.sql(rows, number), 60, "people told")
    return number
