"""What a finger does on a page, where the browser's own way of doing it would miss."""

from playwright.sync_api import Locator, expect


def choose(choice: Locator) -> None:
    """Touches the label of a box or button that itself is out of sight, once the page stands still under the finger.

    A forced click goes to where the box was measured, and misses it when a sheet still opens or a style still comes.
    """
    if not choice.is_checked():
        choice.locator("xpath=ancestor::label").click()
    expect(choice).to_be_checked()
