"""The map beside the list: by keyboard, by mouse, on the phone; the same set as the list, whatever is filtered."""

import re

import pytest
from playwright.sync_api import expect

from ewrr.common.geo import to_mgrs
from tests.browser.conftest import DESK, PHONE
from tests.browser.fitting import wider_than
from tests.browser.test_board import file
from tests.browser.test_screens import english

OPEN = "/board/?map=1"
SMALL = """() => [...document.querySelectorAll('#map-pane :is(button, summary, select, .handle)')]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5 && !one.matches('.handle'))
  .map((one) => one.className + one.textContent)"""
PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def board(hub, at, told):
    """The board with its map open and drawn; a critical alert stands on it."""

    def open_map(name="Dora", size=DESK, path=OPEN, **options):
        page = at(name, size, **options).open(path)
        expect(page.locator("#map-pane [data-pin], #map-pane .group").first).to_be_visible()
        expect(page.locator("canvas.map-letters")).to_be_attached()
        return page

    return open_map


@pytest.fixture
def spread(hub, told):
    """Alerts on the list that came ten minutes apart, the last one just now: those of a test come within seconds."""
    file(hub, "Mbau", "Oicha", "Luna")
    hub.sql(
        "UPDATE alerts_alert SET received_at = now() - ago FROM (SELECT id AS one,"
        " interval '10 min' * (row_number() OVER (ORDER BY id DESC) - 1) AS ago"
        " FROM alerts_alert WHERE state IN ('received', 'decided')) AS ages WHERE id = one"
    )


def test_what_is_put_away_stays_so_for_the_tab_and_no_longer(board):
    page = board()
    layers = page.locator(".map-layers summary")
    layers.focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name="Alerts", exact=True).uncheck()
    expect(page.locator("#map-pane .pin")).to_have_count(0)
    expect(page.locator("#map-pane .base").first).to_be_attached()
    page.keyboard.press("Escape")
    expect(page.locator(".map-ticks")).to_be_hidden()
    expect(layers).to_be_focused()
    page.reload()
    expect(page.locator("canvas.map-letters")).to_be_attached()
    expect(page.locator("#map-pane .pin")).to_have_count(0)
    kept = page.evaluate("JSON.stringify(sessionStorage)")
    assert re.search(r"alerts[\\\"]+:false", kept) and "BEN-" not in kept and page.evaluate("localStorage.length") == 0
    page.evaluate("sessionStorage.clear()")


def test_from_pin_to_pin_by_the_arrow_keys_and_enter_opens(board):
    page = board()
    stops = page.locator('#map-pane .pin[tabindex="0"]')
    expect(stops).to_have_count(1)
    stops.focus()
    first = page.evaluate("document.activeElement.ariaLabel")
    for key in ("ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.matches('.pin')"), first
    expect(stops).to_have_count(1)
    pin = page.locator("#map-pane .pin[data-pin]").first
    number = pin.get_attribute("data-pin")
    pin.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#alert[data-number='{number}']")).to_be_visible()


def test_the_period_greys_the_list_and_never_shortens_it(spread, board):
    page = board()
    rows = page.locator("#list [data-alert]")
    every = rows.count()
    until = page.locator(".handle.until")
    expect(until).to_have_attribute("aria-valuetext", re.compile(r"^until \d+ \w+, \d\d:\d\d$"))
    until.focus()
    page.keyboard.press("Home")
    said = page.locator(".period-said")
    expect(said).to_have_text(re.compile(rf"\d+ of {every} shown$"))
    shown = int(re.findall(r"(\d+) of", said.inner_text())[0])
    assert 0 < shown < every
    expect(page.locator("#list .outside")).to_have_count(every - shown)
    assert rows.count() == every, "an alert never leaves the list"
    expect(page.locator("#list .outside").first).to_contain_text("(outside the period shown)")
    placed = page.evaluate("document.querySelectorAll('#list [data-lat]:not(.outside)').length")
    assert drawn(page) == placed, "the map shows what the list does not grey"
    page.get_by_label("Show the whole period").click()
    expect(page.locator("#list .outside")).to_have_count(0)


