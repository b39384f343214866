"""The numbers are the same on the page, in the PDF, the DOCX, the XLSX, the CSV, and in a recount of the database."""

import csv
import datetime as dt
import io
import re
import zipfile
from html.parser import HTMLParser

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from alerts.models import Alert
from ewrr.common import clock
from responses.domain import periods
from responses.domain.words_of_reports import Format
from responses.models import Response
from responses.selectors import figures
from responses.selectors.figures import Edition
from responses.services.reporting import files, gathering
from tests import make
from tests.integration import recounted, reported

pytestmark = pytest.mark.django_db
Rows = list[list[str]]


class Tables(HTMLParser):
    """Rows of each table of a page, by the id of what it stands in."""

    def __init__(self, html):
        super().__init__()
        self.found, self._key, self._row, self._cell = {}, "", None, None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "div" and (given.get("id") or "").startswith("table-"):
            self._key = given["id"].removeprefix("table-")
            self.found[self._key] = []
        if tag == "tr" and self._key:
            self._row = []
        if tag in ("td", "th") and self._row is not None:
            self._cell = ""

    def handle_data(self, text):
        if self._cell is not None:
            self._cell += text

    def handle_endtag(self, tag):
        if tag in ("td", "th") and self._cell is not None:
            self._row.append(self._cell.strip())
            self._cell = None
        if tag == "tr" and self._row is not None:
            self.found[self._key].append(self._row)
            self._row = None


@pytest.fixture
def edition(beni):
    """Two weeks of alerts, so that there is something to compare with."""
    made = reported.week(beni)
    edition = reported.edition(beni)
    earlier = [make.alert(level="low"), make.decided(make.alert(level="high", is_routed=True))]
    for alert in earlier:
        Alert.objects.filter(pk=alert.pk).update(received_at=edition.period.starts_at - dt.timedelta(days=2))
    Alert.objects.filter(pk=made["critical"].pk).update(
        event_at=made["critical"].received_at - dt.timedelta(hours=7), event_precision="exact"
    )
    return edition


def made(edition: Edition, format: Format) -> bytes:
    gathered = gathering.gather(edition, None, clock.now(), is_cleared=True)
    return files.WRITERS[format](gathered, "en", lambda _done: None)


def in_page(as_, edition) -> Rows:
    page = as_("Noor").get(f"{reported.address(edition)}?language=en").content.decode()
    return [row for rows in Tables(page).found.values() for row in rows]


def in_docx(edition) -> Rows:
    document = docx.Document(io.BytesIO(made(edition, Format.DOCX)))
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def in_xlsx(edition) -> Rows:
    book = openpyxl.load_workbook(io.BytesIO(made(edition, Format.XLSX)))
    return [[_text(value) for value in row] for sheet in book for row in sheet.iter_rows(values_only=True)]


def _text(value) -> str:
    return "" if value is None else str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def in_csv(edition) -> Rows:
    archive = zipfile.ZipFile(io.BytesIO(made(edition, Format.CSV)))
    texts = [archive.read(name).decode("utf-8-sig") for name in archive.namelist() if name.endswith(".csv")]
    return [row for text in texts for row in csv.reader(io.StringIO(text))]


def in_pdf(edition) -> str:
    pages = PdfReader(io.BytesIO(made(edition, Format.PDF))).pages
    return " ".join(re.sub(r"\s+", " ", page.extract_text()) for page in pages)


def test_every_table_says_what_a_recount_of_the_database_says_in_every_format(as_, edition, beni):
    expected = recounted.tables(beni, edition.period)
    assert sum(map(len, expected.values())) > 30
    shown = {
        "page": in_page(as_, edition),
        "docx": in_docx(edition),
        "xlsx": in_xlsx(edition),
        "csv": in_csv(edition),
    }
    pdf = in_pdf(edition)
    missing = [
        (where, key, row)
        for key, rows in expected.items()
        for row in rows
        for where, found in shown.items()
        if not any(line[: len(row)] == row for line in found)
    ]
    missing += [
        ("pdf", key, row)
        for key, rows in expected.items()
        for row in rows
        if " ".join(row) not in pdf.replace("– ", "– ")
    ]
    assert not missing


