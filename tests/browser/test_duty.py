"""The rota in the browser: the week, a watch replaced, a gap and its preview, a duty taken over, a swap."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.fitting import wider_than
from tests.browser.pictures import picture
from tests.browser.test_first_light import file_critical
from tests.browser.test_screens import english, say
from tests.mailserver import wait_for

ZONE = ZoneInfo("Africa/Lubumbashi")
FORCE = "tr:has(th:text('Force focal point'))"


@pytest.fixture(autouse=True)
def as_planned(hub):
    """What a test changed by hand is gone for the next one, and for other files."""
    yield
    for table in ("alerts_shift", "alerts_absence", "alerts_swapoffer"):
        hub.sql(f"DELETE FROM {table}")  # noqa: S608


def tomorrow(hour, days=1):
    """As a field for day and time has it."""
    return f"{dt.datetime.now(ZONE).date() + dt.timedelta(days=days)}T{hour:02}:00"


def week_of_tomorrow():
    """Where the week stands that shows the day of tomorrow(…): on a Sunday it is not this one."""
    year, week, _day = dt.date.fromisoformat(tomorrow(0)[:10]).isocalendar()
    return f"/duty/?week={year}-W{week:02}"


def person(hub, name):
    return str(hub.sql("SELECT id FROM alerts_person WHERE email = %s", f"{name.lower()}@beni.example")[0][0])


def duty(hub, code):
    here = "FROM alerts_duty d JOIN alerts_office o ON o.id = d.office_id WHERE o.code = 'BEN'"
    return hub.sql(f"SELECT d.id {here} AND d.code = %s", code)[0][0]


def tab_to(page, target):
    """By the Tab key alone, at most three hundred times."""
    handle = target.element_handle()
    for _turn in range(300):
        if page.evaluate("one => document.activeElement === one", handle):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the Tab key does not reach it")


def test_the_week_shows_duties_watches_and_now(hub, at, without_axe_faults):
    screen = at("Dora", DESK)
    page = screen.open("/duty/")
    expect(page.locator(".grid tbody tr")).to_have_count(10)
    assert page.locator(f"{FORCE} a.s").count() >= 14
    expect(page.locator(".grid th[aria-current=date] .tag")).to_be_visible()
    line, grid = page.locator(".nowline line").bounding_box(), page.locator(".grid").bounding_box()
    assert grid["x"] + 158 <= line["x"] <= grid["x"] + grid["width"]
    running = page.locator(f"{FORCE} a.s.cur").bounding_box()
    assert running["x"] - 3 <= line["x"] <= running["x"] + running["width"] + 3
    assert not wider_than(page)
    without_axe_faults(page)
    number = page.locator("h1").inner_text()
    page.get_by_role("link", name="Week after").click()
    expect(page.locator("h1")).not_to_have_text(number)
    expect(page.locator(".nowline")).to_have_count(0)
    page.get_by_role("link", name="This week").click()
    expect(page.locator("h1")).to_have_text(number)


def test_the_shortest_watches_of_a_week_can_be_pressed(hub, at, without_axe_faults):
    monday = dt.datetime.now(ZONE).date() + dt.timedelta(days=7 - dt.datetime.now(ZONE).weekday())
    for day, begins, ends, name in (
        (1, "12:00", "12:30", "Rajiv"),
        (1, "12:30", "13:30", "Tomas"),
        (3, "06:00", "06:10", "Rajiv"),
        (6, "23:00", "24:00", "Rajiv"),
    ):
        hub.sql(
            "INSERT INTO alerts_shift (duty_id, person_id, starts_at, ends_at, kind, made_at)"
            " VALUES (%s, %s, %s::timestamp AT TIME ZONE %s, %s::timestamp AT TIME ZONE %s, 'replace', now())",
            *(duty(hub, "force-focal-point"), person(hub, name)),
            *(f"{monday + dt.timedelta(days=day)} {begins}", ZONE.key),
            *(f"{monday + dt.timedelta(days=day)} {ends}", ZONE.key),
        )
    year, week, _day = monday.isocalendar()
    page = at("Dora", DESK).open(f"/duty/?week={year}-W{week:02}")
    expect(page.locator(f"{FORCE} .s.over")).to_have_count(4)
    assert not page.locator(f"{FORCE} .s.over[href]").count()
    without_axe_faults(page)
    page.get_by_text("Those too narrow to be pressed").click()
    picture(page, "duty-short", ["1366"])
    assert not wider_than(page)
    without_axe_faults(page)
    short = page.get_by_role("region", name="Short watches of this week").get_by_role("link")
    expect(short).to_have_count(6)  # and what is left of two watches: 13:30 to 18:00, 18:00 to 23:00
    short.filter(has_text="Tomas").click()
    expect(page.locator(".told")).to_contain_text("Tomas")


def test_at_a_hand_over_the_week_is_read_afresh(hub, at):
    page = at("Amina", DESK).open("/duty/")
    expect(page.locator("[data-ready=duty]")).to_be_attached()
    page.evaluate("document.querySelector('#duty').dataset.next = '2020-01-01T00:00:00+00:00'")
    expect(page.locator("#duty:not([data-next^='2020'])")).to_be_attached()
    expect(page.locator(".grid tbody tr")).to_have_count(10)


def test_the_hub_replaces_a_watch_and_an_open_page_follows(hub, at, without_axe_faults):
    amina = at("Amina", DESK).open(week_of_tomorrow())
    expect(amina.locator("[data-lamp=live]")).to_be_visible()
    page = at("Dora", DESK).open(
        f"/duty/shift/?duty={duty(hub, 'force-focal-point')}&starts_at={tomorrow(6)}&ends_at={tomorrow(18)}"
    )
    expect(page.locator(".told")).to_contain_text("Chidi")
    page.select_option("[name=person]", label="Rajiv")
    expect(page.locator("#preview")).to_contain_text("This leaves no new gap.")  # by itself, as one types
    without_axe_faults(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    bar = page.locator(f"{FORCE} .s.over")
    expect(bar.first).to_contain_text("Rajiv")
    expect(amina.locator(f"{FORCE} .s.over").first).to_contain_text("Rajiv")


def test_an_absence_on_the_phone_says_what_gap_it_leaves_and_the_hub_fills_it_by_keyboard(hub, at, without_axe_faults):
    chidi = at("Chidi", PHONE)
    page = chidi.open("/duty/")
    page.get_by_role("link", name="I am absent").click()
    page.fill("[name=starts_at]", tomorrow(18))
    page.fill("[name=ends_at]", tomorrow(6, days=2))
    page.locator("[name=ends_at]").press("Tab")
    expect(page.locator(".leaves")).to_contain_text("This leaves a gap: Force focal point")
    expect(page.locator(".leaves")).to_contain_text("falls to Rajiv")
    without_axe_faults(page)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".gaps li")).to_contain_text("Falls to Rajiv")
    without_axe_faults(page)
    picture(page, "duty-gap", ["360"], is_whole=True)

    dora = at("Dora", DESK).open(week_of_tomorrow())
    expect(dora.locator(f"{FORCE} .s.gap").first).to_contain_text("Rajiv")
    without_axe_faults(dora)
    picture(dora, "duty-gap", ["1366"])
    tab_to(dora, dora.locator(".gaps .btn").first)
    dora.keyboard.press("Enter")
    expect(dora.locator("h1")).to_have_text("Change a watch")
    tab_to(dora, dora.locator("[name=person]"))
    dora.keyboard.type("Tomas")
    tab_to(dora, dora.locator(".look"))
    dora.keyboard.press("Enter")
    expect(dora.locator("#preview")).to_contain_text("Fills the gap: Force focal point")
    tab_to(dora, dora.get_by_role("button", name="Save"))
    dora.keyboard.press("Enter")
    expect(dora.locator(".side")).to_contain_text("No gap.")
    assert hub.sql(
        "SELECT count(*) FROM alerts_shift WHERE kind = 'replace' AND person_id = %s", person(hub, "Tomas")
    ) == [(1,)]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_whoever_takes_a_duty_over_is_told_of_the_next_alert(hub, at, language):
    screen = at("Rajiv", PHONE, locale=language)
    page = screen.open("/duty/")
    say(page, language)
    try:
        page.goto(f"{hub.url}/duty/")
        page.locator(".tools .btn.main").click()
        page.select_option("[name=duty]", value=str(duty(hub, "force-focal-point")))
        page.locator(".look").click()
        page.locator("#preview .main").click()
        page.wait_for_url("**/duty/?**done=taken**")
        expect(page.locator(".on tr", has_text="Rajiv").first).to_be_visible()
        assert language == "en" or not english(page), english(page)
    finally:
        say(page, "en")
    number = file_critical(at("Hana", PHONE))
    told = (
        "SELECT DISTINCT p.name FROM alerts_delivery d JOIN alerts_person p ON p.id = d.person_id "
        "JOIN alerts_alert a ON a.id = d.alert_id WHERE a.number = %s AND d.step = 0"
    )
    wait_for(lambda: len(hub.sql(told, number)) == 4, 20, "the first step")
    assert {name for (name,) in hub.sql(told, number)} == {"Amina", "Ben", "Rajiv", "Dora"}
    page.goto(f"{hub.url}/")
    expect(page.locator("#home")).to_contain_text(number.rpartition("-")[2])
    expect(page.locator(".shift")).to_contain_text("Force")


def test_a_swap_is_offered_and_taken_and_both_weeks_show_it(hub, at, without_axe_faults):
    chidi = at("Chidi", DESK).open("/duty/swap/")
    chidi.locator("[name=first]").select_option(index=3)
    chidi.select_option("[name=person]", label="Ben")
    chidi.locator(".look").click()
    chidi.locator("[name=second]").select_option(index=5)
    expect(chidi.locator("#preview")).to_contain_text("Ben")
    without_axe_faults(chidi)
    chidi.get_by_role("button", name="Offer the swap").click()
    expect(chidi.get_by_role("status")).to_contain_text("Offered")
    ben = at("Ben", PHONE).open("/")
    expect(ben.locator(".offer")).to_contain_text("Chidi offers you a swap.")
    ben.get_by_role("link", name="Look at it").click()
    expect(ben.get_by_role("button", name="Take the offer")).to_be_visible()
    without_axe_faults(ben)
    ben.get_by_role("button", name="Take the offer").click()
    expect(ben.get_by_role("status")).to_contain_text("Swapped")
    expect(chidi.locator(".offer")).to_have_count(0)


def test_without_javascript_a_watch_is_taken_out_and_called_off(hub, at):
    screen = at("Dora", DESK, java_script_enabled=False)
    page = screen.open(
        f"/duty/shift/?duty={duty(hub, 'police-focal-point')}&starts_at={tomorrow(6)}&ends_at={tomorrow(18)}"
    )
    page.locator("[name=kind][value=remove]").check()
    page.select_option("[name=person]", label="Ben")
    page.get_by_role("button", name="Show what changes").click()
    expect(page.locator(".leaves")).to_contain_text("falls to Tomas")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    page.get_by_role("link", name="Changes by hand").click()
    page.get_by_role("link", name="Call off Ben").click()
    page.get_by_role("button", name="Call it off").click()
    expect(page.get_by_role("status")).to_contain_text("Called off")
    expect(page.locator(".side")).to_contain_text("No gap.")


def test_targets_of_the_rota_on_the_phone_are_large_enough(hub, at):
    from tests.browser.test_screens import SMALL

    screen = at("Dora", PHONE)
    paths = ("/duty/", "/duty/take/", "/duty/absence/", "/duty/changes/", "/duty/rotation/", "/duty/shift/")
    small = {path: found for path in paths if (found := screen.open(path).evaluate(SMALL))}
    assert not small
