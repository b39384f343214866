"""Signs of life: how long ago each part of the hub was seen to work, read for whoever must not believe in silence."""

from dataclasses import dataclass
from datetime import datetime

from alerts.domain.words_of_telling import AlarmKind, Mark, Part
from alerts.models import Alarm
from ewrr.common import clock

from . import watch

# What rings about telling. Silent parts are told by their ages; that nobody is on duty the wall shows anyhow.
OF_TELLING = (AlarmKind.OVERDUE, AlarmKind.CHANNEL)
ROUND = "round"
WATCH = "watch"


@dataclass(frozen=True, slots=True)
class Signs:
    """What the database says at `now` (UTC). `pulses`: last moment of each part and mark; `alarms`: those that ring,
    as (office id or None for the whole hub, kind, subject, since when).
    """

    now: datetime
    pulses: dict[str, datetime]
    alarms: tuple[tuple[int | None, str, str, datetime], ...]

    def rings(self, office_id: int) -> list[str]:
        """What is wrong with telling people of this office, as "kind:subject"."""
        return sorted({f"{kind}:{subject}" for kind, subject, _since in self._ringing(office_id) if kind in OF_TELLING})

    def ages(self, office_id: int) -> dict[str, float | None]:
        """Seconds since each part was seen; None: never. `round`: since a round of the watch ended; `watch`: since one
        could find nothing wrong with telling people of this office, which is when the first that still rings began.
        Not Mark.CLEAN: that is of all offices, and also waits for duties that nobody holds.
        """
        found = {part.value: self._age(self.pulses.get(part)) for part in Part}
        faults = [
            since for kind, _subject, since in self._ringing(office_id) if kind in {*OF_TELLING, AlarmKind.SILENT}
        ]
        round_at = self.pulses.get(Mark.WATCH)
        return found | {ROUND: self._age(round_at), WATCH: self._age(min(faults, default=round_at))}

    def _ringing(self, office_id: int) -> list[tuple[str, str, datetime]]:
        return [(kind, subject, since) for office, kind, subject, since in self.alarms if office in {None, office_id}]

    def _age(self, at: datetime | None) -> float | None:
        return None if at is None else max(0.0, (self.now - at).total_seconds())


def signs() -> Signs:
    """Asked of the database afresh, so that it shows in the same breath that it answers. Three statements."""
    now = clock.now()
    ringing = Alarm.objects.filter(ended_at__isnull=True).values_list("office_id", "kind", "subject", "since")
    return Signs(now, watch.pulses(), tuple(ringing))
