"""Forms on pages of their own: where the link is cut or fails the page stays, says so and loses nothing typed."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.fitting import sticks_out
from tests.browser.hands import choose
from tests.browser.moving import opened, state
from tests.browser.test_answer_on_a_bad_link import LINKS
from tests.browser.test_first_light import answer_link, mailed
from tests.mailserver import wait_for

BROKEN = {name: LINKS[name] for name in ("cut", "fails")}


@pytest.mark.parametrize("link", BROKEN)
def test_a_move_is_not_lost_and_goes_when_pressed_again(hub, at, speaks, told, without_axe_faults, link):
    speaks("Dora", "fr")
    dora = at("Dora", PHONE, locale="fr")
    page = dora.open(f"/alerts/{told}/decide/")
    expect(page.locator("[data-ready=sending]")).to_be_attached()
    choose(page.locator("[value=respond]"))
    page.fill("[name=note]", "Patrouille depuis Mavivi.")
    dora.context.route("**/decide/", lambda route: BROKEN[link](route))
    page.get_by_role("button", name="Décider").click()
    said = page.locator("[data-not-sent]")
    expect(said).to_contain_text("Pas confirmé. Votre texte est gardé ici")
    expect(said).to_be_in_viewport(ratio=1)
    expect(page.locator("[name=note]")).to_have_value("Patrouille depuis Mavivi.")
    assert sticks_out(page) <= 0
    without_axe_faults(page)
    assert state(hub, told) == "received"

    dora.context.unroute("**/decide/")
    page.get_by_role("button", name="Décider").click()
    page.wait_for_url(f"**/alerts/{told}/")
    expect(page.locator("#alert")).to_contain_text("Patrouille depuis Mavivi.")
    assert state(hub, told) == "decided"
    dora.faults.clear()  # the browser notes the request that failed


def test_what_is_refused_stands_on_the_same_page_and_is_sent_from_there(hub, at, told):
    dora = at("Dora", PHONE)
    page = dora.open(f"/alerts/{told}/decide/")
    expect(page.locator("[data-ready=sending]")).to_be_attached()
    choose(page.locator("[value=no_action]"))
    page.fill("[name=note]", "No fuel until Friday.")
    page.get_by_role("button", name="Decide").click()
    expect(page.locator(".err")).to_have_text("Choose why nothing is done.")
    expect(page.locator("[data-errors]")).to_be_focused()
    expect(page.locator("[data-ready=sending]")).to_be_attached()
    page.select_option("[name=reason]", "no_asset")
    dora.context.route("**/decide/", LINKS["cut"])
    page.get_by_role("button", name="Decide").click()
    expect(page.locator("[data-not-sent]")).to_be_visible()
    dora.context.unroute("**/decide/")
    page.get_by_role("button", name="Decide").click()
    page.wait_for_url(f"**/alerts/{told}/")
    expect(page.locator("#alert")).to_contain_text("No fuel until Friday.")
    dora.faults.clear()  # the browser notes the 422 and the request that was cut


def test_an_answer_from_a_message_says_that_it_is_not_confirmed(hub, at, told, without_axe_faults):
    wait_for(lambda: "amina" in mailed(hub, told), 60, "Amina's mail")
    phone = at(None, PHONE)
    page = phone.open(answer_link(mailed(hub, told)["amina"]))
    expect(page.locator("[data-ready=sending]")).to_be_attached()
    phone.context.route("**/answer/**", lambda route: LINKS["cut"](route))
    page.get_by_role("button", name="I have it").click()
    expect(page.locator("[data-not-sent]")).to_contain_text("Not confirmed.")
    without_axe_faults(page)
    phone.context.unroute("**/answer/**")
    page.get_by_role("button", name="I have it").click()
    expect(page.locator("main .banner.ok")).to_contain_text("Amina has it")
    expect(opened(at("Ben"), told).locator("#alert .rail")).to_contain_text("1 of 3")
    phone.faults.clear()  # the browser notes the request that was cut
