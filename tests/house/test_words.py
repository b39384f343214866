"""Every code of every vocabulary can be read in both languages, and none twice the same."""

import inspect
from enum import StrEnum

import pytest
from django.utils import translation

from alerts.domain import words, words_of_filings
from responses.domain import words as words_of_responses
from responses.domain import words_of_reports
from responses.models.choices import LABELS

UNSAID = {StrEnum, words_of_reports.Facet}  # by what figures are broken down: columns have words of their own


def vocabularies():
    for room in (words, words_of_filings, words_of_responses, words_of_reports):
        for name, kind in inspect.getmembers(room, inspect.isclass):
            if issubclass(kind, StrEnum) and kind not in UNSAID and kind.__module__ == room.__name__:
                yield pytest.param(kind, id=f"{room.__name__.partition('.')[0]}.{name}")


@pytest.mark.parametrize("kind", list(vocabularies()))
@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_code_has_words_of_its_own(kind, language):
    labels = LABELS[kind]
    with translation.override(language):
        said = [str(labels[code]) for code in kind]
    assert all(said)
    assert len(set(said)) == len(said)


def test_the_families_and_tiers_hold_each_type_once():
    for groups, kind in (
        (words.FAMILIES, words.ThreatType),
        (words_of_responses.TIERS, words_of_responses.ResponseType),
    ):
        held = [member for members in groups.values() for member in members]
        assert sorted(held) == sorted(kind) and len(held) == len(set(held))
