"""What a report shows as tiles, bars and columns, and what people wrote, as tables: for formats that know no other."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from . import cells
from .paper import Cell, Chart, Column, Paper, Prose, Split, Table, Tiles, said


def heading(column: Column) -> str:
    """The name of a column where it stands in one row: "to decision, median"."""
    return f"{column.group}, {column.name}" if column.group else column.name


def of_tiles(shown: Tiles) -> Table:
    """A row for each figure; what is said beside it and below it in one cell each."""
    rows = [[said(tile.name), tile.cell, said(tile.beside), said("; ".join(tile.lines))] for tile in shown.tiles]
    columns = [
        Column(pgettext("column", "Figure")),
        Column(pgettext("column", "Number"), True),
        Column(pgettext("column", "Of what")),
        Column(pgettext("column", "Compared")),
    ]
    return Table("tiles", shown.title, columns, rows, aside=shown.aside)


def of_split(shown: Split) -> Table:
    rows = [
        [said(part.name), part.cell, Cell(cells.percent(part.share), round(part.share, 4))] for part in shown.shares
    ]
    columns = [Column(pgettext("column", "What")), Column(pgettext("column", "Number"), True), Column(_("Share"), True)]
    return Table(shown.key, shown.title, columns, rows, aside=shown.aside, notes=shown.notes)


def of_chart(shown: Chart) -> Table:
    """A row for each of its columns; the mean, where it has one, beside each of them, so that it draws as a line."""
    mean = [] if shown.mean is None else [cells.mean(shown.mean)]
    columns = [Column(pgettext("column", "When")), Column(pgettext("column", "Number"), True)]
    if mean:
        columns.append(Column(pgettext("column", "Mean"), True))
    rows = [[said(bar.name), bar.cell, *mean] for bar in shown.bars]
    return Table("chart", shown.title, columns, rows, aside=shown.aside, notes=shown.notes)


def of_texts(paper: Paper) -> Table:
    """A row for each paragraph that somebody wrote: code of the passage, language, paragraph."""
    columns = [
        Column(pgettext("column", "Passage")),
        Column(pgettext("column", "Language")),
        Column(pgettext("column", "Paragraph")),
    ]
    rows = [
        [said(block.passage), said(block.language), said(paragraph)]
        for block in paper.blocks
        if isinstance(block, Prose)
        for paragraph in block.paragraphs
    ]
    return Table("texts", _("What people wrote"), columns, rows)
