"""The history of a watched place in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alerts.domain.words import ThreatType
from alerts.models import choices as of_alerts
from responses.domain.words_of_watching import Act, Fact, Priority
from responses.models import WatchedChange, choices


@dataclass(frozen=True, slots=True)
class Line:
    """One change: `did` in words; `was`: each fact that changed, with how it was before."""

    change: WatchedChange
    did: str
    was: list[tuple[str, str]]


def lines(changes: list[WatchedChange]) -> list[Line]:
    """In the order given."""
    return [
        Line(
            change,
            str(choices.label(Act(change.act))),
            [(str(choices.label(fact)), in_words(fact, change.before[fact])) for fact in Fact if fact in change.before],
        )
        for change in changes
    ]


def in_words(fact: Fact, value: Any) -> str:
    """A fact as services.watching.facts has it, in the reader's language."""
    if fact is Fact.PRIORITY:
        return str(choices.label(Priority(value)))
    if fact is Fact.THREAT_TYPES:
        return " · ".join(str(label) for label in of_alerts.labels(ThreatType, value))
    if fact is Fact.OWNER:
        return str(value[1] if (get_language() or "en").startswith("fr") else value[0])
    return str(value) or _("not said")
