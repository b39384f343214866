"""The further acts of the desk in a real browser: by key and by touch, with what one types kept, and true at once."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.fitting import sticks_out, wider_than
from tests.browser.hands import choose
from tests.browser.moving import opened, send, sheet, state
from tests.browser.pictures import picture
from tests.browser.test_first_light import file_critical
from tests.browser.test_screens import english

IN_A_SHEET = ("join", "restrict", "comment", "summarise", "grade")
ON_ITS_PAGE = ("place", "assess")


@pytest.fixture(scope="module")
def numbers(hub, browser):
    """Two alerts of one event, filed by Hana and by Ben."""
    from tests.browser.conftest import Screen

    found = []
    for name, text in (("Hana", "Les gens fuient vers Oicha."), ("Ben", "Deux cents arrivent à pied.")):
        context = browser.new_context(viewport=PHONE, locale="en")
        found.append(file_critical(Screen(hub, context).sign_in(name), text=text))
        context.close()
    return found


def test_two_are_suggested_compared_joined_and_taken_apart(hub, at, numbers):
    known, repeats = numbers
    page = opened(at("Dora", DESK), repeats, board=True)
    likely = page.locator(".likely").filter(has_text=known)
    expect(likely).to_contain_text("same point")
    page.keyboard.press("m")
    expect(sheet(page)).to_contain_text(known)
    expect(sheet(page).locator("button.main")).to_have_count(0)
    sheet(page).locator("li", has_text=known).locator("[data-compare]").click()
    expect(sheet(page).locator(".side")).to_have_count(2)
    expect(sheet(page)).to_contain_text("Deux cents arrivent à pied.")
    expect(sheet(page).locator(f"[name=keep][value='{known}']")).to_be_checked()
    send(page)
    expect(page.locator("#alert")).to_contain_text(f"Joined to {known}")
    assert state(hub, repeats) == "joined"
    page.goto(f"{hub.url}/board/?open={known}")
    expect(page.locator("#alert")).to_contain_text(f"from {repeats}, joined")
    expect(page.locator("#alert")).to_contain_text("2 filings, 2 components, 2 independent sources")
    page.goto(f"{hub.url}/board/?open={repeats}")
    page.locator("[data-ready=moves]").wait_for(state="attached")
    page.keyboard.press("m")
    sheet(page).locator("textarea").fill("Two villages.")
    send(page)
    expect(page.locator("#alert")).not_to_contain_text("Joined to")
    assert state(hub, repeats) == "received"


def test_whoever_is_named_finds_it_at_once_and_the_words_typed_are_kept(hub, at, numbers):
    known = numbers[0]
    amina = at("Amina", DESK).open("/")
    screen = at("Dora", DESK)
    dora = opened(screen, known)
    dora.keyboard.press("n")
    words = sheet(dora).locator("textarea")
    words.fill("@Zebra, who is at the bridge?")
    send(dora)
    expect(sheet(dora)).to_contain_text("Nobody called @Zebra")
    expect(words).to_have_value("@Zebra, who is at the bridge?")
    words.fill("")
    sheet(dora).locator("details summary").click()
    sheet(dora).locator("[data-name='@Amina']").click()
    expect(words).to_have_value("@Amina ")
    words.press_sequentially("who is at the bridge?")
    send(dora)
    expect(dora.locator("#comments")).to_contain_text("@Amina who is at the bridge?")
    expect(amina.locator("#home")).to_contain_text("A comment names you")
    screen.faults.clear()  # the browser notes the 422 that we came to see


def test_the_level_by_the_tables_follows_what_is_ticked(at, numbers):
    page = opened(at("Amina", DESK), numbers[0])
    page.keyboard.press("v")
    sheet(page).locator("summary", has_text="What happens").click()
    said = sheet(page).locator("[data-computed]")
    choose(sheet(page).locator("[name=going_on][value=may_come]"))
    expect(said).to_contain_text("HIGH")
    sheet(page).locator("[name=certainty]").select_option("Unlikely")
    expect(said).to_contain_text("MEDIUM")
    page.keyboard.press("Escape")


def test_the_place_is_set_on_the_map_by_mouse_and_by_key(hub, at, numbers):
    screen = at("Dora", DESK)
    page = screen.open(f"/alerts/{numbers[1]}/place/")
    area = page.locator(".placing .leaflet-container")
    expect(page.locator("[data-ready=placing]")).to_be_visible()
    expect(area.locator(".base").first).to_be_visible()
    expect(page.locator("output.grid")).to_have_text(re.compile(r"^35N QA [\d ]+$"))
    before = page.locator("[name=place]").input_value()
    area.click(position={"x": 200, "y": 120})
    clicked = page.locator("[name=place]").input_value()
    assert clicked != before and re.fullmatch(r"-?\d+\.\d{5}, -?\d+\.\d{5}", clicked)
    area.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    expect(page.locator("[name=place]")).not_to_have_value(clicked)
    choose(page.locator("[name=precision][value=exact]"))
    page.locator("[name=reason]").fill("Seen by the patrol.")
    page.locator("button.main").click()
    page.wait_for_url(f"**/alerts/{numbers[1]}/")
    expect(page.locator("#alert .l2").first).to_contain_text("exact")


def test_what_is_sifted_and_unfolded_stays_so_while_news_comes(hub, at, numbers):
    page = opened(at("Dora", DESK), numbers[0])
    page.locator(".sift [value=telling]").check()
    page.locator("#alert .told summary").first.click()
    expect(page.locator(".tl li[data-of=people]").first).to_be_hidden()
    amina = opened(at("Amina", DESK), numbers[0])
    amina.keyboard.press("n")
    sheet(amina).locator("textarea").fill("Noted.")
    send(amina)
    expect(page.locator("#comments")).to_contain_text("Noted.")
    expect(page.locator(".sift [value=telling]")).to_be_checked()
    expect(page.locator(".tl li[data-of=people]").first).to_be_hidden()
    expect(page.locator("#alert .told details").first).to_have_attribute("open", "")


def test_the_form_asks_whether_it_is_known_before_it_is_sent(hub, at, numbers):
    known = numbers[0]
    page = at("Chidi", PHONE).open("/file/")
    choose(page.locator("[name=threat_types][value=incursion]"))
    page.fill("#place", "0.817, 29.578")
    choose(page.locator("[name=going_on][value=now]"))
    asked = page.locator("fieldset.alikes")
    expect(asked).to_contain_text(known)
    choose(asked.locator(f"[name=onto][value='{known}']"))
    choose(page.locator("[name=precision][value=village]"))
    choose(page.locator("[name=when][value=now]"))
    choose(page.locator("[name=people][value='11-100']"))
    page.fill("[name=text]", "Patrol hears shots.")
    page.locator("[data-send]").click()
    page.wait_for_url(f"**/alerts/{known}/receipt/")


def test_what_is_known_fits_a_phone_whoever_filed_it(hub, at, numbers, speaks):
    """Another component's has a sentence of its own beside it, and nothing lies over the button."""
    speaks("Hana", "fr")
    page = at("Hana", PHONE, locale="fr", is_mobile=True, has_touch=True).open("/file/")
    hub.sql(
        "UPDATE alerts_alert SET area_id ="
        " (SELECT area_id FROM alerts_place WHERE name = 'Oicha' AND area_id IS NOT NULL LIMIT 1) WHERE number = %s",
        numbers[1],
    )
    choose(page.locator("[name=threat_types][value=incursion]"))
    page.fill("#place", "Oicha")
    choose(page.locator("[name=going_on][value=now]"))
    said = page.locator("fieldset.alikes .opt .h").first
    expect(said).to_contain_text("D’une autre composante")
    right = "one => one.getBoundingClientRect().right"
    assert said.evaluate(right) < said.locator("xpath=ancestor::label").evaluate(right), "it stays within its card"
    assert sticks_out(page) <= 0
    page.locator("[data-send]").click(trial=True)
    expect(page.locator("fieldset.alikes .opt").last).to_contain_text("Non, une autre")