def drawn(page):
    """How many alerts stand on the map and its margin, those in groups too; the view holds all of them."""
    return page.evaluate(
        """() => [...document.querySelectorAll('#map-pane .pin')]
          .reduce((sum, pin) => sum + Number(pin.querySelector('.group-count')?.textContent ?? 1), 0)"""
    )


def test_the_period_plays_to_its_end_and_by_steps_only_where_motion_is_not_wanted(spread, board):
    page = board()
    page.get_by_label("Pace").select_option("slow")
    page.get_by_label("Play the period").click()
    expect(page.get_by_label("Pause")).to_be_visible()
    expect(page.locator("#list .outside").first).to_be_attached()
    page.get_by_label("Pace").select_option("fast")
    expect(page.get_by_label("Pause")).to_be_visible()
    expect(page.get_by_label("Play the period")).to_be_visible(timeout=60_000)
    expect(page.locator("#list .outside")).to_have_count(0)
    still = board(reduced_motion="reduce")
    expect(still.get_by_label("Play the period")).to_be_hidden()
    still.get_by_label("One step on").click()
    expect(still.locator("#list .outside").first).to_be_attached()


def test_distances_are_measured_by_keyboard_and_by_mouse(board):
    page = board()
    button = page.get_by_role("button", name="Measure", exact=True)
    button.click()
    surface = page.locator("#board-map")
    surface.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".legs-sum")).to_have_text("Now the next point.")
    for _time in range(3):
        page.keyboard.press("ArrowUp")
    page.wait_for_timeout(900)  # the map comes to rest
    page.keyboard.press("Enter")
    expect(page.locator(".legs-sum")).to_have_text(re.compile(r"^[\d.]+ k?m, 360° N$"))
    box = surface.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.6)
    expect(page.locator(".legs li")).to_have_count(2)
    expect(page.locator(".legs-sum")).to_have_text(re.compile(r" in all\. Straight [\d.]+ k?m, \d{3}° [NSEW]+$"))
    page.keyboard.press("Backspace")
    expect(page.locator(".legs li")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".legs-box")).to_be_hidden()
    expect(button).to_be_focused()


def test_the_grid_reference_is_the_servers(board):
    page = board()
    page.locator("#board-map").hover(position={"x": 400, "y": 250})
    expect(page.locator(".degrees")).to_have_text(re.compile(r"^-?\d+\.\d{4}, -?\d+\.\d{4}$"))
    page.wait_for_timeout(200)
    lat, lon = (float(part) for part in page.locator(".degrees").inner_text().split(", "))
    zone, square, *figures = page.locator("output.grid").inner_text().split()
    own_zone, own_square, *own = to_mgrs(lat, lon, len(figures[0])).split()
    assert (zone, square) == (own_zone, own_square)
    # The degrees are shown to four places, so the last figure of the grid may be the neighbour's.
    assert all(abs(int(one) - int(other)) <= 1 for one, other in zip(figures, own, strict=True))
    page.locator("#board-map").focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".cross")).to_be_visible()


def test_the_open_alert_shows_who_is_near(board, told):
    page = board(path=f"/board/?open={told}&map=1")
    expect(page.locator("#map-pane path.near").first).to_be_attached()
    assert page.locator("#map-pane path.near").count() <= 3


