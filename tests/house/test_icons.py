"""Every glyph that a page or a script asks for is in the one sprite."""

import re
from pathlib import Path
from xml.etree import ElementTree

from alerts.domain.words import Level, ThreatType

ROOT = Path(__file__).resolve().parents[2]
SPRITE = ROOT / "static" / "icons" / "sprite.svg"
CODES = [kind.value for kind in ThreatType]
# "#i-plus" in a template; "#t-{{ code }}" is covered by the test of the kinds.
# {% icon "plus" %} is the tag's way to say it.
TAG = re.compile(r"\{% icon \"([a-z0-9-]+[a-z0-9])\"")
ASKED = re.compile(r"#((?:i|t|o|lv)-[a-z0-9_-]*[a-z0-9])(?=[\"'`)#\s<]|$)", re.M)


def ids() -> list[str]:
    tree = ElementTree.parse(SPRITE)
    return [node.attrib["id"] for node in tree.iter() if "id" in node.attrib]


def asked(text: str) -> set[str]:
    tagged = {name if name.startswith(("t-", "o-", "lv-")) else f"i-{name}" for name in TAG.findall(text)}
    return tagged | set(ASKED.findall(text))


def pages() -> list[Path]:
    return [*(ROOT / "templates").rglob("*.html"), *(ROOT / "static" / "js").rglob("*.js")]


def test_each_glyph_asked_for_is_drawn():
    drawn = set(ids())
    missing = {
        f"{page.relative_to(ROOT)}: #{name}"
        for page in pages()
        for name in asked(page.read_text("utf-8"))
        if name not in drawn
    }
    assert not missing


def test_the_31_kinds_and_the_levels_have_a_symbol():
    drawn = set(ids())
    assert len(CODES) == 31
    assert not {f"t-{code}" for code in CODES} - drawn
    assert not {f"lv-{level}" for level in Level} - drawn


def test_names_are_unique_and_nothing_acts_or_calls_out():
    names = ids()
    assert len(names) == len(set(names))
    text = SPRITE.read_text("utf-8")
    assert not re.search(r"<(script|style|image|foreignObject|use)\b|\bon\w+=|\bstyle=|href=", text)


def test_the_table_of_kinds_is_complete():
    table = (SPRITE.parent / "README.md").read_text("utf-8")
    assert not [code for code in CODES if f"| `{code}` | `t-{code}` |" not in table]
