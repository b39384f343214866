"""From an empty database to the first answered exercise alert: by the guide of the set-up, as the page to read says."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.beginning import accept, as_written, begin, done, follow, go, guide, press, said
from tests.browser.conftest import DESK, PHONE
from tests.browser.pictures import picture
from tests.browser.test_screens import english
from tests.inviting import LINK, first
from tests.mailserver import wait_for
from tests.running import RunningHub

WALL = {"width": 1920, "height": 1080}
ADA = "ada@example.org"
# Address, name, language, role, component: as many as the guide asks for, and no more.
PEOPLE = (
    ("helene@example.org", "Hélène", "en", "Head of Office", None),
    ("odon@example.org", "Odon", "fr", "Hub duty officer", None),
    ("beatrice@example.org", "Béatrice", "fr", "Focal point", "Civilian"),
)
WATCHES = {"Head of Office": "Hélène", "Hub duty officer": "Odon", "Civilian focal point": "Béatrice"}
PLACES = b"name,lat,lon,other_names,population\r\nMalengo,0.6120,29.5310,Malengo II,1400\r\n"
OFFICE, INVITED = "Look through what the office is", "Invite the people"
MANNED, POSITIONS = "Put somebody on every duty for two weeks", "Enter bases and posts"
REACHED, DISPLAY = "See that a message reaches everybody", "Pair a display"
STARTED, FILED, ANSWERED = "Start an exercise", "File the first exercise alert", "Have it answered"
AT_ONCE = {"Have the areas and names of places", "Have rules without an error"}  # an office with what is usual


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    """A hub over nothing."""
    running = RunningHub(tmp_path_factory.mktemp("empty"))
    try:
        running.prepare_empty()
        running.start()
        yield running
    finally:
        running.stop()


def come_in(hub, ada, link, without_axe_faults):
    """The administrator by the printed link; in English, though whoever ran the command said French."""
    ada.page.goto(link)
    ada.page.locator("a[hreflang=en]").click()
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("Welcome, Ada Kavira")
    accept(ada.page, "en")
    ada.page.wait_for_url(hub.url + "/")
    expect(ada.page.locator(".begins li.next")).to_contain_text(OFFICE)  # the first page leads
    assert done(ada.page) == AT_ONCE
    picture(ada.page, "newcomer-begins", ["1366"], is_whole=True)
    without_axe_faults(ada.page)
    ada.page.set_viewport_size(DESK)


def look_through_the_office(page):
    begin(page, OFFICE)
    press(page, "Save: it is right so")
    said(page, "Saved")
    assert OFFICE in done(page)


def add_a_section(page):
    go(page, "Office and people", "Sections")
    follow(page, "New section")
    page.get_by_label("Name in English").fill("Community liaison")
    page.get_by_label("Name in French").fill("Liaison communautaire")
    page.get_by_label("Component").select_option("civilian")
    press(page, "Save")
    said(page, "Community liaison")


def invite_all(page):
    begin(page, INVITED)
    for address, name, language, role, component in PEOPLE:
        go(page, "Office and people", "People")
        follow(page, "Invite somebody")
        page.get_by_label("E-mail address").fill(address)
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_label("Language").select_option(language)
        page.get_by_label("Role", exact=True).select_option(label=role)
        if component:
            page.get_by_label("Component").select_option(label=component)
            page.get_by_label("Section").select_option(label="Community liaison")
        press(page, "Send the invitation")
        said(page, "Invited: the mail is on its way.")
    assert INVITED not in done(page), "nobody has come yet"
    expect(page.locator(".begins li.next")).to_contain_text("1 of 4 can sign in.")


def comes(hub, at, address):
    """Somebody by the link in their mail, in a browser of their own: whoever reads French on a phone."""
    _address, name, language, *_more = next(one for one in PEOPLE if one[0] == address)
    mails = wait_for(lambda: [one for one in hub.mail.received() if one["to"] == address], 60, f"the mail to {name}")
    screen = at(None, PHONE if language == "fr" else DESK, locale=language)
    screen.open(first(LINK, mails[0]["text"]))
    expect(screen.page.get_by_role("heading", level=1)).to_contain_text(name)
    assert language == "en" or not english(screen.page), english(screen.page)
    accept(screen.page, language)
    screen.page.wait_for_url(hub.url + "/")
    return screen.page


def put_on_duty(page):
    """The Head of Office first: all else falls to them."""
    begin(page, MANNED)
    for duty, name in WATCHES.items():
        follow(page, f"New rotation of {duty}")
        page.get_by_label("Watch from").fill("00:00")
        page.get_by_label("until", exact=True).fill("00:00")
        page.get_by_label("Person 1", exact=True).select_option(label=name)
        page.get_by_label("Person 1", exact=True).press("Tab")
        expect(page.locator("#preview")).to_contain_text("This leaves no new gap.")
        press(page, "Save")
        said(page, "Saved")
        follow(page, "Rotations")
    assert MANNED in done(page)


def know_the_ground(page):
    """The country's names are there; the office's own come from a file, its base by hand."""
    go(page, "Places and lists", "Names of places")
    follow(page, "From a file")
    page.set_input_files("[name=file]", {"name": "places.csv", "mimeType": "text/csv", "buffer": PLACES})
    press(page, "Look at it")
    said(page, "Nothing is written yet.")
    press(page, "Take in 1 row")
    said(page, "It was taken in.")
    begin(page, POSITIONS)
    follow(page, "New position")
    page.get_by_label("Name", exact=True).fill("Malengo base")
    page.get_by_label("Where it is").fill("Malengo")
    page.get_by_label("Call sign").fill("Okapi")
    press(page, "Save")
    said(page, "Malengo base")
    assert POSITIONS in done(page)


def try_the_rules(page):
    go(page, "Who is told", "Rules")
    expect(page.locator(".finding.bad")).to_have_count(0)
    go(page, "Who is told", "Who would be told now?")
    page.get_by_label("Level").select_option("high")
    press(page, "Show")
    expect(page.locator(".rung").first).to_contain_text("Béatrice")
    expect(page.locator(".rung").first).to_contain_text("at once")


def reach_everybody(hub, page):
    """Those who used their mail's link are reached; the administrator came by the printed one."""
    begin(page, REACHED)
    before = len(hub.mail.received())
    press(page, "Send each a test message")
    said(page, "1 test message is on its way.")
    wait_for(lambda: REACHED in done(page), 60, "everybody reached")
    assert ADA in {mail["to"] for mail in hub.mail.received()[before:]}


