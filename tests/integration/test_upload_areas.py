"""Areas from a file: outlines checked, provinces before what lies in them, and every place put where it lies now."""

import pytest

from alerts.models import Area, Place, Rule
from alerts.selectors import place as places
from alerts.selectors.outlines import Outlines
from alerts.services import routing
from tests import make
from tests.integration.uploading import csv_of, feature, geojson, looked_at, plain, sent, square, taken_in

pytestmark = pytest.mark.django_db
OICHA = (0.7030, 29.5214)


def territory(**changes):
    said = {"level": 2, "code": "T1", "name": "Oicha-Est", "parent": "CD-NK"} | changes
    return feature(square(*OICHA), **{key: value for key, value in said.items() if value is not None})


def looked(client, *features):
    return looked_at(client, "areas", geojson(*features), "areas.geojson")


def test_a_territory_is_taken_in_and_what_is_filed_there_lies_in_it(as_, beni):
    dora = as_("Dora")
    upload, page = looked(dora, territory())
    assert "Take in 1 row" in page and not Area.objects.filter(code="T1").exists()
    taken_in(dora, upload)
    made = Area.objects.get(code="T1")
    assert (made.country, made.level, made.parent.code, made.west) == ("CD", 2, "CD-NK", 29.3214)
    assert places.area_at(*OICHA) == made and places.area_at(-4.3, 15.3) != made
    assert Outlines.of("CD").area_at(*OICHA) == made
    assert Place.objects.get(country="CD", name="Oicha").area == made, "its places follow"
    assert Place.objects.get(country="CD", name="Goma").area.code == "CD-NK"


def test_a_rule_that_names_the_province_still_meets_what_lies_in_its_territory(as_, beni):
    dora = as_("Dora")
    taken_in(dora, looked(dora, territory())[0])
    rule = Rule.objects.filter(office=beni, is_last=False).order_by("position")[0]
    Rule.objects.filter(office=beni, pk=rule.pk).update(levels=[], for_restricted=None)
    rule.areas.set([Area.objects.get(code="CD-NK")])
    alert = make.alert(lat=OICHA[0], lon=OICHA[1], level="low")
    routing.route_due()
    alert.refresh_from_db()
    assert alert.area.code == "T1" and alert.escalations.get().rule == rule


def test_alerts_that_are_there_keep_the_area_under_which_they_were_told(as_, beni):
    alert = make.alert(lat=OICHA[0], lon=OICHA[1])
    taken_in(as_("Dora"), looked(as_("Dora"), territory())[0])
    alert.refresh_from_db()
    assert alert.area.code == "CD-NK"


def test_published_outlines_are_read_by_their_own_columns(as_, beni):
    said = {
        "ADM2_PCODE": "CD6101",
        "ADM2_FR": "Bambuba",
        "ADM1_PCODE": "CD61",
        "ADM1_FR": "Nord-Kivu",
        "ADM0_EN": "DRC",
    }
    upload, page = looked(as_("Dora"), feature(square(*OICHA), **said))
    assert (upload.new, upload.refused) == (1, 0), page
    taken_in(as_("Dora"), upload)
    assert Area.objects.get(code="CD6101").parent.code == "CD-NK", "its province is known by name"


def test_an_area_that_is_known_by_name_gets_its_outline_and_keeps_its_code(as_, beni):
    known = Area.objects.filter(country="CD", level=2, parent__code="CD-NK").order_by("pk")[0]
    upload, page = looked(as_("Dora"), territory(code="CD6199", name=known.name.upper()))
    assert (upload.new, upload.changed) == (0, 1) and "another code, which they keep: 1" in page
    taken_in(as_("Dora"), upload)
    code, known_code = known.code, Area.objects.get(pk=known.pk)
    assert known_code.code == code and known_code.outline is not None


def test_provinces_come_before_what_lies_in_them_whatever_their_order_in_the_file(as_, beni):
    upload, page = looked(
        as_("Dora"),
        territory(code="T9", name="Inner", parent="P9"),
        feature(square(*OICHA, half=0.5), level=1, code="P9", name="Outer"),
        territory(code="T8", name="By name", parent="outer"),
    )
    assert (upload.new, upload.refused) == (3, 0), page
    taken_in(as_("Dora"), upload)
    assert {one.parent.code for one in Area.objects.filter(code__in=["T9", "T8"])} == {"P9"}


def test_without_a_parent_the_outline_says_in_which_province_it_lies(as_, beni):
    upload, _page = looked(as_("Dora"), territory(parent=None))
    taken_in(as_("Dora"), upload)
    assert Area.objects.get(code="T1").parent.code == "CD-NK"


