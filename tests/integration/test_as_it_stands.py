"""What stands in the hub as a file: read again, nothing of it is new, changed or refused."""

import csv
import io

import pytest

from alerts.domain.words_of_places import UploadOf
from alerts.models import Area, Place, Position
from alerts.transfer.places.standing import COLUMNS
from ewrr.common import clock
from tests.integration.uploading import looked_at, taken_in

pytestmark = pytest.mark.django_db
SORTS = {"areas": Area, "places": Place, "positions": Position}


def file_of(client, sort):
    answer = client.get(f"/setup/import/{sort}/as-it-stands/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="{sort}-BEN.csv"'
    return answer.content


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("sort", SORTS)
def test_sent_again_as_it_is_it_changes_nothing(as_, sort):
    content = file_of(as_("Dora"), sort)
    upload, page = looked_at(as_("Dora"), sort, content)
    assert (upload.new, upload.changed, upload.refused) == (0, 0, 0), page
    assert upload.unchanged == len(rows_of(content)) > 0


@pytest.mark.parametrize("sort", SORTS)
def test_what_is_changed_in_it_is_changed_and_nothing_else(as_, sort):
    content = file_of(as_("Dora"), sort)
    column = {"areas": "name", "places": "other_names", "positions": "call_sign"}[sort]
    changed = rows_of(content)[-1] | {column: "Kilo; à l’est"}
    made = io.StringIO()
    written = csv.DictWriter(made, COLUMNS[UploadOf(sort)], delimiter=";")
    written.writeheader()
    written.writerows([*rows_of(content)[:-1], changed])
    upload, page = looked_at(as_("Dora"), sort, made.getvalue().encode())
    assert (upload.new, upload.changed, upload.refused) == (0, 1, 0), page


def test_telephone_numbers_and_what_is_retired_stay_here(as_, beni):
    Position.objects.filter(name="Oicha", office=beni).update(contact="+243 990 123 456")
    assert Position.objects.filter(name="Mangina", office=beni).update(retired_at=clock.now()) == 1
    content = file_of(as_("Ivan"), "positions")
    assert b"990 123" not in content and b"Mangina" not in content
    upload, _page = looked_at(as_("Ivan"), "positions", content)
    taken_in(as_("Ivan"), upload)
    assert Position.objects.get(name="Oicha", office=beni).contact == "+243 990 123 456"


def test_it_holds_the_own_offices_positions_and_the_own_countrys_places(as_, bouar):
    elsewhere = Position.objects.filter(office=bouar).first()
    assert elsewhere is not None and elsewhere.name.encode() not in file_of(as_("Dora"), "positions")
    names = {row["name"] for row in rows_of(file_of(as_("Dora"), "places"))}
    abroad = Place.objects.exclude(country="CD").exclude(name__in=Place.objects.filter(country="CD").values("name"))
    assert abroad.exists() and not names & set(abroad.values_list("name", flat=True))


def test_where_nothing_stands_it_names_the_columns(as_, beni):
    Position.objects.filter(office=beni).delete()
    content = file_of(as_("Dora"), "positions")
    assert content.decode("utf-8-sig").split() == [",".join(COLUMNS[UploadOf.POSITIONS])]


def test_a_cell_by_which_a_spreadsheet_calculates_is_text_in_it(as_, beni):
    Position.objects.filter(name="Oicha", office=beni).update(call_sign="=1+1")
    row = next(row for row in rows_of(file_of(as_("Dora"), "positions")) if row["name"] == "Oicha")
    assert row["call_sign"] == "'=1+1"


def test_what_is_no_sort_of_file_is_not_there(as_):
    assert as_("Dora").get("/setup/import/people/as-it-stands/").status_code == 404
    assert as_("Dora").post("/setup/import/places/as-it-stands/").status_code == 405