def pair_the_wall(hub, at, page):
    screen = at(None, WALL, locale="fr")
    screen.open("/wall/pair/")
    code = screen.page.locator("#code")
    expect(code).to_have_text(re.compile(r"^[B-Z]{4}-[B-Z]{4}$"))
    begin(page, DISPLAY)
    follow(page, "Pair a screen")
    page.get_by_label("Code on the screen").fill(code.inner_text())
    page.get_by_label("Name", exact=True).fill("Operations room")
    page.locator("#typed [name=language][value=fr]").check()
    press(page, "Pair it")
    said(page, "Operations room")
    screen.page.wait_for_url(hub.url + "/wall/")
    expect(screen.page.locator("html[data-truth=live]")).to_be_attached()
    assert DISPLAY in done(page)
    return screen.page


def exercise(hub, page):
    """The number of the script's first alert."""
    begin(page, STARTED)
    page.get_by_role("link", name=re.compile("Plan it.*First alert")).click()
    press(page, "Save")
    follow(page, "Start …")
    expect(page.locator(".told")).to_contain_text("Béatrice")
    press(page, "Start the exercise")
    expect(page.locator("#injects")).to_contain_text("1 of 4 filed")  # by itself
    assert done(page) >= {STARTED, FILED}
    expect(page.locator(".begins li.next")).to_contain_text(ANSWERED)
    ((number,),) = hub.sql("SELECT number FROM alerts_alert")
    assert number.startswith("BEN-X-")
    return number


def answer(hub, phone, wall, number):
    """From the first page, which nobody opened anew; the mail says the same, the wall shows it."""
    button = phone.locator(f"#home .due form[action*='{number}'] button.main")
    expect(button).to_have_text("J’ai pris en charge", timeout=60_000)
    assert not english(phone), english(phone)
    picture(phone, "newcomer-owes-fr", ["360"])
    wait_for(lambda: "beatrice@example.org" in {one["to"] for one in hub.mail.received(number)}, 60, "the mail")
    expect(wall.locator(f"[data-row][data-number='{number}']")).to_be_visible(timeout=30_000)
    expect(wall.locator("body")).to_contain_text("EXERCICE")
    picture(wall, "newcomer-wall-fr", ["1920"])
    button.click()
    expect(button).to_have_count(0)


def finish(hub, page, without_axe_faults):
    expect(guide(page).locator("li:not(.done)")).to_have_count(0)
    expect(page.locator(".begins header")).to_contain_text("11 of 11 done.")
    picture(page, "newcomer-done", ["1366"], is_whole=True)
    without_axe_faults(page)
    page.set_viewport_size(DESK)
    go(page, "The hub itself", "Exercises")
    follow(page, "First alert")
    follow(page, "Stop …")
    press(page, "Stop the exercise")
    expect(page.locator(".top")).to_contain_text("ended")
    follow(page, "Evaluation")
    expect(page.locator("#of-1")).to_contain_text("target 5 min")
    guide(page)
    press(page, "It is all done: put the list away")
    expect(page.locator(".begins")).to_have_count(0)
    follow(page, "Show the steps of the beginning")
    expect(page.locator(".begins header")).to_contain_text("It took")
    assert hub.sql("SELECT set_up_at - begun_at < interval '1 hour', is_exercising FROM alerts_office") == [
        (True, False)
    ]


def test_a_newcomer_comes_from_nothing_to_the_first_answered_exercise_alert(hub, at, without_axe_faults):
    assert hub.sql("SELECT (SELECT count(*) FROM alerts_office), (SELECT count(*) FROM alerts_person)") == [(0, 0)]
    printed = hub.manage(*as_written())
    ada = at(None, DESK)
    come_in(hub, ada, first(re.compile(r"http://\S+/accounts/invitation/\S+"), printed), without_axe_faults)
    look_through_the_office(ada.page)
    add_a_section(ada.page)
    invite_all(ada.page)
    helene, odon, beatrice = (comes(hub, at, address) for address, *_more in PEOPLE)
    assert INVITED in done(ada.page)
    put_on_duty(ada.page)
    know_the_ground(ada.page)
    try_the_rules(ada.page)
    odon.goto(f"{hub.url}/setup/")
    expect(odon.locator(".begins li.next")).to_contain_text("Vérifier")
    picture(odon, "newcomer-half-fr", ["360"], is_whole=True)
    reach_everybody(hub, ada.page)
    wall = pair_the_wall(hub, at, ada.page)
    number = exercise(hub, ada.page)
    answer(hub, beatrice, wall, number)
    finish(hub, ada.page, without_axe_faults)
    helene.goto(f"{hub.url}/setup/exercises/")
    helene.get_by_role("link", name=re.compile("Sheet.*First alert")).click()
    expect(helene.locator("#of-1")).to_contain_text("Béatrice")
    odon.goto(f"{hub.url}/setup/?steps=all")
    assert not english(odon), english(odon)
    picture(odon, "newcomer-done-fr", ["360"], is_whole=True)
