"""WCAG contrast of the colour pairs that the parts use, computed from tokens.css by day and by night."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
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


def colours() -> dict[str, dict[str, str]]:
    text = (ROOT / "static" / "css" / "tokens.css").read_text("utf-8")
    both = re.findall(r"--([\w-]+):var\(--day,(#\w{6})\) var\(--night,(#\w{6})\);", text)
    same = re.findall(r"--([\w-]+):(#\w{6});", text)
    return {
        "day": {name: day for name, day, _ in both} | dict(same),
        "night": {name: night for name, _, night in both} | dict(same),
    }


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_contrast(theme, front, back, least):
    set_ = colours()[theme]
    assert ratio(set_[front], set_[back]) >= least


def test_grey_print_keeps_the_order_of_levels():
    """By day a glyph gets lighter from critical to low."""
    day = colours()["day"]
    marks = [luminance(day[f"{level}-mark"]) for level in ("crit", "high", "med", "low")]
    assert marks == sorted(marks)
