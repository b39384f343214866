"""The charts of a workbook: of its own kind, so that they follow when a number is changed."""

from typing import Any

from .as_tables import heading
from .clean import in_a_line
from .colours import BAR, LEVELS, LINE, MEAN, OWN_BAR
from .paper import Chart, Column, Table
from .xlsx_sheet import Sheet

WORDS = {"name": "Noto Sans", "size": 9}
LINES = {"visible": True, "line": {"color": f"#{LINE}", "width": 0.5}}


def by_level(sheet: Sheet, table: Table) -> None:
    """Table B: one bar for each type, in it the levels beside each other."""
    _bars(
        sheet, table, [(column, _filled(colour)) for column, colour in enumerate(LEVELS.values(), 1)], is_stacked=True
    )


def by_reason(sheet: Sheet, table: Table) -> None:
    """Table F: one bar for each reason on record."""
    _bars(sheet, table, [(1, _filled(OWN_BAR))], is_stacked=False)


def _bars(sheet: Sheet, table: Table, drawn: list[tuple[int, dict[str, Any]]], *, is_stacked: bool) -> None:
    chart = _new(sheet, "bar", {"subtype": "stacked"} if is_stacked else {}, in_a_line(table.title))
    for column, look in drawn:
        chart.add_series(_series(sheet, table, column) | {"gap": 40} | look)
    chart.set_y_axis({"reverse": True, "num_font": WORDS})  # the first row on top
    chart.set_x_axis({"num_font": WORDS, "major_gridlines": LINES})
    chart.set_legend({"position": "bottom", "font": WORDS} if is_stacked else {"none": True})
    chart.set_size({"width": 720, "height": 120 + 26 * len(table.rows)})
    _insert(sheet, chart, in_a_line(table.title))


def of_periods(sheet: Sheet, table: Table, shown: Chart) -> None:
    """Columns, the period's own in another colour; the mean as a dashed line."""
    chart = _new(sheet, "column", {}, in_a_line(table.title))
    points = [_filled(OWN_BAR if bar.is_own else BAR) for bar in shown.bars]
    labels = {"value": True, "font": WORDS}
    chart.add_series(_series(sheet, table, 1) | {"points": points, "gap": 40, "data_labels": labels})
    if shown.mean is not None:
        line = sheet.book.workbook.add_chart({"type": "line"})
        dashed = {"color": f"#{MEAN}", "width": 1.25, "dash_type": "dash"}
        line.add_series(_series(sheet, table, 2) | {"line": dashed, "marker": {"type": "none"}})
        chart.combine(line)
    chart.set_x_axis({"num_font": WORDS})
    chart.set_y_axis({"num_font": WORDS, "major_gridlines": LINES, "min": 0})
    chart.set_legend({"none": True})
    chart.set_size({"width": 720, "height": 320})
    _insert(sheet, chart, in_a_line(shown.alt))


def _new(sheet: Sheet, kind: str, more: dict[str, str], title: str) -> Any:
    chart = sheet.book.workbook.add_chart({"type": kind, **more})
    chart.set_title({"name": title, "name_font": WORDS | {"size": 11}, "overlay": False})
    return chart


def _filled(colour: str) -> dict[str, Any]:
    return {"fill": {"color": f"#{colour}"}}


def _series(sheet: Sheet, table: Table, column: int) -> dict[str, Any]:
    """A column of the table by the names of its rows; also as they are now, for readers that calculate nothing."""
    last = len(table.rows)
    values = [row[column].value for row in table.rows]
    of: Column = table.columns[column]
    return {
        "name": [sheet.name, 0, column],
        "name_data": [heading(of)],
        "categories": [sheet.name, 1, 0, last, 0],
        "categories_data": [in_a_line(row[0].text) for row in table.rows],
        "values": [sheet.name, 1, column, last, column],
        "values_data": [value if isinstance(value, int | float) else 0 for value in values],
    }


def _insert(sheet: Sheet, chart: Any, alt: str) -> None:
    """Below the rows, so that what is printed stays as wide as the table."""
    sheet.sheet.insert_chart(sheet.at + 1, 0, chart, {"description": alt})