def test_five_thousand_alerts_leave_the_page_light(board):
    page = board()
    page.evaluate(
        """() => {
          const rows = Array.from({ length: 5000 }, (_, n) => {
            const row = document.createElement("li");
            const at = { lat: (n * 7919 % 7000) / 1000 - 3, lon: 25 + (n * 104729 % 6000) / 1000 };
            const known = { level: n % 9 ? "medium" : "high", precision: "village", precisionKm: "3" };
            const received = new Date(1.7e12 + n * 6e5).toISOString();
            Object.assign(row.dataset, { alert: "", number: `X-${n}`, short: `${n}`, received, ...at, ...known });
            row.append(document.createElement("a"));
            return row;
          });
          document.querySelector("#list .rows").replaceChildren(...rows);
          document.dispatchEvent(new CustomEvent("list:changed"));
        }"""
    )
    marks = page.locator("#map-pane .leaflet-marker-icon")
    for _time in range(5):
        page.get_by_label("Farther").click()
        page.wait_for_timeout(600)
    expect(page.locator("#map-pane .group").first).to_be_attached()
    expect(page.locator(".period-said")).to_contain_text("5000")
    assert marks.count() < 700
    for _time in range(5):
        page.get_by_label("Closer").click()
        page.wait_for_timeout(600)
        assert marks.count() < 700 and page.locator("#map-pane svg path").count() < 1400
    assert drawn(page) > 0


def test_alerts_in_one_place_are_listed_where_no_closer_look_parts_them(board):
    page = board()
    page.evaluate(
        """() => {
          const one = document.querySelector("#list [data-lat]");
          const rows = Array.from({ length: 70 }, (_, n) => {
            const row = one.cloneNode(true);
            Object.assign(row.dataset, { number: `X-${n}`, short: `${n}`, lat: 0.5, lon: 29.5 });
            return row;
          });
          document.querySelector("#list .rows").replaceChildren(...rows);
          document.dispatchEvent(new CustomEvent("list:changed"));
        }"""
    )
    group = page.locator("#map-pane .group")
    expect(group).to_have_count(1)
    group.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("list", name="70 alerts in one place")).to_be_visible()
    assert page.evaluate("document.activeElement.dataset.pin")
    page.keyboard.press("Escape")
    expect(page.locator(".stack")).to_be_hidden()
    expect(group).to_be_focused()


def with_tiles(page, answer):
    """The board as a hub with EWRR_TILE_URL writes it; `answer`: what its tile server says."""

    def write(route):
        response = route.fetch()
        body = response.text().replace(
            "data-tools ", 'data-tools data-tiles="/tiles/{z}/{x}/{y}.png" data-tiles-credit="Ours" '
        )
        route.fulfill(response=response, body=body)

    page.route("**/board/**", write)
    page.route("**/tiles/**", answer)


def test_a_tile_server_is_asked_only_once_somebody_wants_it_and_the_paper_stays_where_it_fails(hub, at, told):
    # A page that a test answers itself comes from nowhere, and is let near the hub's socket on loopback by leave only.
    screen = at("Dora", DESK, permissions=["local-network-access"])
    page, asked, works = screen.page, [], [True]

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(body=PIXEL, content_type="image/png") if works[0] else route.fulfill(status=503)

    with_tiles(page, answer)
    screen.open(OPEN)
    expect(page.locator("canvas.map-letters")).to_be_attached()
    page.locator(".map-layers summary").click()
    expect(page.locator(".tick:has([name=map-tiles]) small")).to_contain_text("learns where you look")
    assert not asked
    page.get_by_label("Detailed map").check()
    expect(page.locator(".leaflet-tile-loaded").first).to_be_attached()
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("Ours")
    works[0] = False
    page.reload()
    expect(page.locator(".map-fault")).to_contain_text("does not answer")
    expect(page.locator(".leaflet-tile")).to_have_count(0)
    expect(page.locator("[name=map-tiles]")).not_to_be_checked()
    screen.faults[:] = [fault for fault in screen.faults if "503" not in fault]  # each tile that did not come


def test_the_map_has_no_accessibility_fault_fits_and_is_french(board, speaks, without_axe_faults):
    speaks("Dora", "fr")
    page = board(locale="fr")
    page.locator(".map-layers summary").click()
    without_axe_faults(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Mesurer", exact=True).click()
    assert not english(page), english(page)
    wider = wider_than(page)
    assert not wider, f"so many px wider than the screen: {wider}"
    page.set_viewport_size(PHONE)
    without_axe_faults(page)
    small = board(size=PHONE, locale="fr", has_touch=True).evaluate(SMALL)
    assert not small, small