@pytest.mark.parametrize("act", [*IN_A_SHEET, *ON_ITS_PAGE])
def test_an_act_has_no_accessibility_fault_fits_every_width_and_is_french(
    hub, at, numbers, speaks, without_axe_faults, act
):
    speaks("Dora", "fr")
    query = f"?with={numbers[1]}" if act == "join" else ""
    screen = at("Dora", DESK)
    page = screen.open(f"/alerts/{numbers[0]}/{act}/{query}")
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
    without_axe_faults(page)
    assert not english(page), english(page)
    wider = wider_than(page)
    assert not wider, f"so many px wider than the screen: {wider}"
    picture(page, f"act-{act}-fr", ["360", "1366"])


def test_the_alert_prints_whole(at, numbers):
    page = opened(at("Dora", DESK), numbers[0])
    page.emulate_media(media="print")
    expect(page.locator(".act")).to_be_hidden()
    expect(page.locator(".tl li").first).to_be_visible()
    expect(page.locator(".cols")).to_have_css("overflow-y", "visible")
    assert page.pdf(format="A4")[:5] == b"%PDF-"


def test_who_else_looks_is_said_while_they_do(hub, at, numbers):
    dora = opened(at("Dora", DESK), numbers[0], board=True)
    ben = opened(at("Ben", DESK), numbers[0], board=True)
    expect(dora.locator("#looking")).to_have_text("Ben is looking at this alert")
    expect(ben.locator("#looking")).to_have_text("Dora is looking at this alert")
    ben.goto(f"{hub.url}/")
    expect(dora.locator("#looking")).to_be_hidden()
