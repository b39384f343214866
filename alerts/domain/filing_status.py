"""Whether what somebody files is real or part of an exercise: a real warning must never be swallowed by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .words_of_exercises import FilingStatus


class Ask(StrEnum):
    """What only whoever files can say."""

    HAS_BEGUN = "has_begun"  # an exercise began after the page was opened
    HAS_ENDED = "has_ended"  # the exercise ended after the page was opened


@dataclass(frozen=True, slots=True)
class Run:
    """When an exercise of the office began and ended (UTC, half-open); `until` is None while it runs."""

    since: datetime
    until: datetime | None

    def holds(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at < self.until)


def unsaid(*, exercising: bool, is_machine: bool, of_known: bool | None) -> bool:
    """Whether it is part of the exercise where nothing was said at all, as by an API client that knows of none: as the
    office stands, but as the known alert that it adds to stands (`of_known`; None: to none). What a machine passes on
    comes from people outside, who know of no exercise: it is real.
    """
    if of_known is not None:
        return of_known
    return exercising and not is_machine


def is_exercise(said: FilingStatus, *, exercising: bool) -> bool | None:
    """What follows from what was said, without asking anybody; None: `settled` looks closer."""
    if said is FilingStatus.ACTUAL:
        return False
    return exercising if exercising is (said is FilingStatus.EXERCISE) else None


def settled(said: FilingStatus, typed_at: datetime | None, runs: Sequence[Run]) -> bool | Ask:
    """Page and office disagree. `typed_at`: when it was sent for the first time, as the device says. Whoever had sent
    before the exercise began did not know of it; whoever had sent while it ran said so then. Others are asked.
    """
    if said is FilingStatus.UNASKED:
        began = max((run.since for run in runs if run.until is None), default=None)
        return False if typed_at and began and typed_at < began else Ask.HAS_BEGUN
    return True if typed_at and any(run.holds(typed_at) for run in runs) else Ask.HAS_ENDED
