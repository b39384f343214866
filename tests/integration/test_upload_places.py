"""Places from a file: nothing is written before it is confirmed, faults are told, the file goes back to be mended."""

import json

import pytest

from alerts.models import Event, Place, Upload
from alerts.selectors import place as places
from tests.integration.uploading import (
    GOOD,
    HEADER,
    csv_of,
    faults_of,
    feature,
    geojson,
    looked_at,
    plain,
    sent,
    taken_in,
)

pytestmark = pytest.mark.django_db


def test_nothing_is_written_before_it_is_confirmed_then_all_of_it(as_, beni):
    dora, before = as_("Dora"), Place.objects.count()
    upload, page = looked_at(dora, "places", csv_of(*GOOD))
    assert "Nothing is written yet." in page and "Take in 2 rows" in page and "Kainama" in page
    assert Place.objects.count() == before and not Event.objects.filter(kind="gazetteer.changed").exists()
    done = plain(taken_in(dora, upload))
    assert "It was taken in." in done and Place.objects.count() == before + 2
    made = Place.objects.get(name="Kainama")
    assert (made.country, made.population, made.area.code) == ("CD", 4200, "CD-IT" if made.lat > 1 else made.area.code)
    assert Place.objects.get(name="Tchabi").population == 1200
    assert places.named(beni, "kainama ii") == made
    upload.refresh_from_db()
    assert (upload.content, upload.new, upload.refused) == (None, 2, 0)
    event = Event.objects.get(kind="gazetteer.changed")
    assert event.data == {"what": "places", "act": "taken_in", "id": upload.pk, "rows": 2}


def test_the_same_file_again_changes_nothing_and_says_so(as_, beni):
    dora = as_("Dora")
    taken_in(dora, looked_at(dora, "places", csv_of(*GOOD))[0])
    upload, page = looked_at(dora, "places", csv_of(*GOOD))
    assert (upload.new, upload.changed, upload.unchanged) == (0, 0, 2)
    assert "There is nothing in it to take in" in page and "Take in" not in page
    assert dora.post(f"/setup/imports/{upload.pk}/take-in/", {"seen": upload.found["stamp"]}).status_code == 409


def test_what_the_file_does_not_say_stays_and_what_differs_is_shown(as_, beni):
    dora = as_("Dora")
    taken_in(dora, looked_at(dora, "places", csv_of(*GOOD))[0])
    upload, page = looked_at(dora, "places", csv_of("Kainama,0.9510,29.7010", header="name,lat,lon"))
    assert upload.changed == 1 and "lat 0.95" in page and "0.951" in page
    taken_in(dora, upload)
    made = Place.objects.get(name="Kainama")
    assert (made.lat, made.population, made.other_names) == (0.951, 4200, "Kaïnama|Kainama II")


def test_an_id_of_the_file_knows_a_place_that_is_called_otherwise_now(as_, beni):
    dora = as_("Dora")
    header = "id,name,lat,lon"
    taken_in(dora, looked_at(dora, "places", csv_of("77,Kainama,0.95,29.70", header=header))[0])
    upload, _page = looked_at(dora, "places", csv_of("77,Kainama-Centre,0.95,29.70", header=header))
    assert (upload.new, upload.changed) == (0, 1)
    known = Place.objects.get(country="CD", name="Beni")
    upload, _page = looked_at(dora, "places", csv_of(f"{known.source_id},Beni,0.4911,29.4731", header=header))
    assert upload.new == 0, "the gazetteer's own ids are known too"


FAULTY = [
    GOOD[0],
    ",0.9,29.7,,",
    "Swapped,29.7000,0.9500,,",
    "Paris,48.85,2.35,,",
    "Words,north,29.7,,",
    "High,95.0,29.7,,",
    "Nan,NaN,29.7,,",
    "Many,0.9,29.6,,about 40",
    '"=HYPERLINK(""http://x"")",0.9,29.7,,',
    "Turn\u202eed,0.9,29.7,,",
    "Kainama,0.9501,29.7001,,",
    "Short,0.9",
    f"{'x' * 121},0.9,29.7,,",
    "Minus,-0.9000,29.4000,,10",
]


