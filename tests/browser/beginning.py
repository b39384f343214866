"""What a newcomer does on the pages of an office's beginning: the command as it is written, the guide, the buttons."""

import re
import shlex

from playwright.sync_api import expect

from tests.running import ROOT

PAGE_TO_READ = ROOT / "docs" / "start-an-office.md"
PASSWORD = "a sentence of which nobody else thinks"


def as_written():
    """The words after manage.py, from the page to read."""
    (command,) = re.findall(r"manage\.py (create_office(?: [^\n]*\\\n)*[^\n]*)", PAGE_TO_READ.read_text())
    return shlex.split(command.replace("\\\n", " "))


def guide(page):
    """The list of the beginning, by the bar on top of whatever page one is on."""
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Set-up").click()
    expect(page.locator(".begins")).to_be_visible()
    return page.locator(".begins")


def done(page):
    return {name.split("\n")[0] for name in guide(page).locator("li.done .what").all_inner_texts()}


def begin(page, step):
    """Presses what the guide offers, which is this step."""
    offered = guide(page).locator("li.next")
    expect(offered.locator(".what")).to_have_text(step)
    offered.get_by_role("link", name="Do this now").click()


def go(page, group, name):
    """A page of the set-up, by its navigation."""
    nav = page.locator("nav.subnav")
    nav.locator(".groups").get_by_role("link", name=group, exact=True).click()
    nav.locator(".own-pages").get_by_role("link", name=name, exact=True).click()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).click()


def said(page, words):
    expect(page.get_by_role("status").first).to_contain_text(words)


def accept(page, language):
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_again").fill(PASSWORD)
    page.locator("#id_language").select_option(language)
    page.locator(".btn.main.big").click()
