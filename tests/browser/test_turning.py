"""Turning from one alert to another on the board while the link is slow: the panel shows what was asked for last."""

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PHONE
from tests.browser.moving import opened
from tests.browser.test_first_light import file_critical
from tests.mailserver import wait_for

# Notes which alerts the panel shows from now on, however briefly.
SEEN = """() => {
  window.seen = [];
  const panel = document.getElementById("alert");
  new MutationObserver(() => window.seen.push(panel.dataset.number)).observe(panel, { attributes: true });
}"""


def at_rest(hub) -> None:
    """Until nobody is being told of anything: from now on the only news are those of the test."""
    left = "SELECT count(*) FROM alerts_delivery WHERE state IN ('pending', 'sending', 'failed')"
    wait_for(lambda: hub.sql(left) == [(0,)], 60, "the messages sent")


def answer(at, name: str, number: str) -> None:
    """`name` says "I have it"; returns once the hub has said so to them."""
    page = opened(at(name), number)
    page.locator("#alert [data-key=a]").click()
    expect(page.locator("#alert .triad .yes")).to_have_count(1)


def held(page: Page, address: str) -> list[Route]:
    """The next request to `address`, which waits until the test lets it go; later ones pass."""
    waiting: list[Route] = []
    page.route(address, lambda route: route.continue_() if waiting else waiting.append(route))
    return waiting


def come(page: Page, waiting: list[Route]) -> Route:
    """The request that waits, once it is there; the page goes on meanwhile."""

    def is_there() -> bool:
        page.wait_for_timeout(50)
        return bool(waiting)

    wait_for(is_there, 20, "the request")
    return waiting[0]


def test_news_of_the_alert_before_does_not_take_the_place_of_the_one_now_open(hub, at, told):
    other = file_critical(at("Hana", PHONE))
    at_rest(hub)
    page = opened(at("Grace"), other, board=True)  # told of nothing: her looking is no news
    waiting = held(page, "**/changes/**")
    answer(at, "Amina", other)
    question = come(page, waiting)
    assert f"open={other}" in question.request.url
    page.locator(f"#row-{told} a").click()
    expect(page.locator("#alert")).to_have_attribute("data-number", told)
    page.evaluate(SEEN)
    with page.expect_response("**/changes/**") as told_late:
        question.continue_()
    assert '"id": "alert"' in told_late.value.text()
    expect(page.locator(f"#row-{other} .triad .yes")).to_have_count(1)  # asked again, so nothing was missed
    assert set(page.evaluate("window.seen")) <= {told}


def test_what_happened_while_the_alert_was_on_its_way_is_shown(hub, at, told):
    other = file_critical(at("Hana", PHONE))
    at_rest(hub)
    page = opened(at("Grace"), other, board=True)  # told of nothing: her looking is no news
    waiting = held(page, f"**/alerts/{told}/")
    page.locator(f"#row-{told} a").click()
    slow = come(page, waiting)
    drawn = slow.fetch()
    answer(at, "Amina", told)
    expect(page.locator(f"#row-{told} .triad .yes")).to_have_count(1)  # the news came, with the other one open
    slow.fulfill(response=drawn)
    expect(page.locator("#alert")).to_have_attribute("data-number", told)
    expect(page.locator("#alert .triad .yes")).to_have_count(1)
