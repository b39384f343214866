"""How files of one origin are read: their columns, the rules between columns, and the record a row becomes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from alerts.selectors.outlines import Box
from alerts.services.importing import Record

from .columns import BadValue, Column
from .faults import Fault
from .table import Row, read

Values = dict[str, Any]  # what the cells mean, by column


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a file is taken in: the office's country (ISO 3166-1) with the box round it, None where no
    outline is known, its zone, and today's date there.
    """

    country: str
    box: Box | None
    zone: ZoneInfo
    today: date


@dataclass(frozen=True, slots=True)
class Rule:
    """`fault` says what is wrong between `columns` (None: nothing); asked only when each of them could be read."""

    columns: tuple[str, ...]
    fault: Callable[[Values, Setting], str | None]


@dataclass(frozen=True, slots=True)
class Profile:
    """`code` names it on the command line and as the records' source system; `key` is the column of the id."""

    code: str
    key: str
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...]
    record: Callable[[Values, dict[str, str], Setting], Record]


@dataclass(slots=True)
class Checked:
    """What a file holds. Nothing of it may be taken in while there are faults."""

    records: list[Record] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """Rows with at least one fault."""
        return len({fault.row for fault in self.faults})


def check(path: Path, profile: Profile, setting: Setting) -> Checked:
    """Reads a whole file and finds every fault in it. No statement. Raises FileRefused."""
    rows, faults = read(path, [column.name for column in profile.columns])
    checked = Checked(faults=faults)
    first_seen: dict[str, int] = {}
    for row in rows:
        values, found = _read_cells(row, profile)
        found += [
            Fault(row.number, ", ".join(rule.columns), ", ".join(row.cells[name] for name in rule.columns), sentence)
            for rule in profile.rules
            if all(name in values for name in rule.columns) and (sentence := rule.fault(values, setting))
        ]
        key = row.cells[profile.key]
        if (first := first_seen.setdefault(key, row.number)) != row.number:
            sentence = _("Row %(row)d has this number too: keep one of them.") % {"row": first}
            found.append(Fault(row.number, profile.key, key, sentence))
        if found:
            checked.faults += found
        else:
            checked.records.append(profile.record(values, row.cells, setting))
    return checked


def _read_cells(row: Row, profile: Profile) -> tuple[Values, list[Fault]]:
    values: Values = {}
    faults: list[Fault] = []
    for column in profile.columns:
        cell = row.cells[column.name]
        try:
            values[column.name] = column.read(cell)
        except BadValue as bad:
            faults.append(Fault(row.number, column.name, cell, str(bad)))
    return values, faults
