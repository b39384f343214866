"""The hub's vocabularies of duty, telling and watching: codes that are stored and spoken."""

from enum import StrEnum


class Turn(StrEnum):
    """How long one person of a rotation has it before the next one does."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class ShiftKind(StrEnum):
    """What a shift written by hand does to the rotation: stands beside it, in its place, takes a person out of
    it, or (surge) goes before everything else.
    """

    ADD = "add"
    REPLACE = "replace"
    REMOVE = "remove"
    SURGE = "surge"


class HeldBy(StrEnum):
    """What made somebody the holder of a duty."""

    SURGE = "surge"
    OVERRIDE = "override"
    SHIFT = "shift"
    ROTATION = "rotation"


class DutyAct(StrEnum):
    """What was done to the rota of an office."""

    ROTATION_SET = "rotation_set"
    ROTATION_ENDED = "rotation_ended"
    ADDED = "added"
    REPLACED = "replaced"
    REMOVED = "removed"
    SURGED = "surged"
    TAKEN = "taken"
    SWAPPED = "swapped"
    SWAP_OFFERED = "swap_offered"
    SWAP_DROPPED = "swap_dropped"
    ABSENT = "absent"
    CANCELLED = "cancelled"


class CheckedInVia(StrEnum):
    """How somebody showed that they are there: on a page, by radio (written down by the hub), by an answer to an
    alert, by taking the duty over, by accepting what was handed over.
    """

    PAGE = "page"
    RADIO = "radio"
    ANSWER = "answer"
    TAKEN = "taken"
    RELIEF = "relief"


class Purpose(StrEnum):
    """Why a message was written."""

    STEP = "step"
    REPEAT = "repeat"
    LAST_RESORT = "last_resort"
    REMINDER = "reminder"
    MENTION = "mention"
    NOTICE = "notice"
    TEST = "test"
    INVITATION = "invitation"
    RESET = "reset"


class Note(StrEnum):
    """What a notice says: all that it says besides its days."""

    REPORT_DRAFTED = "report_drafted"
    REPORT_SUBMITTED = "report_submitted"
    REPORT_RETURNED = "report_returned"
    REPORT_APPROVED = "report_approved"
    REPORT_ISSUED = "report_issued"
    DECISION_GIVEN = "decision_given"
    DECISION_OVERDUE = "decision_overdue"
    EXERCISE_BEGUN = "exercise_begun"
    EXERCISE_ENDED = "exercise_ended"
    CHECK_IN_DUE = "check_in_due"
    NOT_CHECKED_IN = "not_checked_in"
    RELIEF_WAITS = "relief_waits"
    RELIEF_LEFT = "relief_left"
    ROLES_CHANGED = "roles_changed"
    ACCOUNT_CHANGED = "account_changed"


class Cause(StrEnum):
    """Why a round began."""

    FILED = "filed"
    RAN_OUT = "ran_out"
    LEVEL_ROSE = "level_rose"
    REOPENED = "reopened"
    UNJOINED = "unjoined"
    RESTRICTED = "restricted"


class Part(StrEnum):
    """A part of the hub that must be seen to work."""

    WORKER = "worker"
    SENDER = "sender"
    BEAT = "beat"
    SWEEP = "sweep"
    REDIS = "redis"


class Mark(StrEnum):
    """Further moments that the watch keeps: the latest one read from the database, when a round last began and
    last ended, when one last found nothing wrong, since when rounds follow each other without a gap, since when
    Redis answers without one, when no road told of an alarm, when the outside last took the heartbeat.
    """

    CLOCK = "clock"
    ROUND = "round"
    WATCH = "watch"
    CLEAN = "clean"
    WATCHING = "watching"
    HINTS = "hints"
    UNTOLD = "untold"
    HEARTBEAT = "heartbeat"


class Late(StrEnum):
    """Work that somebody should have done: telling the next step, sending a message, reminding, telling of a watch
    that nobody began or of what nobody took over; and alerts that nobody answers for and nothing is due for.
    """

    STEPS = "steps"
    MESSAGES = "messages"
    REMINDERS = "reminders"
    CHECK_INS = "check_ins"
    STOPPED = "stopped"


class AlarmKind(StrEnum):
    """What the watch finds wrong; the subject of the alarm says where."""

    OVERDUE = "overdue"
    SILENT = "silent"
    CHANNEL = "channel"
    UNMANNED = "unmanned"
    UNSEEN = "unseen"
    CLOCK = "clock"
