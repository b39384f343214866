"""Codes and the words a person reads for them: those of alerts, and our own."""

from enum import StrEnum
from typing import Any

from alerts.models import choices as of_alerts

from .labels import LABELS as OF_RESPONSES
from .labels_of_meetings import LABELS as OF_MEETINGS
from .labels_of_reports import LABELS as OF_REPORTS
from .labels_of_watching import LABELS as OF_WATCHING

LABELS = of_alerts.LABELS | OF_RESPONSES | OF_REPORTS | OF_MEETINGS | OF_WATCHING


def of(words: type[StrEnum]) -> list[tuple[str, Any]]:
    """(code, label) of every word, in the order of the vocabulary."""
    return [(word.value, LABELS[words][word]) for word in words]


def label(word: StrEnum) -> Any:
    """The lazy label of one word."""
    return LABELS[type(word)][word]
