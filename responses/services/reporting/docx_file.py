"""A paper as DOCX, to be edited: its headings, lists and tables are Word's own, and only the map is a picture."""

import io

import docx as word
from django.utils import translation
from django.utils.translation import gettext as _
from docx.document import Document
from docx.shared import Mm, RGBColor

from . import docx_bars, docx_page, docx_style, docx_table
from .clean import in_a_line
from .colours import GREY, INK, LEVELS
from .paper import Block, Cell, Chart, Notes, Paper, Picture, Prose, Split, Table, Tiles

MAP_MM = 100.0


def docx(paper: Paper, listed: Table, picture: bytes) -> bytes:
    """`listed`: the annex, on pages turned aside. `picture`: the map as PNG."""
    with translation.override(paper.language):
        document = word.Document()
        docx_style.dress(document, paper.language)
        width = docx_page.upright(document, paper)
        _head(document, paper, width)
        for section in paper.sections:
            title = f"{section.number}. {section.title}" if section.number else section.title
            document.add_heading(in_a_line(title), 1)
            if section.aside:
                document.add_paragraph(in_a_line(section.aside), "Caption")
            for block in section.blocks:
                _add(document, block, width, paper.language, picture)
        width = docx_page.across(document, paper)
        document.add_heading(_("Annex: list of alerts"), 1)
        _add(document, listed, width, paper.language, picture)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _head(document: Document, paper: Paper, width: float) -> None:
    """Title, office and period; below them how far the report is and by whom."""
    document.add_heading(in_a_line(paper.title), 0)
    line = document.add_paragraph(style="Subtitle")
    line.add_run(in_a_line(paper.office)).bold = True
    line.add_run(in_a_line(f", {paper.subtitle}" if paper.subtitle else ""))
    document.add_paragraph(in_a_line(paper.period), "Subtitle").runs[0].font.color.rgb = RGBColor.from_string(GREY)
    facts = [(_("Marking"), paper.marking), *paper.facts]
    grid = docx_table.ruled(document, 2, [width / len(facts)] * len(facts), paper.title)
    for place, (what, how) in enumerate(facts):
        docx_table.put(grid.rows[0].cells[place], Cell(what), style="TableHead")
        docx_table.put(grid.rows[1].cells[place], Cell(how, is_strong=True))
    docx_table.edges(grid.rows[1].cells, bottom=(INK, 12))


def _add(document: Document, block: Block, width: float, language: str, picture: bytes) -> None:
    match block:
        case Prose():
            _prose(document, block, language)
            return
        case Table(is_long=True):
            return
    if block.title:
        document.add_heading(in_a_line(block.title), 2)
    if not isinstance(block, Notes) and block.aside:
        document.add_paragraph(in_a_line(block.aside), "Caption").paragraph_format.keep_with_next = True
    match block:
        case Table():
            docx_table.add(document, block, width)
        case Tiles():
            docx_bars.add_tiles(document, block, width)
            return
        case Split():
            docx_bars.add_split(document, block, width)
        case Chart():
            docx_bars.add_chart(document, block, width)
        case Picture():
            _map(document, block, picture)
        case Notes():
            for line in block.lines:
                document.add_paragraph(in_a_line(line), "List Bullet")
            return
    for note in block.notes:
        document.add_paragraph(in_a_line(note), "Caption")


def _prose(document: Document, block: Prose, language: str) -> None:
    for paragraph in block.paragraphs:
        run = document.add_paragraph(style="List Bullet" if block.is_list else "Normal").add_run(in_a_line(paragraph))
        if block.language != language:
            run._r.get_or_add_rPr().append(docx_style.spoken(block.language))
    if not block.paragraphs:
        document.add_paragraph(in_a_line(block.empty), "Caption")


def _map(document: Document, block: Picture, picture: bytes) -> None:
    line, legend = document.add_paragraph(), document.add_paragraph(style="Caption")
    line.paragraph_format.keep_with_next = legend.paragraph_format.keep_with_next = True
    shape = line.add_run().add_picture(io.BytesIO(picture), width=Mm(MAP_MM))
    shape._inline.docPr.set("descr", in_a_line(block.alt))
    shape._inline.docPr.set("title", in_a_line(block.title))
    for level, words in block.legend:
        legend.add_run("■ ").font.color.rgb = RGBColor.from_string(LEVELS[level])
        legend.add_run(f"{in_a_line(words)}    ")
