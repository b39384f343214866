"""A level is told without its colour: in grey print, by eyes that lack one kind of cone, by shape and by word."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from alerts.domain.words import Level

from .colours import DAY, NIGHT, WITHOUT, apart, luminance, ratio, tokens
from .glyphs import ink

ROOT = Path(__file__).resolve().parents[2]
TOKEN = {Level.CRITICAL: "crit", Level.HIGH: "high", Level.MEDIUM: "med", Level.LOW: "low"}
WORST_FIRST = list(TOKEN)
PAIRS = list(combinations(WORST_FIRST, 2))
PLAIN = 12.0  # five times what is just noticeable (CIE 1976)
SHAPE = 0.5  # of all the ink of two glyphs, at most so much may be in both
GREY_STEP = 1.25  # contrast of two greys that are told apart side by side in print
DRAWS = re.compile(r"\{% glyph |icon \"lv-")
# Beside a glyph, in the same template: the level's word, whatever it is drawn from.
SAYS = re.compile(
    r"level_display|level_word|level_badge|coded:\"Level\"|\{\{ (?:said|word|label) \}\}|\bcritical:|\"critical\""
)


def solid(theme, level):
    """What a level's glyph is painted with: by day the mark on the ground, on the wall the bar."""
    return tokens()[theme][f"{TOKEN[level]}-{'mark' if theme == DAY else 'bar'}"]


def overlap(one, other):
    return len(ink(one) & ink(other)) / len(ink(one) | ink(other))


def test_less_ink_is_less_urgent():
    filled = [len(ink(level)) for level in WORST_FIRST]
    assert filled == sorted(filled, reverse=True) and filled[-1] > 0


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_each_two_glyphs_differ_in_shape(one, other):
    assert overlap(one, other) < SHAPE


def test_by_day_a_glyph_gets_lighter_from_critical_to_low():
    greys = [luminance(solid(DAY, level)) for level in WORST_FIRST]
    assert greys == sorted(greys) and len(set(greys)) == 4


def test_on_the_wall_critical_is_the_darkest_and_so_a_solid_tile_with_a_white_glyph():
    night = tokens()[NIGHT]
    marks = {level: luminance(solid(NIGHT, level)) for level in WORST_FIRST}
    assert min(marks, key=marks.__getitem__) == Level.CRITICAL
    assert ratio(night["on-crit"], night["crit-bar"]) >= 4.5
    assert ratio(night["crit-bar"], night["ground"]) >= 3.0


@pytest.mark.parametrize("theme", [DAY, NIGHT])
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_in_grey_print_two_levels_differ_by_their_grey_or_by_their_shape(theme, one, other):
    assert ratio(solid(theme, one), solid(theme, other)) >= GREY_STEP or overlap(one, other) < SHAPE


@pytest.mark.parametrize("theme", [DAY, NIGHT])
@pytest.mark.parametrize("other", WORST_FIRST[1:])
@pytest.mark.parametrize("cones", list(WITHOUT))
def test_critical_is_told_from_every_other_level_by_colour_alone_whichever_cones_are_missing(theme, other, cones):
    assert apart(solid(theme, Level.CRITICAL), solid(theme, other), cones) >= PLAIN


@pytest.mark.parametrize("theme", [DAY, NIGHT])
@pytest.mark.parametrize(("one", "other"), PAIRS)
@pytest.mark.parametrize("cones", list(WITHOUT))
def test_two_levels_stay_apart_whichever_cones_are_missing_or_their_shapes_do(theme, one, other, cones):
    assert apart(solid(theme, one), solid(theme, other), cones) >= PLAIN or overlap(one, other) < SHAPE


def test_the_simulation_leaves_grey_as_it_is_and_brings_red_and_green_together():
    for cones in WITHOUT:
        assert apart("#808080", "#808080", cones) == 0
    assert apart("#C4321C", "#5F7A00", "green cones") < apart("#C4321C", "#5F7A00") / 3


def drawing():
    return [page for page in (ROOT / "templates").rglob("*.html") if DRAWS.search(page.read_text("utf-8"))]


def test_no_template_draws_a_level_without_its_word():
    pages = drawing()
    assert len(pages) > 10
    assert not [page.relative_to(ROOT).as_posix() for page in pages if not SAYS.search(page.read_text("utf-8"))]
