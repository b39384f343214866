"""What is wrong with the hub itself, in the head of every page and on the page of its health: seen, heard, French."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Screen
from tests.browser.fitting import wider_than
from tests.browser.pictures import picture
from tests.browser.test_screens import english, say
from tests.running import RunningHub

HEALTH = "/setup/health/"
MARKS = ("worker", "sender", "beat", "sweep", "redis", "email", "watch", "round", "clean", "watching", "hints")


@pytest.fixture(scope="module")
def still(tmp_path_factory):
    """Pages only: nobody watches but this test, which writes what a watch would have found."""
    running = RunningHub(tmp_path_factory.mktemp("still")).prepare()
    try:
        running.start_web()
        yield running
    finally:
        running.stop()


@pytest.fixture
def seen(still):
    """seen("14 seconds"): every part gave a sign of life so long ago, and the last round was then; no alarm."""

    def write(ago="2 seconds", *alarms):
        for name in MARKS:
            still.sql(
                "INSERT INTO alerts_pulse (name, at) VALUES (%s, statement_timestamp() - %s::interval) "
                "ON CONFLICT (name) DO UPDATE SET at = excluded.at",
                name,
                ago,
            )
        still.sql("DELETE FROM alerts_alarm")
        for kind, subject, office in alarms:
            still.sql(
                "INSERT INTO alerts_alarm (kind, subject, office_id, since, seen_at) "
                "SELECT %s, %s, (SELECT id FROM alerts_office WHERE code = %s), now() - interval '12 min', now()",
                kind,
                subject,
                office,
            )

    return write


@pytest.fixture
def on(still, browser):
    """on("Dora", PHONE): signed in at the hub of this module."""
    opened = []

    def screen(name, size=DESK, **options):
        context = browser.new_context(viewport=size, locale="en", **options)
        context.set_default_timeout(15_000)
        opened.append(Screen(still, context))
        return opened[-1].sign_in(name)

    yield screen
    for one in opened:
        one.context.close()
    faults = [fault for one in opened for fault in one.faults]
    assert not faults, faults


WRONG = [
    ("silent", "worker", None),
    ("unmanned", "force-focal-point", "BEN"),
    ("overdue", "steps", "BEN"),
    ("channel", "email", None),
    ("clock", "", None),
]


@pytest.mark.parametrize("path", ["/", "/board/", HEALTH])
def test_alarms_have_no_accessibility_fault(seen, on, without_axe_faults, path):
    seen("2 seconds", *WRONG)
    page = on("Dora").open(path)
    expect(page.locator("#alarms")).to_contain_text("People who should have been told")
    without_axe_faults(page)
    page.set_viewport_size(PHONE)
    page.locator("#alarms summary").press("Enter")
    expect(page.locator("#alarms")).to_contain_text("Force focal point: nobody holds it")
    without_axe_faults(page)


@pytest.mark.parametrize(("name", "alarms"), [("one", WRONG[:1]), ("many", WRONG), ("well", [])])
def test_it_fits_every_width_and_is_french_throughout(still, seen, on, name, alarms):
    page = on("Dora", PHONE).open(HEALTH)
    for language in ("fr", "en"):
        seen("2 seconds", *alarms)
        say(page, language)
        for path in ("/", "/board/", HEALTH):
            page.goto(still.url + path)
            wider = wider_than(page)
            assert not wider, f"{path}: so many px wider than the screen: {wider}"
            assert language == "en" or not english(page), english(page)
            shot = f"watch-{name}-{path.strip('/').replace('/', '-') or 'home'}-{language}"
            picture(page, shot)


def test_a_hub_that_nobody_watches_says_so_on_every_page(seen, on, without_axe_faults):
    seen("10 minutes", ("silent", "worker", None))
    for name, path in (("Amina", "/"), ("Hana", "/file/"), ("Ivan", HEALTH), ("Farid", "/board/")):
        page = on(name, PHONE).open(path)
        expect(page.locator("#alarms")).to_contain_text("Nothing watches the hub since")
        expect(page.locator("#alarms")).not_to_contain_text("The worker")
    picture(page, "watch-nobody", ["360"])
    without_axe_faults(page)


def test_an_open_page_follows_the_watch_without_being_loaded_again(still, seen, on):
    """Unwatched, then watched by a sweep that has just begun, then an alarm of its round, then unwatched again."""
    seen("10 minutes")
    page = on("Dora").open("/board/")
    page.evaluate("window.sameAsBefore = true")
    head = page.locator("#alarms")
    expect(head).to_contain_text("Nothing watches the hub since")
    still.start_sweep()
    expect(head).to_be_hidden(timeout=60_000)
    still.sql("UPDATE alerts_pulse SET at = at - interval '40 seconds' WHERE name IN ('watching', 'hints', 'sender')")
    expect(head).to_contain_text("The sender has been silent since", timeout=60_000)
    still.kill("sweep")
    still.sql("UPDATE alerts_pulse SET at = at - interval '2 minutes' WHERE name = 'watch'")
    expect(head).to_contain_text("Nothing watches the hub since", timeout=30_000)
    assert page.evaluate("window.sameAsBefore"), "the page was loaded again"


def test_the_page_of_health_that_hears_nothing_says_so_and_comes_back(seen, on):
    seen()
    screen = on("Ivan")
    page = screen.open(HEALTH)
    expect(page.locator("[data-lamp]")).to_contain_text("polling every 5 s", timeout=15_000)
    cut = True
    screen.context.route(
        "**/setup/health/",
        lambda route: route.abort() if cut and not route.request.is_navigation_request() else route.continue_(),
    )
    expect(page.locator("html[data-link=blind]")).to_be_attached(timeout=40_000)
    expect(page.locator("[data-blind]")).to_contain_text("Not live since")
    cut = False
    expect(page.locator("html[data-link=polling]")).to_be_attached(timeout=15_000)
    expect(page.locator("[data-blind]")).to_be_hidden()
    screen.faults.clear()  # the browser notes each request that was cut


def test_a_test_message_to_oneself_is_sent_by_keyboard_once_a_minute_and_its_way_is_shown(still, seen, on):
    seen()
    screen = on("Ivan")
    page = screen.open(HEALTH)
    button = page.get_by_role("button", name="Send a test message to myself")
    button.focus()
    page.keyboard.press("Enter")
    mine = page.locator("section", has=page.get_by_role("heading", name="Your test message"))
    expect(mine).to_contain_text("waiting")
    still.manage("sweep", "--once")
    expect(mine).to_contain_text("sent", timeout=15_000)
    assert [mail["to"] for mail in still.mail.received("Test message")] == ["ivan@beni.example"]
    button.click()
    expect(page.get_by_role("alert")).to_contain_text("less than a minute ago")
    assert len(still.mail.received("Test message")) == 1
    screen.faults.clear()  # the browser notes the refusal that we came to see


def test_a_message_to_oneself_is_followed_without_a_hand_until_it_is_sent(hub, at):
    hub.mail.held.set()
    try:
        page = at("Amina", PHONE).open("/reach/")
        page.get_by_role("button", name="Send a test message to myself").click()
        expect(page.locator("#reach")).to_contain_text("This page looks again by itself")
        page.get_by_role("button", name="Send a test message to myself").focus()
    finally:
        hub.mail.held.clear()
    expect(page.locator("#reach .sent").last).to_contain_text("sent")
    expect(page.locator("#reach")).to_contain_text("Sent is not yet seen")
    expect(page.locator("#reach[data-from]")).to_have_count(0)
    expect(page.get_by_role("button", name="Send a test message to myself")).to_be_focused()
