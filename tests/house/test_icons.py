"""Every glyph that a page or a script asks for is in the one sprite."""

import re
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[2]
SPRITE = ROOT / "static" / "icons" / "sprite.svg"
KINDS = """
killing execution injury torture death_threat crsv explosive abduction disappearance arrest recruitment
forced_labour looting extortion arson cattle ambush movement incursion clash shelling displacement site_attack
school_hospital communal transhumance unrest hate_speech aid_denied un_threat other
""".split()
# "#i-plus" in a template; "#t-{{ code }}" is covered by the test of the kinds.
ASKED = re.compile(r"#((?:i|t|o|lv)-[a-z0-9_-]*[a-z0-9])(?=[\"'`)#\s<]|$)", re.M)


def ids() -> list[str]:
    tree = ElementTree.parse(SPRITE)
    return [node.attrib["id"] for node in tree.iter() if "id" in node.attrib]


def pages() -> list[Path]:
    return [*(ROOT / "templates").rglob("*.html"), *(ROOT / "static" / "js").rglob("*.js")]


def test_each_glyph_asked_for_is_drawn():
    drawn = set(ids())
    missing = {
        f"{page.relative_to(ROOT)}: #{name}"
        for page in pages()
        for name in ASKED.findall(page.read_text("utf-8"))
        if name not in drawn
    }
    assert not missing


def test_the_31_kinds_and_the_levels_have_a_symbol():
    drawn = set(ids())
    assert len(KINDS) == 31
    assert not {f"t-{code}" for code in KINDS} - drawn
    assert not {f"lv-{level}" for level in ("critical", "high", "medium", "low")} - drawn


def test_names_are_unique_and_nothing_acts_or_calls_out():
    names = ids()
    assert len(names) == len(set(names))
    text = SPRITE.read_text("utf-8")
    assert not re.search(r"<(script|style|image|foreignObject|use)\b|\bon\w+=|\bstyle=|href=", text)


def test_the_table_of_kinds_is_complete():
    table = (SPRITE.parent / "README.md").read_text("utf-8")
    assert not [code for code in KINDS if f"| `{code}` | `t-{code}` |" not in table]
