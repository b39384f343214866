"""The vocabularies of what a person decides about an alert, and how it ends."""

from enum import StrEnum


class Course(StrEnum):
    """What is to be done."""

    RESPOND = "respond"
    MONITOR = "monitor"
    HAND_OVER = "hand_over"
    NO_ACTION = "no_action"


class NotResponded(StrEnum):
    """Why nothing was done; a duplicate leaves the denominator of the response rate."""

    TOO_FAR = "too_far"
    ACCESS = "access"
    ROUTE_INSECURE = "route_insecure"
    NO_ASSET = "no_asset"
    NO_AIR_NIGHT = "no_air_night"
    VAGUE = "vague"
    LATE = "late"
    NOT_CREDIBLE = "not_credible"
    OUTSIDE_MANDATE = "outside_mandate"
    LEFT_TO_STATE = "left_to_state"
    STATE_DECLINED = "state_declined"
    UNIT_DECLINED = "unit_declined"
    OVERTAKEN = "overtaken"
    DUPLICATE = "duplicate"


class WordBack(StrEnum):
    """What became of telling the community; owed means until a day."""

    GIVEN = "given"
    NOT_SAFE = "not_safe"
    OWED = "owed"


class EndingKind(StrEnum):
    """What became of an alert; word back on its own and the review come after closing."""

    DISMISSED = "dismissed"
    CLOSED = "closed"
    REOPENED = "reopened"
    WORD_BACK = "word_back"
    REVIEWED = "reviewed"


class ReviewCause(StrEnum):
    """Why a second person looks at how a closed alert was handled."""

    CRITICAL = "critical"
    DEATH = "death"
    LATE = "late"
