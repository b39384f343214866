"""Does a page fit the screen it is shown on? Whoever must scroll sideways loses the line they read."""

from playwright.sync_api import Page

# 320: 1280 px zoomed four times (WCAG 2.2, 1.4.10). Then phones, tablets, both sides of each width the look turns at.
WIDTHS = (
    320,
    360,
    480,
    720,
    721,
    800,
    801,
    879,
    880,
    960,
    961,
    1023,
    1024,
    1100,
    1129,
    1130,
    1179,
    1180,
    1259,
    1260,
    1279,
    1280,
    1366,
)


def wider_than(page: Page) -> dict[int, int]:
    """By how many px the page is wider than each of the widths; empty where it fits all of them."""
    before, found = page.viewport_size, {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        if (px := sticks_out(page)) > 0:
            found[width] = px
    if before:
        page.set_viewport_size(before)
    return found


def sticks_out(page: Page) -> int:
    """In px, at the width that the page has now."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
