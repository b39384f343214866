"""The wall in a browser: fits its screen and its boxes, is live without a hand, counts every red, prints on paper."""

import re

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.browser.moving import end_all
from tests.browser.pictures import picture
from tests.browser.test_board import file
from tests.mailserver import wait_for

HD: ViewportSize = {"width": 1920, "height": 1080}
UHD: ViewportSize = {"width": 3840, "height": 2160}
PREVIEW: ViewportSize = {"width": 1366, "height": 768}
# What is wider than its own box, but for what says with three points that it goes on: names of duties and places.
TOO_WIDE = """() => [...document.querySelectorAll(".screen *")].filter((one) => {
  if (one.closest("svg, .leaflet-container, .visually-hidden, [hidden], .tick ul")) return false;
  const style = getComputedStyle(one);
  if (style.display === "inline" || one.clientWidth === 0 || style.textOverflow === "ellipsis") return false;
  return one.scrollWidth > one.clientWidth + 1;
}).map((one) => `${one.className} ${one.scrollWidth}>${one.clientWidth}: ${one.textContent.slice(0, 60)}`)"""
# A line that stands below or above the box that holds it.
TOO_HIGH = """() => [...document.querySelectorAll("#wall-queue li, #wall-queue .more, #wall-responses, .top > *, #wall-duty > *, #wall-counts > div, #wall-tick")]
  .flatMap((box) => [...box.querySelectorAll("p, h1, h2, li, time, b, .say, .mark")].map((line) => [box.getBoundingClientRect(), line.getBoundingClientRect(), line]))
  .filter(([box, line, one]) => line.height && !one.closest("#wall-tick ul") && (line.bottom > box.bottom + 1 || line.top < box.top - 1))
  .map(([box, line, one]) => `${one.className} ${Math.round(line.top)}-${Math.round(line.bottom)} of ${Math.round(box.top)}-${Math.round(box.bottom)}: ${one.textContent.slice(0, 60)}`)"""  # noqa: E501
# Rows of the queue and cells of the strip lie within the screen, and none over another.
OUTSIDE = """() => [...document.querySelectorAll("#wall-queue li, #wall-queue .more, #wall-duty > *, #wall-counts > div, #wall-responses li, .lamp")]
  .filter((one) => { const { left, top, right, bottom } = one.getBoundingClientRect(); return left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1; })
  .map((one) => one.textContent.slice(0, 60))"""  # noqa: E501
CUT = """() => [...document.querySelectorAll("#wall-queue .o .s, #wall-queue .o time")].filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent)"""  # noqa: E501
NAMES_CUT = """() => [...document.querySelectorAll("#wall-duty .who, #wall-duty .lab")].filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent)"""  # noqa: E501
SCROLLS = """() => [document.documentElement, document.body].some((one) => one.scrollWidth > innerWidth || one.scrollHeight > innerHeight)"""  # noqa: E501
STORM = """
import datetime as dt
from ewrr.common import clock
from tests import make
places = ["Mbau", "Oicha", "Eringeti", "Mavivi", "Mangina", "Kamango", "Halungupa", "Luna"]
for turn in range(40):
    with clock.set_to(clock.now() - dt.timedelta(minutes=20 + turn / 2)):
        make.alert(
            is_routed=True,
            level="critical" if turn < 15 else ("high", "medium", "low")[turn % 3],
            place_name=places[turn % 8],
            lat=0.4 + (turn % 8) / 12,
            lon=29.3 + (turn % 5) / 10,
        )
"""
BUSY = """
import datetime as dt
from alerts.domain.words import ThreatType
from ewrr.common import clock
from responses.domain.course import Step
from tests import make
now = clock.now()
with clock.set_to(now - dt.timedelta(minutes=21)):
    first = make.alert(is_routed=True, place_name="Mayi-Moya")
    second = make.alert(is_routed=True, place_name="Mbau", lat=0.617, lon=29.483)
    make.alert(level="high", is_routed=True, place_name="Le très long nom d’un village derrière l’ancienne mission")
    make.alert(level="medium", is_routed=True, place_name="", lat=None, lon=None, precision="name_only")
    make.alert(level="high", is_routed=True, place_name="Birao", lat=10.28, lon=22.79)
    make.alert(is_routed=True, threat_types=(ThreatType.CRSV,))
make.answered(first, "Amina", "Ben")
make.decided(second)
base = second.office.positions.get(name="Oicha").pk
make.stepped(make.response(second, position=base, unit="QRF Oicha"), Step.ACCEPT, Step.MOVE)
make.response(second, unit="A unit with a name so long that no row of any wall could ever hold it, wherever")
"""


@pytest.fixture(autouse=True)
def empty(hub):
    end_all(hub)


def run(hub, script):
    hub.manage("shell", "--command", script)


