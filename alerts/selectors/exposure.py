"""What an open alert has shown until now, and to whom: said before it is restricted, and kept."""

from dataclasses import dataclass
from datetime import datetime

from alerts.domain.words import Channel
from alerts.models import Alert, Delivery, Person

from .readers import readers


@dataclass(frozen=True, slots=True)
class Exposure:
    """`could`: people who may read it whole now. `told`: people who had a message about it, `mailed` of them by a
    mail that left the hub (number, level, kind and area), `opened` of them those who opened the alert. By name.
    """

    could: list[Person]
    told: list[Person]
    mailed: list[Person]
    opened: list[Person]

    @property
    def told_ids(self) -> list[int]:
        return [person.pk for person in self.told]

    @property
    def opened_ids(self) -> list[int]:
        return [person.pk for person in self.opened]


def exposure(alert: Alert, now: datetime) -> Exposure:
    """Two statements for an open alert."""
    rows = list(Delivery.objects.filter(alert=alert).select_related("person").order_by("person__name", "person_id"))
    everybody = {row.person_id: row.person for row in rows}
    mailed = {row.person_id for row in rows if row.channel != Channel.INBOX and row.sent_at is not None}
    opened = {row.person_id for row in rows if row.seen_at is not None}
    return Exposure(
        could=readers(alert, now),
        told=list(everybody.values()),
        mailed=[person for pk, person in everybody.items() if pk in mailed],
        opened=[person for pk, person in everybody.items() if pk in opened],
    )
