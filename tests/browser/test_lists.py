"""The office's lists in the browser: a file is mended by what the hub says of it; words, order and places by hand."""

from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.fitting import wider_than
from tests.browser.test_screens import english

FAULTY = (
    "name;lat;lon;other_names;population\r\n"
    "Kainama;0,9500;29,7000;Kaïnama|Kainama II;4200\r\n"
    "Tchabi;29,8500;1,0300;;1 200\r\n"
    ";0,9;29,7;;\r\n"
)


def file(content, name="villages.csv"):
    return {"name": name, "mimeType": "text/csv", "buffer": content.encode("utf-8-sig")}


def test_a_file_with_faults_is_looked_at_downloaded_mended_and_taken_in(hub, at):
    page = at("Dora", DESK).open("/setup/places/")
    page.get_by_role("link", name="From a file").click()
    page.set_input_files("[name=file]", file(FAULTY))
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator("main .banner")).to_contain_text("Nothing is written yet.")
    expect(page.locator(".refused tbody tr")).to_have_count(2)
    expect(page.locator(".refused")).to_contain_text("Latitude and longitude look swapped")
    assert hub.sql("SELECT count(*) FROM alerts_place WHERE name = 'Kainama'") == [(0,)]
    with page.expect_download() as waiting:
        page.get_by_role("link", name="The file, with a column that says what is wrong").click()
    back = waiting.value.path().read_bytes().decode("utf-8-sig")
    assert waiting.value.suggested_filename == "places-faults.csv"
    assert "Tchabi;29,8500;1,0300;;1 200;lat: Latitude and longitude look swapped" in back
    mended = back.replace("29,8500;1,0300", "1,0300;29,8500").replace("\r\n;0,9;29,7", "\r\nBoga;0,9;29,8")
    page.get_by_role("link", name="Another file").click()
    page.set_input_files("[name=file]", file(mended, "places-faults.csv"))
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator(".counts")).to_contain_text("3")
    expect(page.locator(".refused")).to_have_count(0)
    page.get_by_role("button", name="Take in 3 rows").click()
    expect(page.locator(".banner.ok")).to_contain_text("It was taken in.")
    page.get_by_role("link", name="To the list").click()
    page.get_by_label("Any of its names").fill("kaïnama ii")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name="Kainama")).to_be_visible()
    page.goto(f"{hub.url}/file/")
    expect(page.locator("[data-ready=filing]")).to_be_attached()
    page.fill("#place", "kainama i")
    expect(page.locator("[data-place-options]")).to_contain_text("Kainama")
    page.goto(f"{hub.url}/setup/places/")
    page.get_by_role("link", name="places-faults.csv").click()
    page.locator("summary", has_text="Take it back").click()
    page.locator(".ending button").click()
    expect(page.locator(".hint").first).to_contain_text("taken back")
    assert hub.sql("SELECT count(*) FROM alerts_place WHERE name IN ('Kainama', 'Tchabi', 'Boga')") == [(0,)]


def test_a_position_is_set_on_the_map_by_pointer_and_by_keyboard(hub, at):
    page = at("Dora", DESK).open("/setup/positions/new/")
    expect(page.locator("[data-ready=placing]")).to_be_attached()
    page.fill("[name=name]", "Kainama")
    page.locator("#place-map").click(position={"x": 200, "y": 150})
    clicked = page.locator("[name=place]").input_value()
    assert clicked.count(",") == 1
    page.locator("#place-map").focus()
    page.keyboard.press("Enter")
    assert page.locator("[name=place]").input_value() != clicked
    page.select_option("[name=component]", "military")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".banner.ok")).to_contain_text("Saved: “Kainama”.")
    hub.sql("DELETE FROM alerts_position WHERE name = 'Kainama'")


def test_an_entry_moves_under_the_finger_is_called_otherwise_and_goes(hub, at):
    page = at("Dora", DESK).open("/setup/lists/received_by/")
    page.get_by_role("button", name="Down Call to CLA").click()
    expect(page.get_by_role("button", name="Down Call to CLA")).to_be_focused()
    expect(page.locator("tbody tr").first).to_contain_text("Missed call")
    page.get_by_role("link", name="Missed call").click()
    page.get_by_label("In English").fill("Beep")
    page.get_by_label("In French").fill("Bip court")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".banner.ok")).to_contain_text("Saved: “Beep”.")
    page.locator("summary", has_text="Retire Siren").click()
    page.get_by_role("button", name="Offer it no more").locator("visible=true").click()
    expect(page.locator("summary", has_text="Retire Siren")).to_have_count(0)
    page.goto(f"{hub.url}/file/")
    choices = page.locator("[name=received_by] option")
    expect(choices.nth(1)).to_have_text("Beep")
    assert "Siren" not in choices.all_inner_texts()
    hub.sql("DELETE FROM alerts_listentry")
    hub.sql("UPDATE alerts_office SET lists_stamp = ''")


def test_the_pages_of_lists_have_no_fault_fit_and_are_french(hub, at, speaks, without_axe_faults):
    speaks("Grace", "fr")
    screen = at("Grace", DESK, locale="fr")
    page = screen.open("/setup/import/places/")
    page.set_input_files("[name=file]", file(FAULTY))
    page.locator("button[form=typed]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("villages.csv")
    upload = page.url.removeprefix(hub.url)
    position = hub.sql("SELECT id FROM alerts_position WHERE name = 'Oicha'")[0][0]
    for path in (
        "/setup/sections/",
        "/setup/sections/new/",
        "/setup/positions/",
        f"/setup/positions/{position}/",
        "/setup/areas/",
        "/setup/places/?q=be",
        "/setup/import/areas/",
        upload,
        "/setup/lists/",
        "/setup/lists/threat_type/",
        "/setup/lists/received_by/new/",
        "/setup/channels/",
        "/accounts/channels/",
    ):
        page.set_viewport_size(DESK)
        page.goto(hub.url + path)
        page.wait_for_timeout(300)
        without_axe_faults(page)
        assert not english(page), (path, english(page))
        wider = wider_than(page)
        assert not wider, (path, wider)
        page.set_viewport_size(PHONE)
        without_axe_faults(page)
        wider = wider_than(page)
        assert not wider, (path, wider)
    page.goto(hub.url + upload)
    page.locator("button[form=drop]").click()
    page.wait_for_url("**/setup/places/")
