"""The weekly report in browsers: written by two, signed by a third, issued as files; on a cut link, without a script,
on the phone, by keyboard, in French.
"""

import re
import time

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.fitting import sticks_out, wider_than
from tests.browser.pictures import picture
from tests.browser.reporting import FILES_S, begin
from tests.browser.test_screens import SMALL, english

UNSEEN = """
SELECT 1 FROM alerts_delivery d JOIN alerts_person p ON p.id = d.person_id JOIN alerts_notice n ON n.id = d.notice_id
WHERE p.name = %s AND n.path = %s AND d.channel = 'inbox' AND d.seen_at IS NULL
"""
TAKEN = """
SELECT count(*) FROM alerts_accesslog a JOIN alerts_person p ON p.id = a.person_id
WHERE a.what = 'export' AND p.name = %s
"""


def field(page, passage):
    return page.locator(f"#{passage} textarea")


def said(page, passage):
    return page.locator(f"#{passage} [data-saved]")


def until(page, is_so):
    """While the page's own requests go on."""
    deadline = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline
        page.wait_for_timeout(50)


def test_two_write_a_third_approves_and_it_is_issued_as_files_that_stay(hub, at, week):
    farid = begin(at("Farid", DESK), week)
    dora = begin(at("Dora", DESK), week)
    field(farid, "key_messages").fill("Warnings rose.\nArrivals did not come faster.")
    field(dora, "outlook").fill("Market day at Oicha on Saturday.")
    expect(said(farid, "key_messages")).to_contain_text("Saved")
    expect(said(dora, "outlook")).to_contain_text("Saved")
    farid.reload()
    expect(field(farid, "outlook")).to_have_value("Market day at Oicha on Saturday.")
    farid.get_by_role("button", name="Submit for approval").click()
    expect(farid.locator(".side .chip").first).to_have_text("Submitted")
    expect(farid.locator(".paper .key li").first).to_have_text("Warnings rose.")

    grace = at("Grace", DESK).open("/")
    grace.get_by_role("link", name=re.compile("waits for approval")).first.click()
    grace.wait_for_url(f"**{week}")
    until(grace, lambda: not hub.sql(UNSEEN, "Grace", week))
    grace.get_by_role("button", name="Approve").click()
    expect(grace.locator(".side .chip").first).to_have_text("Approved")

    farid.reload()
    farid.get_by_role("button", name="Issue").click()
    expect(farid.locator(".side .chip").first).to_have_text("being issued")
    expect(farid.locator("#files progress").first).to_be_visible()
    expect(farid.locator(".side .chip").first).to_have_text("Issued", timeout=FILES_S)  # the page goes on by itself
    expect(farid.locator("#files .made")).to_have_count(8)
    before = hub.sql(TAKEN, "Farid")[0][0]
    with farid.expect_download() as taken:
        farid.locator("#files .made", has_text="PDF EN").get_by_role("button").click()
    content = taken.value.path().read_bytes()
    assert content.startswith(b"%PDF-") and taken.value.suggested_filename.endswith("-v1-en.pdf")
    assert hub.sql(TAKEN, "Farid")[0][0] == before + 1
    expect(farid.get_by_role("button", name="Begin a new version")).to_be_visible()


@pytest.fixture
def tolerant(at):
    """A screen whose browser may note the requests that were refused or cut."""
    opened = []

    def screen(name, size, **options):
        opened.append(at(name, size, **options))
        return opened[-1]

    yield screen
    for one in opened:
        one.faults.clear()


def test_of_two_under_one_heading_neither_loses_a_word(tolerant, week):
    farid, dora = begin(tolerant("Farid", DESK), week), begin(tolerant("Dora", DESK), week)
    field(farid, "recommendations").fill("A second helicopter.")
    expect(said(farid, "recommendations")).to_contain_text("Saved")
    field(dora, "recommendations").fill("More fuel.")
    theirs = dora.locator("#recommendations [data-theirs]")
    expect(theirs).to_contain_text("Farid wrote here:")
    expect(theirs).to_contain_text("A second helicopter.")
    expect(field(dora, "recommendations")).to_have_value("More fuel.")
    field(dora, "recommendations").fill("A second helicopter.\nMore fuel.")
    dora.locator("#recommendations").get_by_role("button", name="Save").click()
    expect(theirs).to_be_hidden()
    expect(said(dora, "recommendations")).to_contain_text("Saved")
    farid.reload()
    expect(field(farid, "recommendations")).to_have_value("A second helicopter.\nMore fuel.")


def test_on_a_cut_link_what_is_typed_stays_and_is_saved_once_it_is_back(hub, tolerant, week):
    screen = tolerant("Farid", PHONE)
    page = begin(screen, week)
    page.evaluate("window.addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true)")
    screen.context.route("**/write/", lambda route: route.abort("internetdisconnected"))
    field(page, "key_messages").fill("Written on the road.")
    expect(said(page, "key_messages")).to_have_text(
        "The link is cut: this stands here only and is tried again. Keep the page open."
    )
    expect(field(page, "key_messages")).to_have_value("Written on the road.")
    assert sticks_out(page) <= 0
    screen.context.unroute("**/write/")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(said(page, "key_messages")).to_contain_text("Saved")
    assert hub.sql("SELECT text FROM responses_written WHERE text LIKE 'Written on%%'") == [("Written on the road.",)]


