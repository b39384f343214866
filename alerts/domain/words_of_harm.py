"""The vocabularies of harm done to civilians."""

from enum import StrEnum


class Harm(StrEnum):
    """What was done to them. Sexual violence is a word here so that it can be refused: it is never counted."""

    KILLED = "killed"
    INJURED = "injured"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"
    PROPERTY = "property"
    SEXUAL_VIOLENCE = "sexual_violence"
    OTHER = "other"


class DespiteWarning(StrEnum):
    """Whether it was done although there was a warning, or a response to one."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class HarmKnown(StrEnum):
    """What whoever closes an alert says of harm to civilians."""

    NONE = "none"
    ON_RECORD = "on_record"
    UNKNOWN = "unknown"
