"""The five figures, what became of a whole, and the chart of a paper as tables of Word, so that they can be edited."""

from django.utils.translation import pgettext
from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell as Place

from . import cells
from .clean import in_a_line
from .colours import BAR, GREY, LINE, LINE_2, MEAN, OWN_BAR, TONES
from .docx_style import AFTER_GROUND, SIDES, edge, element, ground
from .docx_table import edges, filled, put, repeated, ruled, together
from .paper import Cell, Chart, Split, Tiles

LEAST_SHARE = 0.22  # of the width, so that its words fit
NAME_MM, NUMBER_MM = 30.0, 18.0


def add_tiles(document: Document, shown: Tiles, width: float) -> None:
    grid = ruled(document, 1, [width / len(shown.tiles)] * len(shown.tiles), shown.title)
    places = grid.rows[0].cells
    for place, tile in zip(places, shown.tiles, strict=True):
        put(place, tile.cell, style="TableFigure")
        if tile.beside:
            beside = place.paragraphs[0].add_run(f" {in_a_line(tile.beside)}")
            beside.bold, beside.font.size, beside.font.color.rgb = False, Pt(9), RGBColor.from_string(GREY)
        place.add_paragraph(style="Table Text").add_run(in_a_line(tile.name)).bold = True
        for line in tile.lines:
            place.add_paragraph(in_a_line(line), "Caption").paragraph_format.space_after = Pt(0)
    edges(places[:1], top=(LINE_2, 4), bottom=(LINE_2, 4))
    edges(places[1:], top=(LINE_2, 4), left=(LINE, 4), bottom=(LINE_2, 4))


def add_split(document: Document, shown: Split, width: float) -> None:
    """Parts as wide as they are large, none narrower than its words."""
    shares = [max(part.share, LEAST_SHARE) for part in shown.shares]
    grid = ruled(document, 1, [width * share / sum(shares) for share in shares], shown.title)
    for place, part in zip(grid.rows[0].cells, shown.shares, strict=True):
        fill, ink = TONES[part.tone]
        filled(place, fill)
        words = f"{part.cell.text} {part.name.lower()}, {cells.percent(part.share)}"
        put(place, Cell(words, is_strong=True))
        place.paragraphs[0].runs[0].font.color.rgb = RGBColor.from_string(ink)


def add_chart(document: Document, shown: Chart, width: float) -> None:
    """A row for each column, its bar the ground of a paragraph; the mean below as a dashed one."""
    long = width - NAME_MM - NUMBER_MM
    is_mean = shown.mean is not None
    grid = ruled(document, 1 + len(shown.bars) + is_mean, [NAME_MM, NUMBER_MM, long], shown.alt)
    lines = iter(grid.rows)
    head = next(lines)
    repeated(head)
    put(head.cells[0], Cell(pgettext("column", "When")), style="TableHead")
    put(head.cells[1], Cell(pgettext("column", "Number")), is_number=True, style="TableHead")
    put(head.cells[2], Cell(""), style="TableHead")
    for bar in shown.bars:
        name, number, drawn = next(lines).cells
        put(name, Cell(bar.name, is_strong=bar.is_own))
        put(number, bar.cell, is_number=True, is_strong=bar.is_own)
        fill = OWN_BAR if bar.is_own else BAR
        _draw(drawn, _value(bar.cell) / shown.most, long, ground(fill))
    if shown.mean is not None:
        name, number, drawn = next(lines).cells
        put(name, Cell(pgettext("column", "Mean")))
        put(number, cells.mean(shown.mean), is_number=True)
        around = (edge(side, MEAN, 4, "dashed") for side in SIDES)
        _draw(drawn, shown.mean / shown.most, long, element("pBdr", *around))
    together(grid)


def _value(cell: Cell) -> float:
    return cell.value if isinstance(cell.value, int | float) else 0


def _draw(place: Place, share: float, width: float, look: BaseOxmlElement) -> None:
    """`look`: the ground or the edges of a paragraph as long as the bar; `width`: of all there is, in mm."""
    paragraph = place.paragraphs[0]
    paragraph._p.style = "TableText"
    if share <= 0:
        return
    paragraph._p.get_or_add_pPr().insert_element_before(look, *AFTER_GROUND)
    paragraph.paragraph_format.right_indent = Mm((1 - share) * (width - 2))
