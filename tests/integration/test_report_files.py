"""Every format of a report says what the paper says, in both languages, and nothing that was written becomes more than
text in any of them.
"""

import io
import tracemalloc
import weakref
import xml.etree.ElementTree as ET
import zipfile
from itertools import count

import pytest

from responses.domain.cases import Case
from responses.domain.indicators import figure
from responses.services.reporting import alert_list
from responses.services.reporting.clean import in_a_line
from responses.services.reporting.csv_files import bundle
from responses.services.reporting.paper import Cell, Notes, Prose
from responses.services.reporting.xlsx_file import xlsx
from tests.integration import papers, read_back
from tests.integration.read_back import as_text, as_value, cells_of, same_entry

pytestmark = pytest.mark.django_db
FORMATS = {"docx": read_back.docx_file, "xlsx": read_back.xlsx_file, "csv": read_back.csv_archive}
NEVER = ("\u202e", "\u2066", "\x1b", "\x08", "\ufffe")


@pytest.fixture(params=["en", "fr"])
def made(request, beni):
    return papers.made(request.param)


@pytest.fixture
def empty(beni):
    return papers.made(found=[])


def everything(file):
    """All text of a file: of every part of its archive but pictures."""
    parts = read_back.parts(file).items()
    return "\n".join(part.decode("utf-8") for name, part in parts if not name.endswith((".png", ".jpeg")))


def test_the_paper_holds_what_the_tests_ask_of_it(made):
    tables = list(made.paper.tables)
    assert {"A", "B", "C", "D", "E", "F", "G", "H", "after_action", "I", "J", "times_by"} <= {
        table.key for table in tables
    }
    assert any(table.is_long for table in tables) and any(table.total for table in tables)
    assert any(column.group for table in tables for column in table.columns)
    assert any(cell.shade for table in tables for row in table.rows for cell in row)
    assert {type(cell.value) for table in tables for row in table.rows for cell in row} >= {int, float, str, type(None)}


def test_a_version_of_before_responses_were_recorded_is_read_as_it_was(beni):
    of_then = [Case.from_row({k: v for k, v in one.to_row().items() if k not in SINCE}) for one in papers.cases()]
    made = papers.made(found=of_then, is_old=True)
    tables = {table.key: table for table in made.paper.tables}
    assert not {"G", "H", "after_action"} & set(tables)
    rows = {row[0].text: row[1].text for row in tables["E"].rows}
    assert list(rows) == [
        "The mission (component not recorded yet)",
        "State forces, to whom it was handed over",
        "Restricted: not shown",
    ]
    mission = figure("responded:responder=mission")
    assert mission is not None
    counted = sum(mission.counts(case, made.facts.figures.reading) for case in made.cases)
    assert rows["The mission (component not recorded yet)"] == str(counted) != "0"


SINCE = ("knows_responses", "responses", "responders", "results", "ended_because", "on_site_due_at")


def test_each_table_of_the_docx_says_what_the_paper_says(made):
    read = read_back.word_tables(made)
    for table in [*made.paper.tables, made.listed]:
        if table.is_long:
            assert in_a_line(table.title) not in read
            continue
        expected = [[as_text(cell) for cell in row] for row in cells_of(table)]
        heads = [in_a_line(column.name) for column in table.columns]
        assert read[in_a_line(table.title)][1 if table.is_grouped else 0 :] == [heads, *expected], table.key


def test_each_table_of_the_xlsx_says_what_the_paper_says(made):
    sheets = read_back.workbook(made).worksheets[1:]
    for table, sheet in zip(made.paper.tables, sheets, strict=False):
        head, *rows = read_back.sheet_rows(sheet)
        assert len(head) == len(table.columns)
        assert [row[: len(head)] for row in rows] == [[as_value(cell) for cell in row] for row in cells_of(table)]


def test_each_table_of_the_csv_says_what_the_paper_says(made):
    read = read_back.csv_rows(made)
    for number, table in enumerate(made.paper.tables, 1):
        head, *rows = read[f"{number:02d}-{table.key}.csv"]
        assert len(head) == len(table.columns)
        for found, row in zip(rows, cells_of(table), strict=True):
            assert all(map(same_entry, found, row)), table.key


def test_tiles_bar_and_columns_hold_their_numbers_in_every_format(made):
    word, read = read_back.word_tables(made), read_back.csv_rows(made)
    book = read_back.workbook(made)
    report = [value for row in read_back.sheet_rows(book.worksheets[0]) for value in row]
    for table in read_back.shown_as_tables(made):
        for row, found in zip(table.rows, read[f"{table.key}.csv"][1:], strict=True):
            assert all(map(same_entry, found, row)), table.key
        shown = " ".join(text for line in word[in_a_line(table.title)] for text in line)
        assert all(row[1].text in shown for row in table.rows)
        if table.key == "chart":
            rows = read_back.sheet_rows(book["chart"])[1:]
            assert rows == [[as_value(cell) for cell in row] for row in table.rows]
        else:
            assert all(as_value(cell) in report for row in table.rows for cell in row[:2])


