"""A paper as XLSX, to be counted further: a sheet for each table, charts of its own, and the list of alerts."""

import io
from collections.abc import Iterable
from tempfile import TemporaryDirectory

from django.utils import translation
from django.utils.translation import gettext as _

from . import as_tables, xlsx_charts, xlsx_report
from .colours import GREY
from .paper import Cell, Chart, Column, Paper, Table
from .xlsx_sheet import ALERTS, CHART, TOTAL, Book, Sheet, names

PAGES_WIDE = 4  # of the list of alerts: on one nobody could read its forty columns
CHARTS = {"B": xlsx_charts.by_level, "F": xlsx_charts.by_reason}


def xlsx(paper: Paper, columns: list[Column], rows: Iterable[list[Cell]]) -> bytes:
    """`columns`, `rows`: the list of alerts; its rows are asked for one by one and none is kept."""
    file = io.BytesIO()
    with translation.override(paper.language), TemporaryDirectory() as folder, Book(file, folder, paper) as book:
        report = _("Report")
        named = names(paper.tables, [report, CHART, ALERTS])
        xlsx_report.write(Sheet(book, report), named)
        for table in paper.tables:
            _table(Sheet(book, named[table.key]), table)
        for block in paper.blocks:
            if isinstance(block, Chart):
                _chart(Sheet(book, CHART), block)
        _alerts(Sheet(book, ALERTS), columns, rows)
    return file.getvalue()


def _table(sheet: Sheet, table: Table) -> None:
    sheet.head(table.columns)
    for row in table.rows:
        sheet.add(row, table.columns)
    if not table.rows and table.empty:
        sheet.text(0, table.empty)
        sheet.at += 1
    _framed(sheet, table.columns, first=0)
    if table.total:
        sheet.add(table.total, table.columns, **TOTAL)
    if table.key in CHARTS and table.rows:
        CHARTS[table.key](sheet, table)
    sheet.fit()


def _chart(sheet: Sheet, shown: Chart) -> None:
    table = as_tables.of_chart(shown)
    _table(sheet, table)
    xlsx_charts.of_periods(sheet, table, shown)


def _alerts(sheet: Sheet, columns: list[Column], rows: Iterable[list[Cell]]) -> None:
    """The filter begins with the row of tags, so that to sort moves neither it nor the headings."""
    sheet.head(columns)
    tagged = [Cell(column.hxl) for column in columns]
    sheet.add(tagged, columns, font_color=f"#{GREY}")
    for row in rows:
        sheet.add(row, columns)
    _framed(sheet, columns, first=1)
    sheet.sheet.fit_to_pages(PAGES_WIDE, 0)
    sheet.sheet.repeat_columns(0)
    sheet.fit()


def _framed(sheet: Sheet, columns: list[Column], first: int) -> None:
    """Headings stay where they are on the screen and come again on each page; the last of them filters."""
    sheet.sheet.freeze_panes(first + 1, 1)
    sheet.sheet.repeat_rows(0, first)
    sheet.sheet.autofilter(first, 0, max(sheet.at - 1, first), len(columns) - 1)
