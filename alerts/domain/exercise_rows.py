"""The lines of a script as its file holds them, CSV or JSON, and the same file back with what is wrong. Pure."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .exercise_columns import COLUMNS, NEEDED, FaultKind, Wrong

SEPARATORS = ",;\t"
FAULT = "fault"  # the column in which a file comes back; read over where it comes again
Rows = list[tuple[int, Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Fault:
    """`line`: as a spreadsheet counts, the header is 1; of JSON the inject's place, from 1; 0: the whole file."""

    line: int
    column: str
    kind: FaultKind
    about: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Every line as written, also the wrong ones. `about`: name and objectives, where a JSON file tells them."""

    rows: Rows
    header: tuple[str, ...]
    faults: tuple[Fault, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)


def from_csv(told: str) -> Table:
    """Commas, semicolons or tabs, whichever the header holds most of. Blank lines are passed over. Raises Wrong."""
    first = told.lstrip("\r\n").split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(told, newline=""), delimiter=separator, strict=True)
    rows: Rows = []
    faults: list[Fault] = []
    line = 0
    header: list[str] = []
    try:
        for cells in reader:
            line += 1
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = [cell.strip().lower() for cell in cells]
                _check_header(header)
                continue
            padded = [*cells, *[""] * (len(header) - len(cells))]
            if any(cell.strip() for cell in padded[len(header) :]):
                faults.append(Fault(line, "", FaultKind.CELLS, str(len(header))))
            rows.append((line, dict(zip(header, (cell.strip() for cell in padded), strict=False))))
    except csv.Error:
        if not header:
            raise Wrong(FaultKind.NO_TABLE) from None
        faults.append(Fault(line + 1, "", FaultKind.NO_TABLE))
    if not rows and not faults:
        raise Wrong(FaultKind.NOTHING)
    unknown = [name for name in header if name not in {*COLUMNS, FAULT, ""}]
    faults += [Fault(1, name, FaultKind.UNKNOWN_COLUMN, name[:40]) for name in unknown]
    return Table(rows, tuple(header), tuple(faults))


def _check_header(header: Sequence[str]) -> None:
    if missing := [name for name in NEEDED if name not in header]:
        raise Wrong(FaultKind.MISSING_COLUMNS, ", ".join(missing))
    if twice := sorted({name[:40] for name in header if name and header.count(name) > 1}):
        raise Wrong(FaultKind.TWICE_NAMED, ", ".join(twice[:10]))


def from_json(told: str) -> Table:
    """{"name", "objectives", "injects": [{…}]}, or the list alone. Raises Wrong."""
    try:
        found = json.loads(told)
    except (ValueError, RecursionError):
        raise Wrong(FaultKind.NO_JSON) from None
    listed = found.get("injects") if isinstance(found, dict) else found
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        raise Wrong(FaultKind.NO_JSON)
    if not listed:
        raise Wrong(FaultKind.NOTHING)
    rows: Rows = [
        (place, {str(name).lower(): _cell(value) for name, value in item.items()})
        for place, item in enumerate(listed, 1)
    ]
    header = tuple(dict.fromkeys(name for _line, cells in rows for name in cells))
    faults = tuple(
        Fault(line, name, FaultKind.UNKNOWN_COLUMN, name[:40])
        for line, cells in rows
        for name in cells
        if name not in {*COLUMNS, FAULT}
    )
    about = {name: str(found[name]) for name in ("name", "objectives") if isinstance(found, dict) and name in found}
    return Table(rows, header, faults, about)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(map(_cell, value)) if isinstance(value, list) else str(value).strip()


def with_faults(table: Table, sentences: Mapping[int, str], *, is_json: bool) -> str:
    """The file as it came with a further column "fault": line -> what is wrong there."""
    columns = [name for name in table.header if name and name != FAULT]
    if is_json:
        listed = [{**cells, FAULT: sentences.get(line, "")} for line, cells in table.rows]
        return json.dumps({**table.about, "injects": listed}, ensure_ascii=False, indent=2) + "\n"
    kept = io.StringIO()
    written = csv.writer(kept, lineterminator="\r\n")
    written.writerow([*columns, FAULT])
    for line, cells in table.rows:
        written.writerow([*(cells.get(name, "") for name in columns), sentences.get(line, "")])
    return kept.getvalue()
