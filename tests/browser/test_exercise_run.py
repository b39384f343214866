"""An exercise from the file to the closed sheet: an inject arrives live, is answered, and a real warning stays real."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.fitting import wider_than
from tests.browser.hands import choose
from tests.browser.moving import end_all, opened
from tests.browser.pictures import picture
from tests.browser.test_screens import english
from tests.mailserver import wait_for

FIRST_ALERT = Path(__file__).resolve().parents[2] / "alerts" / "reference" / "exercises" / "first_alert.csv"
LIST = "/setup/exercises/"


@pytest.fixture
def office_at_rest(hub):
    """No exercise runs after the test, whatever became of it."""
    yield
    hub.sql("UPDATE alerts_exercise SET stopped_at = now() WHERE started_at < now() AND stopped_at IS NULL")
    hub.sql("UPDATE alerts_office SET is_exercising = false, cursor_epoch = cursor_epoch + 1")
    end_all(hub)


def drill(hub):
    rows = hub.sql("SELECT number FROM alerts_alert WHERE is_exercise ORDER BY id")
    return rows[0][0] if rows else ""


def fill_in(page):
    """The six answers, by a finger."""
    choose(page.locator("[name=threat_types][value=movement]"))
    page.locator("#place").fill("third house after the mill")
    choose(page.locator("[name=when][value=now]"))
    choose(page.locator("[name=people][value='1-10']"))
    choose(page.locator("[name=going_on][value=now]"))
    page.locator("[name=text]").fill("Men with torches at the gate.")


def plan_and_start(page, hub):
    page.set_input_files("[name=file]", FIRST_ALERT)
    page.get_by_role("button", name="Look at the script").click()
    expect(page.locator(".script li")).to_have_count(4)
    picture(page, "exercise-plan", is_whole=True)
    page.fill("[name=name]", "Newcomers")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Start …").click()
    expect(page.locator(".told")).to_contain_text("Amina")
    page.get_by_role("button", name="Start the exercise").click()
    expect(page.locator(".top")).to_contain_text("running")


def test_an_exercise_from_the_script_to_the_closed_sheet(hub, at, office_at_rest, without_axe_faults):
    board = at("Dora", DESK).open("/board/")
    expect(board.locator("[data-lamp=live]")).to_be_visible()
    typing = at("Hana", PHONE).open("/file/")
    expect(typing.locator("[data-ready=filing]")).to_be_attached()
    typing.locator("[name=text]").fill("Men with torches at the gate.")
    noor = at("Noor", DESK)
    run = noor.open(f"{LIST}new/")
    plan_and_start(run, hub)

    number = arrives_live_and_is_answered(hub, at, board, run)
    real = file_what_was_typed_before(typing)
    run.goto(f"{hub.url}{LIST}")
    run.get_by_role("link", name="Newcomers", exact=True).click()
    run.get_by_role("button", name="Skip").first.click()
    expect(run.locator("#injects")).to_contain_text("skipped, Noor")
    write_down_what_was_seen(run)
    run.get_by_role("link", name="The exercise", exact=True).click()
    run.get_by_role("link", name="Stop …").click()
    run.get_by_role("button", name="Stop the exercise").click()
    expect(run.locator(".top")).to_contain_text("ended")
    expect(board.locator(".exercise")).to_have_count(0)  # by itself
    ended = hub.sql("SELECT state, outcome FROM alerts_alert WHERE number = %s", number)
    assert ended == [("closed", "exercise_ended")]
    assert hub.sql("SELECT state FROM alerts_alert WHERE number = %s", real) == [("received",)]
    run.get_by_role("link", name="Evaluation").click()
    run.get_by_role("button", name="Close it for good").click()
    expect(run.locator(".evaluation .mast")).to_contain_text("never changes")
    assert at("Dora", DESK).open(run.url.removeprefix(hub.url)).locator(".each").count() == 1
    without_axe_faults(run)


def arrives_live_and_is_answered(hub, at, board, run):
    """The number of the first inject, which comes to both pages by itself."""
    expect(board.locator(".exercise")).to_be_visible()  # by itself
    expect(run.locator("#injects")).to_contain_text("1 of 4 filed")  # by itself
    number = drill(hub)
    row = board.locator(f"[data-number='{number}']")
    expect(row.or_(board.get_by_role("button", name=re.compile("new alert")))).to_be_visible()
    board.reload()
    expect(row).to_be_visible()
    told = "SELECT 1 FROM alerts_delivery d JOIN alerts_alert a ON a.id = d.alert_id WHERE a.number = %s"
    wait_for(lambda: hub.sql(told, number), 60, "people told")
    answer = opened(at("Amina", PHONE), number)
    answer.locator("#alert [data-key=a]").click()
    expect(answer.locator("#alert [data-key=a]")).to_have_count(0)
    return number


def file_what_was_typed_before(page):
    """What was typed before the exercise began is taken for real, and says so before it is sent; the number."""
    page.reload()
    expect(page.locator("[data-ready=filing]")).to_be_attached()
    expect(page.locator("[name=status][value=actual]")).to_be_checked()
    picture(page, "exercise-file")
    fill_in(page)
    page.locator("[data-send]").click()
    expect(page.locator(".receipt")).to_contain_text("Real, no exercise")
    real = page.locator(".receipt .number").inner_text()
    assert "-X-" not in real
    return real


def write_down_what_was_seen(page):
    page.get_by_role("link", name="Evaluation").click()
    expect(page.locator(".each")).to_contain_text("Amina")
    page.locator("#of-1 .note").click()
    page.locator("#of-1 textarea").fill("Answered on the phone at once.")
    page.locator("#of-1").get_by_role("button", name="Keep it").click()
    expect(page.locator("#of-1 blockquote")).to_have_text("Answered on the phone at once.")
    picture(page, "exercise-sheet", is_whole=True)


def test_a_wrong_script_is_told_and_stays_in_the_form_without_a_script(hub, at, browser):
    screen = at("Noor", DESK, java_script_enabled=False)
    page = screen.open(f"{LIST}new/")
    wrong = FIRST_ALERT.read_bytes().replace(b"movement", b"cows", 1)
    page.fill("[name=name]", "Wrong")
    page.set_input_files("[name=file]", {"name": "own.csv", "mimeType": "text/csv", "buffer": wrong})
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".faults")).to_contain_text("line 2, threat_types: Write one of:")
    expect(page.locator("[name=name]")).to_have_value("Wrong")
    with page.expect_download() as back:
        page.get_by_role("button", name="Your file").click()
    assert "cows" in Path(back.value.path()).read_text("utf-8-sig").splitlines()[1]
    text = page.locator("[name=script]")
    text.fill(text.input_value().replace("cows", "movement"))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".top")).to_contain_text("planned")
    screen.faults.clear()  # the browser notes an answer of 422


def test_the_pages_of_exercises_have_no_fault_fit_and_are_french(hub, at, speaks, office_at_rest, without_axe_faults):
    noor = at("Noor", DESK)
    page = noor.open(f"{LIST}new/?ready=storm")
    page.fill("[name=name]", "Bakongo")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".top")).to_contain_text("planned")
    one = page.url.removeprefix(hub.url)
    speaks("Noor", "fr")
    paths = [LIST, f"{LIST}new/?ready=first_alert", f"{one}plan/", one, f"{one}start/"]
    for path in paths:
        _is_sound(noor, path, without_axe_faults)
    page.goto(f"{hub.url}{one}start/")
    page.get_by_role("button", name="Démarrer l’exercice").click()
    expect(page.locator(".top")).to_contain_text("en cours")
    expect(page.locator("#injects .is-filed")).to_have_count(1)
    for path in (one, f"{one}evaluation/", f"{one}evaluation/?note=1", f"{one}stop/", "/file/"):
        _is_sound(noor, path, without_axe_faults)


def _is_sound(screen, path, without_axe_faults):
    page = screen.page
    page.set_viewport_size(DESK)
    page.goto(screen.hub.url + path)
    without_axe_faults(page)
    assert not english(page), (path, english(page))
    assert not wider_than(page), path
    page.set_viewport_size(PHONE)
    without_axe_faults(page)
