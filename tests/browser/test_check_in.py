"""A watch on the phone, in French: check in with one tap, take over item by item; the week shows the gap; the list."""

import io

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import DESK, PHONE
from tests.browser.fitting import sticks_out, wider_than
from tests.browser.pictures import picture
from tests.browser.test_answer_on_a_bad_link import LINKS
from tests.browser.test_duty import duty, person
from tests.browser.test_first_light import file_critical
from tests.browser.test_screens import SMALL, english
from tests.mailserver import wait_for

TABLES = ("reliefitem", "relief", "missedcheckin", "checkin", "shift")


@pytest.fixture(autouse=True)
def as_planned(hub):
    """No duty asks for check-in after a test, or before it."""
    yield
    hub.sql("UPDATE alerts_duty SET asks_check_in = false, asked_since = NULL")
    for table in TABLES:
        hub.sql(f"DELETE FROM alerts_{table}")  # noqa: S608


def asks(hub, code, ago):
    """As if it had asked since then."""
    hub.sql(
        "UPDATE alerts_duty SET asks_check_in = true, asked_since = now() - %s::interval WHERE id = %s",
        ago,
        duty(hub, code),
    )


def takes_over(hub, name, code, ago="1 minute"):
    """The person has the duty since then, as if the hub had written it."""
    hub.sql(
        "INSERT INTO alerts_shift (duty_id, person_id, starts_at, ends_at, kind, made_at) "
        "VALUES (%s, %s, now() - %s::interval, now() + interval '5 hours', 'replace', now())",
        duty(hub, code),
        person(hub, name),
        ago,
    )


def chidi_is_asked(hub, ago="40 minutes"):
    """To check in, since then; he has had the duty for hours, at whatever hour this runs."""
    takes_over(hub, "Chidi", "force-focal-point", "6 hours")
    asks(hub, "force-focal-point", ago)


def told_of_gap(hub):
    found = "SELECT count(*) FROM alerts_missedcheckin WHERE told_at IS NOT NULL"
    wait_for(lambda: hub.sql(found) == [(1,)], 30, "the gap is told")


def test_one_tap_on_the_phone_ends_the_gap_for_everybody(hub, at, speaks, without_axe_faults):
    speaks("Chidi", "fr")
    chidi_is_asked(hub)
    told_of_gap(hub)
    dora = at("Dora", DESK).open("/duty/")
    expect(dora.locator(".grid .s.gap.cur")).to_contain_text("Chidi")
    expect(dora.locator(".side .hot").first).to_contain_text("not checked in, falls to Rajiv")
    without_axe_faults(dora)
    assert not wider_than(dora)
    picture(dora, "check-in-gap", ["1366"])
    rajiv = at("Rajiv", PHONE).open("/")
    expect(rajiv.locator(".watch.missed")).to_contain_text("falls to you")
    without_axe_faults(rajiv)

    phone = at("Chidi", PHONE, locale="fr")
    chidi = phone.open("/")
    expect(chidi.locator(".watch.missed")).to_contain_text("présence non confirmée")
    expect(chidi.locator(".watch [data-ready=sending]")).to_be_attached()
    assert sticks_out(chidi) <= 0 and not english(chidi), english(chidi)
    assert not chidi.evaluate(SMALL)
    without_axe_faults(chidi)
    picture(chidi, "check-in", ["360"])
    says_on_a_cut_link_that_it_is_not_done(phone)
    without_axe_faults(chidi)
    chidi.get_by_role("button", name="Je suis là").click()
    expect(chidi.locator(".watch")).to_have_count(0)
    expect(chidi.locator(".shift")).to_contain_text("Signalé pour")
    chidi.goto(hub.url + "/duty/")
    expect(chidi.locator(".on .chip.ok").first).to_be_visible()
    assert not wider_than(chidi)

    expect(dora.locator(".grid .s.gap.cur")).to_have_count(0)  # by itself
    expect(dora.locator(".side .chip.ok").first).to_be_visible()
    expect(rajiv.locator(".watch.missed")).to_have_count(0)


