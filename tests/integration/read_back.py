"""Reads the files of a report back, as plain rows, so that each format can be held against the paper."""

import csv
import io
import zipfile
from typing import Any

import docx
from django.utils import translation
from docx.table import Table as WordTable
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from responses.services.reporting import as_tables
from responses.services.reporting.cells import DASH
from responses.services.reporting.clean import in_a_line
from responses.services.reporting.csv_files import bundle
from responses.services.reporting.docx_file import docx as docx_of
from responses.services.reporting.paper import Cell, Chart, Split, Table, Tiles
from responses.services.reporting.xlsx_file import xlsx as xlsx_of
from tests.integration import papers
from tests.integration.papers import Made


def docx_file(made: Made) -> bytes:
    return docx_of(made.paper, made.listed, papers.png())


def xlsx_file(made: Made) -> bytes:
    return xlsx_of(made.paper, made.columns, made.rows())


def csv_archive(made: Made) -> bytes:
    return bundle(made.paper, made.columns, made.rows())


def word_tables(made: Made) -> dict[str, list[list[str]]]:
    """The text of each cell, by the heading above the table."""
    found, heading = {}, ""
    for piece in docx.Document(io.BytesIO(docx_file(made))).iter_inner_content():
        if isinstance(piece, WordTable):
            found[heading] = [[cell.text for cell in row.cells] for row in piece.rows]
        elif piece.style.name == "Heading 2":
            heading = piece.text
    return found


def workbook(made: Made) -> Any:
    return opened(xlsx_file(made))


def opened(file: bytes) -> Any:
    return load_workbook(io.BytesIO(file))


def sheet_rows(sheet: Any) -> list[list[Any]]:
    return [
        [unescape(one) if isinstance(one, str) else one for one in row] for row in sheet.iter_rows(values_only=True)
    ]


def csv_rows(made: Made) -> dict[str, list[list[str]]]:
    """By name of the file."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(csv_archive(made))) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8-sig")
            found[name] = list(csv.reader(io.StringIO(text, newline=""))) if name.endswith(".csv") else [[text]]
    return found


def parts(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cells_of(table: Table) -> list[list[Cell]]:
    return [*table.rows, *([table.total] if table.total else [])]


def as_text(cell: Cell) -> str:
    return in_a_line(cell.text)


def as_value(cell: Cell) -> Any:
    """As a spreadsheet holds it."""
    value = cell.text if cell.value is None else cell.value
    return (in_a_line(value) or None) if isinstance(value, str) else value


def as_entry(cell: Cell) -> Any:
    """As a machine reads it."""
    if cell.value is None:
        return "" if cell.text == DASH else in_a_line(cell.text)
    return in_a_line(cell.value) if isinstance(cell.value, str) else cell.value


def same_entry(read: str, cell: Cell) -> bool:
    """Numbers as numbers; text but for the apostrophes that keep it from being calculated."""
    expected = as_entry(cell)
    if isinstance(expected, int | float):
        return float(read) == expected
    return read.replace("'", "") == str(expected).replace("'", "")


def shown_as_tables(made: Made) -> list[Table]:
    """What the page shows as tiles, a bar and columns."""
    kinds = {Tiles: as_tables.of_tiles, Split: as_tables.of_split, Chart: as_tables.of_chart}
    with translation.override(made.paper.language):
        return [kinds[type(block)](block) for block in made.paper.blocks if type(block) in kinds]  # type: ignore[operator]
