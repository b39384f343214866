"""Distances, directions, boxes, and coordinates as people type them."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ewrr.common import geo
from ewrr.common.geo import (
    BadCoordinates,
    box,
    compass,
    distance_km,
    from_pair,
    looks_like_pair,
)

FIXED = settings(derandomize=True, database=None, deadline=None, max_examples=1000)
BENI, BUNIA, BOUAR = (0.4911, 29.4731), (1.5594, 30.2522), (5.934, 15.596)
ONE_DEGREE_KM = 111.195  # of a great circle on the mean sphere


@pytest.mark.parametrize(
    ("here", "there", "km"),
    [
        (BENI, BENI, 0.0),
        ((0, 0), (0, 1), ONE_DEGREE_KM),
        ((0, 0), (1, 0), ONE_DEGREE_KM),
        ((60, 10), (60, 11), 55.595),
        ((0, 0), (0, 180), 20015.11),
        ((90, 0), (-90, 77), 20015.11),
        ((0, 179.5), (0, -179.5), ONE_DEGREE_KM),
        ((50.0664, -5.7147), (58.6439, -3.07), 968.85),  # Land's End to John o' Groats
    ],
)
def test_distances_that_are_known(here: tuple[float, float], there: tuple[float, float], km: float) -> None:
    assert distance_km(*here, *there) == pytest.approx(km, abs=0.02)
    assert distance_km(*there, *here) == pytest.approx(km, abs=0.02)


def test_distances_between_the_sample_towns() -> None:
    assert distance_km(*BENI, *BUNIA) == pytest.approx(147, abs=1)
    assert distance_km(*BENI, *BOUAR) == pytest.approx(1656, abs=10)


@pytest.mark.parametrize(
    ("north", "east", "point"),
    [
        (1, 0, "N"),
        (1, 1, "NE"),
        (0, 1, "E"),
        (-1, 1, "SE"),
        (-1, 0, "S"),
        (-1, -1, "SW"),
        (0, -1, "W"),
        (1, -1, "NW"),
        (0, 0, "N"),
    ],
)
def test_the_eight_points_of_the_compass(north: int, east: int, point: str) -> None:
    lat, lon = BENI
    assert compass(lat, lon, lat + north / 10, lon + east / 10) == point


@pytest.mark.parametrize(
    ("bearing", "point"),
    [(22, "N"), (23, "NE"), (67, "NE"), (68, "E"), (157, "SE"), (158, "S"), (337, "NW"), (338, "N"), (359.9, "N")],
)
def test_each_point_reaches_half_way_to_the_next(bearing: float, point: str) -> None:
    assert compass(*BENI, *beyond(*BENI, 10, bearing)) == point


@pytest.mark.parametrize(
    ("here", "there", "point"),
    [
        (BENI, BUNIA, "NE"),
        (BUNIA, BENI, "SW"),
        (BENI, BOUAR, "W"),  # 291 degrees, nearer to west than to north-west
        ((0, 179.9), (0, -179.9), "E"),
        ((0, -179.9), (0, 179.9), "W"),
    ],
)
def test_the_direction_between_known_places(here: tuple[float, float], there: tuple[float, float], point: str) -> None:
    assert compass(*here, *there) == point


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        ("0.4911, 29.4731", 0.4911, 29.4731),
        ("0.4911,29.4731", 0.4911, 29.4731),
        ("0.4911 29.4731", 0.4911, 29.4731),
        ("  0.4911 ;  29.4731\n", 0.4911, 29.4731),
        ("0,4911 29,4731", 0.4911, 29.4731),
        ("0,4911; 29,4731", 0.4911, 29.4731),
        ("0,4911, 29,4731", 0.4911, 29.4731),
        ("0,4911 N 29,4731 E", 0.4911, 29.4731),
        ("0.4911° N, 29.4731° E", 0.4911, 29.4731),
        ("0.4911n 29.4731e", 0.4911, 29.4731),
        ("0.4911 S, 29.4731 E", -0.4911, 29.4731),
        ("0.4911 S 29.4731 W", -0.4911, -29.4731),
        ("0,4911 S 29,4731 O", -0.4911, -29.4731),  # "ouest"
        ("0,4911 N 29,4731 o", 0.4911, -29.4731),
        ("-0.4911, -29.4731", -0.4911, -29.4731),
        ("-0.4911 S, 29.4731", -0.4911, 29.4731),
        ("+0.4911, +29.4731", 0.4911, 29.4731),
        ("0.4911 N, 29.4731", 0.4911, 29.4731),
        ("5, 15", 5, 15),
        ("0, 0", 0, 0),
        ("-0, -0", 0, 0),
        ("90, 180", 90, 180),
        ("-90, -180", -90, -180),
        ("0.49110000000000003, 29.473100000000002", 0.4911, 29.4731),  # as machines print them
        ("0.49110000000000000000, 29.47310000000000000000", 0.4911, 29.4731),
    ],
)
def test_pairs_as_people_type_them(text: str, lat: float, lon: float) -> None:
    assert looks_like_pair(text)
    assert from_pair(text) == pytest.approx((lat, lon), abs=1e-12)


@pytest.mark.parametrize(
    "text",
    ["90.0001, 0", "-90.0001, 0", "91 S, 29 E", "0, 180.0001", "0, -180.0001", "0, 360", "360, 0", "999, 999"],
)
def test_a_pair_off_the_earth_is_refused_as_a_pair(text: str) -> None:
    assert looks_like_pair(text)
    with pytest.raises(BadCoordinates) as refused:
        from_pair(text)
    assert refused.value.code == "bad_coordinates"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Beni",
        "29.4731",
        "NaN, 29",
        "0.4911, nan",
        "Infinity, -Infinity",
        "inf inf",
        "1e309, 29",
        "1e1, 2e1",
        "0x1, 0x2",
        "1_0, 2_0",
        ", ",
        ". .",
        "0.4911, 29.4731, 12",
        "0.4911, 29.4731\0",
        "0.4911,\u202e 29.4731",
        "29.4731 E, 0.4911 N",
        "0.4911 E, 29.4731 N",
        "0°29'28\"N 29°28'23\"E",
        "0.-4911, 29",
        "1234, 29",
        "0.4911" + "0" * 10_000 + ", 29",
    ],
)
def test_what_is_no_pair_is_not_read_as_one(text: str) -> None:
    assert not looks_like_pair(text)
    with pytest.raises(BadCoordinates):
        from_pair(text)


def test_latitude_and_longitude_are_never_changed_over_in_silence() -> None:
    assert from_pair("29.4731, 0.4911") == (29.4731, 0.4911)


@FIXED
@given(lat=st.floats(-90, 90), lon=st.floats(-180, 180), comma=st.booleans())
def test_every_place_printed_is_read_back(lat: float, lon: float, comma: bool) -> None:
    text = f"{lat:.6f} {lon:.6f}"
    assert from_pair(text.replace(".", ",") if comma else text) == (round(lat, 6), round(lon, 6))


@FIXED
@given(st.text(alphabet="0123456789.,;+-NSEWO° \u2212naif", max_size=30))
def test_any_text_is_a_place_on_the_earth_or_refused(text: str) -> None:
    try:
        lat, lon = from_pair(text)
    except BadCoordinates:
        return
    assert -90 <= lat <= 90
    assert -180 <= lon <= 180


def beyond(lat: float, lon: float, km: float, bearing: float) -> tuple[float, float]:
    """The place so far away in that direction, on the sphere."""
    angle, towards, a = km / 6371.0088, math.radians(bearing), math.radians(lat)
    b = math.asin(math.sin(a) * math.cos(angle) + math.cos(a) * math.sin(angle) * math.cos(towards))
    east = math.atan2(math.sin(towards) * math.sin(angle) * math.cos(a), math.cos(angle) - math.sin(a) * math.sin(b))
    return math.degrees(b), lon + math.degrees(east)


@FIXED
@given(
    lat=st.floats(-85, 85),
    lon=st.floats(-170, 170),
    radius=st.floats(0.01, 500),
    share=st.floats(0, 1),
    bearing=st.floats(0, 360),
)
def test_a_box_holds_every_place_within_the_radius(
    lat: float, lon: float, radius: float, share: float, bearing: float
) -> None:
    south, west, north, east = box(lat, lon, radius)
    there = beyond(lat, lon, radius * share, bearing)
    assert south - 1e-9 <= there[0] <= north + 1e-9
    assert west - 1e-9 <= there[1] <= east + 1e-9


@pytest.mark.parametrize("lat", [-60, -13, 0, 0.4911, 11, 60])
def test_a_box_is_not_larger_than_it_needs_to_be(lat: float) -> None:
    south, west, north, east = box(lat, 29.4731, 60)
    assert distance_km(lat, 29.4731, north, 29.4731) == pytest.approx(60)
    assert distance_km(lat, 29.4731, south, 29.4731) == pytest.approx(60)
    assert 60 <= distance_km(lat, 29.4731, lat, east) < 60.1
    assert 60 <= distance_km(lat, 29.4731, lat, west) < 60.1


@pytest.mark.parametrize("lat", [89.9, -89.9, 90])
def test_a_box_round_a_pole_holds_every_longitude(lat: float) -> None:
    assert box(lat, 29, 60)[1::2] == (-180, 180)


@FIXED
@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(0.1, 1000), st.integers(0, 359))
def test_a_place_so_far_beyond_lies_as_far_and_in_that_direction(
    lat: float, lon: float, km: float, degrees: int
) -> None:
    there = geo.beyond(lat, lon, km, degrees)
    assert -90 <= there[0] <= 90 and -180 <= there[1] <= 180
    assert distance_km(lat, lon, *there) == pytest.approx(km, abs=0.01)
    assert distance_km(*there, *beyond(lat, lon, km, degrees)) < 0.01