def says_on_a_cut_link_that_it_is_not_done(phone):
    phone.context.route("**/check-in/", LINKS["cut"])
    phone.page.get_by_role("button", name="Je suis là").click()
    expect(phone.page.locator("[data-not-done]")).to_contain_text("Regardez si cela a été fait")
    expect(phone.page.locator("[data-not-done]")).to_be_in_viewport(ratio=1)
    assert sticks_out(phone.page) <= 0
    picture(phone.page, "check-in-cut", ["360"])
    phone.context.unroute("**/check-in/")
    phone.faults.clear()  # the browser notes the request that was cut


def test_the_reminder_in_the_mail_leads_to_the_button_and_needs_no_script(hub, at):
    chidi_is_asked(hub, "16 minutes")
    mail = "SELECT count(*) FROM alerts_missedcheckin WHERE reminded_at IS NOT NULL"
    wait_for(lambda: hub.sql(mail) == [(1,)], 30, "the reminder")
    page = at("Chidi", PHONE, java_script_enabled=False).open("/duty/check-in/")
    page.get_by_role("button", name="I am here").click()
    expect(page.get_by_role("status")).to_contain_text("Checked in.")
    assert hub.sql("SELECT via FROM alerts_checkin") == [("page",)]


def test_the_hub_checks_somebody_in_who_said_so_by_radio(hub, at, without_axe_faults):
    chidi_is_asked(hub)
    page = at("Dora", DESK).open("/duty/check-in/")
    without_axe_faults(page)
    page.get_by_role("button", name="Chidi is there").click()
    expect(page.get_by_role("status")).to_contain_text("Checked in.")
    assert hub.sql("SELECT c.via, p.name FROM alerts_checkin c JOIN alerts_person p ON p.id = c.by_id") == [
        ("radio", "Dora")
    ]


def test_a_watch_is_taken_over_item_by_item_on_the_phone_in_french(hub, at, speaks, without_axe_faults):
    number = file_critical(at("Hana", PHONE))
    for name in ("Amina", "Ben", "Chidi"):
        page = at(name, PHONE).open(f"/alerts/{number}/")
        page.get_by_role("button", name="I have it").first.click()
        expect(page.get_by_role("button", name="I have it")).to_have_count(0)
    asks(hub, "hub-duty-officer", "0 minutes")
    takes_over(hub, "Noor", "hub-duty-officer")
    begun = "SELECT count(*) FROM alerts_relief WHERE begun_at IS NOT NULL"
    wait_for(lambda: hub.sql(begun) == [(1,)], 30, "the list")
    speaks("Noor", "fr")
    page = at("Noor", PHONE, locale="fr").open("/")
    without_axe_faults(page)
    page.get_by_role("link", name="Ouvrir la passation").click()
    takes = page.get_by_role("button", name="Je le prends")
    takes.first.wait_for()
    count = takes.count()
    assert count >= 2 and sticks_out(page) <= 0 and not page.evaluate(SMALL)
    assert not english(page), english(page)
    without_axe_faults(page)
    picture(page, "relief", ["360"], is_whole=True)
    for left in range(count - 1, -1, -1):
        takes.first.click()
        expect(takes).to_have_count(left)
    expect(page.get_by_role("status")).to_contain_text("Il n’y a plus rien à accepter.")
    assert hub.sql("SELECT count(*) FROM alerts_reliefitem WHERE accepted_at IS NULL") == [(0,)]


def test_pages_beside_the_week_fit_and_have_no_faults(hub, at, without_axe_faults):
    screen = at("Dora", PHONE)
    for path in ("/duty/list/", "/duty/load/", "/duty/calendar/", "/duty/check-in/"):
        page = screen.open(path)
        assert not wider_than(page), path
        assert not page.evaluate(SMALL), path
        without_axe_faults(page)


def test_the_duty_list_prints_on_one_page(hub, at):
    page = at("Dora", DESK).open("/duty/list/")
    for color in ("light", "dark"):
        page.emulate_media(media="print", color_scheme=color)
        paper = page.pdf(prefer_css_page_size=True, print_background=True)
        read = PdfReader(io.BytesIO(paper))
        assert len(read.pages) == 1
        text = read.pages[0].extract_text()
        assert "Duty list Beni" in text and "by Dora." in text and "+000" in text
        box = read.pages[0].mediabox
        assert float(box.width) > float(box.height)
