"""Each screen: no accessibility fault, no English left in French, fits every screen, a picture for a look."""

import json
from functools import cache

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.fitting import wider_than
from tests.browser.hands import choose
from tests.browser.pictures import WANTED, picture
from tests.browser.test_first_light import file_critical
from tests.running import ROOT


@pytest.fixture(scope="module")
def number(hub, browser):
    """One critical alert that stands on the screens."""
    from tests.browser.conftest import Screen

    context = browser.new_context(viewport=PHONE, locale="en")
    screen = Screen(hub, context).sign_in("Hana")
    filed = file_critical(screen)
    context.close()
    return filed


SCREENS = {
    "sign-in": (None, "/accounts/login/"),
    "home": ("Amina", "/"),
    "home-empty": ("Farid", "/"),
    "file": ("Hana", "/file/"),
    "receipt": ("Hana", "/alerts/{n}/receipt/"),
    "board": ("Dora", "/board/?open={n}"),
    "board-empty": ("Esther", "/board/"),
    "history": ("Esther", "/board/?tab=history"),
    "alert": ("Dora", "/alerts/{n}/"),
    "shell": ("Farid", "/alerts/{n}/"),
    "administrator": ("Ivan", "/"),
    "duty": ("Dora", "/duty/"),
    "duty-officer": ("Hana", "/duty/"),
    "duty-take": ("Amina", "/duty/take/"),
    "duty-shift": ("Dora", "/duty/shift/"),
    "duty-rotations": ("Ivan", "/duty/rotation/"),
    "duty-rotation": ("Ivan", "/duty/rotation/?duty=1"),
    "duty-changes": ("Grace", "/duty/changes/"),
    "responses": ("Dora", "/responses/"),
    "respond": ("Dora", "/alerts/{n}/respond/"),
    "harm": ("Amina", "/alerts/{n}/harm/"),
    "checklists": ("Dora", "/responses/checklists/{n}/"),
    "agenda": ("Farid", "/responses/agenda/"),
    "agenda-shared": ("Farid", "/responses/agenda/?edition=shared"),
    "meetings": ("Farid", "/responses/meetings/"),
    "places": ("Farid", "/responses/places/"),
    "place-new": ("Farid", "/responses/places/new/"),
    "playbooks": ("Dora", "/setup/playbooks/"),
    "sessions": ("Dora", "/accounts/sessions/"),
    "password": ("Dora", "/accounts/password/change/"),
}


