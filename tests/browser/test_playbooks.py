"""Playbooks and checklists in a browser: one tap on the phone, without a script, and without an accessibility fault."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.fitting import wider_than
from tests.browser.moving import opened
from tests.browser.pictures import picture


@pytest.fixture
def number(hub, told):
    """An alert that everybody was told of; what its checklists owe is owed no more after the test."""
    yield told
    hub.sql("UPDATE alerts_owed SET settled_at = now() WHERE settled_at IS NULL AND subject LIKE %s", "item:%")
    hub.sql("UPDATE alerts_chase SET next_at = NULL FROM alerts_owed o WHERE o.id = owed_id AND settled_at IS NOT NULL")


def test_a_playbook_is_started_and_ticked_on_the_phone(at, number, without_axe_faults):
    page = at("Amina", PHONE).open(f"/alerts/{number}/")
    page.get_by_role("button", name="Start: Attack on a village").click()
    expect(page.locator("#checklists")).to_contain_text("0 of 7 done")
    page.locator("#checklists ol button").first.click()
    expect(page.locator("#checklists")).to_contain_text("1 of 7 done")
    expect(page.locator("#checklists ol button").first).to_be_focused()
    page.goto(page.url.replace("/alerts/", "/responses/checklists/"))
    assert wider_than(page) == {}
    without_axe_faults(page)
    picture(page, "checklists", ("360",), is_whole=True)
    page.get_by_role("button", name="Take back").click()
    expect(page.locator("#checklists")).to_contain_text("0 of 7 done")


def test_whoever_is_about_to_tick_keeps_the_place_when_news_of_the_alert_arrive(at, number):
    page = opened(at("Amina"), number)
    page.get_by_role("button", name="Start: Attack on a village").click()
    first = page.locator("#checklists ol button").first
    first.focus()
    page.evaluate("document.activeElement.wasHere = true")
    opened(at("Ben"), number).locator("#alert [data-key=a]").click()
    expect(page.locator("#alert .rail")).to_contain_text("1 of 3")  # drawn anew
    expect(first).to_be_focused()
    assert not page.evaluate("document.activeElement.wasHere")


def test_a_tick_whose_answer_comes_after_the_news_of_it_leaves_the_focus_on_the_next_item(at, number):
    amina = at("Amina")
    page = opened(amina, number)
    page.get_by_role("button", name="Start: Attack on a village").click()
    expect(page.locator("#checklists")).to_contain_text("0 of 7 done")
    held = []
    amina.context.route("**/items/**", lambda route: held.append((route, route.fetch())))
    page.locator("#checklists ol button").first.click()
    expect(page.locator("#checklists")).to_contain_text("1 of 7 done")  # by the news
    expect(page.locator("#checklists ol button").first).to_be_focused()
    for route, answer in held:
        route.fulfill(response=answer)
    expect(page.locator("#checklists form.htmx-request")).to_have_count(0)
    expect(page.locator("#checklists ol button").first).to_be_focused()


def test_it_is_ticked_and_left_out_without_a_script(at, number):
    page = at("Amina", PHONE, java_script_enabled=False).open(f"/responses/checklists/{number}/")
    page.get_by_role("button", name="Start: Attack on a village").click()
    page.get_by_role("button", name="Done").first.click()
    expect(page.locator("#checklists")).to_contain_text("1 of 7 done")
    page.locator("summary", has_text="Leave out").first.click()
    page.get_by_label("Why is it left out?").first.fill("Nobody answers there.")
    page.get_by_role("button", name="Leave out", exact=True).first.click()
    expect(page.locator("#checklists")).to_contain_text("1 of 7 done, 1 left out")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("path", ["/setup/playbooks/", "/setup/playbooks/new/"])
def test_the_set_up_of_playbooks_has_no_fault_and_fits(at, path, size, without_axe_faults):
    page = at("Dora", size).open(path)
    without_axe_faults(page)
    assert wider_than(page) == {}
