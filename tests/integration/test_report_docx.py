"""The DOCX of a report: Word's own styles, tables and fields, the marking on every page, each language marked."""

import io
from dataclasses import replace

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table as WordTable

from responses.services.reporting import docx_file, docx_table
from responses.services.reporting.clean import in_a_line
from responses.services.reporting.colours import tint
from responses.services.reporting.paper import Cell, Column, Picture, Table
from tests.integration import papers, read_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(beni):
    return papers.made()


@pytest.fixture
def document(made):
    return opened(made)


def opened(made):
    return docx.Document(io.BytesIO(read_back.docx_file(made)))


def table_below(document, heading):
    pieces = document.iter_inner_content()
    for piece in pieces:
        if not isinstance(piece, WordTable) and piece.text == heading:
            return next(later for later in pieces if isinstance(later, WordTable))
    raise LookupError(heading)


def of_key(made, key):
    return next(table for table in made.paper.tables if table.key == key)


def codes(part):
    return [field.get(qn("w:instr")).strip() for field in part._element.iter(qn("w:fldSimple"))]


def test_every_page_bears_exercise_marking_and_its_number(made, document):
    upright, across = document.sections
    for section in (upright, across):
        texts = [line.text for line in section.header.paragraphs]
        assert texts == [made.paper.exercise, made.paper.marking]
        band = section.header.paragraphs[0]
        assert band._p.pPr.find(qn("w:shd")).get(qn("w:fill")) == "FFE27A"
        foot = section.footer.paragraphs[0]
        assert foot.text.startswith(f"{made.paper.running}\t{made.paper.marking}\t")
        assert codes(section.footer) == ["PAGE", "NUMPAGES"] and " of " in foot.text


def test_a_report_of_real_events_says_nothing_of_an_exercise(beni):
    made = papers.made(is_exercise=False)
    assert [line.text for line in opened(made).sections[0].header.paragraphs] == [made.paper.marking]


def test_pages_are_a4_and_the_annex_lies_across(document):
    upright, across = document.sections
    assert (upright.page_width, upright.page_height) == (across.page_height, across.page_width)
    assert upright.page_width == pytest.approx(Mm(210), abs=700) and upright.left_margin == pytest.approx(
        Mm(18), abs=700
    )
    for section in (upright, across):
        stops = section.footer.paragraphs[0].paragraph_format.tab_stops
        width = section.page_width - section.left_margin - section.right_margin
        assert stops[1].position == pytest.approx(width, abs=700)
    texts = [line.text for line in document.paragraphs]
    assert "Annex: list of alerts" in texts


def test_headings_are_of_word_and_in_their_order(made, document):
    styled = [(line.style.name, line.text) for line in document.paragraphs]
    assert styled[0] == ("Title", made.paper.title)
    first = [text for name, text in styled if name == "Heading 1"]
    assert first[:3] == ["1. Key messages", "2. Coverage and limits", "3. Overview figures"]
    assert len(first) == len(made.paper.sections) + 1
    assert sum(name == "List Bullet" for name, _text in styled) > 15
    assert document.styles["Heading 1"].font.color.rgb is not None


def test_no_style_asks_for_a_font_of_the_theme(document):
    styles = document.styles.element
    fonts = [fonts.attrib for fonts in styles.iter(qn("w:rFonts"))]
    assert [set(one.values()) for one in fonts] == [{"Noto Sans"}]
    assert b"Segoe UI" in read_back.parts(read_back.docx_file(papers.made()))["word/fontTable.xml"]


def test_headings_of_a_table_come_again_on_each_page_and_rows_stay_whole(made, document):
    for table in [*made.paper.tables, made.listed]:
        if table.is_long or not table.rows:
            continue
        rows = table_below(document, in_a_line(table.title)).rows
        heads = 2 if table.is_grouped else 1
        assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [
            place < heads for place in range(len(rows))
        ]
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_a_heading_above_several_columns_is_one_cell(made, document):
    table = of_key(made, "E")
    first = table_below(document, table.title).rows[0]
    spans = [cell.grid_span for cell in dict.fromkeys(first._tr.tc_lst)]
    assert spans == [span for _name, span in table.groups]
    assert {cell.text for cell in first.cells} == {name for name, _span in table.groups}