def test_what_is_typed_while_it_is_being_saved_is_saved_too(hub, at, week):
    screen = at("Farid", DESK)
    page = begin(screen, week)
    before = int(page.locator("#outlook [name=revision]").input_value())  # a new version begins with the texts issued
    held: list[Route] = []
    screen.context.route("**/write/", lambda route: route.continue_() if held else held.append(route))
    field(page, "outlook").fill("First")
    until(page, lambda: held)
    field(page, "outlook").fill("First and second")
    held[0].continue_()
    expect(said(page, "outlook")).to_contain_text("Saved")
    until(page, lambda: hub.sql("SELECT 1 FROM responses_written WHERE text = 'First and second'"))
    assert hub.sql("SELECT revision FROM responses_written WHERE text = 'First and second'") == [(before + 2,)]


def test_what_was_typed_before_the_script_had_come_is_saved_too(hub, at, week):
    page = begin(at("Farid", DESK), week)
    held: list[Route] = []
    page.route("**/parts/passage*.js", lambda route: held.append(route))
    with page.expect_request("**/parts/passage*.js"):
        page.reload()
    field(page, "outlook").fill("Typed on a slow link.")
    held[0].continue_()
    until(page, lambda: hub.sql("SELECT 1 FROM responses_written WHERE text = 'Typed on a slow link.'"))
    expect(said(page, "outlook")).to_contain_text("Saved")


def test_without_a_script_it_is_written_submitted_and_taken_as_a_file(hub, browser, at, week):
    cookies = at("Dora", DESK).context.cookies()
    context = browser.new_context(viewport=DESK, locale="en", java_script_enabled=False)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(hub.url + week)
    page.get_by_role("button", name=re.compile("Begin")).first.click()
    field(page, "coverage").fill("Kamango network down.")
    page.locator("#coverage").get_by_role("button", name="Save").click()
    expect(said(page, "coverage")).to_contain_text("by Dora")
    page.select_option("#format", "csv")
    page.get_by_role("button", name="Make it, in EN").click()
    for _turn in range(60):
        if page.locator("#files .made").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    with page.expect_download() as taken:
        page.locator("#files .made").get_by_role("button").click()
    assert taken.value.path().read_bytes().startswith(b"PK")
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.locator(".side .chip").first).to_have_text("Submitted")
    expect(page.locator(".paper")).to_contain_text("Kamango network down.")
    context.close()


def test_by_keyboard_a_figure_opens_its_alerts_and_leads_back(at, week):
    page = at("Farid", DESK).open(week)
    link = page.locator("#table-A tbody a").first
    number = link.inner_text()
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-total]")).to_have_text(number)
    expect(page.locator("tbody tr")).to_have_count(int(number))
    page.get_by_role("link", name="Back to the report").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".paper h1")).to_be_visible()


def test_it_comes_back_with_a_reason_and_never_without_one(at, week):
    farid = begin(at("Farid", DESK), week)
    farid.get_by_role("button", name="Submit for approval").click()
    expect(farid.locator(".side .chip").first).to_have_text("Submitted")
    grace = at("Grace", PHONE).open(week)
    grace.locator("summary", has_text="Return to be changed").click()
    grace.get_by_role("button", name="Return it").click()
    expect(grace.locator("#because")).to_be_focused()  # the browser asks for it
    grace.fill("#because", "Say why arrivals were slow.")
    grace.get_by_role("button", name="Return it").click()
    expect(grace.locator(".steps .back")).to_contain_text("Say why arrivals were slow.")
    farid.reload()
    expect(farid.locator(".steps .back")).to_contain_text("Returned by Grace")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_its_pages_fit_have_no_accessibility_fault_and_one_language(
    at, hub, speaks, without_axe_faults, week, language
):
    speaks("Farid", language)
    page = at("Farid", DESK, locale=language).page

    def look(path, name):
        page.goto(hub.url + path)
        page.wait_for_timeout(300)
        without_axe_faults(page)
        assert not (wider := wider_than(page)), f"{name}: so many px wider than the screen: {wider}"
        page.set_viewport_size(PHONE)
        small = page.evaluate(SMALL.replace("input.in", "input.in, label.check, textarea"))
        assert not small, (name, small)
        page.evaluate("document.querySelector('.paper')?.removeAttribute('lang')")
        assert language == "en" or not english(page), (name, english(page))
        page.set_viewport_size(DESK)
        picture(page, f"reports-{name}-{language}", is_whole=True)

    look("/reports/", "list")
    look(week, "preview")
    look(f"{week}alerts/?figure=threat", "behind")
    page.goto(hub.url + week)
    page.locator(".side form button.btn").first.click()
    expect(page.locator("#key_messages[data-ready=passage]")).to_be_attached()
    look(week, "draft")
    look("/reports/20140101-20150101/", "history")
