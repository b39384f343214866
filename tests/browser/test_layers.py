"""A layer of the office's own, from the file to the map."""

import json

from playwright.sync_api import Route, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.fitting import wider_than
from tests.browser.test_screens import english
from tests.integration.layering import collection, feature, geometry

SQUARE = feature(geometry("Polygon", [[[29.3, 0.3], [29.8, 0.3], [29.8, 0.8], [29.3, 0.3]]]), name="Secteur nord")


def file(content, name="areas.geojson"):
    return {"name": name, "mimeType": "application/geo+json", "buffer": content}


def test_a_file_is_looked_at_before_it_is_sent_and_then_stands_on_the_map(hub, at):
    screen = at("Dora", DESK)
    page = screen.open("/setup/layers/new/")
    expect(page.locator("[data-ready=layer]")).to_be_attached()
    page.fill("[name=name_en]", "Patrol ground")
    page.fill("[name=name_fr]", "Terrain des patrouilles")
    page.set_input_files("[name=file]", file(collection(SQUARE, feature([]))))
    expect(page.locator("[data-drawn-said]")).to_have_text("The file cannot be read as GeoJSON. Saving says why.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".faults")).to_contain_text("Feature 2: ")
    expect(page.locator("[name=name_fr]")).to_have_value("Terrain des patrouilles")
    screen.faults.clear()  # the browser notes an answer of 422
    told = feature(SQUARE["geometry"], contact="of nobody", **SQUARE["properties"])
    page.set_input_files("[name=file]", file(collection(told)))
    expect(page.locator("[data-drawn-said]")).to_have_text("1 feature in the file. Not sent yet.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".banner.ok")).to_contain_text("Saved: “Patrol ground”.")
    expect(page.locator("main")).to_contain_text("Left out, for only names are kept: contact.")  # said this once
    page.goto(f"{hub.url}/board/?map=1")
    page.locator(".map-layers summary").click()
    tick = page.get_by_label("Patrol ground")
    expect(tick).to_be_checked()
    tick.uncheck()
    page.goto(f"{hub.url}/setup/layers/")
    page.get_by_role("button", name="Hide Patrol ground").click()
    expect(page.get_by_role("button", name="Show Patrol ground")).to_be_focused()
    assert hub.sql("SELECT is_shown FROM alerts_layer WHERE name_en = 'Patrol ground'") == [(False,)]
    assert "Secteur nord" in json.dumps(hub.sql("SELECT shapes FROM alerts_layer WHERE name_en = 'Patrol ground'"))


def test_a_file_chosen_before_the_script_had_come_is_looked_at_too(hub, at):
    page = at("Dora", DESK).page
    held: list[Route] = []
    page.route("**/parts/layer*.js", lambda route: held.append(route))
    with page.expect_request("**/parts/layer*.js"):
        page.goto(f"{hub.url}/setup/layers/new/")
    page.set_input_files("[name=file]", file(collection(SQUARE)))
    held[0].continue_()
    expect(page.locator("[data-drawn-said]")).to_have_text("1 feature in the file. Not sent yet.")


def test_the_pages_of_layers_have_no_fault_fit_and_are_french(hub, at, speaks, without_axe_faults):
    speaks("Grace", "fr")
    page = at("Grace", DESK, locale="fr").page
    for path in ("/setup/layers/", "/setup/layers/new/", "/setup/layers/1/"):
        page.set_viewport_size(DESK)
        page.goto(hub.url + path)
        page.wait_for_timeout(500)
        without_axe_faults(page)
        assert not english(page), english(page)
        wider = wider_than(page)
        assert not wider, (path, wider)
        page.set_viewport_size(PHONE)
        without_axe_faults(page)