def say(page, language):
    page.locator(f".lang button[value={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_has_no_accessibility_fault(hub, at, number, without_axe_faults, name):
    who, path = SCREENS[name]
    screen = at(who, DESK)
    page = screen.open(path.format(n=number))
    page.wait_for_timeout(300)
    without_axe_faults(page)
    page.set_viewport_size(PHONE)
    without_axe_faults(page)


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_fits_every_width_and_is_french_throughout(hub, at, speaks, number, name):
    who, path = SCREENS[name]
    if who:
        speaks(who, "fr")
    page = at(who, PHONE, locale="fr").open(path.format(n=number))
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.wait_for_timeout(300)
    wider = wider_than(page)
    assert not wider, f"so many px wider than the screen: {wider}"
    assert not english(page), english(page)
    picture(page, f"{name}-fr")
    if WANTED and who:
        speaks(who, "en")
        page.goto(hub.url + path.format(n=number))
        picture(page, f"{name}-en")


@cache
def whose_french_differs():
    """The English sentences that no French page may hold."""
    with (ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.po").open("rb") as catalogue:
        messages = read_po(catalogue)
    return {str(m.id).strip() for m in messages if isinstance(m.id, str) and m.id and m.string != m.id}


def english(page):
    """Text on the page that equals an English sentence whose French differs."""
    shown = page.evaluate(
        """() => {
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const texts = [];
          while (walk.nextNode()) {
            const parent = walk.currentNode.parentElement;
            if (!parent.closest('script, [lang]:not(html)')) texts.push(walk.currentNode.textContent.trim());
          }
          for (const one of document.querySelectorAll('[aria-label]:not([lang]), [title]:not([lang])'))
            texts.push((one.getAttribute('aria-label') ?? one.title).trim());
          return JSON.stringify(texts);
        }"""
    )
    return sorted({text for text in json.loads(shown) if text in whose_french_differs()})


SMALL = """() => [...document.querySelectorAll('button, .btn, summary, .mine a, .opt, .pic, select, input.in')]
  .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 43.5)
  .map((one) => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 20)}`)"""


def test_targets_on_the_phone_are_large_enough(hub, at, number):
    """44 px for what is pressed on a phone; links within running text excepted."""
    receipt = f"/alerts/{number}/receipt/"
    for who, path in (("Hana", "/file/"), ("Amina", "/"), ("Dora", f"/alerts/{number}/"), ("Hana", receipt)):
        small = at(who, PHONE).open(path).evaluate(SMALL)
        assert not small, (path, small)


def test_a_blind_page_says_so_and_comes_back(hub, at, number):
    """Every road to the hub is cut: within 30 seconds the page greys and says since when; then it is live again."""
    screen = at("Dora")
    screen.context.route_web_socket("**/ws/live/", lambda socket: socket.close())
    screen.context.route("**/changes/**", lambda route: route.abort())
    page = screen.open("/board/")
    expect(page.locator("html[data-link=blind]")).to_be_attached(timeout=35_000)
    expect(page.locator("[data-blind]")).to_contain_text("Not live since")
    screen.context.unroute("**/changes/**")
    expect(page.locator("html[data-link=polling]")).to_be_attached(timeout=15_000)
    expect(page.locator("[data-blind]")).to_be_hidden()
    screen.faults.clear()  # the browser notes each request that was cut


def test_a_filing_on_a_cut_link_is_kept_and_sends_itself(hub, at):
    screen = at("Hana", PHONE)
    page = screen.open("/file/")
    cut = True
    screen.context.route(
        "**/file/", lambda route: route.abort() if cut and route.request.method == "POST" else route.continue_()
    )
    choose(page.locator("[name=threat_types][value=incursion]"))
    page.fill("#place", "Oicha")
    for name, value in (("when", "now"), ("people", "unknown"), ("going_on", "now")):
        choose(page.locator(f"[name={name}][value={value}]"))
    page.fill("[name=text]", "Kept through a cut link.")
    page.locator("[data-send]").click()
    expect(page.locator("[data-filing-state]")).to_contain_text("On this phone only. Nobody has been told.")
    page.reload()
    expect(page.locator("[name=text]")).to_have_value("Kept through a cut link.")
    cut = False
    page.wait_for_url("**/receipt/", timeout=20_000)
    number = page.locator(".number").inner_text()
    assert hub.sql("SELECT count(*) FROM alerts_filing WHERE text = 'Kept through a cut link.'") == [(1,)]
    sent = hub.sql("SELECT client_id::text FROM alerts_filing WHERE text = 'Kept through a cut link.'")[0][0]
    page.go_back()
    expect(page.locator("[data-progress]")).to_have_text("0 of 6 answered")
    expect(page.locator("[name=client_id]")).not_to_have_value(sent)
    page.goto(f"{hub.url}/file/")
    assert page.input_value("[name=text]") == "", "the draft is gone once received"
    assert number
    screen.faults.clear()  # the browser notes each request that was cut


def test_what_is_typed_before_the_script_has_come_counts(hub, at):
    """On a slow link the form is there first: its answers are kept, and go before an older draft's."""
    screen = at("Hana", PHONE)
    page = screen.open("/file/")
    page.fill("[name=text]", "An older draft.")
    page.fill("[name=people_note]", "Those at the market.")
    choose(page.locator("[name=threat_types][value=looting]"))
    expect(page.locator("[data-progress]")).to_contain_text("kept")
    held = []
    slow = True
    page.route("**/static/**/*.js", lambda route: held.append(route) if slow else route.continue_())
    page.goto(f"{hub.url}/file/", wait_until="commit")
    choose(page.locator("[name=threat_types][value=incursion]"))
    page.fill("[name=text]", "Typed early.")
    slow = False
    for route in held:
        route.continue_()
    expect(page.locator("[data-progress]")).to_contain_text("2 of 6 answered. Draft kept")
    expect(page.locator("[name=text]")).to_have_value("Typed early.")
    expect(page.locator("[name=people_note]")).to_have_value("Those at the market.")
    page.reload()
    expect(page.locator("[data-progress]")).to_contain_text("2 of 6 answered")
    expect(page.locator("[name=text]")).to_have_value("Typed early.")
    expect(page.locator("[name=threat_types][value=incursion]")).to_be_checked()


def test_the_source_never_stays_on_the_device(hub, at):
    screen = at("Hana", PHONE)
    page = screen.open("/file/")
    expect(page.locator("[data-ready=filing]")).to_be_attached()
    page.locator(".more > summary").click()
    page.fill("[name=source_name]", "CANARY-SOURCE")
    page.fill("[name=text]", "kept")
    page.wait_for_function("JSON.stringify(localStorage).includes('kept')")
    assert "CANARY" not in page.evaluate("JSON.stringify(localStorage)")


def test_the_gazetteer_is_offered_while_one_types(hub, at):
    page = at("Hana", PHONE).open("/file/")
    expect(page.locator("[data-ready=filing]")).to_be_attached()
    page.locator("#place").press_sequentially("oich")
    page.locator("[data-place-options] .option", has_text="Oicha").first.click()
    expect(page.locator("#place")).to_have_value("Oicha")
    expect(page.locator("[name=precision][value=village]")).to_be_checked()


@pytest.mark.parametrize("path", ["/", "/board/", "/board/?open={n}", "/alerts/{n}/", "/file/", "/alerts/{n}/receipt/"])
def test_an_exercise_says_so_on_every_screen_without_an_accessibility_fault(hub, at, number, without_axe_faults, path):
    hub.sql("UPDATE alerts_office SET is_exercising = true WHERE code = 'BEN'")
    try:
        page = at("Hana", PHONE).open(path.format(n=number))
        expect(page.locator(".exercise")).to_have_text("EXERCISE")
        without_axe_faults(page)
    finally:
        hub.sql("UPDATE alerts_office SET is_exercising = false WHERE code = 'BEN'")


def test_a_cut_link_and_the_map_have_no_accessibility_fault(hub, at, number, without_axe_faults):
    nobody = at(None, PHONE)
    without_axe_faults(nobody.open("/answer/cut-short/"))
    nobody.faults.clear()  # the browser notes the 404 that we came to see
    screen = at("Dora")
    asked: list[str] = []
    screen.page.on("request", lambda request: asked.append(request.url))
    page = screen.open("/board/")
    expect(page.locator("[data-ready=board]")).to_be_attached()
    expect(page.locator("[data-lamp=live]")).to_be_visible()
    assert not any("/js/parts/map" in address for address in asked)  # on a bad link the board comes without its map
    page.keyboard.press("g")
    expect(page.locator("#map-pane [data-pin]").first).to_be_visible()
    expect(page.locator("[data-ready=map]")).to_be_attached()
    assert any("/js/parts/map" in address for address in asked)
    without_axe_faults(page)


def test_on_a_phone_the_map_opens_and_closes_by_the_thumb(hub, at, number):
    page = at("Dora", PHONE, has_touch=True).open("/board/")
    expect(page.locator("[data-ready=board]")).to_be_attached()
    toggle = page.locator("[data-map-toggle]")
    toggle.tap()
    expect(page.locator("[data-ready=map]")).to_be_attached()
    expect(page.locator("#map-pane .leaflet-control-attribution")).to_be_visible()
    toggle.tap()  # nothing of the map lies over it
    expect(page.locator("#map-pane")).to_be_hidden()
    expect(page.locator("#list")).to_be_visible()
