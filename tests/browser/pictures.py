"""Screenshots for a look, in .run/test/pictures; taken where they are asked for: PICTURES=1 make test."""

import os
from collections.abc import Iterable

from playwright.sync_api import Page, ViewportSize

from tests.running import ROOT

FOLDER = ROOT / ".run" / "test" / "pictures"
WANTED = bool(os.environ.get("PICTURES"))
SIZES: dict[str, ViewportSize] = {
    "1920": {"width": 1920, "height": 1080},
    "1366": {"width": 1366, "height": 768},
    "360": {"width": 360, "height": 740},
}


def picture(page: Page, name: str, sizes: Iterable[str] = SIZES, *, is_whole: bool = False) -> None:
    """The page at each of the sizes, `name`-360.png and so on; `is_whole`: down to its end."""
    if not WANTED:
        return
    before = page.viewport_size
    for size in sizes:
        page.set_viewport_size(SIZES[size])
        page.wait_for_timeout(150)  # for what follows the width
        page.screenshot(path=FOLDER / f"{name}-{size}.png", full_page=is_whole)
    if before:
        page.set_viewport_size(before)
