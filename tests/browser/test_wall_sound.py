"""The sound of the wall on a page of its own: what is let out, what the corner says, what a reload keeps."""

import re

import pytest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation
from playwright.sync_api import expect

from tests.browser.listening import Ears

CRITICAL, HIGH, DRILL, LOW = (880, 587), (740,), (1047, 523), (147,)
PAGE = """<!doctype html><html lang="{language}" class="dark wall"><head><meta charset="utf-8"><title>Wall</title>
<link rel="stylesheet" href="{tokens}"><link rel="stylesheet" href="{parts}"><link rel="stylesheet" href="{own}"></head>
<body><main><h1>Wall</h1>{sound}<ul hidden id="wall-alarms"></ul></main>
<script type="module">import {{ sound }} from "{script}"; sound(document.body);</script></body></html>"""
PLACE = """alarms => {
  document.getElementById("wall-alarms").innerHTML = alarms.map(([number, level, exercise]) =>
    `<li data-number="${number}" data-level="${level}" ${exercise ? 'data-exercise="1"' : ""}></li>`).join("");
  document.dispatchEvent(new CustomEvent("wall:news"));
}"""
TRUTH = (
    'isLive => document.dispatchEvent(new CustomEvent("wall:truth", { detail: { isLive, silent: [], seconds: 31 } }))'
)

HEIGHTS = """() => [...document.querySelectorAll(".sound button")]
  .filter((one) => one.checkVisibility()).map((one) => one.offsetHeight)"""


class Wall:
    def __init__(self, page):
        self.page, self.ears = page, Ears(page)
        self.corner = page.locator("[data-wall-sound]")
        self.state = page.locator("[data-sound-state]")

    def place(self, *alarms):
        self.page.evaluate(PLACE, alarms)

    def is_live(self, so):
        self.page.evaluate(TRUTH, so)

    def armed(self):
        self.page.keyboard.press("s")
        self.page.get_by_role("button", name="Heard", exact=True).click()
        expect(self.state).to_have_text("on")
        self.ears.forget()
        return self

    def later(self, seconds):
        """The page's clock jumps; what is due then is due once."""
        self.ears.forget()
        self.page.clock.fast_forward(seconds * 1000)


@pytest.fixture
def wall(hub, at):
    def opened(language="en", **options):
        screen = at(None, {"width": 1920, "height": 1080}, **options)
        with translation.override(language):
            files = {
                name: static(f"css/{path}.css")
                for name, path in (("tokens", "tokens"), ("parts", "parts"), ("own", "wall_sound"))
            }
            html = PAGE.format(
                language=language,
                sound=render_to_string("wall/sound.html"),
                script=static("js/lib/wall/sound.js"),
                **files,
            )
        screen.page.route("**/only-sound/", lambda route: route.fulfill(body=html, content_type="text/html"))
        screen.page.clock.install()
        made = Wall(screen.page)
        screen.open("/only-sound/")
        return made

    return opened


def test_a_key_arms_it_and_plays_the_proof_which_asks_whether_it_was_heard(wall):
    here = wall()
    expect(here.state).to_have_text("sound off: press S")
    here.page.keyboard.press("s")
    for word in ("critical", "high", "exercise", "not live"):
        expect(here.page.locator("[data-proof][aria-current]")).to_have_text(word)
    expect(here.page.get_by_text("Heard?", exact=True)).to_be_visible()
    here.ears.wait_for(*CRITICAL, *HIGH, *DRILL, *LOW)
    expect(here.state).to_have_text("on: heard?")
    heard = here.page.get_by_role("button", name="Heard", exact=True)
    expect(heard).to_be_focused()
    heard.press("Enter")
    expect(here.state).to_have_text("on")
    expect(here.page.locator("[data-sound-panel]")).to_be_hidden()


def test_whoever_heard_nothing_is_told_what_to_do_and_the_corner_goes_on_asking(wall):
    here = wall()
    here.page.get_by_role("button", name="sound off: press S").click()
    here.page.get_by_role("button", name="Not heard").click()
    expect(here.page.get_by_text("Turn up the screen’s loudspeaker")).to_be_visible()
    expect(here.state).to_have_text("on: heard?")


def test_a_new_critical_alert_sounds_at_once_and_again_until_it_is_answered(wall):
    here = wall().armed()
    here.place(("BEN-2026-0147", "critical", False))
    here.ears.wait_for(*CRITICAL)
    expect(here.corner).to_have_attribute("data-sounded", re.compile(r"^critical \d{4}-"))
    expect(here.page.locator("[data-sound-shouted]")).to_have_text("New critical alert: BEN-2026-0147.")
    here.later(31)
    here.ears.wait_for(*CRITICAL)
    here.place()
    last = here.corner.get_attribute("data-sounded")
    here.later(31)
    here.later(31)
    assert here.corner.get_attribute("data-sounded") == last


def test_medium_alerts_are_silent_a_high_one_is_one_tone(wall):
    here = wall().armed()
    here.place(("BEN-2026-0146", "medium", False))
    here.later(31)
    assert not here.ears.heard()
    here.place(("BEN-2026-0141", "high", False))
    here.ears.wait_for(*HIGH)
    assert not here.ears.has(CRITICAL[1])
    expect(here.page.locator("[data-sound-shouted]")).to_be_empty()