def test_numbers_stand_to_the_right_and_what_is_strong_is_bold(made, document):
    table = of_key(made, "B")
    grid = table_below(document, table.title)
    for line, row in zip(grid.rows, [[], *table.rows], strict=False):
        for place, cell, column in zip(line.cells, row, table.columns, strict=False):
            shape = place.paragraphs[0]
            assert (shape.alignment == WD_ALIGN_PARAGRAPH.RIGHT) == column.is_number
            assert bool(shape.runs[0].bold) == cell.is_strong
            fill = place._tc.tcPr.find(qn("w:shd"))
            assert (fill.get(qn("w:fill")) if fill is not None else None) == (tint(cell.shade) if cell.shade else None)
    last = grid.rows[-1].cells
    assert all(place.paragraphs[0].runs[0].bold for place in last)
    lines = last[0]._tc.tcPr.find(qn("w:tcBorders"))
    assert [line.tag for line in lines] == [qn("w:top"), qn("w:bottom")]


def test_the_tint_grows_with_the_share():
    assert tint(0.0) == "E9F0F7" and tint(1.0) == "98BADC"


def test_the_map_is_told_to_whoever_does_not_see_it(made, document):
    block = next(block for block in made.paper.blocks if isinstance(block, Picture))
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == block.alt and shape._inline.docPr.get("title") == block.title
    assert any("critical" in line.text and "■" in line.text for line in document.paragraphs)


@pytest.mark.parametrize(("language", "spoken", "other"), [("en", "en-GB", "fr-FR"), ("fr", "fr-FR", "en-GB")])
def test_each_text_is_marked_with_its_language(beni, language, spoken, other):
    document = opened(papers.made(language))
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert [lang.get(qn("w:val")) for lang in defaults.iter(qn("w:lang"))] == [spoken]
    marked = {lang.get(qn("w:val")) for lang in document.element.body.iter(qn("w:lang"))}
    assert marked == {other}
    outlook = next(line for line in document.paragraphs if line.text == "Le pont est coupé.")
    assert (outlook.runs[0]._r.find(f"{qn('w:rPr')}/{qn('w:lang')}") is not None) == (language == "en")


def test_the_file_names_the_office_and_no_person(made, document):
    said = document.core_properties
    assert said.title.startswith(made.paper.title) and said.language == "en-GB"
    assert (said.author, said.last_modified_by, said.comments) == (made.paper.office, made.paper.office, "")
    assert said.created == said.modified == made.paper.as_of.replace(tzinfo=said.created.tzinfo)
    assert "Farid" not in read_back.parts(read_back.docx_file(made))["docProps/core.xml"].decode()


def test_a_text_longer_than_a_property_may_be_is_cut_there_only(made):
    paper = replace(made.paper, office="Beni " * 80)
    document = docx.Document(io.BytesIO(docx_file.docx(paper, made.listed, papers.png())))
    assert len(document.core_properties.author) == 255
    assert document.paragraphs[1].text.startswith(paper.office)


def test_columns_are_as_wide_as_their_words_and_fill_the_page():
    columns = [Column("Type"), Column("Medium", True), Column("All", True)]
    table = Table("x", "X", columns, [[Cell("Armed-group movement or presence"), Cell("12"), Cell("1,204")]])
    narrow, wide = docx_table.widths(table, 60.0), docx_table.widths(table, 174.0)
    assert sum(narrow) == pytest.approx(60) and sum(wide) == pytest.approx(174)
    assert narrow[0] < wide[0] and narrow[0] > narrow[1] > narrow[2]
