"""What is taken in from a file of places: once, whoever presses, under one lock of the country; and taken back."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from alerts.models import Area, Event, Place
from alerts.selectors import place as places
from alerts.services import uploads
from alerts.services.setting_up import MayNotSetUp
from alerts.services.upload_plan import Checked
from alerts.transfer.places import rows
from tests import make
from tests.integration.at_once import at_once, refusals
from tests.integration.uploading import (
    GOOD,
    csv_of,
    looked_at,
    plain,
    taken_in,
)

pytestmark = pytest.mark.django_db


def test_what_changed_since_the_preview_is_shown_again_before_it_is_taken_in(as_, beni):
    dora, grace = as_("Dora"), as_("Grace")
    upload, _page = looked_at(dora, "places", csv_of(*GOOD))
    other, _page = looked_at(grace, "places", csv_of(GOOD[0]))
    taken_in(grace, other)
    late = dora.post(f"/setup/imports/{upload.pk}/take-in/", {"seen": upload.found["stamp"]})
    assert late.status_code == 409 and "something changed since this was worked out" in plain(late)
    assert "Take in 1 row" in plain(late) and not Place.objects.filter(name="Tchabi").exists()
    assert "It was taken in." in plain(taken_in(dora, upload))


@pytest.mark.django_db(transaction=True)
def test_two_who_take_in_one_file_at_once_write_it_once(offices):
    dora, grace = make.viewer("Dora"), make.viewer("Grace")
    content = csv_of(*GOOD)
    checked = rows.check(uploads.UploadOf.PLACES, rows.read(uploads.UploadOf.PLACES, content), offices["BEN"])
    upload = uploads.look(viewer=dora, sent=uploads.Sent(uploads.UploadOf.PLACES, "a.csv", content), checked=checked)
    stamp = upload.found["stamp"]
    ends = at_once(
        *(
            lambda viewer=viewer: uploads.take_in(viewer=viewer, upload_id=upload.pk, seen=stamp, checked=checked)
            for viewer in (dora, grace)
        )
    )
    assert len(refusals(ends)) == 1 and isinstance(refusals(ends)[0], uploads.Settled | uploads.Busy)
    assert Place.objects.filter(name="Kainama").count() == 1
    assert Event.objects.filter(kind="gazetteer.changed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_while_one_file_of_the_country_is_taken_in_another_waits_with_a_sentence(offices):
    dora = make.viewer("Dora")
    content = csv_of(*GOOD)
    of = uploads.UploadOf.PLACES
    checked = rows.check(of, rows.read(of, content), offices["BEN"])
    upload = uploads.look(viewer=dora, sent=uploads.Sent(of, "a.csv", content), checked=checked)
    with connection.cursor() as cursor:  # somebody's open transaction, of the session
        cursor.execute("SELECT pg_advisory_lock(%s, hashtext('CD'))", [uploads.UPLOADS_LOCK])
    try:
        (end,) = at_once(
            lambda: uploads.take_in(viewer=dora, upload_id=upload.pk, seen=upload.found["stamp"], checked=checked)
        )
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, hashtext('CD'))", [uploads.UPLOADS_LOCK])
    assert isinstance(end, uploads.Busy) and not Place.objects.filter(name="Kainama").exists()


def test_it_is_put_aside_and_nothing_of_it_is_kept(as_, beni):
    dora = as_("Dora")
    upload, _page = looked_at(dora, "places", csv_of(*GOOD))
    assert dora.post(f"/setup/imports/{upload.pk}/drop/").status_code == 303
    upload.refresh_from_db()
    assert (upload.state, upload.content) == ("dropped", None)
    late = dora.post(f"/setup/imports/{upload.pk}/take-in/", {"seen": upload.found["stamp"]})
    assert late.status_code == 409 and "taken in or put aside before" in plain(late)
    assert dora.get(f"/setup/imports/{upload.pk}/faults/").status_code == 404


def test_taken_back_what_it_added_goes_and_what_it_changed_is_as_before(as_, beni):
    dora = as_("Dora")
    taken_in(dora, looked_at(dora, "places", csv_of(*GOOD))[0])
    upload, _page = looked_at(
        dora, "places", csv_of("Kainama,0.9510,29.7010,,5", "Tchabi,1.0300,29.8500,,9", "Third,1.1,29.8,,")
    )
    taken_in(dora, upload)
    Place.objects.filter(name="Tchabi").update(population=10)  # somebody went on meanwhile
    page = plain(dora.post(f"/setup/imports/{upload.pk}/take-back/", follow=True))
    assert "1 row was changed since and stays as it is." in page and "taken back" in page
    assert Place.objects.get(name="Kainama").lat == 0.95 and not Place.objects.filter(name="Third").exists()
    assert Place.objects.get(name="Tchabi").population == 10
    again = dora.post(f"/setup/imports/{upload.pk}/take-back/")
    assert again.status_code == 409 and "Only what was taken in can be taken back" in plain(again)
    upload, _page = looked_at(dora, "places", csv_of("Third,1.1,29.8,,"))
    assert upload.new == 1, "a mended file can follow"


def test_a_retired_place_stays_retired_whatever_a_file_says(as_, beni):
    dora = as_("Dora")
    Place.objects.filter(country="CD", name="Oicha").update(retired_at="2026-01-01T00:00Z")
    oicha = Place.objects.get(country="CD", name="Oicha")
    upload, page = looked_at(dora, "places", csv_of(f"Oicha,{oicha.lat},{oicha.lon},,77"))
    taken_in(dora, upload)
    assert "retired here, and stay so: 1" in page and places.named(beni, "oicha") is None


def test_an_area_is_named_by_its_code(as_, beni):
    header = "name,lat,lon,area"
    upload, page = looked_at(as_("Dora"), "places", csv_of("A,0.95,29.70,CD-NK", "B,0.96,29.80,CD-XX", header=header))
    assert (upload.new, upload.refused) == (1, 1) and "There is no area of this code" in page
    taken_in(as_("Dora"), upload)
    assert Place.objects.get(name="A").area == Area.objects.get(code="CD-NK")


def test_another_office_sees_no_file_of_this_one_but_the_places(as_, beni, bouar):
    dora = as_("Dora")
    upload, _page = looked_at(dora, "places", csv_of(*GOOD))
    for path in ("", "faults/"):
        assert as_("Esther").get(f"/setup/imports/{upload.pk}/{path}").status_code == 404
    for act in ("take-in", "take-back", "drop"):
        assert as_("Esther").post(f"/setup/imports/{upload.pk}/{act}/").status_code == 404
    assert as_("Amina").get("/setup/import/places/").status_code == 404
    assert as_("Dora").get("/setup/import/people/").status_code == 404
    with pytest.raises(MayNotSetUp):
        sent_one = uploads.Sent(uploads.UploadOf.PLACES, "a", b"")
        uploads.look(viewer=make.viewer("Amina"), sent=sent_one, checked=Checked())


def test_fifty_thousand_rows_are_looked_at_and_taken_in(as_, beni, django_assert_max_num_queries):
    many = [f"Village {n},{0.3 + n % 250 * 0.01:.4f},{28.0 + n // 250 * 0.01:.4f},,{n}" for n in range(50_000)]
    dora = as_("Dora")
    with django_assert_max_num_queries(30):
        upload, _page = looked_at(dora, "places", csv_of(*many))
    assert upload.new + upload.refused == 50_000 and upload.refused < 5_000
    with django_assert_max_num_queries(90):
        assert "It was taken in." in plain(taken_in(dora, upload))
    assert Place.objects.filter(name__startswith="Village ").count() == upload.new


def test_whoever_runs_the_hub_loads_a_file_with_the_same_checks(as_, beni, tmp_path, capsys):
    path = tmp_path / "villages.csv"
    path.write_bytes(csv_of(*GOOD, "Swapped,29.7,0.95,,"))
    call_command("load_places", str(path), office="ben", of="places")
    told = capsys.readouterr()
    assert "2 new, 0 changed, 0 unchanged, 1 refused." in told.out and "Nothing was written." in told.out
    assert "4 lat: Latitude and longitude look swapped" in told.err
    call_command("load_places", str(path), "--leave-out", office="BEN", of="places")
    assert "Taken in." in capsys.readouterr().out and Place.objects.filter(name="Kainama").exists()
    page = plain(as_("Dora").get("/setup/places/"))
    assert "villages.csv" in page and "2 new, 0 changed, 1 refused" in page
    with pytest.raises(CommandError, match="names no column"):
        path.write_bytes(b"colour\nred\n")
        call_command("load_places", str(path), office="BEN", of="places")
