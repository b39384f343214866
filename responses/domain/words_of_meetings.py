"""The words of the coordination meetings: codes that are stored and spoken."""

from enum import StrEnum


class MeetingState(StrEnum):
    DRAFT = "draft"
    CLOSED = "closed"


class Head(StrEnum):
    """The fixed heads of the minutes; each is a column of the meeting."""

    SITUATION = "situation"
    PLACES = "places"
    RESPONSES = "responses"
    DECIDED = "decided"
    OTHER = "other"


class DecisionState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Said(StrEnum):
    """What became of a decision: one row each, only ever added to."""

    GIVEN = "given"
    CHANGED = "changed"
    PROGRESS = "progress"
    DONE = "done"
    DROPPED = "dropped"
    REOPENED = "reopened"
