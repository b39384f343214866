"""An office's GeoJSON: good files are kept as they are, bad ones are refused with the feature and the reason."""

import json

import pytest

from alerts.transfer import own_layers
from alerts.transfer.faults import FileRefused
from tests.integration.layering import HOLE, SQUARE, collection, feature, geometry

BENI = {"lat": 0.4911, "lon": 29.4731}
BOUAR = {"lat": 5.9342, "lon": 15.5958}


def check(content, office=BENI):
    return own_layers.check(content, **office)


def drawn(content):
    checked = check(content)
    assert not checked.faults, checked.faults
    return checked.shapes["features"]


def test_names_are_kept_and_nothing_else_that_was_written():
    checked = check(collection(feature(name="Oicha", contact="+243 99 000", pop=12), crs=None))
    assert checked.shapes["features"] == [
        {"type": "Feature", "properties": {"name": "Oicha"}, "geometry": geometry("Polygon", [SQUARE])}
    ]
    assert checked.notes == ["Left out, for only names are kept: contact, pop."]
    assert checked.points == 5


@pytest.mark.parametrize(
    ("properties", "name"),
    [
        ({"NAME": "Oicha"}, "Oicha"),
        ({"Nom": " Oïcha\n "}, "Oïcha"),
        ({"ADM2_FR": "Beni", "ADM1_FR": "Nord-Kivu"}, "Beni"),
        ({"name": "", "nom": "Beni"}, "Beni"),
        ({"name": 7}, ""),
        ({"name": "x" * 300}, "x" * 80),
        ({"name": "a\u202eb\x00c"}, "a b c"),
        ({}, ""),
    ],
)
def test_a_name_is_found_under_its_usual_words(properties, name):
    (only,) = drawn(collection(feature(**properties)))
    assert only["properties"] == {"name": name}


@pytest.mark.parametrize(
    "shape",
    [
        geometry("Point", [29.4, 0.4]),
        geometry("MultiPoint", [[29.4, 0.4], [29.5, 0.4]]),
        geometry("LineString", [[29.4, 0.4], [29.5, 0.5]]),
        geometry("MultiLineString", [[[29.4, 0.4], [29.5, 0.5]], [[29.1, 0.4], [29.2, 0.5]]]),
        geometry("Polygon", [SQUARE, HOLE]),
        geometry("MultiPolygon", [[SQUARE], [[[x + 1, y] for x, y in SQUARE]]]),
    ],
)
def test_every_kind_of_shape_is_drawn_as_it_is(shape):
    for content in (collection(feature(shape)), json.dumps(feature(shape)).encode(), json.dumps(shape).encode()):
        (only,) = drawn(content)
        assert only["geometry"] == shape


def test_heights_go_doubles_and_empty_ones_too_and_it_is_said():
    high = geometry("LineString", [[29.4, 0.4, 900], [29.5, 0.5, 1000, 7]])
    checked = check(collection(feature(high), feature(), feature(), feature(), {**feature(), "geometry": None}))
    assert [one["geometry"]["type"] for one in checked.shapes["features"]] == ["LineString", "Polygon"]
    assert checked.shapes["features"][0]["geometry"]["coordinates"] == [[29.4, 0.4], [29.5, 0.5]]
    assert checked.notes == [
        "The height of 1 shape was left out.",
        "1 feature without a place was left out.",
        "2 shapes came twice and were taken once.",
    ]


@pytest.mark.parametrize(
    "name",
    ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326", "OGC:CRS84", "epsg:4326"],
)
def test_wgs_84_goes_by_several_names(name):
    crs = {"type": "name", "properties": {"name": name}}
    assert drawn(collection(feature(), crs=crs))


@pytest.mark.parametrize("crs", [{"type": "name", "properties": {"name": "EPSG:32735"}}, {"type": "link"}, "x", 7, []])
def test_any_other_system_of_coordinates_is_refused(crs):
    with pytest.raises(FileRefused) as refused:
        check(collection(feature(), crs=crs))
    assert "WGS 84" in str(refused.value.sentence)
    assert "WGS 84" in str(check(collection({**feature(), "crs": crs})).faults[0])


def test_a_mark_of_order_before_the_file_is_no_fault():
    assert drawn(b"\xef\xbb\xbf" + collection(feature(name="Béni")))[0]["properties"] == {"name": "Béni"}


