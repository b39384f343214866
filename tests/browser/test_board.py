"""The board in a browser: narrowed, moved by keys, several at once, live rows that come and leave, storms."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.fitting import wider_than
from tests.browser.hands import choose
from tests.browser.moving import end_all

FILE = """
from tests import make
from alerts.domain.words import ThreatType, GoingOn
for place in {places}:
    make.filed(by="Hana", level="{level}", place_name=place, place_as_told=place)
"""


def file(hub, *places, level="critical"):
    """Files one alert a place, as Hana; their numbers."""
    before = {number for (number,) in hub.sql("SELECT number FROM alerts_alert")}
    hub.manage("shell", "--command", FILE.format(places=list(places), level=level))
    made = [number for (number,) in hub.sql("SELECT number FROM alerts_alert ORDER BY id")]
    return [number for number in made if number not in before]


@pytest.fixture
def empty(hub):
    end_all(hub)


def board(at, path="/board/", name="Dora", size=DESK, **options):
    page = at(name, size, **options).open(path)
    expect(page.locator("[data-ready=board]")).to_be_attached()
    return page


def row(page, number):
    return page.locator(f"#row-{number}")


def focused(page):
    return page.evaluate("document.activeElement.closest('li')?.dataset.number")


def test_filters_narrow_list_and_address_and_are_taken_away_one_by_one(hub, at, empty):
    mbau, oicha = file(hub, "Mbau", "Oicha")
    (low,) = file(hub, "Mbau", level="low")
    page = board(at)
    page.get_by_text("Level", exact=True).first.click()
    page.locator("#facets [value=critical]").check()
    expect(page.locator("#list .row")).to_have_count(2)
    assert "level=critical" in page.url
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("mbau")
    expect(page.locator("#list .row")).to_have_count(1)
    expect(page.locator("#list-count")).to_have_text("1 of 3 alerts")
    page.keyboard.press("Escape")
    page.locator(".set a", has_text="Critical").click()
    expect(page.locator("#list .row")).to_have_count(2)
    assert not page.locator("#facets [value=critical]").is_checked() and "level" not in page.url
    page.go_back()
    expect(row(page, mbau)).to_be_visible()
    expect(page.locator("#list .row")).to_have_count(1)
    page.reload()
    expect(page.locator("#list .row")).to_have_count(1)
    expect(page.locator("#filters [name=text]")).to_have_value("mbau")
    page.get_by_role("link", name="Clear all").click()
    expect(page.locator("#list .row")).to_have_count(3)
    expect(row(page, oicha)).to_be_visible()
    expect(row(page, low)).to_be_visible()


def test_without_javascript_the_filters_are_a_form(hub, at, empty):
    file(hub, "Mbau")
    (low,) = file(hub, "Oicha", level="low")
    page = at("Dora", DESK, java_script_enabled=False).open("/board/")
    page.get_by_text("Level", exact=True).first.click()
    page.locator("#facets [value=low]").check()
    page.locator("#facets details[open] [data-go]").click()
    expect(page.locator("#list .row")).to_have_count(1)
    page.locator(f"#row-{low} .choose").check()
    page.locator("#together [value=dismiss]").click()
    choose(page.locator("[name=reason][value=nuisance]"))
    page.get_by_role("button", name="Dismiss").click()
    expect(page.get_by_role("heading", name="1 alert dismissed.")).to_be_visible()
    page.get_by_role("link", name="Back to the list").click()
    expect(page.locator("#list .nothing")).to_contain_text("Nothing here that fits these filters.")


def test_keys_lead_acts_to_the_row_under_the_focus(hub, at, empty):
    first, second = file(hub, "Mbau", "Oicha")
    page = board(at)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#alert")).to_have_attribute("data-number", first)
    page.keyboard.press("j")
    assert focused(page) == second
    page.keyboard.press("v")
    expect(page.locator(f"[data-move*='{second}'] h2")).to_be_visible()
    expect(page.locator("#alert")).to_have_attribute("data-number", second)
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.keyboard.press("?")
    expect(page.locator("dialog[open] h3")).to_have_count(4)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("#alert.empty")).to_be_visible()
    assert focused(page) == second and "open=" not in page.url
    page.go_back()
    expect(page.locator("#alert")).to_have_attribute("data-number", second)
    page.get_by_role("button", name="keys").click()
    expect(page.locator("dialog[open]")).to_be_visible()


def test_several_are_answered_and_dismissed_by_keys_alone(hub, at, empty):
    first, second, third = file(hub, "Mbau", "Oicha", "Luna")
    page = board(at)
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("Shift+J")
    expect(page.locator("[data-chosen]")).to_have_text("2 chosen")
    with page.expect_response("**/board/act/") as sent:
        page.keyboard.press("a")
    assert sent.value.ok
    expect(page.locator("[data-done]")).to_have_text("2 alerts answered.")
    answered = "SELECT a.number FROM alerts_acknowledgement k JOIN alerts_alert a ON a.id = k.alert_id"
    assert {number for (number,) in hub.sql(answered)} >= {first, second}
    row(page, third).locator("a").first.focus()
    page.keyboard.press(" ")
    page.keyboard.press("x")
    expect(page.locator("dialog[open] h2")).to_have_text("Dismiss 1 alert")
    choose(page.locator("dialog [value=nuisance]"))
    page.locator("dialog button.main").click()
    expect(page.locator("[data-done]")).to_have_text("1 alert dismissed.")
    expect(row(page, third)).to_contain_text("no longer in this list")
    expect(page.locator("#together")).to_be_hidden()


def test_the_chosen_are_compared_before_they_are_joined(hub, at, empty):
    first, second = file(hub, "Mbau", "Oicha")
    page = board(at)
    for number in (first, second):
        row(page, number).hover()
        row(page, number).locator(".choose").check()
    page.keyboard.press("m")
    page.wait_for_url(f"**/alerts/{first}/join/?with={second}")
    expect(page.locator("main")).to_contain_text(second)


def test_what_changed_since_it_was_chosen_is_said_and_left_alone(hub, at, empty):
    first, second = file(hub, "Mbau", "Oicha")
    page = board(at)
    for number in (first, second):
        row(page, number).hover()
        row(page, number).locator(".choose").check()
    hub.manage(
        "shell",
        "--command",
        f"from tests import make; from alerts.models import Alert; from alerts.domain.words import Verification\n"
        f"make.assessed(Alert.objects.get(number='{first}'), verification=Verification.VERIFIED)",
    )
    expect(page.locator("[data-chosen]")).to_have_text("2 chosen, 1 changed since")
    expect(row(page, first).locator(".choose")).to_be_checked()
    page.keyboard.press("a")
    expect(page.locator("dialog[open]")).to_contain_text("1 alert answered.")
    expect(page.locator("dialog[open] li")).to_have_text(re.compile(f"{first} It changed since you chose it"))


def test_new_rows_wait_and_nothing_moves_under_the_finger(hub, at, empty):
    (first,) = file(hub, "Mbau")
    page = board(at, "/board/?level=critical")
    expect(page.locator("[data-lamp=live]")).to_be_visible()
    before = row(page, first).bounding_box()
    (low,) = file(hub, "Oicha", level="low")
    (second,) = file(hub, "Luna")
    line = page.locator("[data-waiting]")
    expect(line).to_contain_text(second)
    assert low not in line.inner_text() and row(page, first).bounding_box() == before
    page.keyboard.press("u")
    expect(row(page, second)).to_be_visible()
    assert focused(page) == second
    expect(line).to_be_hidden()


def test_a_storm_comes_as_one_row_and_critical_numbers_stay(hub, at, empty):
    told = file(hub, *[f"Mbau {n}" for n in range(10)])
    page = board(at)
    expect(page.locator("#list .row")).to_have_count(10)
    (last,) = file(hub, "Mbau 10")
    line = page.locator("[data-waiting]")
    expect(line).to_contain_text("11 alerts")
    expect(page.locator("#list .row")).to_have_count(10)
    line.click()
    storm = page.locator(f"#storm-{told[0]}")
    expect(storm).to_contain_text("11 alerts, attack under way")
    expect(storm.locator(".nos a")).to_have_count(11)
    expect(page.locator("#list .row")).to_have_count(0)
    expect(page.locator("#list [data-alert]")).to_have_count(11)
    (next_one,) = file(hub, "Mbau 11")
    expect(storm).to_contain_text("12 alerts, attack under way")
    expect(line).to_be_hidden()
    storm.get_by_role("link", name=next_one.rpartition("-")[2]).click()
    expect(page.locator("#alert")).to_have_attribute("data-number", next_one)
    storm.get_by_role("link", name="Look at them").click()
    expect(page.locator("#list .row")).to_have_count(12)
    expect(row(page, last)).to_be_visible()


def test_a_long_list_grows_near_its_end_and_comes_back_to_its_place(hub, at, empty):
    file(hub, *[f"Lieu {n}" for n in range(70)], level="low")
    hub.sql("UPDATE alerts_alert SET area_id = NULL")
    page = board(at)
    expect(page.locator("#list-count")).to_have_text("60 of 70 shown")
    page.locator("#list .row").first.locator("a").focus()
    for _turn in range(64):
        page.keyboard.press("j")
    expect(page.locator("#list .row")).to_have_count(70)
    expect(page.locator("#list-count")).to_have_text("70 alerts")
    assert "pages=2" in page.url
    for _turn in range(6):
        page.keyboard.press("j")
    here = focused(page)
    page.keyboard.press("Enter")
    expect(page.locator("#alert")).to_have_attribute("data-number", here)
    page.reload()
    expect(page.locator("[data-ready=board]")).to_be_attached()
    expect(page.locator("#list .row")).to_have_count(70)
    expect(row(page, here)).to_be_in_viewport()


def test_a_list_is_kept_shown_first_and_deleted(hub, at, empty):
    file(hub, "Mbau")
    page = board(at, "/board/?level=critical", name="Grace")
    page.locator(".views summary").click()
    page.fill(".views [name=name]", "Critical ones")
    page.get_by_role("button", name="Keep").click()
    page.wait_for_url("**/board/?tab=open&level=critical")
    page.goto(hub.url + "/board/lists/")
    page.get_by_role("button", name="Show first").click()
    expect(page.get_by_text("shown first", exact=True)).to_be_visible()
    page.goto(hub.url + "/board/")
    assert "level=critical" in page.url
    expect(page.locator(".views [aria-current]")).to_have_count(1)
    page.goto(hub.url + "/board/lists/")
    page.get_by_role("button", name="Delete").click()
    expect(page.locator(".nothing")).to_be_visible()


def test_on_a_phone_filters_are_a_sheet_and_rows_are_chosen_by_touch(hub, at, empty):
    first, second = file(hub, "Mbau", "Oicha")
    page = board(at, size=PHONE, has_touch=True)
    page.get_by_role("button", name="Filter").click()
    page.locator("#facets summary", has_text="Level").click()
    page.locator("#facets [value=low]").check()
    page.locator("#facets details[open] [data-go]").click()
    expect(page.locator("#list .nothing")).to_be_visible()
    page.get_by_role("link", name="Clear the filters").click()
    expect(row(page, second)).to_be_visible()
    page.get_by_role("button", name="Select").click()
    row(page, second).locator("a").tap()
    expect(page.locator("[data-chosen]")).to_have_text("1 chosen")
    expect(page.locator("#alert")).to_be_hidden()
    small = page.evaluate(
        "[...document.querySelectorAll('.bar a, .bar button, .bar summary, .list button, .row > a')]"
        ".filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44).map((one) => one.outerHTML)"
    )
    assert not small, small
    row(page, second).locator("a").tap()
    page.get_by_role("button", name="Select").click()
    row(page, first).locator("a").tap()
    expect(page.locator("#alert")).to_be_visible()
    page.locator("#alert .back").click()
    expect(row(page, first)).to_be_visible()
    assert page.url.endswith("/board/?tab=open")


@pytest.mark.parametrize("path", ["/board/?level=critical,high&text=mbau&area=CD-NK", "/board/", "/board/lists/"])
def test_the_board_has_no_accessibility_fault_and_fits(hub, at, empty, speaks, without_axe_faults, path):
    file(hub, *[f"Mbau {n}" for n in range(12)])
    file(hub, "Oicha", level="low")
    speaks("Dora", "fr")
    page = at("Dora", DESK).open(path)
    page.wait_for_timeout(400)
    if "lists" not in path:
        page.locator("#list .row, #list .storm").first.hover()
    wider = wider_than(page)
    assert not wider, wider
    without_axe_faults(page)
    page.set_viewport_size(PHONE)
    without_axe_faults(page)
