"""Kinds of columns: each reads one cell into its meaning, or says what to write instead."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

EARLIEST = date(1900, 1, 1)
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?: 00:00:00(?:\.0+)?)?", re.ASCII)
NUMBER = re.compile(r"[+-]?\d{1,3}(?:\.\d{1,20})?", re.ASCII)
KEY = re.compile(r"[1-9]\d{0,17}", re.ASCII)


class BadValue(Exception):
    """The cell does not mean anything in its column; the sentence says what to write."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that must be there; any text will do."""

    name: str

    def read(self, cell: str) -> Any:
        """The cell's meaning. Raises BadValue."""
        return cell


@dataclass(frozen=True, slots=True)
class Filled(Column):
    """Text that may not be blank."""

    def read(self, cell: str) -> str:
        if not cell.strip():
            raise BadValue(_("Fill this in."))
        return cell


@dataclass(frozen=True, slots=True)
class Key(Column):
    """The record's whole number in the system it comes from."""

    def read(self, cell: str) -> int:
        if not KEY.fullmatch(cell):
            raise BadValue(_("Write the record’s own whole number, digits only."))
        return int(cell)


@dataclass(frozen=True, slots=True)
class Code(Column):
    """One of a closed list; read as what the code means."""

    meanings: Mapping[str, Any]

    def read(self, cell: str) -> Any:
        try:
            return self.meanings[cell]
        except KeyError:
            raise BadValue(_("Write one of %(codes)s.") % {"codes": ", ".join(self.meanings)}) from None


@dataclass(frozen=True, slots=True)
class Day(Column):
    """A calendar day, 2017-04-16; an empty time of day behind it, as databases export it, is passed over."""

    def read(self, cell: str) -> date:
        found = DAY.fullmatch(cell)
        try:
            day = date.fromisoformat(found[1]) if found else None
        except ValueError:
            day = None
        if day is None:
            raise BadValue(_("Write a day of the calendar as 2017-04-16."))
        if day < EARLIEST:
            raise BadValue(_("Write a day from %(earliest)s on.") % {"earliest": EARLIEST})
        return day


@dataclass(frozen=True, slots=True)
class Degrees(Column):
    """Decimal degrees, WGS 84, from -limit to +limit."""

    limit: int

    def read(self, cell: str) -> float:
        if not NUMBER.fullmatch(cell):
            raise BadValue(_("Write degrees as a number with a point, such as 5.9342."))
        degrees = float(cell)
        if abs(degrees) > self.limit:
            raise BadValue(_("Write degrees from -%(limit)d to %(limit)d.") % {"limit": self.limit})
        return degrees
