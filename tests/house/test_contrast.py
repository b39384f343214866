"""WCAG contrast of the colour pairs that the parts use, computed from tokens.css by day and by night."""

import re

import pytest

from .colours import CSS, NIGHT, greyed, ratio, tokens

TEXT, SHAPE = 4.5, 3.0
# What stands on what, and the least it needs.
PAIRS = [
    ("ink", "surface", TEXT),
    ("ink-2", "surface", TEXT),
    ("ink-2", "ground", TEXT),
    ("ink-3", "surface", TEXT),
    ("ink-3", "ground", TEXT),
    ("ink-3", "sunken", TEXT),
    ("ink-3", "aside", TEXT),
    ("act", "surface", TEXT),
    ("act", "ground", TEXT),
    ("act", "act-tint", TEXT),
    ("act-deep", "act-tint", TEXT),
    ("on-act", "act", TEXT),
    ("on-act", "act-deep", TEXT),
    ("frame-ink", "frame", TEXT),
    ("frame-2", "frame", TEXT),
    ("on-frame-mark", "frame-mark", TEXT),
    ("edge", "surface", SHAPE),
    ("edge", "ground", SHAPE),
    ("crit", "surface", TEXT),
    ("crit", "crit-bg", TEXT),
    ("on-crit", "crit-bar", TEXT),
    ("high", "surface", TEXT),
    ("high", "high-bg", TEXT),
    ("on-high", "high-bar", TEXT),
    ("med", "surface", TEXT),
    ("med", "med-bg", TEXT),
    ("on-med", "med-bar", TEXT),
    ("low", "surface", TEXT),
    ("low", "low-bg", TEXT),
    ("ok", "surface", TEXT),
    ("ok", "ok-bg", TEXT),
    ("crit-mark", "ground", SHAPE),
    ("high-mark", "ground", SHAPE),
    ("med-mark", "ground", SHAPE),
    ("low-mark", "ground", SHAPE),
    ("crit-mark", "act-tint", SHAPE),
    ("focus", "ground", SHAPE),
    ("focus", "surface", SHAPE),
]


@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_contrast(theme, front, back, least):
    set_ = tokens()[theme]
    assert ratio(set_[front], set_[back]) >= least


# The wall: always by night. What stands on what, and the least it needs; colours that are no tokens as written.
WALL = [
    ("text of a row", "ink", "ground", 15.0),
    ("text of a row", "ink-2", "ground", TEXT),
    ("ages and labels", "ink-3", "ground", TEXT),
    ("top and foot", "ink", "sunken", TEXT),
    ("top and foot", "ink-2", "sunken", TEXT),
    ("top and foot", "ink-3", "sunken", TEXT),
    ("LIVE", "ok", "sunken", TEXT),
    ("not checked in", "high", "sunken", TEXT),
    ("under way", "act", "sunken", TEXT),
    ("late", "#FFA698", "ground", 9.0),
    ("late", "#FFA698", "sunken", 9.0),
    ("on a red block", "#fff", "crit-bar", TEXT),
    ("number of a critical alert, one end", "#FF8A78", "#3D1A1B", TEXT),
    ("number of a critical alert, other end", "#FF8A78", "#26171C", TEXT),
    ("critical row", "ink", "#3D1A1B", TEXT),
    ("critical row", "ink-2", "#3D1A1B", TEXT),
    ("critical row", "ink-3", "#3D1A1B", TEXT),
    ("number of a high alert", "high", "ground", TEXT),
    ("number of a medium alert", "med", "ground", TEXT),
    ("new row", "ink", "act-tint", TEXT),
    ("new row", "ink-2", "act-tint", TEXT),
    ("answered", "ok", "#17372F", TEXT),
    ("gap", "#fff", "#23090A", TEXT),
    ("gap", "#FFC9C0", "#23090A", TEXT),
    ("exercise, light stripe", "#1A1400", "#F2CB3B", TEXT),
    ("exercise, dark stripe", "#1A1400", "#D9B021", TEXT),
    ("veil", "#FFE3DE", "#23090A", 15.0),
    ("part that works", "#F0C4BC", "#23090A", TEXT),
    ("part that was not heard", "#D9A79E", "#23090A", TEXT),
    ("red edge of the veil", "crit-bar", "#23090A", SHAPE),
    ("low glyph", "low-bar", "ground", SHAPE),
    ("medium glyph", "med-bar", "ground", SHAPE),
    ("high glyph", "high-bar", "ground", SHAPE),
    ("tile of a critical alert", "crit-bar", "ground", SHAPE),
    ("sound in the corner", "high", "sunken", TEXT),
    ("sound in the corner, not live", "on-crit", "crit-bar", TEXT),
    ("panel of the sound", "ink", "raised", TEXT),
    ("panel of the sound", "ink-2", "raised", TEXT),
    ("panel of the sound", "ink-3", "raised", TEXT),
    ("button of the sound", "ink", "surface", TEXT),
    ("button of the sound", "ink-3", "surface", TEXT),
    ("button of the sound", "edge", "raised", SHAPE),
    ("tone that sounds", "on-act", "act", TEXT),
    ("focus in the panel", "focus", "raised", SHAPE),
    ("focus on the red corner", "focus", "crit-bar", SHAPE),
]
# Read while the wall is not live, when all of these are greyed.
STILL_READ = (
    "text of a row",
    "late",
    "on a red block",
    "critical row",
    "number of",
    "answered",
    "gap",
    "under way",
    "top",
)
SHEETS = sorted(CSS.glob("wall*.css"))
INK = re.compile(r"(?<![\w-])color:(#[0-9A-Fa-f]{3,6})\b")
PAPER = re.compile(r"@media print\{.*?\n\}", re.S)
DIMMED = re.compile(r"[{;]filter:grayscale\(1\) brightness\(([.\d]+)\)")
NOT_LIVE = re.compile(r"\[data-truth=silent\][^{}]*\.no\b[^{}]*\{[^}]*color:var\(--([\w-]+)\)")


def night(name: str) -> str:
    return name if name.startswith("#") else tokens()[NIGHT][name]


def sheets() -> str:
    return "\n".join(sheet.read_text("utf-8") for sheet in SHEETS)


@pytest.mark.parametrize(("_what", "front", "back", "least"), WALL)
def test_contrast_on_the_wall(_what, front, back, least):
    assert ratio(night(front), night(back)) >= least


def test_every_colour_of_its_own_in_which_the_wall_writes_is_measured():
    written = {colour.lower() for colour in INK.findall(PAPER.sub("", sheets()))}
    measured = {front.lower() for _what, front, _back, _least in WALL if front.startswith("#")}
    assert written and not written - measured


def test_every_colour_that_is_measured_is_used():
    used = sheets().lower()
    assert not {
        one for _what, front, back, _ in WALL for one in (front, back) if "#" in one and one.lower() not in used
    }


def test_what_must_be_read_can_be_read_while_the_wall_is_not_live():
    """Greyed and dimmed; the number of a critical alert, too dark then, is written in another colour."""
    found = {float(share) for share in DIMMED.findall(sheets())}
    assert len(found) == 1, "dimmed alike everywhere"
    instead = NOT_LIVE.search(sheets())
    assert instead
    for what, front, back, _least in WALL:
        if what.startswith(STILL_READ):
            written = instead[1] if what.startswith("number of") else front
            seen = [greyed(night(colour), found.copy().pop()) for colour in (written, back)]
            assert ratio(*seen) >= TEXT, what
