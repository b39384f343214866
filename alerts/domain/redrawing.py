"""A change of the rota before it is made: applied to the roster as a value, so that one sees what it would leave."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from .duty import Absence, Duty, Roster, Shift
from .rotation import Rotation

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Redraw:
    """`written`, `cancelled`: shifts by their duty's id. `away`, `back`: absences declared and called off.
    `begun`: rotations by their duty's id; `ended`: those that have no watch from the date on.
    """

    written: tuple[tuple[int, Shift], ...] = ()
    cancelled: tuple[tuple[int, Shift], ...] = ()
    away: tuple[Absence, ...] = ()
    back: tuple[Absence, ...] = ()
    begun: tuple[tuple[int, Rotation], ...] = ()
    ended: tuple[tuple[int, Rotation, date], ...] = ()


def redrawn(roster: Roster, change: Redraw) -> Roster:
    """The roster as it would be; duties that it does not hold are left out."""
    return replace(
        roster,
        duties={duty.id: _duty(duty, change) for duty in roster.duties.values()},
        absences=tuple(_without(roster.absences, change.back)) + change.away,
    )


def _duty(duty: Duty, change: Redraw) -> Duty:
    cancelled = [shift for duty_id, shift in change.cancelled if duty_id == duty.id]
    written = [shift for duty_id, shift in change.written if duty_id == duty.id]
    ended = {rotation: until for duty_id, rotation, until in change.ended if duty_id == duty.id}
    left = [
        replace(rotation, until_date=min(ended[rotation], rotation.until_date or date.max))
        if rotation in ended
        else rotation
        for rotation in duty.rotations
    ]
    begun = [rotation for duty_id, rotation in change.begun if duty_id == duty.id]
    return replace(duty, shifts=(*_without(duty.shifts, cancelled), *written), rotations=(*left, *begun))


def _without(found: Sequence[T], gone: Sequence[T]) -> list[T]:
    left = list(found)
    for one in gone:
        if one in left:
            left.remove(one)
    return left
