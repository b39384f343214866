"""News of the alert while a finger or a key is down on one of its buttons: the press still does what it was for."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK
from tests.browser.moving import opened

RAIL = "#alert .rail"


def finger(page: Page, button):
    box = button.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    return page.mouse.up


def space_bar(page: Page, button):
    button.focus()
    page.keyboard.down("Space")
    return lambda: page.keyboard.up("Space")


def hears_of(page: Page):
    """Until the page has asked for what changed and has the answer."""
    return page.expect_response(lambda answer: "/changes/" in answer.url and answer.ok)


@pytest.mark.parametrize("press", [finger, space_bar])
def test_a_press_is_not_lost_when_news_come_before_it_is_let_go(at, told, press):
    page = opened(at("Ben", DESK), told)
    amina = opened(at("Amina"), told)
    expect(page.locator("#looking")).to_contain_text("Amina")  # what the opening itself told has come
    expect(page.locator(RAIL)).not_to_contain_text("1 of")

    let_go = press(page, page.locator("#alert [data-key=a]"))
    with hears_of(page):
        amina.locator("#alert [data-key=a]").click()
    page.wait_for_timeout(200)  # what came could have been drawn
    expect(page.locator(RAIL)).not_to_contain_text("1 of", timeout=1)
    let_go()

    expect(page.locator("#alert .act")).to_contain_text("You have answered")
    expect(page.locator(RAIL)).to_contain_text("2 of")


def test_a_press_that_is_never_let_go_does_not_keep_the_news_away(at, told):
    page = opened(at("Ben", DESK), told)
    amina = opened(at("Amina"), told)
    finger(page, page.locator("#alert [data-key=a]"))
    amina.locator("#alert [data-key=a]").click()
    expect(page.locator(RAIL)).to_contain_text("1 of")
    page.mouse.move(0, 0)
    page.mouse.up()
