"""What a decision, a closing and an assessment must say to be whole."""

from datetime import date, timedelta
from enum import StrEnum

from .words import Level, Outcome, Verification
from .words_of_deciding import Course, NotResponded, WordBack

LONGEST = timedelta(days=366)  # ahead: a review or a word back that nobody would remember is none
# What somebody has found out; before, it is open or being looked into.
FOUND_OUT = frozenset(
    {Verification.CORROBORATED, Verification.VERIFIED, Verification.REFUTED, Verification.UNVERIFIABLE}
)
WORST_FIRST = tuple(Level)


class Fault(StrEnum):
    """Why something cannot be taken as it was said."""

    NO_REASON = "no_reason"
    REASON_NOT_ASKED = "reason_not_asked"
    NO_REVIEW = "no_review"
    PAST = "past"
    TOO_FAR = "too_far"
    NOT_AN_OUTCOME = "not_an_outcome"
    ENDS_WITH_EXERCISE = "ends_with_exercise"
    NO_WORD_BACK = "no_word_back"
    NO_DAY = "no_day"
    DAY_NOT_ASKED = "day_not_asked"
    STILL_OWED = "still_owed"
    NOTHING_NEW = "nothing_new"
    NO_REASON_FOR_LEVEL = "no_reason_for_level"
    NO_HARM_SAID = "no_harm_said"
    NOT_ON_RECORD = "not_on_record"
    IS_ON_RECORD = "is_on_record"
    NEVER_COUNTED = "never_counted"
    NOBODY_HARMED = "nobody_harmed"
    NO_NEW_HARM = "no_new_harm"
    NO_AFTER_ACTION = "no_after_action"


def faults_of_decision(
    course: Course, reason: NotResponded | None, review: date | None, today: date
) -> dict[str, Fault]:
    """Field -> what is wrong with it. `review`, `today`: days of the office's own zone."""
    found: dict[str, Fault] = {}
    if course is Course.NO_ACTION and reason is None:
        found["reason"] = Fault.NO_REASON
    if course is not Course.NO_ACTION and reason is not None:
        found["reason"] = Fault.REASON_NOT_ASKED
    if course is Course.MONITOR and review is None:
        found["review_date"] = Fault.NO_REVIEW
    return found | _of_day("review_date", review, today)


def faults_of_closing(
    outcome: Outcome, word_back: WordBack | None, until: date | None, today: date
) -> dict[str, Fault]:
    """Field -> what is wrong with it. `until`: the day by whose end word is owed."""
    found: dict[str, Fault] = {}
    if outcome is Outcome.HISTORICAL:
        found["outcome"] = Fault.NOT_AN_OUTCOME
    if outcome is Outcome.EXERCISE_ENDED:
        found["outcome"] = Fault.ENDS_WITH_EXERCISE
    if word_back is None:
        found["word_back"] = Fault.NO_WORD_BACK
    if word_back is WordBack.OWED and until is None:
        found["word_back_date"] = Fault.NO_DAY
    if word_back is not WordBack.OWED and until is not None:
        found["word_back_date"] = Fault.DAY_NOT_ASKED
    return found | _of_day("word_back_date", until, today)


def faults_of_word_back(word_back: WordBack) -> dict[str, Fault]:
    """What settles it is that it was given, or that it is not safe to give; still owed is neither."""
    return {"word_back": Fault.STILL_OWED} if word_back is WordBack.OWED else {}


def faults_of_assessment(
    before: tuple[Verification, Level],
    found: tuple[Verification, Level],
    reason: str,
    computed: Level | None = None,
    has_more: bool = False,
) -> dict[str, Fault]:
    """`before`, `found`: verification and level until now, and as somebody finds them; `has_more`: something else is
    found otherwise too, for which the tables now give the level `computed`, which needs no reason.
    """
    if before == found and not has_more:
        return {"verification": Fault.NOTHING_NEW}
    is_by_the_tables = has_more and found[1] is computed
    if before[1] is not found[1] and not reason and not is_by_the_tables:
        return {"reason": Fault.NO_REASON_FOR_LEVEL}
    return {}


def rises(before: Level, now: Level) -> bool:
    """Whether the level got worse."""
    return WORST_FIRST.index(now) < WORST_FIRST.index(before)


def _of_day(field: str, day: date | None, today: date) -> dict[str, Fault]:
    if day is None or today <= day <= today + LONGEST:
        return {}
    return {field: Fault.PAST if day < today else Fault.TOO_FAR}
