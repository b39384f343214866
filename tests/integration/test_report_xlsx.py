"""The XLSX of a report: typed cells, charts of its own, sheets in one order, ready to print."""

import datetime as dt
import io
import tempfile
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from itertools import pairwise

import pytest
from openpyxl.chart import BarChart, LineChart

from responses.services.reporting import xlsx_sheet
from responses.services.reporting.paper import Cell, Chart, Column, Table
from responses.services.reporting.xlsx_file import xlsx
from tests.integration import papers, read_back

pytestmark = pytest.mark.django_db
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def made(beni):
    return papers.made()


@pytest.fixture
def book(made):
    return read_back.workbook(made)


def sheet_of(made, book, key):
    return book.worksheets[1 + [table.key for table in made.paper.tables].index(key)]


def table(key, title):
    return Table(key, title, [Column("X")], [])


def test_sheets_stand_in_the_same_order_in_both_languages(made, book):
    french = papers.made("fr")
    keys = [table.key for table in made.paper.tables]
    for paper, names in ((made, book.sheetnames), (french, read_back.workbook(french).sheetnames)):
        assert [table.key for table in paper.paper.tables] == keys
        assert all(name.startswith(key) for name, key in zip(names[1:], keys, strict=False))
        assert names[len(keys) + 1 :] == ["chart", "alerts"]
    assert "times_by Times by level" in book.sheetnames and "F not responded" in book.sheetnames


def test_names_of_sheets_are_short_allowed_and_each_their_own():
    tables = [
        table("B", "Table B: type [and] level / kind?"),
        table("long", "What is much too long for the name of any sheet"),
        table("same", "X"),
        table("alerts", ""),
    ]
    named = xlsx_sheet.names([*tables, table("SAME", "x")], ["Report", "chart", "alerts"])
    assert named["B"] == "B type and level kind" and named["alerts"] == "alerts 2"
    assert named["long"] == "long What is much too long for"
    assert len({name.lower() for name in named.values()}) == 5 and named["SAME"] == "SAME x 2"


@pytest.mark.parametrize(
    ("key", "name", "kind", "form"),
    [
        ("A", "This week", int, "#,##0"),
        ("A", "Change", int, "+#,##0;−#,##0;#,##0"),
        ("A", "Change, %", float, "+0%;−0%;0%"),
        ("D", "Share", float, "0%"),
        ("E", "to decision, median", float, "#,##0.0"),
        ("E", "on site in target", float, "0%"),
    ],
)
def test_each_kind_of_number_is_one_and_reads_as_it_should(made, book, key, name, kind, form):
    head, first, *_rest = sheet_of(made, book, key).iter_rows()
    cell = first[[one.value for one in head].index(name)]
    assert isinstance(cell.value, (int, float) if kind is float else kind) and cell.number_format == form


def test_moments_are_dates_and_places_keep_their_decimals(made, book):
    head, _tags, first, *_rest = book["alerts"].iter_rows()
    named = {one.value: cell for one, cell in zip(head, first, strict=True)}
    assert isinstance(named["Received"].value, dt.datetime)
    assert named["Received"].number_format == "yyyy-mm-dd hh:mm"
    assert named["Latitude, to 5 km"].number_format == "0.000"
    assert isinstance(named["People, from"].value, int)


def test_headings_stay_filter_and_come_again_on_each_page(made, book):
    for one in book.worksheets[1:]:
        is_alerts = one.title == "alerts"
        assert one.freeze_panes == ("B3" if is_alerts else "B2")
        assert one.print_title_rows == ("$1:$2" if is_alerts else "$1:$1")
        assert one.auto_filter.ref.startswith("A2" if is_alerts else "A1")
        assert all(cell.font.bold for cell in one[1])
    with_total = sheet_of(made, book, "B")
    assert with_total.auto_filter.ref == f"A1:F{with_total.max_row - 1}"
    assert all(cell.font.bold for cell in with_total[with_total.max_row])


def test_every_sheet_prints_across_a4_with_marking_and_number(made, book):
    for one in book.worksheets:
        assert one.page_setup.orientation == "landscape" and one.page_setup.paperSize == 9
        assert one.sheet_properties.pageSetUpPr.fitToPage and one.page_setup.fitToHeight == 0
        assert (one.page_setup.fitToWidth or 1) == (4 if one.title == "alerts" else 1)
        assert made.paper.exercise in one.oddHeader.center.text and made.paper.marking in one.oddHeader.right.text
        assert one.oddFooter.left.text == made.paper.running and made.paper.marking in one.oddFooter.center.text
        assert one.oddFooter.right.text == "&P of &N"


