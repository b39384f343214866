"""Harm to civilians that is on record: what stands, and what was corrected."""

from dataclasses import dataclass, field

from alerts.models import Alert, HarmRecord


@dataclass(frozen=True, slots=True)
class OnRecord:
    """`standing`: what no other row corrects; `corrected`: what one does. Each in the order of recording."""

    standing: list[HarmRecord] = field(default_factory=list)
    corrected: list[HarmRecord] = field(default_factory=list)

    @property
    def harmed(self) -> list[HarmRecord]:
        """What stands and is of somebody: a row of nobody only corrects another."""
        return [one for one in self.standing if not one.harmed.is_of_nobody]


def on_record(alert: Alert) -> OnRecord:
    """At most alerts.domain.harm.MOST_ROWS rows that stand, and all that they correct. One statement."""
    rows = list(alert.harm.select_related("by", "superseded_by").order_by("number"))
    return OnRecord(
        [one for one in rows if one.superseded_by_id is None], [one for one in rows if one.superseded_by_id is not None]
    )
