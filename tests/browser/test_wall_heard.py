"""The real wall with its sound on: an alert is heard until it is answered, and the wall when it hangs."""

import os
import re
import signal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.listening import Ears
from tests.browser.moving import end_all
from tests.browser.test_first_light import file_critical
from tests.faults.driver import Driver

CRITICAL, LOW = (880, 587), (147,)
HANGS_S = 30 + 15  # the product's own deadline, and slack


@pytest.fixture
def wall(hub, at):
    end_all(hub)  # what other tests left undone would make the wall say so, and give its low tone before
    screen = at("Dora", {"width": 1920, "height": 1080})
    ears = Ears(screen.page)
    page = screen.open("/wall/")
    expect(page.locator("html[data-truth=live]")).to_be_attached(timeout=45_000)
    page.keyboard.press("s")
    page.get_by_role("button", name="Heard", exact=True).click()
    expect(page.locator("[data-sound-state]")).to_have_text("on")
    return page, ears


def test_a_critical_alert_is_heard_and_read_out_at_once_until_everybody_answered(hub, at, wall, tmp_path):
    page, ears = wall
    ears.forget()
    number = file_critical(at("Hana", PHONE))
    short = number.rpartition("-")[2]
    ears.wait_for(*CRITICAL)
    expect(page.locator("[data-sound-shouted]")).to_have_text(re.compile(rf"New critical alert: .*{short}\."))
    alarm = page.locator(f"#wall-alarms [data-number$='{short}']")
    expect(alarm).to_be_attached()
    for name in ("amina", "ben", "chidi", "dora"):
        with Driver(hub, tmp_path / "said.jsonl", name) as person:
            person.answer(number)
    expect(alarm).not_to_be_attached()


def test_a_hub_that_hangs_is_heard_within_30_seconds(hub, wall):
    page, ears = wall
    ears.forget()
    expect(page.locator("html[data-truth=live]")).to_be_attached(timeout=30_000)  # else its low tone sounded already
    web = hub.processes["web"].pid
    os.kill(web, signal.SIGSTOP)
    try:
        ears.wait_for(*LOW, within_s=HANGS_S)
        expect(page.locator("html[data-truth=silent]")).to_be_attached()
    finally:
        os.kill(web, signal.SIGCONT)
    expect(page.locator("html[data-truth=live]")).to_be_attached(timeout=30_000)
