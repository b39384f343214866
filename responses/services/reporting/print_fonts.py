"""The fonts of print, and which signs they hold: a PDF for everybody (PDF/UA-1) has none that cannot be drawn."""

from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parents[2] / "reference" / "fonts"
STANDS_IN = "\ufffd"  # drawn as a question mark in a diamond
ALWAYS = frozenset("\n\t")


@lru_cache(maxsize=1)
def covered() -> frozenset[int]:
    """Code points that at least one of the fonts draws."""
    found: set[int] = set()
    for file in sorted(FOLDER.glob("*.ttf")):
        with TTFont(file, lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(found)


def drawable(text: str) -> str:
    """The text with a stand-in for each sign that no font holds."""
    if text.isascii() and text.isprintable():
        return text
    known = covered()
    return "".join(char if ord(char) in known or char in ALWAYS else STANDS_IN for char in text)