def test_columns_are_as_wide_as_what_stands_in_them(made, book):
    one = sheet_of(made, book, "B")
    widths = [one.column_dimensions[letter].width for letter in "AB"]
    assert widths[0] > 25 > widths[1] > 6


def test_the_first_sheet_says_what_the_report_is_and_where_the_rest_stands(made, book):
    rows = read_back.sheet_rows(book.worksheets[0])
    assert [row[0] for row in rows[:3]] == [made.paper.exercise, made.paper.marking, made.paper.title]
    assert (made.paper.facts[0]) in [tuple(row[:2]) for row in rows]
    firsts = {row[0] for row in rows}
    assert set(book.sheetnames[1:]) <= firsts


def test_numbers_are_drawn_as_charts_of_the_workbook(made, book):
    (columns,) = book["chart"]._charts
    assert isinstance(columns, BarChart) and columns.type == "col"
    assert any(isinstance(part, LineChart) for part in columns._charts)
    (levels,) = sheet_of(made, book, "B")._charts
    assert (levels.type, levels.grouping, len(levels.ser)) == ("bar", "stacked", 4)
    (reasons,) = sheet_of(made, book, "F")._charts
    assert (reasons.type, len(reasons.ser)) == ("bar", 1)
    drawn = [one.title for one in book if one._charts]
    assert len(drawn) == 3


def test_charts_know_their_numbers_before_anything_is_calculated(made):
    parts = read_back.parts(read_back.xlsx_file(made))
    charts = [part.decode() for name, part in parts.items() if name.startswith("xl/charts/chart")]
    shown = next(block for block in made.paper.blocks if isinstance(block, Chart))
    cached = next(part for part in charts if shown.title in part)
    for bar in shown.bars:
        assert f"<c:v>{bar.name}</c:v>" in cached and f"<c:v>{bar.cell.value}</c:v>" in cached
    drawings = "".join(part.decode() for name, part in parts.items() if name.startswith("xl/drawings/drawing"))
    assert shown.alt.split(",")[0] in drawings


def test_the_file_names_the_office_and_the_moment_and_no_person(made, book):
    assert book.properties.creator == made.paper.office
    assert book.properties.created == made.paper.as_of.replace(tzinfo=None)
    assert book.properties.title.startswith(made.paper.title)


@pytest.mark.parametrize(
    "text", ["<r><t>x</t></r>", "<r></t></is></c><c><f>1+1</f></c></r>", "_x0041_", " x ", "x" * 40_000]
)
def test_what_looks_like_markup_of_a_workbook_stays_text(made, text):
    row = [Cell(text, text) for _column in made.columns]
    written = xlsx(made.paper, made.columns, [row])
    sheet = next(part for name, part in read_back.parts(written).items() if b"#meta+id" in part)
    assert b"<f>" not in sheet and sheet.count(b"<row ") == 3
    made_so = read_back.opened(written)["alerts"]["A3"].value
    assert read_back.unescape(made_so).strip() == text.strip()[:32_767]


def test_signs_of_a_page_header_are_text_there(made):
    paper = replace(made.paper, running="R&D &P &N " * 40)
    with zipfile.ZipFile(io.BytesIO(xlsx(paper, made.columns, []))) as archive:
        (foot,) = ET.fromstring(archive.read("xl/worksheets/sheet1.xml")).iter(f"{MAIN}oddFooter")
    assert foot.text is not None and len(foot.text) <= 255
    assert foot.text.startswith("&LR&&D &&P &&N ") and foot.text.endswith("&R&P of &N")


def test_nothing_stays_on_the_disk(made, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    read_back.xlsx_file(made)
    assert not list(tmp_path.iterdir())

    def breaking():
        yield from made.all_rows()[:3]
        raise ConnectionError

    with pytest.raises(ConnectionError):
        xlsx(made.paper, made.columns, breaking())
    assert not list(tmp_path.iterdir())


def test_rows_are_written_in_the_order_in_which_they_come(made, book):
    numbers = [row[0] for row in read_back.sheet_rows(book["alerts"])[2:]]
    assert numbers == [case.number for case in made.cases]
    assert all(earlier != later for earlier, later in pairwise(numbers))