def wall(at, name="Dora", size=HD, **options):
    page = at(name, size, **options).open("/wall/")
    expect(page.locator("[data-settled]")).to_be_attached()
    return page


def assert_fits(page):
    assert not page.evaluate(SCROLLS)
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(CUT) == []
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(TOO_HIGH) == []


# Of a busy office; before each, nobody is away: else the strip would stay as the scene before left it.
AWAY = """
import datetime as dt
from alerts.models import Absence, Office, Person
from alerts.services import duty
from ewrr.common import clock
from tests import make
now, beni, dora = clock.now(), Office.objects.get(code="BEN"), make.viewer("Dora")
for absence in Absence.objects.filter(office=beni, cancelled_at=None, ends_at__gt=now):
    duty.cancel(viewer=dora, row=absence)
for person in Person.objects.filter(memberships__office=beni, name__in={names}).distinct():
    duty.declare_absence(viewer=dora, person=person, starts_at=now, ends_at=now + dt.timedelta(hours=1))
"""
TWO, ALL = ["Ben", "Chidi"], ["Amina", "Ben", "Chidi", "Dora", "Noor", "Sifa", "Rajiv"]
SHOWN = [
    ("calm", "", "en", HD),
    ("busy", BUSY, "en", HD),
    ("busy", BUSY, "fr", HD),
    ("busy", BUSY, "fr", PREVIEW),
    ("storm", STORM, "fr", HD),
    ("storm", STORM, "fr", UHD),
]


@pytest.mark.parametrize(("scene", "script", "language", "size"), SHOWN)
def test_it_fits_its_screen_and_everything_its_box(hub, at, speaks, scene, script, language, size):
    speaks("Dora", language)
    if script:
        run(hub, script)
    page = wall(at, size=size)
    if scene == "calm":  # the others begin with what should have been told long ago, and the wall says so
        expect(page.locator("html[data-truth=live]")).to_be_attached(timeout=45_000)  # a hub that begins is not yet
    assert_fits(page)
    picture(page, f"wall-{scene}-{language}", ["1920", "1366"])


@pytest.fixture
def away(hub):
    """Declares who is away; at the end nobody is."""
    yield lambda names: run(hub, AWAY.format(names=names))
    run(hub, AWAY.format(names=[]))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("scene", "names", "gaps"), [("two-gaps", TWO, 2), ("gaps", ALL, 4)])
def test_gaps_stand_in_the_strip_and_cut_no_name(hub, at, speaks, away, language, scene, names, gaps):
    speaks("Dora", language)
    away(names)
    page = wall(at)
    expect(page.locator("#wall-duty > .gap")).to_have_count(gaps)
    assert_fits(page)
    picture(page, f"wall-{scene}-{language}", ["1920", "1366"])
    assert page.evaluate(NAMES_CUT) == []


def test_axe_finds_no_fault(hub, at, without_axe_faults):
    run(hub, BUSY)
    without_axe_faults(wall(at))


def test_in_a_storm_every_red_one_is_counted(hub, at):
    run(hub, STORM)
    page = wall(at)
    expect(page.locator("#wall-queue .q.critical")).to_have_count(8)
    expect(page.locator("#wall-queue .more")).to_contain_text("7 critical")
    expect(page.locator("#wall-queue .more .red")).to_have_text("16 late, 16 no answer")
    expect(page.locator("#wall-counts .none b")).to_have_text("24")
    grouped = page.locator("#wall-map-paper .group-count").all_inner_texts()
    alone = page.locator("#wall-map-paper .pin[data-pin]").count()
    assert sum(map(int, grouped)) + alone == 40


def test_rows_that_hide_something_are_as_high_as_the_others(hub, at):
    run(hub, BUSY)
    page = wall(at)
    heights = page.evaluate(
        "() => [...document.querySelectorAll('#wall-queue li')].map((one) => Math.round(one.offsetHeight))"
    )
    assert len(set(heights)) == 1 and page.locator("#wall-queue .is-restricted").count() == 1
    assert page.locator("#wall-map-paper .pin[data-pin*='-R-']").count() == 0


def test_what_somebody_files_appears_without_a_hand(hub, at):
    page = wall(at)
    expect(page.locator("#wall-queue .calm")).to_be_visible()
    page.evaluate("window.same = 'page'")
    (number,) = file(hub, "Mbau")
    expect(page.locator(f"#wall-queue [data-number='{number}']")).to_contain_text("Mbau")
    expect(page.locator(f"#wall-map-paper [data-pin='{number}']")).to_be_attached()
    expect(page.locator("#wall-counts > div").last).to_contain_text("1")
    expect(page.locator("[data-sound-shouted]")).to_have_text(f"New critical alert: {number[-4:]}.")
    expect(page.locator("#wall-tick li").first).to_contain_text("received")
    assert page.evaluate("window.same") == "page"


