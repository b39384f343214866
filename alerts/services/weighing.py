"""What further word does to an alert: what it rests on is counted anew, and its level follows the worst."""

from dataclasses import dataclass

from alerts.domain import deciding
from alerts.domain import level as levels
from alerts.domain.words import Component, Level
from alerts.domain.words_of_telling import Cause
from alerts.models import Alert
from ewrr.common.change import Change

from . import finding, routing


@dataclass(frozen=True, slots=True)
class Weight:
    """An assessment that may be worse than the alert's: codes of kind, urgency, severity, certainty and level;
    `computed`: the level that the tables give.
    """

    kind: str
    urgency: str
    severity: str
    certainty: str
    level: str
    computed: str

    @classmethod
    def of(cls, alert: Alert) -> "Weight":
        """As the alert is assessed now."""
        return cls(alert.kind, alert.urgency, alert.severity, alert.certainty, alert.level, alert.level_computed)

    @classmethod
    def computed_from(cls, assessed: levels.Assessment, certainty: str) -> "Weight":
        """As the answers of a filing give it."""
        return cls(assessed.kind, assessed.urgency, assessed.severity, certainty, assessed.level, assessed.level)


def count_filings(alert: Alert) -> None:
    """Writes filings, components and search key anew from the filings that lie under the alert now. A component
    whose filings were all withdrawn keeps seeing what it filed. Four statements.
    """
    named = list(alert.filings.values_list("component", flat=True))
    alert.filing_count = len(named)
    alert.components = [component.value for component in Component if component.value in named]
    alert.save(update_fields=["filing_count", "components"])
    finding.refresh(alert)


def rise(c: Change, alert: Alert, heard: Weight) -> bool:
    """Where what was heard is worse than the alert's level, the alert takes it over and, while it is open, all are
    told anew. A level never falls by further word. The alert row is locked. Says whether it rose.
    """
    if not deciding.rises(Level(alert.level), Level(heard.level)):
        return False
    alert.kind, alert.urgency, alert.severity = heard.kind, heard.urgency, heard.severity
    alert.certainty, alert.level, alert.level_computed = heard.certainty, heard.level, heard.computed
    alert.save(update_fields=["kind", "urgency", "severity", "certainty", "level", "level_computed"])
    if alert.is_open:
        routing.begin_again(c, alert, Cause.LEVEL_ROSE)
    return True