def test_every_fault_is_told_with_its_row_and_a_sentence(as_, beni):
    upload, page = looked_at(as_("Dora"), "places", csv_of(*FAULTY))
    assert (upload.new, upload.refused) == (2, 12)
    for told in (
        "3 name Fill this in.",
        "4 lat 29.7, 0.95 Latitude and longitude look swapped",
        "5 lat 48.85, 2.35 It lies outside the office’s country",
        "6 lat north Write degrees as a number",
        "7 lat 95.0 Write degrees from -90 to 90.",
        "8 lat NaN Write degrees as a number",
        "9 population about 40 Write a whole number",
        "10 name =HYPERLINK",
        "It begins with a sign by which a spreadsheet calculates",
        "11 name Turn\\u202eed It holds signs that cannot be seen",
        "12 name Kainama Row 2 is the same place",
        "13 Short Cells in this row: 2, in the header: 5.",
        "At most 120 characters.",
    ):
        assert told in page, told
    assert "Take in 2 rows, leave out the refused" in page


def test_the_file_goes_back_with_a_column_is_mended_and_taken_in(as_, beni):
    dora = as_("Dora")
    upload, _page = looked_at(dora, "places", csv_of(*FAULTY))
    back = faults_of(dora, upload)
    assert len(back) == len(FAULTY) and back[0]["fault"] == back[13]["fault"] == ""
    assert "look swapped" in back[2]["fault"] and "Cells in this row" in back[11]["fault"]
    assert back[8]["name"].startswith("'=HYPERLINK"), "nothing in it is calculated"
    assert next(row for row in back if row["name"] == "Minus")["lat"] == "-0.9000", "a number stays a number"
    swapped = "Swapped,0.9500,29.7000,,,"
    mended = csv_of(*(f"{row}," for row in GOOD), swapped, header=f"{HEADER},fault")
    upload, _page = looked_at(dora, "places", mended)
    assert (upload.new, upload.refused) == (3, 0) and Upload.objects.filter(state="waiting").count() == 1
    assert "It was taken in." in plain(taken_in(dora, upload))


