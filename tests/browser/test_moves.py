"""Deciding, dismissing, closing, reopening in real browsers: by keys, two at once, without a script; nothing lost."""

from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.hands import choose
from tests.browser.moving import opened, owed, send, sheet, state, today
from tests.mailserver import wait_for


def test_dora_decides_by_keys_alone_and_every_board_shows_it(hub, at, told):
    other = opened(at("Grace"), told, board=True)
    page = opened(at("Dora"), told, board=True)
    page.keyboard.press("d")
    expect(sheet(page).locator("[name=course]").first).to_be_focused()
    page.keyboard.press("Space")
    expect(sheet(page).locator("[value=respond]")).to_be_checked()
    page.keyboard.press("Tab")
    for _press in range(6):  # the parts of a date field, then the note
        if page.evaluate("document.activeElement.name") == "note":
            break
        page.keyboard.press("Tab")
    page.keyboard.type("dxevrwa go now")  # while one types, a key is a letter
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#alert")).to_contain_text("dxevrwa go now")
    expect(page.locator("#moves")).to_be_hidden()
    assert (state(hub, told), owed(hub, told)) == ("decided", set())
    expect(other.locator("#alert")).to_contain_text("decided: respond")
    expect(other.locator(f"#row-{told} .chip")).to_have_text("decided")
    expect(page.locator("#alert .rail")).to_contain_text("decided")


def test_escape_puts_away_what_was_typed_and_keeps_it(hub, at, told):
    page = opened(at("Dora"), told)
    page.keyboard.press("x")
    sheet(page).locator("[name=note]").fill("Only herders.")
    page.keyboard.press("Escape")
    expect(page.locator("#moves")).to_be_hidden()
    expect(page.locator("#alert [data-key=x]")).to_be_focused()
    page.keyboard.press("d")
    expect(sheet(page).locator("h2")).to_have_text("Decide what is done")
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    expect(sheet(page).locator("[name=note]")).to_have_value("Only herders.")


def test_a_refresh_of_the_alert_leaves_the_half_typed_form_and_says_when_it_changed(hub, at, told):
    page = opened(at("Dora"), told)
    page.keyboard.press("d")
    sheet(page).locator("[name=note]").fill("Half a sent")
    amina = opened(at("Amina"), told)
    amina.locator("#alert [data-key=a]").click()
    expect(page.locator("#alert .triad .yes")).to_have_count(1)
    expect(sheet(page).locator("[name=note]")).to_have_value("Half a sent")
    expect(sheet(page).locator("[name=note]")).to_be_focused()
    expect(sheet(page).locator("[data-changed]")).to_be_hidden()  # an answer changes nothing that was decided upon

    amina.keyboard.press("v")
    choose(sheet(amina).locator("[value=corroborated]"))
    send(amina)
    expect(amina.locator("#alert .facts")).to_contain_text("Corroborated")
    notice = sheet(page).locator("[data-changed]")
    expect(notice).to_contain_text("This alert changed.")
    notice.get_by_role("link", name="See what changed").click()
    expect(sheet(page).locator("[data-since]")).to_contain_text("Amina assessed it: corroborated")
    expect(notice).to_be_hidden()
    expect(sheet(page).locator("[name=note]")).to_have_value("Half a sent")
    choose(sheet(page).locator("[value=respond]"))
    send(page)
    expect(page.locator("#alert")).to_contain_text("Half a sent")
    assert state(hub, told) == "decided"


def test_of_two_who_decide_at_once_the_second_sees_what_changed_with_the_text_kept(hub, at, told):
    dora, grace = at("Dora"), at("Grace")
    dora.context.route("**/changes/**", lambda route: route.abort())  # her page knows nothing yet
    first, second = opened(grace, told), opened(dora, told, board=True)
    for page, course, note in ((first, "monitor", "Look tonight."), (second, "respond", "Keep the RN4 open.")):
        page.keyboard.press("d")
        choose(sheet(page).locator(f"[value={course}]"))
        sheet(page).locator("[name=note]").fill(note)
    sheet(first).locator("[name=review_date]").fill(today().isoformat())
    send(first)
    expect(first.locator("#alert")).to_contain_text("Look tonight.")
    send(second)
    said = sheet(second).locator("[data-since]")
    expect(said).to_contain_text("Grace changed this")
    expect(said).to_contain_text("Your text is kept.")
    expect(said.locator(".since")).to_contain_text("Grace decided: monitor")
    expect(sheet(second).locator("[name=note]")).to_have_value("Keep the RN4 open.")
    expect(sheet(second).locator("[value=respond]")).to_be_checked()
    send(second)
    expect(second.locator("#alert")).to_contain_text("Keep the RN4 open.")
    courses = hub.sql(
        "SELECT d.course FROM alerts_decision d JOIN alerts_alert a ON a.id = d.alert_id WHERE a.number = %s"
        " ORDER BY d.id",
        told,
    )
    assert courses == [("monitor",), ("respond",)]
    dora.page.close()  # it would go on noting the cut link
    dora.faults.clear()  # the browser notes that and the 409, as we came to see


