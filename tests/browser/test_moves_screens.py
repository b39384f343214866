"""Each form of a move: no accessibility fault by day and night, fits every screen, French throughout, a picture."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.fitting import wider_than
from tests.browser.moving import opened, sheet
from tests.browser.pictures import picture
from tests.browser.test_first_light import file_critical
from tests.browser.test_screens import english, say

KEYS = {
    "assess": "v",
    "decide": "d",
    "dismiss": "x",
    "close": "e",
    "reopen": "r",
    "word-back": "w",
    "harm": "h",
    "review": "y",
}

SMALL = """() => [...document.querySelectorAll(
    '#moves button, #moves .btn, #moves .opt, #moves select, #moves .in, .act .btn')]
  .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 43.5)
  .map((one) => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 20)}`)"""


@pytest.fixture(scope="module")
def numbers(hub, browser):
    """An alert as it was filed, one that is decided, one that is closed with word back owed."""
    from tests.browser.conftest import Screen

    context = browser.new_context(viewport=PHONE, locale="en")
    screen = Screen(hub, context).sign_in("Hana")
    filed, decided, closed = (file_critical(screen) for _turn in range(3))
    context.close()
    hub.sql("UPDATE alerts_alert SET state = 'decided', decided_at = now() WHERE number = %s", decided)
    hub.sql(
        "UPDATE alerts_alert SET state = 'closed', state_before = 'decided', closed_at = now() WHERE number = %s",
        closed,
    )
    hub.sql(
        "INSERT INTO alerts_owed (alert_id, kind, component, subject, path, is_chased, since, due_at)"
        " SELECT id, 'review', '', 'closing:' || id, '', false, now(), now() FROM alerts_alert WHERE number = %s",
        closed,
    )
    return {
        **dict.fromkeys(("assess", "decide", "dismiss", "harm"), filed),
        "close": decided,
        **dict.fromkeys(("reopen", "word-back", "review"), closed),
    }


def with_errors(page, move):
    """The form after it was sent empty."""
    sheet(page).locator("button.main").click()
    expect(sheet(page).locator("[data-errors]")).to_be_visible()


@pytest.mark.parametrize("move", KEYS)
def test_a_form_has_no_accessibility_fault_in_sheet_and_on_its_page(hub, at, numbers, without_axe_faults, move):
    screen = at("Dora", DESK)
    page = opened(screen, numbers[move], board=True)
    page.keyboard.press(KEYS[move])
    expect(sheet(page).locator("form")).to_be_visible()
    without_axe_faults(page)
    page.set_viewport_size(DESK)
    with_errors(page, move)
    without_axe_faults(page)
    page.set_viewport_size(PHONE)
    page.goto(f"{hub.url}/alerts/{numbers[move]}/{move}/")
    without_axe_faults(page)
    screen.faults.clear()  # the browser notes the 422 that we came to see


@pytest.mark.parametrize("move", KEYS)
def test_a_form_fits_every_width_and_is_french_throughout(at, speaks, numbers, move):
    speaks("Dora", "fr")
    screen = at("Dora", PHONE)
    page = opened(screen, numbers[move])
    page.locator(f"#alert [data-key={KEYS[move]}]").click()
    expect(sheet(page).locator("form")).to_be_visible()
    with_errors(page, move)
    wider = wider_than(page)
    assert not wider, f"so many px wider than the screen: {wider}"
    small = page.evaluate(SMALL)
    assert not small, small
    assert not english(page), english(page)
    picture(page, f"move-{move}-fr", ["360", "1366"])
    screen.faults.clear()  # the browser notes the 422 that we came to see


def test_the_tabs_of_the_board_fit_the_phone_in_both_languages(hub, at, numbers):
    screen = at("Dora", PHONE)
    for language in ("fr", "en"):
        page = screen.open("/board/")
        say(page, language)
        page.goto(f"{hub.url}/board/?tab=overdue")
        expect(page.locator(".tabs a")).to_have_count(7)
        for tab in page.locator(".tabs a").all():
            box = tab.bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"] and box["height"] >= 44
        picture(page, f"tabs-{language}", ["360"])
