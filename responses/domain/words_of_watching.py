"""The words of the watch list: how firmly a place is to be protected, what stands about it, what was done to it."""

from enum import StrEnum

from alerts.domain.words import ThreatType


class Priority(StrEnum):
    """As operations plans put it, the firmest first."""

    MUST = "must"
    SHOULD = "should"
    COULD = "could"


class Standing(StrEnum):
    KEPT = "kept"
    TAKEN_OFF = "taken_off"


class Act(StrEnum):
    """What somebody did to a place of the list."""

    ADDED = "added"
    CHANGED = "changed"
    TAKEN_OFF = "taken_off"
    PUT_BACK = "put_back"
    LINKED = "linked"
    UNLINKED = "unlinked"


class Fact(StrEnum):
    """What stands about a place and can be changed."""

    NAME = "name"
    POINT = "point"
    AREA = "area"
    PRIORITY = "priority"
    THREAT_TYPES = "threat_types"
    THREAT = "threat"
    OWNER = "owner"
    PLANNED_ACTION = "planned_action"
    REVIEW_DATE = "review_date"


# The list is open to everybody who reads whole alerts: sexual violence at a named place is for fewer.
NAMED_THREATS = tuple(code for code in ThreatType if code is not ThreatType.CRSV)
NEAR_KM = 10.0
