"""Positions from a file: kinds and components in either language, contacts shown to nobody in the preview."""

import pytest

from alerts.models import Position
from tests.integration.uploading import csv_of, faults_of, looked_at, plain, taken_in

pytestmark = pytest.mark.django_db
HEADER = "name,kind,component,lat,lon,call_sign,contact"


def test_words_of_either_language_and_codes_are_understood(as_, beni):
    rows = (
        "A,force,military,0.9,29.7,Alpha,+243 990 1",
        "B,Poste de police,Police,0.91,29.71,,",
        "C,Civilian office,Civil,0.92,29.72,,112",
    )
    upload, page = looked_at(as_("Dora"), "positions", csv_of(*rows, header=HEADER))
    assert (upload.new, upload.refused) == (3, 0), page
    taken_in(as_("Dora"), upload)
    made = {one.name: one for one in Position.objects.filter(office=beni, name__in="ABC")}
    assert [made[name].kind for name in "ABC"] == ["force", "police", "civilian"]
    assert made["A"].contact == "+243 990 1" and made["C"].contact == "112"


def test_a_known_one_is_changed_and_an_empty_contact_keeps_what_is_there(as_, beni):
    Position.objects.filter(name="Oicha", office=beni).update(contact="+243 111")
    upload, page = looked_at(
        as_("Ivan"), "positions", csv_of("Oicha,force,military,0.7030,29.5214,New sign,", header=HEADER)
    )
    assert (upload.new, upload.changed) == (0, 1) and "call_sign Oicha base" in page
    taken_in(as_("Ivan"), upload)
    oicha = Position.objects.get(name="Oicha", office=beni)
    assert (oicha.call_sign, oicha.contact) == ("New sign", "+243 111")


def test_whom_to_call_stands_in_no_preview(as_, beni):
    Position.objects.filter(name="Oicha", office=beni).update(contact="+243 990 123 456")
    _upload, page = looked_at(
        as_("Ivan"), "positions", csv_of("Oicha,force,military,0.7030,29.5214,,+243 990 654 321", header=HEADER)
    )
    assert "contact …" in page and "990 123 456" not in page and "990 654 321" not in page


def test_faults_go_back_in_the_file(as_, beni):
    rows = (
        "A,navy,military,0.9,29.7,,",
        "B,force,army,0.9,29.7,,",
        "C,force,military,29.7,0.9,,",
        "D,force,military,0.9,29.7,,=1+1",
        "Oicha,force,military,0.70,29.52,,",
        "oicha,force,military,0.71,29.53,,",
    )
    upload, page = looked_at(as_("Dora"), "positions", csv_of(*rows, header=HEADER))
    assert upload.refused == 5 and "Write one of force, police, civilian." in page
    told = [row["fault"] for row in faults_of(as_("Dora"), upload)]
    assert "look swapped" in told[2] and "spreadsheet" in told[3] and not told[4] and "same position" in told[5]


def test_taken_back_they_are_retired_for_a_response_may_name_them(as_, beni):
    dora = as_("Dora")
    upload, _page = looked_at(dora, "positions", csv_of("A,force,military,0.9,29.7,,", header=HEADER))
    taken_in(dora, upload)
    dora.post(f"/setup/imports/{upload.pk}/take-back/")
    assert Position.objects.get(name="A").retired_at is not None
    again, _page = looked_at(dora, "positions", csv_of("A,force,military,0.95,29.7,,", header=HEADER))
    assert again.new == 1 and "It was taken in." in plain(taken_in(dora, again))


def test_they_are_the_offices_own(as_, beni, bouar):
    upload, _page = looked_at(as_("Dora"), "positions", csv_of("A,force,military,0.9,29.7,,", header=HEADER))
    taken_in(as_("Dora"), upload)
    assert not bouar.positions.filter(name="A").exists()
    assert upload.file_name not in as_("Esther").get("/setup/positions/").content.decode()
