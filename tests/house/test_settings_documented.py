"""docs/settings.md has one row for each variable that something reads, and none for what nothing reads."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.compose import ROOT, variables

READ_BY_SETTINGS = re.compile(r"\benv\.\w+\(\s*\"([A-Z][A-Z0-9_]+)\"")
READ_BY_CODE = re.compile(r"\benviron(?:\.get)?[\[(]\"([A-Z][A-Z0-9_]+)\"|\b(EWRR_[A-Z0-9_]+)")
ROW = re.compile(r"^\| `([A-Z][A-Z0-9_]+)` \|(?P<cells>.*)\|$", re.MULTILINE)


def rows() -> list[re.Match[str]]:
    return list(ROW.finditer((ROOT / "docs/settings.md").read_text()))


def sources() -> Iterator[Path]:
    yield ROOT / "Makefile"
    for folder in (".ci", "ewrr/embedded", "ewrr/management"):
        yield from (path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc")


def read_somewhere() -> set[str]:
    names = set(variables((ROOT / "docker-compose.yml").read_text()))
    for path in (ROOT / "ewrr/settings").glob("*.py"):
        names |= set(READ_BY_SETTINGS.findall(path.read_text()))
    for path in sources():
        names |= {name for found in READ_BY_CODE.findall(path.read_text()) for name in found if name}
    return names


def test_every_variable_has_its_row_and_every_row_its_variable() -> None:
    documented = {row[1] for row in rows()}
    read = read_somewhere()
    assert read - documented == set(), "read, but not documented"
    assert documented - read == set(), "documented, but read by nothing"


def test_every_row_is_one_and_whole() -> None:
    names = [row[1] for row in rows()]
    assert sorted(names) == sorted(set(names))
    for row in rows():
        assert all(cell.strip() for cell in row["cells"].split("|")), row[1]
        assert row["cells"].count("|") == 2, row[1]
