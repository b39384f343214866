"""A wall's screen from its code to its end: paired, shown, revoked; and what stands there when its script dies."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.fitting import wider_than
from tests.browser.pictures import picture
from tests.browser.test_screens import english
from tests.mailserver import wait_for

WALL = {"width": 1920, "height": 1080}
CODE = re.compile(r"^[B-Z]{4}-[B-Z]{4}$")
LIVE = "html[data-truth=live]"


@pytest.fixture(autouse=True)
def no_displays(hub):
    """What a test pairs is gone after it, and how often codes were asked for is forgotten."""
    yield
    hub.sql("DELETE FROM alerts_display")
    hub.sql("DELETE FROM ewrr_cache")


def forgive(*screens):
    """The browser notes what was refused or cut: it stops here, or it would note on."""
    for screen in screens:
        screen.context.close()
        screen.faults.clear()


def shown(screen):
    """The code on a screen that nobody touched."""
    screen.open("/wall/pair/")
    code = screen.page.locator("#code")
    expect(code).to_have_text(CODE)
    return code.inner_text()


def confirm(page, hub, code, name="Operations room", language="en"):
    page.goto(f"{hub.url}/setup/displays/new/")
    page.fill("[name=code]", code)
    page.fill("[name=name]", name)
    page.check(f"#typed [name=language][value={language}]")
    page.click(".foot .btn.main")
    expect(page.get_by_role("status")).to_contain_text(name)


def test_a_screen_shows_its_code_by_itself_becomes_the_wall_and_says_when_it_is_ended(at, hub):
    screen, ivan = at(None, WALL), at("Ivan", DESK).page
    confirm(ivan, hub, shown(screen), language="fr")
    page = screen.page
    page.wait_for_url(f"{hub.url}/wall/")
    expect(page.locator(LIVE)).to_be_attached()
    assert page.locator("html").get_attribute("lang") == "fr"
    expect(page.locator("[data-wall-lamp]")).to_contain_text("DIRECT")
    kept = {cookie["name"]: cookie for cookie in screen.context.cookies()}
    assert kept["display"]["path"] == "/wall/" and kept["display-socket"]["path"] == "/ws/wall/"
    assert "sessionid" not in kept, "nobody is signed in there"
    page.goto(f"{hub.url}/board/")
    expect(page).to_have_url(re.compile("/accounts/login/"))
    page.goto(f"{hub.url}/wall/")
    expect(page.locator(LIVE)).to_be_attached()
    ivan.goto(f"{hub.url}/setup/displays/")
    expect(ivan.locator("tbody")).to_contain_text("shows the wall")
    ivan.locator(".ends-token summary").press("Enter")
    ivan.locator(".ends-token .danger").press("Enter")
    expect(page.locator(".out h1")).to_be_visible(timeout=30_000)
    expect(page.locator("main")).to_contain_text("SIGNED OUT")
    expect(page.locator("main")).to_contain_text("Appelez l’officier de permanence.")
    assert not page.locator("form, input").count()
    forgive(screen)  # the 401 that we came to see


def test_a_code_that_ran_out_is_replaced_by_itself(at, hub):
    screen = at(None, WALL)
    code = shown(screen)
    hub.sql("UPDATE alerts_display SET code_expires_at = now() - interval '1 second'")
    expect(screen.page.locator("#code")).not_to_have_text(code)
    expect(screen.page.locator("#code")).to_have_text(CODE)
    assert hub.sql("SELECT count(*) FROM alerts_display") == [(1,)]


def test_without_scripts_a_button_gives_the_code_and_the_page_goes_on_by_itself(at, hub, browser):
    ivan = at("Ivan", DESK).page
    context = browser.new_context(java_script_enabled=False, viewport=WALL, locale="fr")
    page = context.new_page()
    page.goto(f"{hub.url}/wall/pair/")
    page.get_by_role("button").press("Enter")
    code = page.locator("#code")
    expect(code).to_have_text(CODE)
    confirm(ivan, hub, code.inner_text())
    page.wait_for_url(f"{hub.url}/wall/", timeout=30_000)
    expect(page.locator("noscript .shout")).to_be_visible()
    assert '<meta http-equiv="refresh" content="30">' in page.content()
    context.close()


def test_a_script_that_hangs_leaves_no_picture_that_looks_calm(at, hub):
    dora = at("Dora", WALL)
    page = dora.open("/wall/")
    expect(page.locator(LIVE)).to_be_attached()
    unfed = page.locator(".unfed").first
    seen = lambda: float(unfed.evaluate("one => getComputedStyle(one).opacity"))  # noqa: E731
    fed = page.locator("html").get_attribute("data-fed")
    wait_for(lambda: page.locator("html").get_attribute("data-fed") != fed, 20, "the watchdog fed")
    assert seen() == 0
    page.evaluate("for (let n = 1; n < 10000; n += 1) clearInterval(n)")
    wait_for(lambda: seen() > 0.9, 60, "the watchdog's cover")
    picture(page, "wall-unfed", ["1920"])
    expect(unfed).to_contain_text("NO LIVE PICTURE")


def test_a_device_clock_that_is_wrong_is_said(at, hub):
    dora = at("Dora", WALL)
    dora.page.add_init_script("const real = Date.now; Date.now = () => real() + 600000")
    page = dora.open("/wall/")
    veil = page.locator("[data-veil]")
    expect(veil).to_be_visible(timeout=60_000)
    expect(veil).to_contain_text("The clock here is wrong.")
    expect(page.locator("[data-part=clock]")).to_contain_text("off 10 min", use_inner_text=True)
    picture(page, "wall-silent-clock-en", ["1920"])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pages_fit_and_have_no_accessibility_fault(at, hub, speaks, without_axe_faults, language):
    speaks("Ivan", language)
    ivan, screen = at("Ivan", DESK, locale=language), at(None, WALL, locale=language)

    def look(page, name, of_all=("360", "1366", "1920")):
        without_axe_faults(page)
        page.set_viewport_size(PHONE)
        assert not (wider := wider_than(page)), f"so many px wider than the screen: {wider}"
        page.set_viewport_size(DESK)
        picture(page, f"displays-{name}-{language}", of_all)

    ivan.page.goto(f"{hub.url}/setup/displays/")
    look(ivan.page, "none")
    code = shown(screen)
    look(screen.page, "code")
    ivan.page.goto(f"{hub.url}/setup/displays/new/")
    ivan.page.fill("[name=code]", "AAAA")
    ivan.page.click(".foot .btn.main")
    expect(ivan.page.get_by_role("alert")).to_be_visible()
    assert language == "en" or not english(ivan.page), english(ivan.page)
    look(ivan.page, "wrong")
    confirm(ivan.page, hub, code, "Salle des opérations", language)
    assert language == "en" or not english(ivan.page), english(ivan.page)
    look(ivan.page, "list")
    screen.page.wait_for_url(f"{hub.url}/wall/", timeout=30_000)  # it goes there by itself
    expect(screen.page.locator(LIVE)).to_be_attached()
    hub.sql("UPDATE alerts_display SET expires_at = now()")
    expect(screen.page.locator(".out")).to_be_visible(timeout=30_000)
    look(screen.page, "out")
    forgive(ivan, screen)  # the 422 and the 401 that we came to see


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_veil_has_no_accessibility_fault(at, speaks, without_axe_faults, language):
    speaks("Dora", language)
    dora = at("Dora", WALL, locale=language)
    dora.context.route("**/wall/beat/", lambda route: route.abort())
    dora.context.route("**/wall/news/**", lambda route: route.abort())
    dora.context.route_web_socket("**/ws/wall/", lambda socket: socket.close())
    page = dora.open("/wall/")
    expect(page.locator("[data-veil]")).to_be_visible(timeout=60_000)
    expect(page.locator("[data-kind=old]").first).to_be_visible()
    picture(page, f"wall-silent-link-{language}", ["1920"])
    without_axe_faults(page)
    forgive(dora)  # each request that was cut
