"""The words of the watch list."""

from enum import StrEnum
from typing import Any

from django.utils.translation import pgettext_lazy

from responses.domain import words_of_watching as w

LABELS: dict[type[StrEnum], dict[Any, Any]] = {
    w.Priority: {
        w.Priority.MUST: pgettext_lazy("watch list", "Must"),
        w.Priority.SHOULD: pgettext_lazy("watch list", "Should"),
        w.Priority.COULD: pgettext_lazy("watch list", "Could"),
    },
    w.Standing: {
        w.Standing.KEPT: pgettext_lazy("watch list", "On the list"),
        w.Standing.TAKEN_OFF: pgettext_lazy("watch list", "Taken off"),
    },
    w.Act: {
        w.Act.ADDED: pgettext_lazy("watch list", "put it on the list"),
        w.Act.CHANGED: pgettext_lazy("watch list", "changed it"),
        w.Act.TAKEN_OFF: pgettext_lazy("watch list", "took it off"),
        w.Act.PUT_BACK: pgettext_lazy("watch list", "put it back"),
        w.Act.LINKED: pgettext_lazy("watch list", "linked an alert"),
        w.Act.UNLINKED: pgettext_lazy("watch list", "took a link away"),
    },
    w.Fact: {
        w.Fact.NAME: pgettext_lazy("watch list", "Name"),
        w.Fact.POINT: pgettext_lazy("watch list", "Point"),
        w.Fact.AREA: pgettext_lazy("watch list", "Area"),
        w.Fact.PRIORITY: pgettext_lazy("watch list", "Priority"),
        w.Fact.THREAT_TYPES: pgettext_lazy("watch list", "Types of threat"),
        w.Fact.THREAT: pgettext_lazy("watch list", "What threatens"),
        w.Fact.OWNER: pgettext_lazy("watch list", "Owner"),
        w.Fact.PLANNED_ACTION: pgettext_lazy("watch list", "Planned action"),
        w.Fact.REVIEW_DATE: pgettext_lazy("watch list", "Review"),
    },
}
PROMISES: dict[w.Priority, Any] = {
    w.Priority.MUST: pgettext_lazy("watch list", "is protected, whatever it takes"),
    w.Priority.SHOULD: pgettext_lazy("watch list", "is protected as far as means allow"),
    w.Priority.COULD: pgettext_lazy("watch list", "is watched; means follow if it worsens"),
}
