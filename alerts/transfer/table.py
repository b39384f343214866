"""A CSV file as rows of named cells, whatever was put into it."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from .faults import Fault, FileRefused, shown

MAX_MB = 50


@dataclass(frozen=True, slots=True)
class Row:
    """`number` as a spreadsheet counts: the header is 1. `cells`: every column, exact strings."""

    number: int
    cells: dict[str, str]


def read(path: Path, needed: Sequence[str]) -> tuple[list[Row], list[Fault]]:
    """The readable rows of a comma-separated UTF-8 file with a header, and what is wrong with the others.

    `needed` are the columns that must be there; more are kept. Blank lines are passed over.
    Raises FileRefused when there is no such table.
    """
    text = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise FileRefused(_unreadable(error)) from error
    _check_header(header, needed)
    rows: list[Row] = []
    faults: list[Fault] = []
    number = 1
    try:
        for number, cells in enumerate(reader, start=2):
            if cells:
                _sort(number, header, cells, rows, faults)
    except csv.Error as error:
        # Nothing after it can be trusted to begin where a row begins.
        faults.append(Fault(number + 1, "", "", _unreadable(error)))
    if not rows and not faults:
        raise FileRefused(_("The file has a header and no records."))
    return rows, faults


def _text(path: Path) -> str:
    data = _bytes(path)
    if not data.strip():
        raise FileRefused(_("The file is empty."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileRefused(
            _('The file is not UTF-8 (line %(line)d): save it again as "CSV UTF-8".') % {"line": line}
        ) from error


def _bytes(path: Path) -> bytes:
    name = {"file": shown(str(path))}
    try:
        if path.is_dir():
            raise FileRefused(_("%(file)s is a folder: name the file in it.") % name)
        if not path.exists():
            raise FileRefused(_("There is no file %(file)s.") % name)
        if not path.is_file():
            raise FileRefused(_("%(file)s is not an ordinary file.") % name)
        if path.stat().st_size > MAX_MB * 2**20:
            raise FileRefused(_("The file is larger than %(size)d MB: split it.") % {"size": MAX_MB})
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a name with NUL in it
        raise FileRefused(_("%(file)s cannot be read.") % name) from error


def _check_header(header: list[str], needed: Sequence[str]) -> None:
    missing = [name for name in needed if name not in header]
    if missing:
        raise FileRefused(
            _("Columns are missing: %(names)s. The first line names the columns, parted by commas.")
            % {"names": ", ".join(missing)}
        )
    twice = sorted({name for name in header if header.count(name) > 1}) if len(set(header)) < len(header) else []
    if twice:
        raise FileRefused(
            _("Columns are named twice: %(names)s.") % {"names": ", ".join(f'"{shown(name)}"' for name in twice[:10])}
        )
    if any("\0" in name for name in header):
        raise FileRefused(_("A column’s name holds a NUL character: remove it."))


def _sort(number: int, header: list[str], cells: list[str], rows: list[Row], faults: list[Fault]) -> None:
    if len(cells) != len(header):
        sentence = _("Cells in this row: %(found)d, in the header: %(expected)d. Check commas and quotation marks.")
        faults.append(Fault(number, "", cells[0], sentence % {"found": len(cells), "expected": len(header)}))
        return
    with_nul = [(name, cell) for name, cell in zip(header, cells, strict=True) if "\0" in cell]
    faults += [Fault(number, name, cell, _("Remove the NUL character.")) for name, cell in with_nul]
    if not with_nul:
        rows.append(Row(number, dict(zip(header, cells, strict=True))))


def _unreadable(error: csv.Error) -> str:
    if "field limit" in str(error):
        return _("A cell is longer than %(limit)d characters: shorten it.") % {"limit": csv.field_size_limit()}
    return _("The file cannot be read from this row on: a quotation mark is missing or one too many.")
