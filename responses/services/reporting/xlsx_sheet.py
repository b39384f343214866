"""Sheets of a workbook, written row after row to the disk so that ten thousand take no more memory than ten."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from . import as_tables
from .cells import MINUS
from .clean import in_a_line
from .colours import INK, tint
from .paper import Cell, Column, Paper, Table

CHART, ALERTS = "chart", "alerts"  # names of sheets, beside those of tables
A4 = 9
FORBIDDEN = re.compile(r"[\[\]:*?/\\']+")
MOST_OF_A_NAME = 31  # characters of a sheet's name
MOST_OF_A_LINE = 110  # characters of a part of the header and footer, which hold 255 each
NARROWEST, WIDEST = 7, 46  # characters
LINE_PT, HIGHEST_PT = 15, 405  # of a row
FONT = {"font_name": "Noto Sans", "font_size": 10, "valign": "top"}
HEAD = {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2, "bottom_color": f"#{INK}"}
TOTAL = {"bold": True, "top": 1, "bottom": 2}
AS_IT_IS = {"scale_with_doc": False}  # however small the sheet is printed
MINUTES, PERCENT, WHOLE, DEGREES = "#,##0.0", "0%", "#,##0", "0.000"


class Book:
    """A workbook, being written while it is open; each way a cell can look is made once."""

    def __init__(self, file: BinaryIO, folder: str, paper: Paper) -> None:
        as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        streamed = {"constant_memory": True, "tmpdir": folder}
        self.workbook = Workbook(file, as_text | streamed | {"default_format_properties": dict(FONT)})
        title = in_a_line(f"{paper.title}, {paper.office}, {paper.period}")
        told = {"title": title, "author": in_a_line(paper.office), "created": paper.as_of}
        self.workbook.set_properties(told)
        self.paper = paper
        self._looks: dict[tuple[tuple[str, Any], ...], Any] = {}

    def look(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._looks:
            self._looks[key] = self.workbook.add_format(FONT | properties)
        return self._looks[key]

    def __enter__(self) -> "Book":
        return self

    def __exit__(self, kind: object, *_more: object) -> None:
        """Put together, unless something went wrong; what lay on the disk is let go of in either case."""
        if kind is None:
            self.workbook.close()
        for sheet in self.workbook.worksheets():
            sheet._opt_close()


class Sheet:
    """Rows in their order; at the end columns become as wide as their longest cell."""

    def __init__(self, book: Book, name: str) -> None:
        self.book, self.name, self.at = book, name, 0
        self.sheet = book.workbook.add_worksheet(name)
        self._longest: dict[int, int] = {}
        _print(self.sheet, book.paper)

    def head(self, columns: Sequence[Column]) -> None:
        look = {False: self.book.look(**HEAD), True: self.book.look(**HEAD, align="right")}
        for place, column in enumerate(columns):
            name = as_tables.heading(column)
            self.text(place, name, look[column.is_number])
            word = max(map(len, name.split()), default=0)
            self._needs(place, max(word, (len(name) + word) // 2) + 2)  # in two lines, and the button of the filter
        self.sheet.set_row(self.at, 2 * LINE_PT)
        self.at += 1

    def add(self, row: Iterable[Cell], columns: Sequence[Column], **properties: Any) -> None:
        """Typed as its cells are; `properties`: of all of them."""
        for place, (cell, column) in enumerate(zip(row, columns, strict=True)):
            self.cell(place, cell, column, **properties)
            self._needs(place, len(cell.text))
        self.at += 1

    def text(self, place: int, text: str, look: Any = None) -> None:
        """As text, whatever it looks like; a space keeps XlsxWriter from taking it for markup of its own."""
        said = in_a_line(text)
        self.sheet.write_string(self.at, place, f"{said} " if said.endswith("</r>") else said, look)

    def cell(self, place: int, cell: Cell, column: Column, **properties: Any) -> None:
        is_framed = bool(properties)
        if cell.is_strong:
            properties["bold"] = True
        if cell.shade:
            properties["bg_color"] = f"#{tint(cell.shade)}"
        if column.is_number:
            properties.setdefault("align", "right")
        form = _form(cell, column)
        look = self.book.look(**properties, num_format=form) if form else self.book.look(**properties)
        match cell.value:
            case dt.date():
                self.sheet.write_datetime(self.at, place, cell.value, look)
            case int() | float():
                self.sheet.write_number(self.at, place, cell.value, look)
            case _ if cell.text:
                self.text(place, cell.text, look)
            case _ if is_framed:
                self.sheet.write_blank(self.at, place, None, look)

    def lines(self, count: int) -> None:
        """So many lines of text stand in the row that is being written."""
        self.sheet.set_row(self.at, min(count * LINE_PT, HIGHEST_PT))

    def fit(self, *widths: int) -> None:
        """`widths`: of the first columns, where they are set."""
        for place, width in (self._longest | dict(enumerate(widths))).items():
            self.sheet.set_column(place, place, width)

    def _needs(self, place: int, characters: int) -> None:
        known = self._longest.get(place, NARROWEST)
        self._longest[place] = max(known, min(characters + 2, WIDEST))


def _form(cell: Cell, column: Column) -> str:
    """How its value is shown; nothing for text."""
    match cell.value:
        case dt.datetime():
            return "yyyy-mm-dd hh:mm"
        case dt.date():
            return "yyyy-mm-dd"
        case int():
            form = WHOLE
        case float() if column.hxl.startswith("#geo"):
            return DEGREES
        case float():  # a share is told as 65 % or as 7 of 12
            form = PERCENT if cell.text.endswith("%") or re.search(r"[^\W\d_]", cell.text) else MINUTES
        case _:
            return ""
    return f"+{form};{MINUS}{form};{form}" if cell.text[:1] in ("+", MINUS) else form


def _print(sheet: Any, paper: Paper) -> None:
    """Across A4, as many pages long as it needs; every page says what it is of."""

    def part(text: str) -> str:
        said = in_a_line(text)[:MOST_OF_A_LINE]
        return said[: MOST_OF_A_LINE - said.count("&")].replace("&", "&&")

    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.8)
    sheet.set_header(f"&C&B{part(paper.exercise)}&R&B{part(paper.marking)}", AS_IT_IS)
    number = _("%(page)s of %(pages)s") % {"page": "&P", "pages": "&N"}
    sheet.set_footer(f"&L{part(paper.running)}&C{part(paper.marking)}&R{number}", AS_IT_IS)


def names(tables: Iterable[Table], taken: Iterable[str]) -> dict[str, str]:
    """The name of each table's sheet, by key: "B type and level"."""
    found: dict[str, str] = {}
    used = {name.lower() for name in taken}
    for table in tables:
        said = FORBIDDEN.sub(" ", in_a_line(re.split("[,(]", table.title.rpartition(":")[2])[0]))
        name = whole = _cut(" ".join([table.key, *said.split()]), MOST_OF_A_NAME)
        turn = 2
        while name.lower() in used:
            name, turn = f"{whole[: MOST_OF_A_NAME - 3]} {turn}", turn + 1
        used.add(name.lower())
        found[table.key] = name
    return found


def _cut(text: str, most: int) -> str:
    """At the end of a word."""
    return text if len(text) <= most else text[: most + 1].rpartition(" ")[0] or text[:most]