def test_without_a_socket_it_asks_by_itself(hub, at):
    screen = at("Dora", HD)
    screen.page.add_init_script("window.WebSocket = class extends EventTarget { close() {} };")
    page = screen.open("/wall/")
    (number,) = file(hub, "Oicha")
    expect(page.locator(f"#wall-queue [data-number='{number}']")).to_be_visible(timeout=30_000)


def test_weeks_of_news_leave_nothing_behind(hub, at):
    page = wall(at)
    count = "document.querySelectorAll('*').length"
    sizes = []
    for _turn in range(3):
        (number,) = file(hub, "Mbau")
        expect(page.locator(f"#wall-queue [data-number='{number}']")).to_be_visible()
        run(hub, DISMISS.format(number=number))
        expect(page.locator("#wall-queue .calm")).to_be_visible()
        page.evaluate("document.querySelector('#wall-tick ul').replaceChildren()")  # its lines are of the day
        page.wait_for_function("!document.querySelector('.is-fresh')")
        sizes.append(page.evaluate(count))
    assert sizes[1] == sizes[2]


DISMISS = """
from alerts.models import Alert
from tests import make
make.dismissed(Alert.objects.get(number="{number}"))
"""
QUIET = """
from tests import make
for place, lat in (("Mbau", 0.617), ("Oicha", 0.703)):
    make.answered(make.alert(level="medium", is_routed=True, place_name=place, lat=lat, lon=29.5), "Amina")
"""


def test_while_nothing_is_red_one_alert_after_the_other_is_shown_and_none_once_something_is(hub, at):
    run(hub, QUIET)
    page = wall(at)
    card = page.locator("[data-wall-focus]")
    expect(card).to_contain_text("Mbau", timeout=40_000)
    expect(page.locator("#wall-map-paper .pin.is-on")).to_have_count(1)
    expect(page.locator("#wall-queue .is-on")).to_contain_text("Mbau")
    expect(card).to_contain_text("Oicha", timeout=40_000)
    file(hub, "Mavivi")
    expect(card).to_be_hidden()
    expect(page.locator("#wall-map-paper .pin.is-on")).to_have_count(0)


def test_with_reduced_motion_nothing_is_enlarged(hub, at):
    run(hub, QUIET)
    screen = at("Dora", HD, reduced_motion="reduce")
    screen.page.clock.install()
    page = screen.open("/wall/")
    expect(page.locator("body[data-ready=wall]")).to_be_attached()
    expect(page.locator("#wall-queue li")).to_have_count(2)
    page.clock.run_for(60_000)
    expect(page.locator("[data-wall-focus]")).to_be_hidden()


def test_p_prints_a_sheet_in_black_on_white_also_while_the_hub_is_dead(hub, at):
    run(hub, STORM)
    screen = at("Dora", HD)
    screen.page.add_init_script("window.print = () => { window.printed = (window.printed ?? 0) + 1; };")
    page = screen.open("/wall/")
    expect(page.locator("[data-settled]")).to_be_attached()
    screen.page.remove_listener("console", screen.note)  # the browser says that it finds nobody
    page.context.set_offline(True)
    page.keyboard.press("p")
    assert page.evaluate("window.printed") == 1
    page.emulate_media(media="print")
    expect(page.locator(".screen")).to_be_hidden()
    sheet = page.locator("#wall-sheet")
    expect(sheet).to_be_visible()
    expect(sheet.locator(".alerts tbody tr")).to_have_count(40)
    expect(sheet).to_contain_text("+000 000 000")
    colours = page.evaluate(
        "() => [...document.querySelectorAll('#wall-sheet, #wall-sheet *')].flatMap((one) => { const style = getComputedStyle(one); return [style.color, style.backgroundColor]; })"  # noqa: E501
    )
    assert set(colours) <= {"rgb(0, 0, 0)", "rgb(51, 51, 51)", "rgba(0, 0, 0, 0)"}
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") <= 2
    page.context.set_offline(False)


def test_the_age_on_the_sheet_is_that_of_printing(hub, at):
    file(hub, "Mbau")
    screen = at("Dora", HD)
    screen.page.clock.install()
    page = screen.open("/wall/")
    expect(page.locator("body[data-ready=wall]")).to_be_attached()
    expect(page.locator("#wall-queue li")).to_have_count(1)
    page.route("**/wall/news/**", lambda route: route.abort())
    screen.page.remove_listener("console", screen.note)  # the browser says that the door is shut
    page.clock.run_for(9 * 60_000)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#wall-sheet .alerts time").first).to_have_text(re.compile("^(9|10) min$"))
    assert re.fullmatch(r"\d{6}Z[A-Z]{3}\d\d", page.locator("#wall-sheet [data-dtg]").text_content() or "")
    wait_for(lambda: "late" in (page.locator("#wall-sheet .w").first.text_content() or ""), 10, "what is late")
