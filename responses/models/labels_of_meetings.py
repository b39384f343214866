"""The words a person reads for each code of the coordination meetings."""

from enum import StrEnum
from typing import Any

from django.utils.translation import pgettext_lazy

from responses.domain import words_of_meetings as w

LABELS: dict[type[StrEnum], dict[Any, Any]] = {
    w.MeetingState: {
        w.MeetingState.DRAFT: pgettext_lazy("minutes", "Draft"),
        w.MeetingState.CLOSED: pgettext_lazy("minutes", "Closed"),
    },
    w.Head: {
        w.Head.SITUATION: pgettext_lazy("minutes", "Situation"),
        w.Head.PLACES: pgettext_lazy("minutes", "Places to watch"),
        w.Head.RESPONSES: pgettext_lazy("minutes", "Responses under way"),
        w.Head.DECIDED: pgettext_lazy("minutes", "Decisions: how they were reached"),
        w.Head.OTHER: pgettext_lazy("minutes", "Other business"),
    },
    w.DecisionState: {
        w.DecisionState.OPEN: pgettext_lazy("decision of a meeting", "Open"),
        w.DecisionState.DONE: pgettext_lazy("decision of a meeting", "Done"),
        w.DecisionState.DROPPED: pgettext_lazy("decision of a meeting", "Dropped"),
    },
    w.Said: {
        w.Said.GIVEN: pgettext_lazy("decision of a meeting", "Decided"),
        w.Said.CHANGED: pgettext_lazy("decision of a meeting", "Changed"),
        w.Said.PROGRESS: pgettext_lazy("decision of a meeting", "Progress"),
        w.Said.DONE: pgettext_lazy("decision of a meeting", "Done"),
        w.Said.DROPPED: pgettext_lazy("decision of a meeting", "Dropped"),
        w.Said.REOPENED: pgettext_lazy("decision of a meeting", "Open again"),
    },
}
