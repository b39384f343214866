"""Signs of life: one row for each part of the hub, written by whoever sees it work."""

import time
from datetime import datetime

from alerts.domain.words_of_telling import Part
from alerts.models import Pulse
from ewrr.common import clock

EVERY_S = 3.0  # of one process at most: a sign of life must cost less than the work
LONG_AGO = datetime.fromisoformat("2000-01-01T00:00:00+00:00")

_last: dict[str, float] = {}


def seen(part: Part) -> None:
    """`part` works: said by itself while it does, as often as it likes."""
    now = time.monotonic()
    if now - _last.get(part, -EVERY_S) >= EVERY_S:
        mark(part, clock.now())
        _last[part] = now


def mark(name: str, at: datetime) -> None:
    """Writes the moment of a part, a mark or a channel. One statement, no event: it is no change of an office."""
    Pulse.objects.bulk_create(
        [Pulse(name=name, at=at)], update_conflicts=True, unique_fields=["name"], update_fields=["at"]
    )


def locked(name: str, *, skip_locked: bool = False) -> Pulse | None:
    """The row, made where it is missing and held until the transaction ends; None while somebody else holds it
    and `skip_locked`.
    """
    Pulse.objects.bulk_create([Pulse(name=name, at=LONG_AGO)], ignore_conflicts=True)
    return Pulse.objects.select_for_update(skip_locked=skip_locked, no_key=True).filter(name=name).first()