def test_nothing_is_in_a_table_that_the_recount_does_not_have(as_, edition, beni):
    page = Tables(as_("Noor").get(f"{reported.address(edition)}?language=en").content.decode()).found
    expected = recounted.tables(beni, edition.period)
    for key in ("B", "F"):
        body = [row for row in page[key][1:] if row[0] not in ("All alerts",)]
        assert sorted(row[0] for row in body) == sorted(row[0] for row in expected[key] if row[0] != "All alerts")


def test_the_week_before_is_counted_as_a_report_of_its_own_would(as_, edition, beni):
    before = edition.period.before()
    page = as_("Noor").get(f"{reported.address(edition)}?language=en").content.decode()
    rows = {row[0]: row for row in Tables(page).found["A"]}
    for what, count in recounted.table_a(beni, before):
        if what != "Imported history":
            assert rows[what][2] == count, what
    own = in_page(as_, Edition(beni, before))
    assert [row[1] for row in own if row[0] == "Received"] == [rows["Received"][2]]


def test_the_median_to_a_decision_is_that_of_the_recount(as_, edition, beni):
    alerts = recounted.valid(recounted.of_period(beni, edition.period))
    minutes = recounted.minutes_to(alerts, "decided_at")
    gathered = gathering.gather(edition, None, clock.now(), is_cleared=True)
    assert gathered.facts.figures.spans["received_decided"].median_s == pytest.approx(minutes * 60)


def test_responses_of_exercises_and_of_other_weeks_are_no_activity(edition, beni):
    earlier, exercise = Response.objects.filter(type="patrol").order_by("pk")[:2]
    Response.objects.filter(pk=earlier.pk).update(created_at=edition.period.starts_at - dt.timedelta(seconds=1))
    Response.objects.filter(pk=exercise.pk).update(is_exercise=True)
    before = figures.count(edition, clock.now(), is_cleared=True).activity
    assert before is not None and before.begun["patrol"][0] == Response.objects.filter(type="patrol").count() - 2
    assert recounted.table_g(beni, edition.period)[-1][1] == str(before.all_begun[0])


def test_a_response_to_restricted_alerts_only_counts_for_the_cleared(edition):
    others, cleared = (figures.count(edition, clock.now(), is_cleared=one).activity for one in (False, True))
    assert others is not None and cleared is not None
    assert "factfinding" in cleared.begun and "factfinding" not in others.begun
    assert not [number for numbers in others.apart.values() for number in numbers if "-R-" in number]
    assert [number for number in cleared.apart["too_late"] if "-R-" in number]


def test_a_year_of_history_counts_the_same_in_every_format(as_, bouar, beni):
    reported.week(beni)
    until = make.today() + dt.timedelta(days=1)
    year = periods.read_ref(f"{until - dt.timedelta(days=365):%Y%m%d}-{until:%Y%m%d}", beni.time_zone)
    assert year is not None
    edition = Edition(beni, year[0])
    assert recounted.records(beni, edition.period)
    rows = recounted.table_b(beni, edition.period)
    for found in (in_page(as_, edition), in_docx(edition), in_xlsx(edition), in_csv(edition)):
        assert all(any(line[: len(row)] == row for line in found) for row in rows)


@pytest.mark.parametrize("format", [Format.PDF, Format.XLSX, Format.CSV])
def test_the_same_figures_give_the_same_bytes(edition, format):
    version = reported.submitted(edition, key_messages="Warnings rose.")
    gathered = [gathering.gather(edition, version, clock.now(), is_cleared=False) for _turn in (1, 2)]
    first, second = (files.WRITERS[format](one, "fr", lambda _done: None) for one in gathered)
    assert first == second
