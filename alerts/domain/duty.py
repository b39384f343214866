"""Who holds a duty at a moment: people are found through duties, never directly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .words import Component


class PassedOver(StrEnum):
    """Why somebody on the list was not taken."""

    INACTIVE = "inactive"
    FILER = "filer"
    NOBODY_ON_SHIFT = "nobody_on_shift"


@dataclass(frozen=True, slots=True)
class Shift:
    """`starts_at` included, `ends_at` not: in the very second of hand-over the incoming person has it."""

    person_id: int
    starts_at: datetime
    ends_at: datetime
    is_active: bool = True  # the person may sign in and belongs to the office


@dataclass(frozen=True, slots=True)
class Duty:
    id: int
    component: Component | None
    fallback_id: int | None
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """A person to be told, and through which duty; `through_id` differs when a fallback answered for it."""

    person_id: int
    duty_id: int
    through_id: int
    component: Component | None
    until: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """Who was found for a duty; `passed_over` says why others were not: (duty id, person id or None, reason)."""

    holders: tuple[Holder, ...]
    passed_over: tuple[tuple[int, int | None, PassedOver], ...]


def holders(duty_id: int, duties: Mapping[int, Duty], at: datetime, passing_over: Sequence[int] = ()) -> Found:
    """The people who hold a duty at `at` (UTC), following fallbacks until somebody is found.

    `passing_over` are people who cannot answer, such as the alert's own filer.
    A circle of fallbacks ends the search; nobody found is an empty tuple, never an error.
    """
    asked = duties[duty_id]
    passed: list[tuple[int, int | None, PassedOver]] = []
    seen: set[int] = set()
    current: Duty | None = asked
    while current is not None and current.id not in seen:
        seen.add(current.id)
        on_shift = [shift for shift in current.shifts if shift.starts_at <= at < shift.ends_at]
        taken: dict[int, Holder] = {}
        for shift in on_shift:
            if not shift.is_active:
                passed.append((current.id, shift.person_id, PassedOver.INACTIVE))
            elif shift.person_id in passing_over:
                passed.append((current.id, shift.person_id, PassedOver.FILER))
            else:
                known = taken.get(shift.person_id)
                until = max(shift.ends_at, known.until) if known else shift.ends_at
                taken[shift.person_id] = Holder(shift.person_id, asked.id, current.id, asked.component, until)
        if taken:
            return Found(tuple(taken.values()), tuple(passed))
        if not on_shift:
            passed.append((current.id, None, PassedOver.NOBODY_ON_SHIFT))
        current = duties.get(current.fallback_id) if current.fallback_id else None
    return Found((), tuple(passed))