def test_the_column_of_an_earlier_round_is_passed_over_and_written_anew(as_, beni):
    dora = as_("Dora")
    content = b"name;lat;lon;fault\r\nKainama;0,95;29,70;lat: swapped\r\n;0,9;29,7;\r\n"
    upload, _page = looked_at(dora, "places", content)
    assert (upload.new, upload.refused) == (1, 1)
    back = faults_of(dora, upload)
    assert [row["fault"] for row in back] == ["", "name: Fill this in."] and list(back[0]).count("fault") == 1


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (csv_of(*GOOD), ""),
        (b"\xef\xbb\xbf" + csv_of(*GOOD), ""),
        ("name;lat;lon\r\nKaïnama;0,95;29,70\r\nTchabi;1,03;29,85".encode(), ""),
        ("name\tlat\tlon\nKaïnama\t0.95\t29.70\nTchabi\t1.03\t29.85\n".encode(), ""),
        ('name,lat,lon\n"Kaïnama","0,95","29,70"\n"Tch, abi",1.03,29.85\n'.encode(), ""),
        ("name;lat;lon\r\nKaïnama;0,95;29,70\r\nTchabi;1,03;29,85".encode("cp1252"), "read as Windows-1252"),
        ("name\tlat\tlon\nKaïnama\t0.95\t29.70\nTchabi\t1.03\t29.85\n".encode("utf-16"), "written in UTF-16"),
        ("nom;Latitude;Longitude\nKaïnama;0,95;29,70\n\n;;\nTchabi;1,03;29,85\n".encode(), ""),
        ("name,mgrs\nKaïnama,35N RB 01 02\nTchabi,35N RB 11 22\n".encode(), ""),
        (b"name,lat,lon,colour\nA,0.95,29.70,red\nB,1.03,29.85,blue\n", ""),
    ],
)
def test_files_as_people_have_them_are_read(as_, beni, content, note):
    upload, page = looked_at(as_("Dora"), "places", content)
    assert (upload.new, upload.refused) == (2, 0) and note in page


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"  \r\n ", "The file is empty."),
        (b"name,lat,lon\r\n", "a header and no rows"),
        (b"colour,size\nred,3\n", "names no column that is known here"),
        (b"PK\x03\x04rest", "This is a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This is a workbook"),
        (b"name,lat,lon\nA,\x81\x8d,1\n", "neither UTF-8 nor Windows-1252"),
        (b'name,lat,lon\n"A,0.9,29.7\n', "From row 2 on the file cannot be read"),
        (b"name,nom,lat,lon\nA,B,0.9,29.7\n", "These columns say the same"),
        (b"\x00\x00\x00\x00", "names no column"),
        (b"{", "not JSON, or not whole"),
        (b"[1, 2]", "it has no type"),
        (b'{"type": "Point", "coordinates": [1, 2]}', "not a collection of GeoJSON features"),
        (b'{"type": "FeatureCollection", "features": []}', "There is nothing in the file."),
        (b'{"a":' * 2000, "not JSON, or not whole"),
        (b'{"type": "FeatureCollection", "features": [NaN]}', "not JSON, or not whole"),
        (b'{"type": "FeatureCollection", "crs": {"properties": {"name": "EPSG:32735"}}, "features": [1]}', "WGS 84"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence_and_nothing_is_kept(as_, beni, content, sentence):
    refused = sent(as_("Dora"), "places", content)
    assert refused.status_code == 422 and sentence in plain(refused)
    assert "Nothing was written." in plain(refused) and not Upload.objects.exists()


def test_points_of_geojson_are_read_and_go_back_with_a_property(as_, beni):
    dora = as_("Dora")
    content = geojson(
        feature({"type": "Point", "coordinates": [29.7, 0.95]}, name="Kainama", other_names=["A", "B"], population=40),
        feature({"type": "Point", "coordinates": [0.95, 29.7]}, name="Swapped"),
        feature({"type": "LineString", "coordinates": [[29.7, 0.95], [29.8, 0.95]]}, name="Road"),
        feature({"type": "Point", "coordinates": [1e309, 0.9]}, name="Far") | {},
        {"type": "Nonsense"},
        feature({"type": "Point", "coordinates": [True, "x"]}, name="Odd"),
        feature(None, name="Nowhere"),
        feature({"type": "Point", "coordinates": [29.7, 0.95]}, name="half \ud83d"),
        feature(None, name="A", lat="\ud83d", lon="1"),
    ).replace(b"Infinity", b"1e400")
    upload, page = looked_at(dora, "places", content, "places.geojson")
    assert (upload.new, upload.refused) == (1, 8) and "It must be a point" in page and "It is no feature." in page
    back = json.loads(dora.get(f"/setup/imports/{upload.pk}/faults/").content)
    told = [one["properties"]["fault"] for one in back["features"]]
    assert told[0] == "" and "look swapped" in told[1] and all(told[1:])
    taken_in(dora, upload)
    assert Place.objects.get(name="Kainama").other_names == "A|B"


def test_a_file_that_is_too_large_is_refused_in_words(as_, beni, monkeypatch):
    monkeypatch.setattr("alerts.web.setup_uploads.MOST_BYTES", 100)
    refused = sent(as_("Dora"), "places", csv_of(*GOOD * 10))
    assert refused.status_code == 422 and "larger than 20 MB" in plain(refused)
    monkeypatch.undo()
    monkeypatch.setattr("alerts.transfer.places.sheet.MOST_ROWS", 3)
    refused = sent(as_("Dora"), "places", csv_of(*GOOD * 10))
    assert "more than 50,000 rows" in plain(refused)