def review(page):
    """By keys alone, in the sheet."""
    page.keyboard.press("y")
    sheet(page).locator("[name=to_change]").fill("Two drivers at night.")
    send(page)
    expect(page.locator("#alert .after-action")).to_contain_text("Two drivers at night.")


def test_closing_asks_for_harm_and_word_back_and_a_second_person_reviews_it(hub, at, told):
    dora = at("Dora")
    page = opened(dora, told)
    expect(page.locator(".act")).to_contain_text("Close: decide first")
    page.keyboard.press("d")
    choose(sheet(page).locator("[value=respond]"))
    send(page)
    expect(page.locator("#alert [data-key=e]")).to_be_visible()
    page.keyboard.press("e")
    choose(sheet(page).locator("[value=handled]"))
    send(page)
    expect(sheet(page).locator(".err")).to_have_text("Say what is known of harm to civilians.")
    choose(sheet(page).locator("[name=harm][value=none]"))
    send(page)
    expect(sheet(page).locator(".err")).to_have_text("Not closed: word back to the community is missing.")
    choose(sheet(page).locator("[value=owed]"))
    sheet(page).locator("[name=word_back_date]").fill(today().isoformat())
    sheet(page).locator("[name=note]").fill("Patrol is back.")
    send(page)
    expect(page.locator("#alert")).to_contain_text("Patrol is back.")
    expect(page.locator("#alert .owes")).to_contain_text("You owe word back")
    assert (state(hub, told), owed(hub, told)) == ("closed", {"word_back", "review"})

    page.goto(hub.url + "/")
    debt = page.locator(f".due:has(a[href='/alerts/{told}/word-back/'])")
    expect(debt).to_contain_text("Does the community know?")
    debt.get_by_role("link", name="Word back").click()
    choose(page.locator("[value=given]"))
    page.fill("[name=note]", "Told the chief by phone.")
    page.get_by_role("button", name="Record it").click()
    page.wait_for_url(f"**/alerts/{told}/")
    expect(page.locator("#alert")).to_contain_text("Told the chief by phone.")
    assert owed(hub, told) == {"review"}
    expect(page.locator(".act")).to_contain_text("Review: by somebody else than you")
    review(opened(at("Grace"), told))
    assert owed(hub, told) == set()
    dora.faults.clear()  # the browser notes the 422 that we came to see


def test_what_is_dismissed_and_reopened_is_told_anew(hub, at, told):
    page = opened(at("Dora"), told, board=True)
    page.keyboard.press("x")
    choose(sheet(page).locator("[value=nuisance]"))
    send(page)
    expect(page.locator("#alert [data-key=r]")).to_be_visible()
    expect(page.locator(".act")).to_contain_text("Decide: reopen first")
    assert (state(hub, told), owed(hub, told)) == ("dismissed", set())
    page.keyboard.press("r")
    sheet(page).locator("[name=reason]").fill("They came back.")
    send(page)
    expect(page.locator("#alert")).to_contain_text("They came back.")
    assert state(hub, told) == "received" and "answer" in owed(hub, told)
    rounds = "SELECT max(round) FROM alerts_delivery d JOIN alerts_alert a ON a.id = d.alert_id WHERE a.number = %s"
    wait_for(lambda: hub.sql(rounds, told) == [(2,)], 60, "people told anew")


def test_without_a_script_the_same_is_done_on_pages(hub, at, told):
    dora = at("Dora", PHONE, java_script_enabled=False)
    page = dora.open(f"/alerts/{told}/")
    page.get_by_role("link", name="Decide").click()
    page.wait_for_url(f"**/alerts/{told}/decide/")
    choose(page.locator("[value=no_action]"))
    page.get_by_role("button", name="Decide").click()
    expect(page.locator(".err")).to_have_text("Choose why nothing is done.")
    page.select_option("[name=reason]", "no_asset")
    page.fill("[name=note]", "No fuel until Friday.")
    grace = opened(at("Grace"), told)
    grace.keyboard.press("v")
    choose(sheet(grace).locator("[value=verified]"))
    send(grace)
    expect(grace.locator("#alert .facts")).to_contain_text("Verified")
    page.get_by_role("button", name="Decide").click()
    expect(page.locator("[data-since]")).to_contain_text("Grace assessed it: verified")
    assert page.input_value("[name=note]") == "No fuel until Friday."
    page.get_by_role("button", name="Decide").click()
    page.wait_for_url(f"**/alerts/{told}/")
    expect(page.locator("#alert")).to_contain_text("No action: no troops, vehicle or fuel.")
    dora.faults.clear()  # the browser notes the 422 and the 409 that we came to see