def test_the_list_of_alerts_is_whole_in_the_xlsx_and_the_csv(made):
    rows = made.all_rows()
    sheet = read_back.sheet_rows(read_back.workbook(made)["alerts"])
    entries = read_back.csv_rows(made)["alerts.csv"]
    assert len(rows) == len(sheet) - 2 == len(entries) - 2 == len(made.cases) > 40
    assert sheet[1] == [column.hxl or None for column in made.columns]
    assert entries[1] == [column.hxl for column in made.columns] and "#meta+id" in entries[1]
    assert sheet[2:] == [[as_value(cell) for cell in row] for row in rows]
    for found, row in zip(entries[2:], rows, strict=True):
        assert all(map(same_entry, found, row))


@pytest.mark.parametrize("kind", FORMATS)
def test_what_people_wrote_and_what_figures_count_is_in_every_format(made, kind):
    texts = everything(FORMATS[kind](made)).replace("&lt;", "<").replace("&amp;", "&").replace("&gt;", ">")
    for block in made.paper.blocks:
        lines = block.paragraphs if isinstance(block, Prose) else block.lines if isinstance(block, Notes) else []
        for line in (in_a_line(one) for one in lines if not {'"', "'", ";", "_"} & set(one)):
            assert line.strip() in texts
    assert made.paper.marking in texts and made.paper.exercise in texts and made.paper.office in texts


def test_nothing_that_was_written_is_a_formula_or_a_link(made):
    file = read_back.xlsx_file(made)
    sheets = {name: part for name, part in read_back.parts(file).items() if name.startswith("xl/worksheets/sheet")}
    assert len(sheets) > 15
    assert not any(b"<f" in part or b"<hyperlink" in part for part in sheets.values())
    for sheet in read_back.workbook(made):
        assert not any(cell.data_type == "f" or cell.hyperlink for row in sheet.iter_rows() for cell in row)
    begins = {
        text[:1] for rows in read_back.csv_rows(made).values() for row in rows for text in row if not number(text)
    }
    assert not begins & set("=+-@\t\uff1d")


def number(text):
    """Whether it is read as one: a negative change is no formula."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def test_every_hostile_text_is_there_as_text(made):
    names = {in_a_line(name).strip() for name in papers.HOSTILE}
    place = [column.hxl for column in made.columns].index("#loc+name")
    sheet = read_back.sheet_rows(read_back.workbook(made)["alerts"])
    assert {str(row[place]).strip() for row in sheet[2:] if row[place]} - {"Mayi-Moya"} == names
    place = [field.key for field in alert_list.PRINTED].index("place_name")
    printed = {as_text(row[place]).strip() for row in made.listed.rows}
    assert len(printed & names) > 10


@pytest.mark.parametrize("kind", FORMATS)
def test_no_file_turns_the_reading_around_or_holds_what_is_no_text(made, kind):
    texts = everything(FORMATS[kind](made))
    assert "abcdef" in texts
    assert not [sign for sign in NEVER if sign in texts]


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_every_part_is_sound_xml(made, kind):
    parts = read_back.parts(FORMATS[kind](made))
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            ET.fromstring(part)
    assert "[Content_Types].xml" in parts


@pytest.mark.parametrize("kind", FORMATS)
def test_an_empty_period_is_said_in_every_format(empty, kind):
    texts = everything(FORMATS[kind](empty))
    assert "Nothing in this period." in texts and "Every valid alert was responded to or is pending." in texts


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_where_nobody_wrote_anything_that_is_said(made, kind):
    assert "Nothing was written." in everything(FORMATS[kind](papers.made()))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_same_paper_gives_the_same_bytes(made, kind):
    assert FORMATS[kind](made) == FORMATS[kind](made)


class Row(list):
    """One that can be watched."""


@pytest.mark.parametrize("write", [xlsx, bundle])
def test_rows_are_asked_for_one_by_one_and_none_is_kept(made, write):
    alive, most, gone = 0, 0, count()

    def let_go():
        nonlocal alive
        alive -= 1
        next(gone)

    def rows():
        nonlocal alive, most
        for number in range(2000):
            row = Row(Cell(f"{place}-{number}") for place in range(len(made.columns)))
            weakref.finalize(row, let_go)
            alive += 1
            most = max(most, alive)
            yield row

    written = write(made.paper, made.columns, rows())
    assert most <= 3 and next(gone) == 2000
    assert written[:2] == b"PK" and zipfile.ZipFile(io.BytesIO(written)).testzip() is None


def peak(write, made, many):
    """Bytes taken at most while so many rows are written, without the file that comes out."""
    row = made.all_rows()[0]
    tracemalloc.start()
    try:
        size = len(write(made.paper, made.columns, ([*row] for _turn in range(many))))
        return tracemalloc.get_traced_memory()[1] - size
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("write", [xlsx, bundle])
def test_ten_times_as_many_rows_take_no_more_memory(beni, write):
    made = papers.made()
    peak(write, made, 10)  # what is imported and compiled once
    assert peak(write, made, 2000) < 1.5 * peak(write, made, 200)
