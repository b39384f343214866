"""The reference areas and places in the database."""

import csv
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alerts.models import Area, Place
from alerts.sample.offices import make_office
from alerts.selectors import place as places
from alerts.selectors.outlines import Outlines
from alerts.services import gazetteer

from .importing import forget_areas

pytestmark = pytest.mark.django_db
FILES = gazetteer.FILES


def rows(name):
    with (FILES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_all_areas_and_places_of_the_files_are_there():
    loaded = gazetteer.load()
    provinces = {
        feature["properties"]["code"]
        for file in FILES.glob("admin1_???.geojson")
        for feature in json.loads(file.read_text(encoding="utf-8"))["features"]
    }
    assert (loaded.areas, loaded.places) == (Area.objects.count(), Place.objects.count())
    assert loaded.places == len(rows("places.csv"))
    assert set(Area.objects.filter(outline__isnull=False).values_list("code", flat=True)) == provinces
    assert set(Area.objects.filter(level=2).values_list("code", flat=True)) == {
        row["geonames_code"] for row in rows("admin_names.csv") if row["level"] == "2"
    }


def test_outlines_have_their_box_and_names_their_parent():
    gazetteer.load()
    assert not Area.objects.filter(level=1, outline__isnull=False, south__isnull=True).exists()
    assert not Area.objects.filter(level=2, parent__isnull=True).exists()
    assert not Area.objects.filter(level=2).exclude(parent__level=1).exists()
    # Since 2020 a prefecture of its own, of which no outline is known.
    assert Area.objects.get(code="CF.20").outline is None
    assert Area.objects.filter(code="CD.02.01", parent__code="CD-EQ").exists()


def test_every_town_of_the_four_countries_knows_its_area():
    gazetteer.load()
    assert not Place.objects.filter(country__in=["CD", "CF", "SS", "ML"], area__isnull=True).exists()
    assert not Place.objects.exclude(country__in=["CD", "CF", "SS", "ML"]).filter(area__isnull=False).exists()
    assert Place.objects.filter(country="CF", name="Bouar", area__code="CF-NM").exists()


def test_a_place_is_found_by_any_of_its_names_without_accents():
    gazetteer.load()
    bouar = make_office("BOU", is_exercising=False)
    begoua = Place.objects.get(name="Bégoua")
    assert begoua.search_key == "begoua"
    assert places.suggest(bouar, "BEGOU") == [begoua]
    assert places.named(bouar, "bangi") == Place.objects.get(name="Bangui")
    assert Place.objects.get(country="CF", name="Berbérati").search_key.split("|")[:2] == ["berberati", "bbt"]


def test_loading_again_changes_nothing_and_takes_few_statements():
    gazetteer.load()
    before = (list(Area.objects.order_by("id").values()), list(Place.objects.order_by("id").values()))
    with CaptureQueriesContext(connection) as statements:
        gazetteer.load()
    after = (list(Area.objects.order_by("id").values()), list(Place.objects.order_by("id").values()))
    assert before == after
    assert len([sql for sql in statements if sql["sql"].startswith("INSERT")]) == 3
    assert len(statements) <= 9  # and savepoints


def test_loading_corrects_what_differs():
    gazetteer.load()
    Place.objects.filter(name="Bouar").update(lat=0, search_key="lost")
    Area.objects.filter(code="CF-NM").update(name="lost", outline=None)
    gazetteer.load()
    assert Place.objects.get(name="Bouar").search_key.startswith("bouar")
    assert Area.objects.get(code="CF-NM").outline is not None


def test_many_points_are_placed_without_a_statement_each(django_assert_num_queries):
    gazetteer.load()
    with django_assert_num_queries(1):
        outlines = Outlines.of("CF")
        bouar, bangui, gulf = (
            outlines.area_at(5.9342, 15.5958),
            outlines.area_at(4.366667, 18.583333),  # on the river, 0.7 km outside the simplified outline
            outlines.area_at(0.0, 0.0),
        )
    assert [area and area.code for area in (bouar, bangui, gulf)] == ["CF-NM", "CF-BGF", None]
    assert outlines.area_at(4.2, 18.7) is None  # in the other country, 15 km from the border
    assert outlines.box is not None
    assert outlines.box.holds(5.9342, 15.5958)
    assert not outlines.box.holds(15.5958, 5.9342)
    assert outlines.box.holds(1.0, 13.0, margin=5.0)


def test_outlines_come_from_the_files_while_nothing_is_loaded():
    forget_areas()
    assert Outlines.of("CF").box is None
    from_files = Outlines(gazetteer.provinces("CF"))
    assert not from_files.is_saved
    gazetteer.load()
    assert Outlines.of("CF").is_saved
    assert Outlines.of("CF").box == from_files.box
