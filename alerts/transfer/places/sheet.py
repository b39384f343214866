"""A file as rows of named cells, whether it is CSV or GeoJSON; and the same file again with a fault beside each row."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.translation import gettext as _

from alerts.transfer.faults import Fault, FileRefused, shown
from ewrr.common.words import search_key

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 50_000
FAULT = "fault"  # the column that is added to the file that goes back
SEPARATORS = (",", ";", "\t")
LONGEST_CELL = 10_000
BEGINS_A_FORMULA = re.compile(r"^[\s\u200b-\u200f\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
NUMBER = re.compile(r"^\s*[+-]?\d{1,3}(?:[.,]\d{1,20})?\s*$", re.ASCII)

Names = Mapping[str, Sequence[str]]  # column -> what files call it


@dataclass(frozen=True, slots=True)
class Row:
    """`number`: as a spreadsheet counts, the header is 1; of GeoJSON features from 1. `cells`: by our own names of
    the columns, only those that the file has. `geometry`: as it was sent.
    """

    number: int
    cells: dict[str, str]
    geometry: Any = None


class Sheet(Protocol):
    """A file that was read. `notes`: what is to be known of it, for whoever sent it."""

    rows: list[Row]
    faults: list[Fault]
    notes: list[str]
    suffix: str

    def back(self, faults: Mapping[int, str]) -> bytes:
        """The same file with a further column, or property, that says of each row what is wrong."""


@dataclass(slots=True)
class Table:
    """CSV, with whichever separator."""

    header: list[str]
    raw: list[list[str]]
    separator: str
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    suffix: str = "csv"

    def back(self, faults: Mapping[int, str]) -> bytes:
        """UTF-8 with the mark by which spreadsheets know it; what would be calculated begins with an apostrophe."""
        kept = [place for place, name in enumerate(self.header) if not is_fault(name)]
        made = io.StringIO()
        written = csv.writer(made, delimiter=self.separator, lineterminator="\r\n")
        written.writerow([*(guarded(self.header[place]) for place in kept), FAULT])
        for number, cells in enumerate(self.raw, start=2):
            if cells:
                full = [*cells, *[""] * (len(self.header) - len(cells))]
                extra = full[len(self.header) :]
                told = [guarded(full[place]) for place in kept]
                written.writerow([*told, guarded(faults.get(number, "")), *map(guarded, extra)])
        return made.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """A cell as a spreadsheet may open it: a number stays one."""
    return f"'{cell}" if BEGINS_A_FORMULA.match(cell) and not NUMBER.match(cell) else cell


def is_fault(name: str) -> bool:
    return name.strip().lower() == FAULT


def read_table(content: bytes, names: Names) -> Table:
    """Raises FileRefused where there is no such table."""
    text, note = _decoded(content)
    separator = _separator(text, names)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    raw: list[list[str]] = []
    try:
        for cells in lines:
            raw.append(cells)
            if len(raw) > MOST_ROWS + 1:
                raise FileRefused(_("The file holds more than 50,000 rows. Split it into several files."))
    except csv.Error:
        told = {"row": len(raw) + 1}
        sentence = _("From row %(row)d on the file cannot be read: a quotation mark is missing or one too many.")
        raise FileRefused(sentence % told) from None
    if not raw:
        raise FileRefused(_("The file is empty."))
    table = Table([name.strip() for name in raw[0]], raw[1:], separator, notes=[note] if note else [])
    called = columns(table.header, names)
    for number, cells in enumerate(table.raw, start=2):
        if any(cell.strip() for cell in cells):
            _sort(table, number, cells, called)
    if not table.rows and not table.faults:
        raise FileRefused(_("The file has a header and no rows."))
    return table


def _sort(table: Table, number: int, cells: list[str], called: dict[str, str]) -> None:
    if len(cells) != len(table.header):
        sentence = _("Cells in this row: %(found)d, in the header: %(expected)d. Check separators and quotation marks.")
        told = {"found": len(cells), "expected": len(table.header)}
        table.faults.append(Fault(number, "", cells[0], sentence % told))
        return
    given = {called[name]: cell.strip() for name, cell in zip(table.header, cells, strict=True) if name in called}
    if any("\x00" in cell or len(cell) > LONGEST_CELL for cell in cells):
        table.faults.append(Fault(number, "", "", _("A cell is too long, or holds a NUL character: mend it.")))
        return
    table.rows.append(Row(number, given))


def columns(header: Sequence[str], names: Names) -> dict[str, str]:
    """What the file calls a column -> what the hub calls it. Raises FileRefused where one is there twice."""
    known = {_key(alias): name for name, aliases in names.items() for alias in (name, *aliases)}
    called = {one: known[key] for one in header if (key := _key(one)) in known}
    twice = sorted({one for one in called.values() if list(called.values()).count(one) > 1 or header.count(one) > 1})
    if twice:
        told = {"names": ", ".join(f"“{shown(one)}”" for one in header if called.get(one) in twice)}
        raise FileRefused(_("These columns say the same: %(names)s. Keep one of them.") % told)
    return called


def _key(name: str) -> str:
    return search_key(name.replace("_", " "))


def _decoded(content: bytes) -> tuple[str, str]:
    """The text, and what is to be said of how it was written. Raises FileRefused."""
    if not content.strip():
        raise FileRefused(_("The file is empty."))
    if content[:4] == b"PK\x03\x04" or content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise FileRefused(_("This is a workbook. Save the sheet as “CSV UTF-8” and send that."))
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return content.decode("utf-16"), _("The file is written in UTF-16 and was read so.")
        except UnicodeDecodeError:
            raise FileRefused(_("The file is not whole. Save it again as “CSV UTF-8”.")) from None
    try:
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    try:
        read = content.decode("cp1252")
    except UnicodeDecodeError:
        raise FileRefused(_("The file is neither UTF-8 nor Windows-1252. Save it again as “CSV UTF-8”.")) from None
    return read, _("The file is not UTF-8: it was read as Windows-1252. Look whether accents are right below.")


def _separator(text: str, names: Names) -> str:
    """The one by which the first line names most columns. Raises FileRefused where none does."""
    first = next((line for line in text.splitlines() if line.strip()), "")[:LONGEST_CELL]

    def found(separator: str) -> int:
        try:
            header = next(csv.reader([first], delimiter=separator))
            return len(columns([name.strip() for name in header], names))
        except (csv.Error, FileRefused):
            return 1

    best = max(SEPARATORS, key=found)
    if not found(best):
        told = {"names": ", ".join(names)}
        raise FileRefused(_("The first line names no column that is known here. It may name: %(names)s.") % told)
    return best
