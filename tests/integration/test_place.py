"""Placing anew: point and precision, an area or only a name; what was told stays, what follows from it follows."""

import pytest

from alerts.domain.words import Precision
from alerts.models import Area, Assessment
from alerts.services import placing
from alerts.services.moving import Incomplete, MayNot, Stale
from tests import make

pytestmark = pytest.mark.django_db
OICHA = placing.Spot("Oicha", Precision.EXACT, 0.7, 29.517)


def place(alert, spot=OICHA, by="Dora", version=None, reason="Seen by the patrol."):
    placing.place(
        viewer=make.viewer(by), number=alert.number, version=version or alert.version, spot=spot, reason=reason
    )
    alert.refresh_from_db()
    return alert


def test_the_point_the_precision_and_the_area_are_new_and_the_filing_is_not(beni):
    alert = place(make.alert())
    assert (alert.place_name, alert.precision, alert.lat, alert.version) == ("Oicha", "exact", 0.7, 2)
    assert alert.area.name == "Nord-Kivu" and "oicha" in alert.search_key
    assert alert.filings.get().place_as_told == "Mayi-Moya" and "mayi moya" in alert.search_key
    found = Assessment.objects.get(alert=alert)
    assert found.changes["place_name"] == ["Mayi-Moya", "Oicha"] and found.by == make.person("Dora")


def test_an_area_or_only_a_name_takes_it_off_the_map(beni):
    area = Area.objects.filter(country="CD").first()
    alert = place(make.alert(), placing.Spot("North of the river", Precision.AREA, area=area))
    assert (alert.lat, alert.lon, alert.area, alert.precision_km) == (None, None, area, None)
    alert = place(alert, placing.Spot("Somewhere", Precision.NAME_ONLY))
    assert (alert.lat, alert.area, alert.precision) == (None, None, "name_only")


def test_what_is_the_same_is_refused_and_so_are_the_late_and_those_without_the_right(beni):
    alert = make.alert()
    same = placing.Spot(alert.place_name, Precision(alert.precision), alert.lat, alert.lon)
    with pytest.raises(Incomplete):
        place(alert, same)
    with pytest.raises(Stale):
        place(alert, version=9)
    with pytest.raises(MayNot):
        place(alert, by="Hana")
