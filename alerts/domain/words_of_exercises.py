"""The vocabularies of exercises: how one stands, what becomes of an inject, which acts are looked for."""

from enum import StrEnum


class FilingStatus(StrEnum):
    """What whoever files says of it (CAP 1.2 section 3.2.1, element `status`): real, or part of the exercise;
    `UNASKED`: the page was opened while nobody exercised, and asked nothing.
    """

    ACTUAL = "actual"
    EXERCISE = "exercise"
    UNASKED = "unasked"


class Stage(StrEnum):
    """How an exercise stands. Closed: its evaluation is frozen."""

    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"
    CLOSED = "closed"


class InjectState(StrEnum):
    """What became of one line of the script."""

    WAITING = "waiting"
    FILED = "filed"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"  # the exercise ended before
    REFUSED = "refused"  # the hub did not take it


class Step(StrEnum):
    """What is expected of the people who exercise, in the order of the clocks of an alert."""

    TOLD = "told"
    ANSWERED = "answered"
    JOINED = "joined"
    VERIFIED = "verified"
    DECIDED = "decided"
    ON_SITE = "on_site"
    CLOSED = "closed"
    WORD_BACK = "word_back"


class Verdict(StrEnum):
    """A step against its target; never inferred from another step."""

    MET = "met"
    LATE = "late"
    NOT_DONE = "not_done"
    NOT_YET = "not_yet"  # the exercise runs, and the time is not up
    CUT_SHORT = "cut_short"  # the exercise ended before the time was up
    NOT_ASKED = "not_asked"


class ExerciseAct(StrEnum):
    """What was done to an exercise."""

    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"
    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    STOPPED = "stopped"
    ALERTS_ENDED = "alerts_ended"
    OBSERVED = "observed"
    CLOSED = "closed"


class InjectAct(StrEnum):
    """What was done to an inject: filed when it was due or at once, passed over, not taken by the hub."""

    FILED = "filed"
    BROUGHT_FORWARD = "brought_forward"
    SKIPPED = "skipped"
    REFUSED = "refused"