def test_a_real_alert_comes_first_and_the_exercise_after_it_in_its_own_voice(wall):
    here = wall().armed()
    here.place(("BEN-X-2026-0012", "critical", True), ("BEN-2026-0147", "critical", False))
    here.ears.wait_for(*CRITICAL, *DRILL)
    assert not here.ears.has(DRILL[0], CRITICAL[0]), "none begins before the other has ended"
    expect(here.page.locator("[data-sound-shouted]")).to_have_text(
        "New critical alert: BEN-2026-0147. EXERCISE. New critical alert: BEN-X-2026-0012."
    )


def test_a_wall_that_is_not_live_gives_a_low_tone_each_minute(wall):
    here = wall().armed()
    here.is_live(False)
    here.ears.wait_for(*LOW)
    here.later(61)
    here.ears.wait_for(*LOW)
    here.is_live(True)
    here.later(61)
    assert not here.ears.heard()


def test_muted_it_counts_down_and_ends_by_itself_and_only_a_new_critical_alert_sounds(wall):
    here = wall().armed()
    here.place(("BEN-2026-0147", "critical", False))
    here.ears.wait_for(*CRITICAL)
    here.page.keyboard.press("m")
    expect(here.state).to_have_text(re.compile(r"^muted (5:00|4:5\d)$"))
    here.later(60)
    expect(here.state).to_have_text(re.compile(r"^muted (4:00|3:5\d)$"))
    assert not here.ears.heard()
    here.place(("BEN-2026-0147", "critical", False), ("BEN-2026-0148", "critical", False))
    here.ears.wait_for(*CRITICAL)
    here.later(60)
    here.page.clock.run_for(2000)
    assert not here.ears.heard()
    here.later(180)
    expect(here.state).to_have_text("on")
    here.ears.wait_for(*CRITICAL)


def test_the_mute_is_chosen_and_ended_by_mouse_or_keyboard(wall):
    here = wall().armed()
    here.page.get_by_role("button", name="Sound of the wall: on").click()
    here.page.get_by_role("button", name="Mute for 15 min").click()
    expect(here.state).to_have_text(re.compile(r"^muted 1[45]:\d\d$"))
    here.page.get_by_role("button", name="End the mute").press("Enter")
    expect(here.state).to_have_text("on")
    expect(here.page.get_by_role("button", name="Mute for 5 min")).to_be_focused()
    here.page.keyboard.press("Escape")
    expect(here.page.locator("[data-sound-panel]")).to_be_hidden()
    expect(here.page.get_by_role("button", name="Sound of the wall: on")).to_be_focused()
    for text in (r"(5:00|4:5\d)", r"1[45]:\d\d"):
        here.page.keyboard.press("m")
        expect(here.state).to_have_text(re.compile(rf"^muted {text}$"))
    here.page.keyboard.press("m")
    expect(here.state).to_have_text("on")


def test_the_panel_makes_place_for_a_new_critical_alert(wall):
    here = wall().armed()
    here.place(("BEN-2026-0141", "high", False))
    here.page.get_by_role("button", name="Sound of the wall: on").click()
    here.place(("BEN-2026-0141", "high", False))
    here.page.get_by_role("button", name="Mute for 5 min").focus()
    expect(here.page.get_by_role("button", name="Mute for 5 min")).to_be_focused()
    here.place(("BEN-2026-0141", "high", False), ("BEN-2026-0147", "critical", False))
    expect(here.page.locator("[data-sound-panel]")).to_be_hidden()
    expect(here.page.get_by_role("button", name="Sound of the wall: on")).to_be_focused()


def test_after_a_reload_it_says_that_the_browser_blocks_it_until_somebody_presses_a_key(wall):
    here = wall().armed()
    here.page.reload()
    expect(here.state).to_have_text("blocked by the browser: press S")
    here.place(("BEN-2026-0147", "critical", False))
    expect(here.state).to_have_text("blocked by the browser: press S")
    assert not here.ears.heard() and here.corner.get_attribute("data-sounded") == ""
    here.page.keyboard.press("x")
    expect(here.state).to_have_text("on")
    here.ears.wait_for(*CRITICAL)


def test_the_mute_outlasts_a_reload(wall):
    here = wall().armed()
    here.page.keyboard.press("m")
    here.page.reload()
    here.page.keyboard.press("x")
    expect(here.state).to_have_text(re.compile(r"^muted (5:00|4:\d\d)$"))


def test_quiet_is_what_the_display_asks_for_and_what_a_key_chooses_until_it_is_armed(wall):
    asked = wall(reduced_motion="reduce")
    expect(asked.state).to_have_text("quiet")
    asked.place(("BEN-2026-0147", "critical", False))
    assert asked.corner.get_attribute("data-sounded") == ""
    asked.armed()
    chosen = wall().armed()
    chosen.page.keyboard.press("q")
    expect(chosen.state).to_have_text("quiet")
    chosen.page.reload()
    expect(chosen.state).to_have_text("quiet")
    chosen.place(("BEN-2026-0147", "critical", False))
    chosen.later(31)
    assert not chosen.ears.heard()


def test_in_french_and_without_accessibility_faults(wall, without_axe_faults):
    here = wall("fr")
    expect(here.state).to_have_text("muet\u202f: touche S")
    without_axe_faults(here.page)
    here.page.keyboard.press("s")
    expect(here.page.get_by_role("button", name="Entendu", exact=True)).to_be_visible()
    without_axe_faults(here.page)
    assert min(here.page.evaluate(HEIGHTS)) >= 44
