"""Numbers of alerts as people type and say them: 147, 0147, X-0012, BEN-2026-0147."""

import re
from dataclasses import dataclass

from .words import Series

MOST_SERIAL = 2**31 - 1
_AS_TYPED = re.compile(
    r"(?:(?P<office>[A-Z]{3})[-\s])?"
    r"(?:(?P<series>[XRH])[-\s]?)?"
    r"(?:(?P<year>[12]\d{3})[-\s/])?"
    r"(?P<serial>\d{1,10})",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Typed:
    """The parts of a number that somebody typed; None: not said, so any."""

    serial: int
    year: int | None = None
    series: Series | None = None
    office: str | None = None


def read(text: str) -> Typed | None:
    """The number that `text` is, whole or its last parts; None when it is none.

    An office or a year that is said without a series means the open series: BEN-2026-0147 is not BEN-X-2026-0147.
    """
    found = _AS_TYPED.fullmatch(text.strip().lstrip("#").upper())
    if found is None or int(found["serial"]) > MOST_SERIAL:
        return None
    is_any = not (found["series"] or found["office"] or found["year"])
    return Typed(
        serial=int(found["serial"]),
        year=int(found["year"]) if found["year"] else None,
        series=None if is_any else Series(found["series"] or ""),
        office=found["office"],
    )
