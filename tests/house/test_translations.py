"""French kept complete: each sentence of the code has its French, whole, well set, and short enough for a subject."""

import os
import re
import shutil
import subprocess
import sys
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.utils import translation

from alerts.domain.words import Kind, Level
from alerts.models import Alert, Area, Delivery, Office, Person
from alerts.services import gazetteer, telling
from tests.house.compose import ROOT

CATALOGUES = sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po"))
SLOT = re.compile(r"%\(\w+\)[#0 +-]*\d*(?:\.\d+)?[a-z]|(?<!%)%[sdf]|\{\w*\}|</?\w+>")
FRENCH = ROOT / "locale/fr/LC_MESSAGES/django.po"
TOO_PLAIN = {
    "straight apostrophe": re.compile(r"\w'\w"),
    "space that breaks before a mark": re.compile(r"[ \u00a0][?!;:»]"),
    "space that breaks after «": re.compile(r"«(?!\u202f)"),
    "English or straight quotation mark": re.compile(r"[“”\"]"),
    "exclamation": re.compile(r"!"),
}
NOT_GATHERED = shutil.ignore_patterns(".*", "locale", "node_modules", "static", "staticfiles", "__pycache__")
SUBJECT_HOLDS = 160


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def forms(text: Any) -> tuple[str, ...]:
    """The text, or each of its plural forms."""
    return tuple(text) if isinstance(text, list | tuple) else (text,)


def texts(catalog: Catalog) -> dict[tuple[str | None, tuple[str, ...]], tuple[str, ...]]:
    return {(message.context, forms(message.id)): forms(message.string) for message in catalog if message.id}


def slots(text: str) -> list[str]:
    return sorted(SLOT.findall(text))


def test_there_is_french() -> None:
    assert FRENCH in CATALOGUES


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_catalogue_is_whole(path: Path) -> None:
    catalog = read(path)
    assert [message.id for message in catalog if message.id and message.fuzzy] == [], "fuzzy"
    assert list(catalog.obsolete) == [], "obsolete"
    for (_, ids), strings in texts(catalog).items():
        assert all(strings), f"not translated: {ids[0]}"
        assert len(strings) == (catalog.num_plurals if len(ids) > 1 else 1), ids[0]
        for string in strings:
            # "One answer" needs no figure where "%(n)s answers" does.
            assert slots(string) in [slots(one) for one in ids], f"other placeholders: {ids[0]}"
            assert string.count("|") == ids[0].count("|"), f"other number of forms: {ids[0]}"
            assert string.strip() == string or ids[0].strip() != ids[0], f"space at an end: {ids[0]}"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_compiled_catalogue_is_of_this_one(path: Path) -> None:
    committed, fresh = BytesIO(path.with_suffix(".mo").read_bytes()), BytesIO()
    write_mo(fresh, read(path))
    fresh.seek(0)
    assert texts(read_mo(committed)) == texts(read_mo(fresh)), "run make messages"
    committed.seek(0)
    fresh.seek(0)
    assert GNUTranslations(committed).info()["plural-forms"] == GNUTranslations(fresh).info()["plural-forms"]


def test_catalogue_holds_each_sentence_of_the_code_and_no_other(tmp_path: Path) -> None:
    if shutil.which("xgettext") is None:
        assert not os.environ.get("CI"), "xgettext is missing"
        pytest.skip("xgettext is missing")
    copy = tmp_path / "copy"
    shutil.copytree(ROOT, copy, ignore=NOT_GATHERED)
    (copy / "locale").mkdir()
    command = [sys.executable, "manage.py", "makemessages", "--locale", "fr", "--no-obsolete", "--verbosity", "0"]
    subprocess.run(command, cwd=copy, check=True, timeout=120)
    gathered = set(texts(read(copy / FRENCH.relative_to(ROOT))))
    committed = set(texts(read(FRENCH)))
    assert gathered - committed == set(), "not in the catalogue: run make messages"
    assert committed - gathered == set(), "no longer said: run make messages"


def test_french_is_set_as_french_is() -> None:
    for (_, ids), strings in texts(read(FRENCH)).items():
        for string in strings:
            for fault, pattern in TOO_PLAIN.items():
                assert not pattern.search(string), f"{fault}: {ids[0]} = {string}"


def longest_area() -> Area:
    return max(gazetteer.provinces(), key=lambda area: len(area.name))


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("level", Level)
def test_french_subject_fits(level: Level, kind: Kind) -> None:
    alert = Alert(number="BEN-X-2026-0147", level=level, kind=kind, is_exercise=True, area=longest_area())
    subject = telling.message(Delivery(pk=1, office=Office(), alert=alert, person=Person(language="fr"))).subject
    with translation.override("fr"):
        assert alert.get_level_display().upper() in subject
        assert alert.get_kind_display().lower() in subject
    assert subject.endswith("[EXERCICE]")
    assert len(subject) <= SUBJECT_HOLDS
