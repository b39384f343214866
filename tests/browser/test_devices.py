"""Tokens in a browser: made by keyboard, shown once to whom they belong, on the phone, and without a fault for axe."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.fitting import wider_than
from tests.browser.pictures import picture
from tests.browser.test_screens import SMALL, english
from tests.browser.test_setup import tab_to

TOKEN = re.compile(r"^ewrr_[0-9a-f]{64}$")


@pytest.fixture(autouse=True)
def no_devices(hub):
    """What a test makes is gone after it."""
    yield
    hub.sql("DELETE FROM alerts_device")


def make(page, name, person=""):
    page.fill("[name=name]", name)
    if person:
        page.check("[name=acts_as][value=person]")
        page.select_option("[name=person]", label=person)
    else:
        page.select_option("[name=component]", "civilian")
    page.check("[name=scopes][value=file]")
    page.check("[name=scopes][value=read]")
    page.click(".foot .btn.main")


def test_a_machines_token_is_made_by_keyboard_shown_once_and_ended(at, hub):
    page = at("Ivan", DESK).open("/setup/devices/")
    expect(page.locator(".none")).to_be_visible()
    tab_to(page, page.locator(".top .btn.main"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator("[name=name]"))
    page.keyboard.type("SMS gateway")
    tab_to(page, page.locator("[name=component]"))
    page.keyboard.press("ArrowDown")
    for scope in ("file", "read"):
        tab_to(page, page.locator(f"[name=scopes][value={scope}]"))
        page.keyboard.press("Space")
    tab_to(page, page.locator(".foot .btn.main"))
    page.keyboard.press("Enter")
    expect(page.locator(".token")).to_have_text(TOKEN)
    page.goto(f"{hub.url}/setup/devices/")
    assert "ewrr_" not in page.content()
    tab_to(page, page.locator(".ends-token summary"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator(".ends-token .danger"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("SMS gateway")
    expect(page.locator(".none")).to_be_visible()


def test_a_person_takes_the_token_that_waits_for_them(at):
    ivan = at("Ivan", DESK).open("/setup/devices/new/")
    make(ivan, "Dora's phone", "Dora")
    expect(ivan.get_by_role("status")).to_contain_text("Dora")
    assert "ewrr_" not in ivan.content()
    dora = at("Dora", PHONE).open("/devices/")
    dora.click("td .btn.main")
    expect(dora.locator(".token")).to_have_text(TOKEN)
    dora.click(".foot .btn.main")
    expect(dora.locator("td .btn.main")).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pages_fit_and_have_no_accessibility_fault(at, hub, speaks, without_axe_faults, language):
    speaks("Ivan", language)
    speaks("Dora", language)
    ivan, dora = at("Ivan", DESK, locale=language).page, at("Dora", DESK, locale=language).page

    def look(page, name):
        without_axe_faults(page)
        assert not (wider := wider_than(page)), f"so many px wider than the screen: {wider}"
        page.set_viewport_size(PHONE)
        small = page.evaluate(SMALL.replace("input.in", "input.in, label.check"))
        assert not small, small
        assert language == "en" or not english(page), english(page)
        page.set_viewport_size(DESK)
        picture(page, f"devices-{name}-{language}")

    ivan.goto(f"{hub.url}/setup/devices/")
    look(ivan, "none")
    ivan.goto(f"{hub.url}/setup/devices/new/")
    look(ivan, "new")
    make(ivan, "Tablette", "Dora")
    expect(ivan.get_by_role("status")).to_be_visible()
    ivan.goto(f"{hub.url}/setup/devices/new/")
    make(ivan, "Passerelle")
    expect(ivan.locator(".token")).to_be_visible()
    look(ivan, "token")
    ivan.goto(f"{hub.url}/setup/devices/")
    look(ivan, "list")
    dora.goto(f"{hub.url}/devices/")
    look(dora, "own")
