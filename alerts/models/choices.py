"""Codes and the words a person reads for them, for forms, columns and sentences."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from .labels import LABELS as OF_THE_HUB
from .labels_of_acts import LABELS as OF_ACTS
from .labels_of_exercises import LABELS as OF_EXERCISES
from .labels_of_filings import LABELS as OF_FILINGS

LABELS = OF_THE_HUB | OF_FILINGS | OF_ACTS | OF_EXERCISES


def of(words: type[StrEnum]) -> list[tuple[str, Any]]:
    """(code, label) of every word, in the order of the vocabulary."""
    return [(word.value, LABELS[words][word]) for word in words]


def label(word: StrEnum) -> Any:
    """The lazy label of one word."""
    return LABELS[type(word)][word]


def labels(words: type[StrEnum], codes: Iterable[str]) -> list[Any]:
    """Labels of stored codes, in the order given."""
    return [LABELS[words][words(code)] for code in codes]
