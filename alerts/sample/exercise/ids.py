"""Client ids by which the filings of the exercise are known again; nobody else's begin so (UUID version 8)."""

import uuid

_PAST = 0xE8E2C15E_0001_8000_8000_000000000000
_DRIP = 0xE8E2C15E_0002_8000_8000_000000000000
_MOST = 0xFFFF_FFFF_FFFF

DRIPPED = (uuid.UUID(int=_DRIP), uuid.UUID(int=_DRIP + _MOST))  # for a range, both included
ALL = (uuid.UUID(int=_PAST), DRIPPED[1])


def past(place: int) -> uuid.UUID:
    """Of the alert at this place of the past, from 0."""
    return uuid.UUID(int=_PAST + place)


def dripped(milliseconds: int) -> uuid.UUID:
    """Of an alert filed so long after 1970."""
    return uuid.UUID(int=_DRIP + milliseconds % _MOST)
