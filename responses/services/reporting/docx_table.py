"""A table of a paper as a table of Word: its headings come again on each page, its rows stay whole."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docx.table import Table as Grid
from docx.table import _Cell as Place
from docx.table import _Row as Line
from docx.text.paragraph import Paragraph

from .clean import in_a_line
from .colours import INK, LINE, tint
from .docx_style import SIDES, TABLE, edge, element, ground
from .paper import Cell, Column, Table

AFTER_BORDERS = ("w:shd", "w:noWrap", "w:tcMar", "w:vAlign", "w:hideMark")
MM_PER_SIGN, PADDING_MM = 1.85, 3.0
LONGEST, LONGEST_WORD = 34, 18  # characters that get a line of their own
MOST_TOGETHER = 16  # rows of a table that is kept on one page


def add(document: Document, table: Table, width: float) -> None:
    """`width`: mm between the margins. Where there are no rows, what is said in their place."""
    if not table.rows:
        document.add_paragraph(in_a_line(table.empty), "Caption")
        return
    heads = [table.groups] if table.is_grouped else []
    total = [table.total] if table.total else []
    grid = ruled(document, len(heads) + 1 + len(table.rows) + len(total), widths(table, width), table.title)
    lines = iter(grid.rows)
    for spans in heads:
        _write_groups(next(lines), spans)
    _write_heads(next(lines), table.columns)
    for row in table.rows:
        _write(next(lines), row, table.columns)
    for row in total:
        line = next(lines)
        _write(line, row, table.columns, is_strong=True)
        edges(line.cells, top=(INK, 4), bottom=(INK, 8))
    together(grid)


def together(grid: Grid) -> None:
    """A short table on one page; of a long one the last two rows, so that no total stands alone."""
    lines = grid._tbl.tr_lst
    for line in lines[:-1] if len(lines) <= MOST_TOGETHER else lines[-2:-1]:
        for shape in line.xpath(".//w:p"):
            Paragraph(shape, grid).paragraph_format.keep_with_next = True


def ruled(document: Document, rows: int, columns: Sequence[float], title: str) -> Grid:
    """An empty table with columns so many mm wide; `title`: said of it to whoever hears it read."""
    grid: Grid = document.add_table(rows, len(columns), TABLE)
    grid.autofit = False
    grid._tbl.tblPr.append(element("tblCaption", val=in_a_line(title)))
    for column, width in zip(grid._tbl.tblGrid.gridCol_lst, columns, strict=True):
        column.w = Mm(width)
    for line in grid.rows:
        line._tr.get_or_add_trPr().append(element("cantSplit"))
        for place, width in zip(line._tr.tc_lst, columns, strict=True):
            place.width = Mm(width)
    return grid


def widths(table: Table, width: float) -> list[float]:
    """Of each column, in mm: in proportion to its longest cell; where that is too much, none less than its longest
    word.
    """
    lines = [*table.rows, *([table.total] if table.total else [])]
    least, asked = [], []
    for place, column in enumerate(table.columns):
        texts = [column.name, *(row[place].text for row in lines)]
        word = max(len(word) for text in texts for word in text.split(" "))
        longest = max((len(row[place].text) for row in lines), default=0)
        least.append(min(word, LONGEST_WORD) * MM_PER_SIGN + PADDING_MM)
        asked.append(max(least[-1], min(longest, LONGEST) * MM_PER_SIGN + PADDING_MM))
    if sum(asked) <= width or sum(least) >= width:
        return [one * width / sum(asked) for one in asked]
    spare = (width - sum(least)) / (sum(asked) - sum(least))
    return [low + (high - low) * spare for low, high in zip(least, asked, strict=True)]


def _write_groups(line: Line, spans: list[tuple[str, int]]) -> None:
    repeated(line)
    cells, place = line.cells, 0
    for name, span in spans:
        joined = cells[place].merge(cells[place + span - 1]) if name and span > 1 else cells[place]
        if name:
            joined.paragraphs[0].add_run(in_a_line(name))
            joined.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            edges([joined], bottom=(LINE, 4))
        place += span
    for paragraph in line._tr.xpath(".//w:p"):
        paragraph.style = "TableHead"


def _write_heads(line: Line, columns: Sequence[Column]) -> None:
    repeated(line)
    for place, column in zip(line.cells, columns, strict=True):
        put(place, Cell(column.name), is_number=column.is_number, style="TableHead")
    edges(line.cells, bottom=(INK, 6))


def repeated(line: Line) -> None:
    """At the top of each page."""
    line._tr.get_or_add_trPr().append(element("tblHeader"))


def _write(line: Line, row: list[Cell], columns: Sequence[Column], *, is_strong: bool = False) -> None:
    for place, cell, column in zip(line.cells, row, columns, strict=True):
        put(place, cell, is_number=column.is_number, is_strong=is_strong)


def put(
    place: Place, cell: Cell, *, is_number: bool = False, is_strong: bool = False, style: str = "TableText"
) -> None:
    paragraph = place.paragraphs[0]
    paragraph._p.style = style
    if is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(in_a_line(cell.text))
    if is_strong or cell.is_strong:
        run.bold = True
    if cell.shade:
        filled(place, tint(cell.shade))


def filled(place: Place, colour: str) -> None:
    place._tc.get_or_add_tcPr().insert_element_before(ground(colour), *AFTER_BORDERS[1:])


def edges(places: Sequence[Place], **lines: tuple[str, int]) -> None:
    """`lines`: by side (top, left, bottom, right) colour and eighths of a point."""
    for place in places:
        drawn = (edge(side, *lines[side]) for side in SIDES if side in lines)
        place._tc.get_or_add_tcPr().insert_element_before(element("tcBorders", *drawn), *AFTER_BORDERS)
