"""Forms on pages of their own: where the link is cut or fails the page stays, says so and loses nothing typed."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.fitting import sticks_out
from tests.browser.hands import choose
from tests.browser.moving import opened, send, sheet, state, today
from tests.browser.test_answer_on_a_bad_link import LINKS, held
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


def test_minutes_and_a_place_are_not_lost_on_a_cut_link_and_go_by_the_button_that_was_pressed(at, without_axe_faults):
    farid = at("Farid", PHONE)
    page = farid.open("/responses/meetings/")
    page.get_by_role("button", name="Begin the minutes").click()
    expect(page.locator("form.minutes[data-ready=sending]")).to_be_attached()
    words = page.locator("form.minutes textarea").first
    words.fill("Market day on Thursday.")
    farid.context.route("**/meetings/**", lambda route: LINKS["cut"](route))
    page.locator("form.minutes button.main").click()
    expect(page.locator("form.minutes [data-not-sent]")).to_be_visible()
    expect(words).to_have_value("Market day on Thursday.")
    assert sticks_out(page) <= 0
    without_axe_faults(page)
    farid.context.unroute("**/meetings/**")
    with page.expect_navigation():
        page.locator("form.minutes button.main").click()
    expect(page.locator("form.minutes textarea").first).to_have_value("Market day on Thursday.")

    page = farid.open("/responses/places/new/")
    expect(page.locator("#typed[data-ready=sending]")).to_be_attached()
    page.locator("#typed input:not([type=hidden]):not([type=checkbox]):not([type=radio])").first.fill("Mayi-Moya")
    farid.context.route("**/places/**", lambda route: LINKS["fails"](route))
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#typed [data-not-sent]")).to_be_visible()
    farid.context.unroute("**/places/**")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".err").first).to_be_visible()  # more is needed: refused on the page itself, and kept
    expect(page.locator("#typed input[value='Mayi-Moya']")).to_have_count(1)
    farid.faults.clear()  # the browser notes what was cut and what was refused


def test_what_is_typed_on_the_first_page_stays_when_news_draw_it_anew(at, told):
    page = at("Farid").open("/responses/meetings/")
    page.locator("[name=held_at]").fill("2026-01-05T09:00")
    page.get_by_role("button", name="Begin the minutes").click()
    page.locator("summary", has_text="Add a decision").click()
    page.locator("[name=text]").fill("Ask for lamps on the market road.")
    page.locator("[name=owner]").select_option(label="Farid")
    page.locator("[name=due_date]").fill(today().isoformat())
    page.get_by_role("button", name="Add it and tell whose it is").click()
    expect(page.locator("#decisions")).to_contain_text("Ask for lamps")
    page.goto(page.url.partition("/responses/")[0] + "/")
    note = page.locator("form.settle [name=note]")
    note.fill("Ten lamps are order")
    page.evaluate("document.querySelector('#home .sec').dataset.before = ''")
    opened(at("Amina"), told).locator("#alert [data-key=a]").click()
    expect(page.locator("#home .sec[data-before]")).to_have_count(0)  # drawn anew
    expect(note).to_have_value("Ten lamps are order")
    expect(note).to_be_focused()
    note.press("End")
    page.keyboard.type("ed.")
    page.locator("form.settle").get_by_role("button", name="Done").click()
    expect(note).to_have_count(0)


def test_a_tap_on_a_cut_link_says_so_where_it_was_pressed_and_is_one_step_when_pressed_again(hub, at, told):
    dora = opened(at("Dora"), told)
    dora.keyboard.press("d")
    choose(sheet(dora).locator("[value=respond]"))
    send(dora)
    expect(dora.locator("#moves")).to_be_hidden()
    dora.keyboard.press("t")
    sheet(dora).get_by_label("What is done?").select_option("patrol")
    sheet(dora).get_by_label("Who responds?").select_option("force")
    sheet(dora).get_by_label("Who owns it in the hub?").select_option(label="Chidi")
    send(dora)
    expect(dora.locator("#alert .tasks .chip")).to_have_text("assigned")
    chidi = at("Chidi", PHONE)
    page = chidi.open("/")
    expect(page.locator("[data-ready=live]")).to_be_attached()
    own = page.locator("#home article", has_text=f"{told.rpartition('-')[2]}/1")
    chidi.context.route("**/accept/", lambda route: LINKS["cut"](route))
    own.get_by_role("button", name="Accept").click()
    expect(own.locator("[data-not-sent]").first).to_contain_text("Press again: nothing is done twice.")
    expect(own.locator("[data-not-sent]").first).to_be_visible()
    assert sticks_out(page) <= 0
    expect(dora.locator("#alert .tasks .chip")).to_have_text("assigned")
    chidi.context.unroute("**/accept/")
    own.get_by_role("button", name="Accept").click()
    expect(own.get_by_role("button", name="Moving")).to_be_visible()
    [(latest,)] = hub.sql("SELECT max(id) FROM responses_response")
    assert hub.sql("SELECT step FROM responses_entry WHERE response_id = %s ORDER BY id", latest) == [
        ("assign",),
        ("accept",),
    ]
    chidi.faults.clear()  # the browser notes the request that was cut


@pytest.mark.parametrize("of", ["sections", "positions", "lists/received_by", "places"])
def test_a_form_of_a_list_keeps_what_was_typed_on_a_cut_link(hub, at, of):
    grace = at("Grace", PHONE)
    place = hub.sql("SELECT id FROM alerts_place WHERE country = 'CD' ORDER BY id LIMIT 1")[0][0]
    page = grace.open(f"/setup/places/{place}/" if of == "places" else f"/setup/{of}/new/")
    expect(page.locator("#typed[data-ready=sending]")).to_be_attached()
    typed = page.locator("#typed input[type=text]").first
    typed.fill("Kasindi-Lubiriha")
    grace.context.set_offline(True)
    page.locator("button[form=typed]").click()
    expect(page.locator("[data-not-sent]")).to_be_visible()
    expect(typed).to_have_value("Kasindi-Lubiriha")
    grace.context.set_offline(False)
    grace.faults.clear()  # the browser notes the request that was cut


def test_a_file_waits_with_a_word_stays_chosen_on_a_cut_link_and_goes_when_pressed_again(at, without_axe_faults):
    grace = at("Grace", PHONE)
    page = grace.open("/setup/import/places/")
    expect(page.locator("[data-ready=sending]")).to_be_attached()
    rows = b"name,lat,lon\r\nKainama,0.95,29.7\r\n"
    page.set_input_files("[name=file]", {"name": "villages.csv", "mimeType": "text/csv", "buffer": rows})
    grace.context.route("**/import/places/", lambda route: LINKS["hangs"](route))
    page.locator("button[form=typed]").click()
    expect(page.locator("[data-on-its-way]")).to_contain_text("The file is on its way.")
    expect(page.locator("button[form=typed]")).to_be_disabled()
    without_axe_faults(page)
    while held:
        held.pop().abort("internetdisconnected")
    expect(page.locator("[data-not-done]")).to_be_visible()
    expect(page.locator("[data-on-its-way]")).to_be_hidden()
    assert page.evaluate("document.querySelector('[name=file]').files[0].name") == "villages.csv"
    assert sticks_out(page) <= 0
    grace.context.unroute("**/import/places/")
    page.locator("button[form=typed]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("villages.csv")
    page.get_by_role("button", name="Discard the file").click()
    expect(page).to_have_title(re.compile("Names of places"))
    grace.faults.clear()  # the browser notes the request that was cut


def test_a_channel_is_switched_off_on_a_cut_link_only_when_pressed_again(hub, at):
    grace = at("Grace", PHONE)
    page = grace.open("/setup/channels/")
    expect(page.locator("form[data-ready=sending]").first).to_be_attached()
    grace.context.route("**/setup/channels/**", LINKS["cut"])
    page.get_by_text("Switch off").first.click()
    page.get_by_role("button", name="Switch it off").click()
    expect(page.locator("[data-not-done]")).to_be_in_viewport(ratio=1)
    assert hub.sql("SELECT count(*) FROM alerts_event WHERE kind = 'channel.changed'") == [(0,)]
    grace.context.unroute("**/setup/channels/**")
    page.get_by_role("button", name="Switch it off").click()
    expect(page.get_by_role("button", name="Switch on")).to_be_visible()
    page.get_by_role("button", name="Switch on").click()
    expect(page.get_by_text("Switch off").first).to_be_visible()
    grace.faults.clear()  # the browser notes the request that was cut
