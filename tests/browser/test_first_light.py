"""The whole line: Hana files, everybody on duty is told, each component answers, every open board shows it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.hands import choose
from tests.mailserver import wait_for

FOUR = {"amina", "ben", "chidi", "dora"}


def file_critical(screen, place="0.817, 29.578", text="Les gens fuient vers Oicha."):
    """Six answers by touch; the number on the receipt."""
    page = screen.open("/file/")
    choose(page.locator("[name=threat_types][value=incursion]"))
    page.fill("#place", place)
    choose(page.locator("[name=precision][value=village]"))
    choose(page.locator("[name=when][value=now]"))
    choose(page.locator("[name=people][value='11-100']"))
    choose(page.locator("[name=going_on][value=now]"))
    page.fill("[name=text]", text)
    page.locator("[data-send]").click()
    page.wait_for_url("**/receipt/")
    return page.locator(".number").inner_text()


def mailed(hub, number):
    return {mail["to"].partition("@")[0]: mail for mail in hub.mail.received(number)}


def answer_link(mail):
    found = re.search(r"/answer/\S+", mail["text"])
    assert found
    return found[0]


def open_what_waits(board, number):
    """On an open board without a reload: it waits in a line on top, then stands in the list."""
    line = board.locator("[data-waiting]")
    expect(line).to_contain_text(number)
    line.click()
    row = board.locator(f"#row-{number}")
    expect(row).to_be_visible()
    row.locator("a").click()
    expect(board.locator("#alert")).to_contain_text(number)


def state_of(hub, number):
    """The escalation's state, and whether the alert's clock of answers stands."""
    return hub.sql(
        "SELECT e.state, a.answered_at IS NOT NULL FROM alerts_escalation e JOIN alerts_alert a ON a.id = e.alert_id "
        "WHERE a.number = %s",
        number,
    )


def test_hana_files_and_each_component_answers_from_phone_mail_and_board(hub, at):
    dora = at("Dora")
    board = dora.open("/board/")
    expect(board.locator("[data-lamp=live]")).to_be_visible()
    hana = at("Hana", PHONE)
    number = file_critical(hana)
    open_what_waits(board, number)

    # In the inbox and by mail, once each.
    wait_for(lambda: set(mailed(hub, number)) == FOUR, 20, "four mails")
    assert len(hub.mail.received(number)) == 4
    amina = at("Amina", PHONE).open("/")
    expect(amina.locator("#home")).to_contain_text(number.rpartition("-")[2])

    # Amina answers on her phone, Ben from the mail's page, Chidi on the board by a key.
    amina.locator(f".due:has(a[href*='{number}'])").get_by_role("button", name="I have it").click()
    expect(board.locator("#alert .triad .yes")).to_have_count(1)
    ben = at(None, PHONE)
    page = ben.open(answer_link(mailed(hub, number)["ben"]))
    expect(page.get_by_text("Opening this page answers nothing")).to_be_visible()
    page.get_by_role("button", name="I have it").click()
    expect(page.get_by_text("Ben has it")).to_be_visible()
    expect(board.locator("#alert .triad .yes")).to_have_count(2)
    chidi = at("Chidi")
    page = chidi.open(f"/board/?open={number}")
    expect(page.locator("[data-ready=moves]")).to_be_attached()
    page.keyboard.press("a")
    expect(page.locator("#alert").get_by_role("button", name="You have answered")).to_be_visible()

    # The alert says so, everywhere, without a reload.
    expect(board.locator("#alert .rail")).to_contain_text("answered")
    expect(board.locator("#alert .triad")).to_have_count(0)
    for name in ("Amina", "Ben", "Chidi"):
        expect(board.locator(".told tr", has_text=name).locator(".ans b")).to_be_visible()
    expect(hana.page.locator("#receipt li", has_text="has it")).to_have_count(3)
    assert state_of(hub, number) == [("answered", True)]


def test_with_the_socket_blocked_the_same_happens_by_polling(hub, at):
    dora = at("Dora")
    dora.context.route_web_socket("**/ws/live/", lambda socket: socket.close())
    board = dora.open("/board/")
    expect(board.locator("[data-lamp=polling]")).to_be_visible()
    number = file_critical(at("Hana", PHONE))
    expect(board.locator("[data-waiting]")).to_contain_text(number)
    board.locator("[data-waiting]").click()
    board.locator(f"#row-{number} a").click()
    amina = at("Amina", PHONE).open("/")
    amina.locator(f".due:has(a[href*='{number}'])").get_by_role("button", name="I have it").click()
    expect(board.locator("#alert .triad .yes")).to_have_count(1)


def test_without_javascript_hana_files_and_amina_answers(hub, at):
    hana = at("Hana", PHONE, java_script_enabled=False)
    page = hana.open("/file/")
    choose(page.locator("[name=threat_types][value=incursion]"))
    page.fill("#place", "Oicha")
    choose(page.locator("[name=when][value=now]"))
    choose(page.locator("[name=people][value=unknown]"))
    choose(page.locator("[name=going_on][value=now]"))
    page.get_by_role("button", name="File this alert").click()
    expect(page.locator(".errors")).to_contain_text("one answer needs a look")
    hana.faults.clear()  # the browser notes the 422 that we came to see
    assert page.input_value("#place") == "Oicha"
    page.fill("[name=text]", "On entend des tirs.")
    page.get_by_role("button", name="File this alert").click()
    page.wait_for_url("**/receipt/")
    number = page.locator(".number").inner_text()
    wait_for(lambda: "amina" in mailed(hub, number), 20, "Amina's mail")
    amina = at("Amina", PHONE, java_script_enabled=False).open("/")
    amina.locator(f".due:has(a[href*='{number}'])").get_by_role("button", name="I have it").click()
    expect(amina.locator(f".due:has(a[href*='{number}'])")).to_have_count(0)
    assert hub.sql(
        "SELECT count(*) FROM alerts_acknowledgement k JOIN alerts_alert a ON a.id = k.alert_id WHERE a.number = %s",
        number,
    ) == [(1,)]


def mails_of(hub, number):
    """How many messages by e-mail the hub has written for an alert, sent or not."""
    return hub.sql(
        "SELECT count(*) FROM alerts_delivery d JOIN alerts_alert a ON a.id = d.alert_id "
        "WHERE a.number = %s AND d.channel = 'email'",
        number,
    )[0][0]


def test_what_was_not_yet_sent_is_cancelled_by_the_answer(hub, at):
    """The mail server is slow: three answers come before it takes anything."""
    hub.mail.held.set()
    try:
        number = file_critical(at("Hana", PHONE))
        wait_for(lambda: mails_of(hub, number) == 4, 60, "four mails waiting to be sent")
        for name in ("Amina", "Ben", "Chidi"):
            page = at(name).open(f"/alerts/{number}/")
            page.locator("#alert [data-key=a]").click()
            expect(page.get_by_role("button", name="You have answered")).to_be_visible()
        states = hub.sql(
            "SELECT DISTINCT d.state FROM alerts_delivery d JOIN alerts_alert a ON a.id = d.alert_id "
            "WHERE a.number = %s AND d.channel = 'email'",
            number,
        )
        assert states == [("cancelled",)]
    finally:
        hub.mail.held.clear()
    # At most the one that was already with the mail server goes out.
    wait_for(lambda: hub.mail.received(number) or True)
    assert len(hub.mail.received(number)) <= 1


def test_esther_sees_nothing_of_beni(hub, at):
    number = file_critical(at("Hana", PHONE))
    esther = at("Esther")
    board = esther.open("/board/")
    expect(board.locator(".rows .nothing")).to_be_visible()
    assert number not in board.content()
    answer = esther.page.goto(f"{hub.url}/alerts/{number}/")
    assert answer.status == 404
    esther.faults.clear()  # the browser notes the 404 that we came to see


@pytest.mark.parametrize("key", ["j", "k"])
def test_the_board_is_moved_by_keys(hub, at, key):
    file_critical(at("Hana", PHONE))
    file_critical(at("Hana", PHONE))
    board = at("Dora").open("/board/")
    expect(board.locator("[data-ready=board]")).to_be_attached()
    board.keyboard.press("j")
    board.keyboard.press("j")
    first = board.evaluate("document.activeElement.closest('li').id")
    board.keyboard.press(key)
    assert board.evaluate("document.activeElement.closest('li').id") != first or key == "j"
    board.keyboard.press("Enter")
    expect(board.locator("#alert")).to_have_attribute("data-number", re.compile("BEN-"))
    board.keyboard.press("g")
    expect(board.locator("#map-pane")).to_be_visible()
    board.keyboard.press("g")
    board.keyboard.press("?")
    expect(board.locator("dialog[open]")).to_be_visible()
