"""Codes and the words a person reads for them: those of alerts, and our own."""

from enum import StrEnum
from typing import Any

from alerts.models import choices as of_alerts
from alerts.models import uses
from alerts.models.uses import Use
from responses.domain import lists

from .labels import LABELS as OF_RESPONSES
from .labels import LISTS as NAMES_OF_LISTS
from .labels_of_meetings import LABELS as OF_MEETINGS
from .labels_of_reports import LABELS as OF_REPORTS
from .labels_of_watching import LABELS as OF_WATCHING

OURS = OF_RESPONSES | OF_REPORTS | OF_MEETINGS | OF_WATCHING
STANDARD = {**of_alerts.STANDARD, **OURS}  # as every office has them, whatever it says itself
LABELS = {**of_alerts.LABELS, **of_alerts.take_up(lists.LISTS, NAMES_OF_LISTS, OURS)}
uses.add(
    {
        "response_type": (Use("responses.Serving", "response__type", "alert"),),
        "responder": (Use("responses.Serving", "response__responder", "alert"),),
        "result": (Use("responses.Serving", "response__result", "alert"),),
        "phase": (Use("responses.Serving", "response__phase", "alert"),),
    }
)


def of(words: type[StrEnum]) -> list[tuple[str, Any]]:
    """(code, label) of every word, in the order of the vocabulary."""
    return [(word.value, LABELS[words][word]) for word in words]


def label(word: StrEnum) -> Any:
    """The lazy label of one word."""
    return LABELS[type(word)][word]