BOW_TIE = {"type": "Polygon", "coordinates": [[[29, 0], [30, 1], [30, 0], [29, 1], [29, 0]]]}
OPEN = {"type": "Polygon", "coordinates": [[[29, 0], [30, 0], [30, 1], [29, 1]]]}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (territory(level=3), "Write 1 for a province or prefecture, 2 for what lies in one."),
        (territory(level=None), "Write 1 for a province"),
        (territory(level="second"), "Write a whole number"),
        (territory(code=None), "Fill this in."),
        (territory(code="x" * 21), "At most 20 characters."),
        (territory(name=""), "Fill this in."),
        (territory(name="@SUM(A1)"), "by which a spreadsheet calculates"),
        (territory(parent="CD-XX"), "Say in which province it lies"),
        (feature(BOW_TIE, level=2, code="B", name="B", parent="CD-NK"), "crosses itself"),
        (feature(OPEN, level=2, code="B", name="B", parent="CD-NK"), "not closed"),
        (feature({"type": "Point", "coordinates": [29, 0]}, level=2, code="B", name="B", parent="CD-NK"), "outline"),
        (feature({"type": "GeometryCollection"}, level=2, code="B", name="B", parent="CD-NK"), "Collection"),
        (feature(square(48.8, 2.3), level=2, code="B", name="B", parent="CD-NK"), "outside the office’s country"),
        (feature(square(1e5, 8e5), level=2, code="B", name="B", parent="CD-NK"), "metres, not degrees"),
        (feature({"type": "Polygon", "coordinates": "x"}, level=1, code="B", name="B"), "too few points"),
    ],
)
def test_what_cannot_be_is_refused_row_by_row_and_the_rest_is_taken(as_, beni, wrong, sentence):
    upload, page = looked(as_("Dora"), territory(), wrong)
    assert (upload.new, upload.refused) == (1, 1) and sentence.lower() in page.lower()


def test_the_same_area_twice_is_told(as_, beni):
    upload, page = looked(as_("Dora"), territory(), territory(name="Again"))
    assert (upload.new, upload.refused) == (1, 1) and "Row 1 is the same area" in page


def test_areas_without_outlines_come_as_csv(as_, beni):
    content = csv_of("2,T5,Kainama,Nord-Kivu", "1,P5,Autre,", header="level,code,name,parent")
    upload, _page = looked_at(as_("Dora"), "areas", content, "areas.csv")
    assert (upload.new, upload.refused) == (2, 0)
    taken_in(as_("Dora"), upload)
    assert Area.objects.get(code="T5").outline is None


def test_a_fine_outline_is_kept_with_fewer_points(as_, beni):
    from math import cos, sin, tau

    ring = [[29.5 + 0.2 * cos(n * tau / 3000), 0.7 + 0.2 * sin(n * tau / 3000)] for n in range(3000)]
    fine = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    upload, page = looked(as_("Dora"), feature(fine, level=2, code="F", name="Fine", parent="CD-NK"))
    assert "kept with fewer points, true to 55 m: 1" in page
    taken_in(as_("Dora"), upload)
    outline = Area.objects.get(code="F").outline
    assert outline is not None and 10 < len(outline["coordinates"][0]) < 1000
    upload, _page = looked(as_("Dora"), feature(fine, level=2, code="F", name="Fine", parent="CD-NK"))
    assert upload.unchanged == 1, "sent again it is the same"


def test_taken_back_the_places_lie_where_they_lay(as_, beni):
    dora = as_("Dora")
    upload, _page = looked(dora, territory())
    taken_in(dora, upload)
    dora.post(f"/setup/imports/{upload.pk}/take-back/")
    assert not Area.objects.filter(code="T1").exists()
    assert Place.objects.get(country="CD", name="Oicha").area.code == "CD-NK"


def test_taken_back_an_area_that_an_alert_names_is_only_retired(as_, beni):
    dora = as_("Dora")
    upload, _page = looked(dora, territory())
    taken_in(dora, upload)
    alert = make.alert(lat=OICHA[0], lon=OICHA[1])
    dora.post(f"/setup/imports/{upload.pk}/take-back/")
    alert.refresh_from_db()
    assert alert.area.code == "T1" and alert.area.retired_at is not None
    assert places.area_at(*OICHA).code == "CD-NK"


def test_an_outline_that_was_replaced_comes_back(as_, beni):
    dora, kivu = as_("Dora"), Area.objects.get(code="CD-NK")
    before = kivu.outline
    upload, _page = looked(dora, feature(square(*OICHA, half=1), level=1, code="CD-NK", name="Nord-Kivu"))
    assert upload.changed == 1
    taken_in(dora, upload)
    dora.post(f"/setup/imports/{upload.pk}/take-back/")
    kivu.refresh_from_db()
    assert kivu.outline == before


def test_a_crs_in_metres_is_refused_as_a_whole(as_, beni):
    content = geojson(territory()).replace(b'"features"', b'"crs": {"properties": {"name": "EPSG:32735"}}, "features"')
    refused = sent(as_("Dora"), "areas", content, "areas.geojson")
    assert refused.status_code == 422 and "Export it in WGS 84" in plain(refused)
