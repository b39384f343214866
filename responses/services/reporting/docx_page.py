"""The pages of a DOCX: A4, upright or across, with the marking on each of them and what the file says of itself."""

import re
from typing import cast

from django.utils.translation import gettext as _
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.text.run import CT_R
from docx.section import Section
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from .clean import in_a_line
from .colours import EXERCISE
from .docx_style import AFTER_GROUND, LANGUAGES, element, ground
from .paper import Paper

SHORT, LONG, MARGIN = 210, 297, 18  # millimetres
MOST_OF_A_PROPERTY = 255  # characters
FIELDS = {"\x01": "PAGE", "\x02": "NUMPAGES"}


def upright(document: Document, paper: Paper) -> float:
    """Its only section as A4, 174 mm wide between the margins; the file's properties. Returns the width."""
    said = document.core_properties
    said.title = in_a_line(f"{paper.title}, {paper.office}, {paper.period}")[:MOST_OF_A_PROPERTY]
    said.author = said.last_modified_by = in_a_line(paper.office)[:MOST_OF_A_PROPERTY]
    said.language, said.comments = LANGUAGES[paper.language], ""
    said.created = said.modified = paper.as_of
    section = document.sections[0]
    section.page_width, section.page_height = Mm(SHORT), Mm(LONG)
    section.top_margin = section.bottom_margin = section.left_margin = section.right_margin = Mm(MARGIN)
    section.header_distance = section.footer_distance = Mm(8)
    _header(section, paper)
    _footer(section, paper)
    return SHORT - 2 * MARGIN


def across(document: Document, paper: Paper) -> float:
    """A new section on pages turned aside. Returns their width in mm."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(LONG), Mm(SHORT)
    section.footer.is_linked_to_previous = False
    _footer(section, paper)
    return LONG - 2 * MARGIN


def _header(section: Section, paper: Paper) -> None:
    line = section.header.paragraphs[0]
    if paper.exercise:
        line.add_run(in_a_line(paper.exercise))
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line._p.get_or_add_pPr().insert_element_before(ground(EXERCISE), *AFTER_GROUND)
        line = section.header.add_paragraph(style="Header")
    line.add_run(in_a_line(paper.marking))
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _footer(section: Section, paper: Paper) -> None:
    """What it is, its marking, the page's number."""
    assert section.page_width is not None
    width = section.page_width - 2 * Mm(MARGIN)
    line = section.footer.paragraphs[0]
    line.style = "Footer"
    stops = line.paragraph_format.tab_stops
    stops.add_tab_stop(round(width * 0.62), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(f"{in_a_line(paper.running)}\t").bold = False
    line.add_run(in_a_line(paper.marking)).bold = True
    line.add_run("\t")
    number = _("%(page)s of %(pages)s") % {"page": "\x01", "pages": "\x02"}
    for part in filter(None, re.split("([\x01\x02])", number)):
        _field(line, FIELDS[part]) if part in FIELDS else line.add_run(part)


def _field(line: Paragraph, name: str) -> None:
    """A number that Word counts itself."""
    shown = cast(CT_R, element("r"))
    shown.text = "1"
    line._p.append(element("fldSimple", shown, instr=f" {name} "))
