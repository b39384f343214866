"""Whoever answers while the link is cut, hangs or fails learns it where they pressed; to answer again does it."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.fitting import sticks_out
from tests.browser.moving import opened

NOT_CONFIRMED = "Not confirmed. Answer again; if it is urgent, use the radio."
WITHIN = 20_000  # ms until what hangs has failed

held: list[Route] = []
LINKS = {
    "cut": lambda route: route.abort("internetdisconnected"),
    "hangs": lambda route: held.append(route),
    "fails": lambda route: route.fulfill(status=503, body="down"),
}


def impatient(page: Page) -> None:
    """As set, but sooner."""
    assert page.evaluate("window.htmx.config.timeout") == WITHIN
    page.evaluate("window.htmx.config.timeout = 1000")


@pytest.mark.parametrize("link", LINKS)
def test_an_answer_on_the_first_page_says_that_it_is_not_confirmed(at, speaks, told, without_axe_faults, link):
    speaks("Amina", "fr")
    amina = at("Amina", PHONE, locale="fr")
    page = amina.open("/")
    impatient(page)
    answer = page.locator(f"form[action*='{told}']")
    said = answer.locator("[data-not-sent]")
    expect(said).to_be_hidden()

    amina.context.route("**/answer/", LINKS[link])
    answer.get_by_role("button").click()
    expect(page.locator("form.htmx-request")).to_have_count(0)
    expect(said).to_have_text("Pas confirmé. Répondez de nouveau\u202f; si c’est urgent, utilisez la radio.")
    assert sticks_out(page) <= 0
    without_axe_faults(page)

    while held:
        held.pop().abort()
    amina.context.unroute("**/answer/")
    answer.get_by_role("button").click()
    expect(answer).to_have_count(0)
    amina.faults.clear()  # the browser notes the request that failed


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_an_answer_on_the_alert_says_so_above_the_bar_and_by_key(at, told, without_axe_faults, size):
    ben = at("Ben", size)
    page = opened(ben, told)
    ben.context.route("**/answer/", LINKS["cut"])
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/answer/")):
        page.keyboard.press("a")
    said = page.locator("#alert .act [data-not-sent]")
    expect(said).to_be_in_viewport(ratio=1)
    expect(said).to_have_text(NOT_CONFIRMED)
    without_axe_faults(page)

    opened(at("Amina"), told).locator("#alert [data-key=a]").click()
    expect(page.locator("#alert .rail")).to_contain_text("1 of 3")  # drawn anew
    expect(said).to_be_visible()

    ben.context.unroute("**/answer/")
    page.keyboard.press("a")
    expect(page.locator("#alert .act [data-not-sent]")).to_have_count(0)
    expect(page.locator("#alert .act")).to_contain_text("You have answered")
    ben.faults.clear()  # the browser notes the request that was cut


def test_an_answer_that_fails_after_its_form_was_drawn_anew_is_not_lost_in_silence(at, told):
    ben = at("Ben")
    page = opened(ben, told)
    ben.context.route("**/answer/", LINKS["hangs"])
    with page.expect_request("**/answer/"):
        page.keyboard.press("a")
    opened(at("Amina"), told).locator("#alert [data-key=a]").click()
    expect(page.locator("#alert .rail")).to_contain_text("1 of 3")  # and with it the form
    expect(page.locator("#alert form.htmx-request[action$='/answer/']")).to_have_count(0)
    while held:
        held.pop().abort("internetdisconnected")
    expect(page.locator("#alert .act [data-not-sent]")).to_be_visible()
    ben.faults.clear()  # the browser notes the request that was cut
