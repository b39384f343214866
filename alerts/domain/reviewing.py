"""Which closed alerts a second person looks at, and what their after-action note must say."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from .deciding import Fault
from .plan import Plan
from .words import Level
from .words_of_deciding import ReviewCause

WITHIN = timedelta(days=7)  # from closing
NOTES = ("went_well", "went_badly", "to_change")


def causes(levels: Iterable[str], has_death: bool, is_late: bool) -> list[ReviewCause]:
    """Why a second person looks at it; empty where nobody needs to. `levels`: all that it ever had."""
    found = {
        ReviewCause.CRITICAL: Level.CRITICAL in set(levels),
        ReviewCause.DEATH: has_death,
        ReviewCause.LATE: is_late,
    }
    return [cause for cause, is_so in found.items() if is_so]


def missed_targets(plan: Plan, started_at: datetime, answered_at: datetime | None, decided_at: datetime | None) -> bool:
    """Whether answer or decision came later than the plan of the first round asks; a decision that came before an
    answer was due needs none.
    """
    answer_due = started_at + plan.answer_within
    heard = answered_at or decided_at
    if heard is None or heard > answer_due:
        return True
    decision_due = plan.decision_due(answered_at) if answered_at is not None else None
    return decision_due is not None and (decided_at is None or decided_at > decision_due)


def faults_of_review(notes: Iterable[str]) -> dict[str, Fault]:
    """Field -> what is wrong with it. `notes`: what went well, what did not, what changes."""
    return {} if any(notes) else {NOTES[0]: Fault.NO_AFTER_ACTION}
