"""Handing over to state forces by keys and on the phone; where units are on the map, live."""

from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.fitting import sticks_out, wider_than
from tests.browser.hands import choose
from tests.browser.moving import opened, send, sheet


def decided(page):
    page.keyboard.press("d")
    choose(sheet(page).locator("[value=respond]"))
    send(page)
    expect(page.locator("#alert .said-by").first).to_be_visible()
    expect(page.locator("#moves")).to_be_hidden()


def test_an_alert_is_handed_over_by_two_people_and_its_outcome_noted(hub, at, told, speaks, without_axe_faults):
    dora = opened(at("Dora"), told)
    decided(dora)
    dora.keyboard.press("o")
    choose(sheet(dora).locator("[value=state_army]"))
    sheet(dora).get_by_label("With whom there").fill("Sector operations officer")
    sheet(dora).get_by_label("What is shared, word for word").fill("Armed men on the road north.")
    choose(sheet(dora).locator("[value=clear]"))
    without_axe_faults(dora)
    send(dora)
    asked = dora.locator("#alert .tasks")
    expect(asked).to_contain_text("Sector operations officer")

    speaks("Grace", "fr")
    grace = at("Grace", PHONE, locale="fr").open("/")
    grace.get_by_role("link", name="Ouvrir ce qui est dû").first.click()
    expect(grace.locator("h1")).to_contain_text("Transmission")
    assert sticks_out(grace) <= 0
    without_axe_faults(grace)
    grace.get_by_role("button", name="Approuver").click()
    expect(grace.locator(".chip").first).to_have_text("approuvée, pas encore transmise")
    speaks("Grace", "en")
    expect(asked).to_contain_text("approved, not shared yet")

    asked.locator("a[href*='hand-overs']").click()
    dora.get_by_role("button", name="I have shared it").click()
    choose(dora.locator("[value=known]"))
    dora.get_by_label("What they did").fill("A section went there.")
    without_axe_faults(dora)
    dora.get_by_role("button", name="Record the outcome").click()
    expect(dora.locator("dl")).to_contain_text("A section went there.")
    assert not wider_than(dora)


def test_where_a_unit_says_it_is_stands_on_the_map_at_once(hub, at, told):
    dora = opened(at("Dora"), told)
    decided(dora)
    dora.keyboard.press("t")
    sheet(dora).get_by_label("What is done?").select_option("patrol")
    sheet(dora).get_by_label("Who responds?").select_option("force")
    sheet(dora).get_by_label("Who owns it in the hub?").select_option(label="Chidi")
    send(dora)
    noor = at("Noor").open("/board/?map=1")
    expect(noor.locator(".pin.unit")).to_have_count(0)
    dora.locator("#alert .tasks li a").first.click()
    dora.get_by_label("What was said").fill("At the bridge.")
    dora.get_by_label("Where they are").fill("0.62, 29.50")
    dora.get_by_role("button", name="Write it down").click()
    expect(dora.locator(".log")).to_contain_text("35N")
    expect(noor.locator(".pin.unit")).to_have_count(1)
    expect(noor.locator(".pin.unit")).to_have_attribute("href", "/responses/" + dora.url.split("/")[-2] + "/")
