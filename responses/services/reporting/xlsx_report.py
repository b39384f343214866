"""The first sheet of a workbook: what the report is, its figures and texts, and what is on the other sheets."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from . import as_tables
from .colours import EXERCISE
from .paper import Block, Chart, Notes, Paper, Picture, Prose, Split, Table, Tiles
from .xlsx_sheet import ALERTS, CHART, Sheet

WIDTHS = (34, 90, 22, 50)  # characters
STRONG: dict[str, Any] = {"bold": True}
WIDE = 0.88  # of a letter, against a figure
TITLE = {"bold": True, "font_size": 16}
HEADING = {"bold": True, "font_size": 12}
BAND = {"bold": True, "bg_color": f"#{EXERCISE}"}
Line = tuple[str, str]


def write(sheet: Sheet, named: dict[str, str]) -> None:
    """`named`: by key of a table the name of its sheet."""
    paper = sheet.book.paper
    _head(sheet, paper)
    for section in paper.sections:
        sheet.at += 1
        sheet.text(
            0, f"{section.number}. {section.title}" if section.number else section.title, sheet.book.look(**HEADING)
        )
        sheet.at += 1
        for block in section.blocks:
            if isinstance(block, Tiles | Split):
                _rows(sheet, as_tables.of_tiles(block) if isinstance(block, Tiles) else as_tables.of_split(block))
            else:
                _lines(sheet, _told(block, named))
    sheet.at += 1
    _lines(sheet, [(ALERTS, _("List of alerts; its second row holds HXL tags."))])
    sheet.fit(*WIDTHS)


def _head(sheet: Sheet, paper: Paper) -> None:
    lines = [(paper.exercise, BAND), (paper.marking, STRONG), (paper.title, TITLE), (paper.office, STRONG)]
    for text, look in [*lines, (paper.subtitle, {}), (paper.period, {})]:
        if text:
            sheet.lines(2 if look is TITLE else 1)
            sheet.text(0, text, sheet.book.look(**look))
            sheet.at += 1
    _lines(sheet, paper.facts)


def _rows(sheet: Sheet, table: Table) -> None:
    """Figures in the second column, where texts stand too: so to the left."""
    _lines(sheet, [(table.title, table.aside)])
    for row in table.rows:
        sheet.lines(max(_lines_of(cell.text, WIDTHS[place]) for place, cell in enumerate(row)))
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            sheet.cell(place, cell, column, align="left", text_wrap=True)
        sheet.at += 1
    _lines(sheet, (("", note) for note in table.notes))


def _lines(sheet: Sheet, lines: Iterator[Line] | list[Line]) -> None:
    for what, text in lines:
        sheet.lines(max(_lines_of(what, WIDTHS[0]), _lines_of(text, WIDTHS[1])))
        sheet.text(0, what, sheet.book.look(bold=True, text_wrap=True))
        sheet.text(1, text, sheet.book.look(text_wrap=True))
        sheet.at += 1


def _lines_of(text: str, width: int) -> int:
    return 1 + int(len(text) * WIDE) // width


def _told(block: Block, named: dict[str, str]) -> Iterator[Line]:
    match block:
        case Prose():
            yield from (("", paragraph) for paragraph in block.paragraphs or [block.empty])
        case Notes():
            yield from ((block.title if not place else "", line) for place, line in enumerate(block.lines))
        case Table():
            yield named[block.key], " – ".join(filter(None, [block.title, block.aside]))
            yield from (("", note) for note in block.notes)
        case Chart():
            yield CHART, block.title
            yield from (("", note) for note in block.notes)
        case Picture():
            yield block.title, block.alt
            yield "", "; ".join(words for _level, words in block.legend)
            yield from (("", note) for note in block.notes)
