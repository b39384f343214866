"""What is typed into a form of a move is kept: another alert, a page read afresh, a cut link, an ended session."""

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, SAMPLE_PASSWORD
from tests.browser.hands import choose
from tests.browser.moving import opened, send, sheet, state
from tests.browser.test_first_light import file_critical


def test_the_page_read_afresh_keeps_what_was_typed(hub, at, told):
    """A view that was narrowed makes every page read itself afresh."""
    page = opened(at("Dora"), told)
    page.keyboard.press("v")
    sheet(page).locator("[name=reason]").fill("Seen by two patrols.")
    page.keyboard.press("Escape")  # put away, and kept all the same
    page.keyboard.press("d")
    choose(sheet(page).locator("[value=hand_over]"))
    sheet(page).locator("[name=note]").fill("Through UNPOL.")
    hub.sql("UPDATE alerts_office SET cursor_epoch = cursor_epoch + 1 WHERE code = 'BEN'")
    with page.expect_event("load"):
        opened(at("Amina"), told).locator("#alert [data-key=a]").click()
    expect(sheet(page).locator("[name=note]")).to_have_value("Through UNPOL.")
    expect(sheet(page).locator("[value=hand_over]")).to_be_checked()
    page.keyboard.press("Escape")
    page.keyboard.press("v")
    expect(sheet(page).locator("[name=reason]")).to_have_value("Seen by two patrols.")
    assert page.evaluate("sessionStorage.getItem('moves:unsent')") is None


def test_another_alert_puts_the_form_away_and_its_own_brings_it_back(hub, at, told):
    other = file_critical(at("Hana", PHONE))
    page = opened(at("Dora"), told, board=True)
    page.keyboard.press("d")
    sheet(page).locator("[name=note]").fill("For the first one.")
    page.locator(f"#row-{other} a").click()
    expect(page.locator("#alert")).to_have_attribute("data-number", other)
    expect(page.locator("#moves")).to_be_hidden()
    page.keyboard.press("d")
    expect(sheet(page).locator("[name=note]")).to_have_value("")
    page.locator(f"#row-{told} a").click()
    expect(page.locator("#alert")).to_have_attribute("data-number", told)
    page.keyboard.press("d")
    expect(sheet(page).locator("[name=note]")).to_have_value("For the first one.")


def test_on_a_cut_link_the_form_says_so_and_sends_later(hub, at, told):
    dora = at("Dora")
    page = opened(dora, told)
    page.keyboard.press("d")
    choose(sheet(page).locator("[value=respond]"))
    sheet(page).locator("[name=note]").fill("Go by the east road.")
    dora.context.route("**/decide/", lambda route: route.abort())
    send(page)
    expect(sheet(page).locator("[data-not-sent]")).to_contain_text("Your text is kept here")
    expect(sheet(page).locator("[name=note]")).to_have_value("Go by the east road.")
    dora.context.unroute("**/decide/")
    send(page)
    expect(page.locator("#alert")).to_contain_text("Go by the east road.")
    dora.faults.clear()  # the browser notes the request that was cut


def test_whoever_must_sign_in_again_finds_the_form_as_it_was(hub, at, told, browser):
    """Grace's session is ended by the office while she types; nobody else finds her words in that tab."""
    grace = at(None)
    grace.sign_in("Grace")
    page = opened(grace, told)
    page.keyboard.press("d")
    choose(sheet(page).locator("[value=hand_over]"))
    sheet(page).locator("[name=note]").fill("Through UNPOL.")
    session = next(one["value"] for one in grace.context.cookies() if one["name"] == "sessionid")
    hub.sql("DELETE FROM django_session WHERE session_key = %s", session)
    page.wait_for_url("**/accounts/login/**")  # the page notices by itself within its heartbeat
    page.fill("[name=login]", "grace@beni.example")
    page.fill("[name=password]", SAMPLE_PASSWORD)
    page.click(".account form .btn")
    expect(sheet(page).locator("[name=note]")).to_have_value("Through UNPOL.")
    send(page)
    expect(page.locator("#alert")).to_contain_text("Through UNPOL.")
    assert state(hub, told) == "decided"
    grace.faults.clear()
