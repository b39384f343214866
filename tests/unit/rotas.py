"""Small duties and rosters for tests of who holds what: hours are counted from noon."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from alerts.domain.duty import Duty, Found, Roster, Shift, holders
from alerts.domain.rotation import Rotation
from alerts.domain.words import Component
from alerts.domain.words_of_telling import Turn

AMINA, BEN, CHIDI, DORA, GRACE = 1, 2, 3, 4, 5
FOCAL_POINT, DEPUTY, HUB, CHIEF = 10, 11, 12, 13
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR, SECOND, TICK = timedelta(hours=1), timedelta(seconds=1), timedelta(microseconds=1)
ROUND_THE_CLOCK = Rotation((AMINA,), Turn.DAILY, time(6), time(6), date(2026, 11, 1))


def shift(person: int, begins_h: float, ends_h: float, **about: Any) -> Shift:
    """Hours from noon."""
    return Shift(person, NOON + begins_h * HOUR, NOON + ends_h * HOUR, **about)


def duty(
    number: int,
    *shifts: Shift,
    fallback: int | None = None,
    component: Component | None = Component.CIVILIAN,
    turns: tuple[Rotation, ...] = (),
) -> Duty:
    return Duty(number, component, fallback, shifts, turns)


def find(*duties: Duty, at: datetime = NOON, passing_over: Iterable[int] = (), **about: Any) -> Found:
    """Asks for the first of the duties; `about`: absences, inactive, unreachable."""
    return holders(duties[0].id, Roster({one.id: one for one in duties}, **about), at, passing_over)


def people(found: Found) -> list[int]:
    return [holder.person_id for holder in found.holders]


def rotating(*shifts: Shift, fallback: int | None = None) -> Duty:
    """A duty that Amina's rotation holds round the clock, changed by hand."""
    return duty(FOCAL_POINT, *shifts, fallback=fallback, turns=(ROUND_THE_CLOCK,))
