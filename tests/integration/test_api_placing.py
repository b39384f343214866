"""Placing an alert by API: as the page reads a place."""

import pytest

from alerts.domain.words import Precision
from alerts.models import Alert, Area, Assessment
from tests import make
from tests.integration.test_api_write import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def alert(beni):
    return make.alert()


def place(client, alert, **fields):
    return send(client, f"alerts/{alert.number}/placings/", {"version": alert.version} | fields)


@pytest.mark.parametrize(
    ("typed", "name", "precision", "radius_m"),
    [
        ("0.7, 29.517", "Oicha", "exact", 100),
        ("35N QA 78 77", None, "village", 2000),
        ("Oicha", "Oicha", "village", 2000),
    ],
)
def test_a_place_brings_its_own_name_and_precision(as_, alert, typed, name, precision, radius_m):
    answer = place(as_("Amina"), alert, place=typed, reason="A patrol was there.")
    assert answer.status_code == 200, answer.content
    found = answer.json()["place"]
    assert (found["precision"], found["radius_m"]) == (precision, radius_m)
    assert found["name"] == name if name else found["name"] not in {"", alert.place_name}
    assert answer.json()["version"] == 2 and Assessment.objects.get().reason == "A patrol was there."


def test_what_is_said_of_a_place_counts_over_what_it_brings(as_, alert):
    answer = place(as_("Amina"), alert, place="0.7, 29.517", name="The mill", precision="near")
    assert (answer.json()["place"]["name"], answer.json()["place"]["precision"]) == ("The mill", "near")


def test_without_a_place_what_is_left_out_stays_as_it_is(as_, alert):
    before = alert.lat, alert.lon, alert.area_id
    assert place(as_("Amina"), alert, name="The mill").status_code == 200
    alert.refresh_from_db()
    assert (alert.place_name, alert.precision) == ("The mill", Precision.VILLAGE)
    assert place(as_("Amina"), alert, precision="near").status_code == 200
    alert.refresh_from_db()
    assert (alert.place_name, alert.precision) == ("The mill", Precision.NEAR)
    assert (alert.lat, alert.lon, alert.area_id) == before


def test_an_area_is_the_place_where_there_is_no_point(as_, alert):
    code = Area.objects.filter(country=alert.office.country, level=1).order_by("pk")[0].code
    answer = place(as_("Amina"), alert, place="", area=code.lower())
    assert answer.status_code == 200, answer.content
    assert answer.json()["area"]["code"] == code
    assert (answer.json()["place"]["lat"], answer.json()["place"]["precision"]) == (None, "area")
    alert.refresh_from_db()
    answer = place(as_("Amina"), alert, area="")
    assert (answer.json()["area"], answer.json()["place"]["precision"]) == (None, "name_only")


@pytest.mark.parametrize(
    ("fields", "named", "code"),
    [
        ({}, "place", "incomplete"),
        ({"place": "Nowhere at all"}, "place", "invalid"),
        ({"place": "29.5, 0.7"}, "place", "invalid"),
        ({"name": ""}, "name", "invalid"),
        ({"place": "", "area": "XX-99"}, "area", "invalid"),
        ({"precision": "roughly"}, "precision", "invalid"),
        ({"plaec": "Oicha"}, "plaec", "invalid"),
    ],
)
def test_a_place_that_cannot_be_is_refused_by_field(as_, alert, fields, named, code):
    answer = place(as_("Amina"), alert, **fields)
    assert answer.status_code == 422 and answer.json()["code"] == code
    assert list(answer.json()["fields"]) == [named]
    assert Alert.objects.get().version == 1


def test_an_area_of_another_country_is_none_here(as_, alert):
    elsewhere = Area.objects.exclude(country=alert.office.country)[0].code
    answer = place(as_("Amina"), alert, place="", area=elsewhere)
    assert answer.status_code == 422 and answer.json()["fields"]["area"] == ["There is no area of that code."]


def test_a_placing_that_comes_late_or_twice_changes_nothing(as_, alert):
    amina = as_("Amina")
    first, again = (place(amina, alert, place="0.7, 29.5") for _ in range(2))
    assert (first.status_code, again.status_code, again.json()["code"]) == (200, 409, "stale")
    assert Assessment.objects.count() == 1
