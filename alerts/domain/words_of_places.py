"""The vocabularies of files of places: what they hold, and how far they are."""

from enum import StrEnum


class UploadOf(StrEnum):
    AREAS = "areas"
    PLACES = "places"
    POSITIONS = "positions"


class UploadState(StrEnum):
    """Looked at only, taken in, put aside, taken back."""

    WAITING = "waiting"
    TAKEN_IN = "taken_in"
    DROPPED = "dropped"
    TAKEN_BACK = "taken_back"
