"""The CSV of a report: one archive for machines, in which a spreadsheet finds nothing to calculate."""

import datetime as dt
import io
import zipfile

import pytest

from responses.services.reporting.csv_files import bundle
from responses.services.reporting.paper import Cell, Column
from tests.integration import papers, read_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(beni):
    return papers.made()


def written(made, *cells):
    """A row of the list of alerts as it stands in its file."""
    columns = [Column(f"c{place}", hxl="#x") for place in range(len(cells))]
    with zipfile.ZipFile(io.BytesIO(bundle(made.paper, columns, [list(cells)]))) as archive:
        return archive.read("alerts.csv").decode("utf-8-sig").split("\r\n")[2]


def test_the_archive_holds_a_file_for_each_table_in_the_order_of_the_paper(made):
    with zipfile.ZipFile(io.BytesIO(read_back.csv_archive(made))) as archive:
        names = archive.namelist()
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 23, 6, 0, 0)}
    tables = [f"{number:02d}-{table.key}.csv" for number, table in enumerate(made.paper.tables, 1)]
    assert [name for name in names if name[0].isdigit()] == tables
    assert {"README.txt", "alerts.csv", "tiles.csv", "chart.csv", "texts.csv", "became.csv"} <= set(names)


def test_each_file_is_utf_8_with_a_mark_and_ends_its_lines_as_the_standard_says(made):
    for name, part in read_back.parts(read_back.csv_archive(made)).items():
        assert part.startswith(b"\xef\xbb\xbf") and part.endswith(b"\r\n"), name
        assert b"\n" not in part.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("\t=1", "' =1"),
        ("\r=1", "' =1"),
        ("  \u00a0=1", "'  \u00a0=1"),
        ("\u200b\ufeff=1", "'\u200b\ufeff=1"),
        ("\uff1d1", "'\uff1d1"),
        ("\uff0b1", "'\uff0b1"),
        ("\uff0d1", "'\uff0d1"),
        ("\uff20a", "'\uff20a"),
        ("\u202e=1", "'=1"),
        ("\x00=1", "'=1"),
        ("Oicha;=1", "Oicha;'=1"),
        ("Oicha; +1;x", "Oicha;' +1;x"),
        ("Mayi-Moya", "Mayi-Moya"),
        ("\u2013 Nuisance", "\u2013 Nuisance"),
        ("a=b", "a=b"),
        ("", ""),
        ("   ", "   "),
    ],
)
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe(made, text, kept):
    assert written(made, Cell(text, text), Cell(text)) == f"{kept},{kept}"


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        (Cell("1,204", 1204), "1204"),
        (Cell("\u22122", -2), "-2"),
        (Cell("65\u00a0%", 0.65), "0.65"),
        (Cell("7 of 12", 0.5833), "0.5833"),
        (Cell("17", 17.02), "17.02"),
        (Cell("\u2013"), ""),
        (Cell("<3"), "<3"),
        (Cell(""), ""),
        (Cell("x", dt.datetime(2026, 11, 16, 19, 21)), "2026-11-16 19:21:00"),
        (Cell("x", dt.date(2026, 11, 16)), "2026-11-16"),
        (Cell("a, b", "a, b"), '"a, b"'),
    ],
)
def test_values_are_written_as_machines_read_them(made, cell, kept):
    assert written(made, cell, Cell("end", "end")) == f"{kept},end"


def test_the_read_me_says_what_the_report_is_and_what_its_figures_count(made):
    told = read_back.parts(read_back.csv_archive(made))["README.txt"].decode("utf-8-sig").split("\r\n")
    paper = made.paper
    assert told[:4] == [paper.exercise, paper.marking, paper.title, paper.office]
    assert paper.period in told and f"{paper.facts[0][0]} \u2013 {paper.facts[0][1]}" in told
    assert any(line.startswith("Valid: ") for line in told)
    names = read_back.csv_rows(made)
    assert all(any(line.startswith(f"{name} ") for line in told) for name in names if name != "README.txt")


def test_what_people_wrote_stands_with_its_passage_and_language(made):
    rows = read_back.csv_rows(made)["texts.csv"]
    assert rows[0] == ["Passage", "Language", "Paragraph"]
    assert ["outlook", "fr", "Le pont est coupé."] in rows


def test_a_heading_above_several_columns_stands_before_each_of_them(made):
    assert "to decision, median" in read_back.csv_rows(made)["08-E.csv"][0]