FILES = {
    "empty": (b"", "not JSON"),
    "cut": (collection(feature())[:-3], "not JSON"),
    "latin-1": (json.dumps(feature(name="Béni"), ensure_ascii=False).encode("latin-1"), "UTF-8"),
    "utf-16": (collection(feature()).decode().encode("utf-16"), "UTF-8"),
    "binary": (b"PK\x03\x04\x00\xff\xfe", "UTF-8"),
    "deep lists": (b"[" * 100_000, "not JSON"),
    "deep coordinates": (
        b'{"type":"Point","coordinates":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        "not JSON",
    ),
    "nan": (b'{"type":"Point","coordinates":[NaN,0.4]}', "not JSON"),
    "infinity": (b'{"type":"Point","coordinates":[-Infinity,0.4]}', "not JSON"),
    "a number of 5,000 figures": (b'{"type":"Point","coordinates":[' + b"9" * 5000 + b",0]}", "not JSON"),
    "a list": (b"[]", "no type"),
    "a word": (b'"x"', "no type"),
    "an object": (b"{}", "no collection"),
    "topojson": (b'{"type":"Topology","objects":{}}', "TopoJSON"),
    "no features": (b'{"type":"FeatureCollection"}', "no list"),
    "features of a word": (b'{"type":"FeatureCollection","features":"x"}', "no list"),
    "nothing": (collection(), "nothing"),
    "only places not known": (collection({**feature(), "geometry": None}), "nothing"),
    "large": (b" " * (2 * 1024 * 1024 + 1), "2 MB"),
    "many": (collection(*[feature()] * 1001), "1,000"),
    "fine": (collection(feature(geometry("LineString", [[29 + n / 1e5, 0.4] for n in range(40_001)]))), "40,000"),
}


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_geojson_is_refused_with_what_to_do(name):
    content, told = FILES[name]
    with pytest.raises(FileRefused) as refused:
        check(content)
    assert told in str(refused.value.sentence)


BOW_TIE = [[29.4, 0.4], [29.6, 0.6], [29.6, 0.4], [29.4, 0.6], [29.4, 0.4]]
CROOKED = {
    "no feature": ({"type": "Polygon"}, "no feature"),
    "a word": ("x", "no feature"),
    "unknown kind": (feature({"type": "Circle", "coordinates": []}), "“Circle”"),
    "kind that is a list": (feature({"type": [], "coordinates": []}), "no geometry"),
    "geometry that is a list": (feature([1]), "no geometry"),
    "a collection": (feature({"type": "GeometryCollection", "geometries": []}), "feature of its own"),
    "no coordinates": (feature({"type": "Point"}), "pair of numbers"),
    "words": (feature(geometry("Point", ["29.4", "0.4"])), "pair of numbers"),
    "truth values": (feature(geometry("Point", [True, False])), "pair of numbers"),
    "one number": (feature(geometry("Point", [29.4])), "pair of numbers"),
    "more than a number holds": (feature(geometry("Point", [10**400, 0])), "pair of numbers"),
    "too shallow": (feature(geometry("Polygon", SQUARE)), "too few"),
    "too deep": (feature(geometry("Point", [[29.4, 0.4]])), "pair of numbers"),
    "a line of one point": (feature(geometry("LineString", [[29.4, 0.4]])), "too few"),
    "a ring of three": (feature(geometry("Polygon", [[[29.4, 0.4], [29.5, 0.4], [29.4, 0.4]]])), "too few"),
    "no ring": (feature(geometry("Polygon", [])), "too few"),
    "not closed": (feature(geometry("Polygon", [SQUARE[:-1]])), "not closed"),
    "crossing itself": (feature(geometry("Polygon", [BOW_TIE])), "crosses itself"),
    "a hole outside": (feature(geometry("Polygon", [SQUARE, [[x + 5, y] for x, y in HOLE]])), "broken near"),
    "parts that overlap": (feature(geometry("MultiPolygon", [[SQUARE], [SQUARE]])), "crosses itself"),
    "no ground": (feature(geometry("Polygon", [[[29.4, 0.4]] * 4])), "broken"),
    "metres": (feature(geometry("Point", [775270, 54332])), "metres"),
    "off the earth": (feature(geometry("Point", [200, 0.4])), "not on the earth"),
    "beyond the pole": (feature(geometry("Point", [29.4, 91])), "not on the earth"),
    "the wrong way round": (feature(geometry("Point", [0.4911, 29.4731])), "wrong way round"),
    "another continent": (feature(geometry("Point", [-70, -30])), "km from this office"),
}


@pytest.mark.parametrize("name", CROOKED)
def test_what_cannot_be_drawn_is_told_by_its_number(name):
    bad, told = CROOKED[name]
    checked = check(collection(feature(), bad, feature(geometry("Point", [29.1, 0.1]))))
    assert [fault.feature for fault in checked.faults] == [2]
    assert str(checked.faults[0]).startswith("Feature 2: ") and told in str(checked.faults[0])


def test_swapped_ones_are_found_where_the_wrong_place_is_not_far_either():
    near_bouar = geometry("Point", [5.9342, 15.5958])
    assert "wrong way round" in str(check(collection(feature(near_bouar)), BOUAR).faults[0])


def test_a_whole_country_is_not_far():
    west = geometry("Point", [12.2, -5.9])
    assert drawn(collection(feature(west)))


def test_all_faults_are_found_at_once():
    checked = check(collection(*[bad for bad, _told in CROOKED.values()]))
    assert [fault.feature for fault in checked.faults] == list(range(1, len(CROOKED) + 1))
