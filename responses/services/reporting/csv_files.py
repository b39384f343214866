"""A paper as CSV, for machines: a file for each table, in one archive with the same bytes for the same paper."""

import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Iterable, Iterator
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils import translation
from django.utils.translation import gettext as _

from . import as_tables
from .cells import DASH
from .clean import in_a_line
from .paper import Cell, Chart, Column, Notes, Paper, Picture, Split, Table, Tiles

BEGINS_A_FORMULA = frozenset("=+-@")
ENDING = "\r\n"
READABLE = 0o600  # by whoever unpacks it


def bundle(paper: Paper, columns: list[Column], rows: Iterable[list[Cell]]) -> bytes:
    """A zip. `columns`, `rows`: the list of alerts; its rows are asked for one by one and none is kept."""
    kept = io.BytesIO()
    with translation.override(paper.language), ZipFile(kept, "w") as archive:
        named = dict(_tables(paper))
        with _new(archive, "README.txt", paper) as file:
            file.writelines(in_a_line(line) + ENDING for line in _told(paper, named))
        for name, table in named.items():
            with _new(archive, name, paper) as file:
                _write(file, [table.columns], [*table.rows, *([table.total] if table.total else [])])
        with _new(archive, "alerts.csv", paper) as file:
            _write(file, [columns, [Column(column.hxl) for column in columns]], rows)
    return kept.getvalue()


def _new(archive: ZipFile, name: str, paper: Paper) -> io.TextIOWrapper:
    entry = ZipInfo(name, paper.as_of.timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = READABLE << 16
    return io.TextIOWrapper(archive.open(entry, "w"), "utf-8-sig", newline="")


def _write(file: io.TextIOWrapper, heads: list[list[Column]], rows: Iterable[list[Cell]]) -> None:
    written = csv.writer(file, lineterminator=ENDING)
    written.writerows([_guarded(as_tables.heading(column)) for column in head] for head in heads)
    written.writerows([_entry(cell) for cell in row] for row in rows)


def _tables(paper: Paper) -> Iterator[tuple[str, Table]]:
    """Each with the name of its file."""
    for number, table in enumerate(paper.tables, 1):
        yield f"{number:02d}-{table.key}.csv", table
    for block in paper.blocks:
        if isinstance(block, Tiles):
            yield "tiles.csv", as_tables.of_tiles(block)
        elif isinstance(block, Split):
            yield f"{block.key}.csv", as_tables.of_split(block)
        elif isinstance(block, Chart):
            yield "chart.csv", as_tables.of_chart(block)
    yield "texts.csv", as_tables.of_texts(paper)


def _entry(cell: Cell) -> int | float | str:
    """As a machine reads it: numbers with a point, moments by ISO, nothing where nothing was measured."""
    match cell.value:
        case dt.datetime():
            return cell.value.isoformat(" ")
        case dt.date():
            return cell.value.isoformat()
        case int() | float():
            return cell.value
        case str():
            return _guarded(cell.value)
    return "" if cell.text == DASH else _guarded(cell.text)


def _guarded(text: str) -> str:
    """An apostrophe before what a spreadsheet would calculate, also where one that cuts at semicolons begins a cell."""
    return ";".join(f"'{part}" if _is_formula(part) else part for part in in_a_line(text).split(";"))


def _is_formula(text: str) -> bool:
    """Whether the first sign that can be seen begins a formula, also as its wide or small form."""
    for sign in text:
        if unicodedata.category(sign) not in {"Zs", "Cf", "Mn", "Me"}:
            return bool(BEGINS_A_FORMULA & set(unicodedata.normalize("NFKC", sign)[:1]))
    return False


def _told(paper: Paper, named: dict[str, Table]) -> Iterator[str]:
    """What is to be known of the files, a line each."""
    yield from filter(None, [paper.exercise, paper.marking, paper.title, paper.office, paper.subtitle, paper.period])
    yield from (f"{what} – {how}" for what, how in paper.facts)
    yield from ("", _("Files"))
    for name, table in named.items():
        yield f"{name} – {table.title}{f' ({table.aside})' if table.aside else ''}"
        yield from (f"    {note}" for note in table.notes)
        if table.empty and not table.rows:
            yield f"    {table.empty}"
    yield f"alerts.csv – {_('List of alerts; its second row holds HXL tags.')}"
    for block in paper.blocks:
        if isinstance(block, Notes):
            yield from ("", block.title, *block.lines)
        elif isinstance(block, Picture):
            yield from ("", block.title, block.alt, *(word for _level, word in block.legend), *block.notes)
