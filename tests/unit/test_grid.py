"""Military grid references: written from a place, and read as people type them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ewrr.common.geo import BadGrid, distance_km, from_mgrs, looks_like_grid, to_mgrs

FIXED = settings(derandomize=True, database=None, deadline=None, max_examples=1000)
BENI = (0.4911, 29.4731)
BENI_GRID = "35NQA7527054332"
SQUARE_KM = {0: 100.0, 1: 10.0, 2: 1.0, 3: 0.1, 4: 0.01, 5: 0.001}


@pytest.mark.parametrize(
    ("digits", "grid"),
    [
        (0, "35N QA"),
        (1, "35N QA 7 5"),
        (2, "35N QA 75 54"),
        (3, "35N QA 752 543"),
        (4, "35N QA 7527 5433"),
        (5, "35N QA 75270 54332"),
    ],
)
def test_beni_is_written_with_as_many_figures_as_asked_and_never_rounded_up(digits: int, grid: str) -> None:
    assert to_mgrs(*BENI, digits) == grid


def test_a_hundred_metres_is_what_is_written_unasked() -> None:
    assert to_mgrs(*BENI) == "35N QA 752 543"


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        (BENI, "35N"),
        ((1.5594, 30.2522), "36N"),  # Bunia
        ((5.934, 15.596), "33N"),  # Bouar
        ((0.5, 29.999999), "35N"),
        ((0.5, 30.0), "36N"),  # the border belongs to the eastern zone
        ((0.0, 29.4731), "35N"),
        ((-0.000001, 29.4731), "35M"),  # the equator belongs to the northern band
        ((-1e-9, 29.4731), "35N"),  # and so does what is nearer to it than a centimetre
        ((7.999, 15.596), "33N"),
        ((8.001, 15.596), "33P"),
        ((0.5, -179.9), "1N"),
        ((0.5, 179.9), "60N"),
    ],
)
def test_a_place_lies_in_its_zone_and_band(place: tuple[float, float], zone: str) -> None:
    assert to_mgrs(*place).split()[0].lstrip("0") == zone


@pytest.mark.parametrize("lat", [85.0, -85.0, 90.0])
def test_the_polar_grid_is_not_written(lat: float) -> None:
    assert to_mgrs(lat, 10.0) == ""


@pytest.mark.parametrize(
    ("grid", "place"),
    [
        (BENI_GRID, BENI),
        ("4QFJ1234567890", (21.409796, -157.916081)),
        ("18SUJ2348306479", (38.889484, -77.035242)),  # Washington Monument
    ],
)
def test_known_references_are_read_to_the_metre(grid: str, place: tuple[float, float]) -> None:
    lat, lon, digits = from_mgrs(grid)
    assert digits == 5
    assert distance_km(lat, lon, *place) < 0.003


@pytest.mark.parametrize(
    "text",
    [
        BENI_GRID,
        "35n qa 75270 54332",
        "35NQA 75270 54332",
        "35 N QA 75270 54332",
        " 35N\tQA\u00a07527054332\n",
        "35nQa7527054332",
    ],
)
def test_spaces_and_case_do_not_count(text: str) -> None:
    assert looks_like_grid(text)
    assert from_mgrs(text) == from_mgrs(BENI_GRID)


@pytest.mark.parametrize("text", ["5N QA 12 12", "05N QA 12 12"])
def test_a_zone_below_ten_may_have_a_nought(text: str) -> None:
    assert from_mgrs(text) == from_mgrs("5NQA1212")


@pytest.mark.parametrize("digits", SQUARE_KM)
def test_a_reference_is_read_as_the_middle_of_its_square(digits: int) -> None:
    grid = to_mgrs(*BENI, digits)
    lat, lon, told = from_mgrs(grid)
    assert told == digits
    assert to_mgrs(lat, lon, digits) == grid
    if 0 < digits < 5:
        figures = to_mgrs(lat, lon, 5).split()[2:]
        half = 5 * 10 ** (4 - digits)
        for said, found in zip(grid.split()[2:], figures, strict=True):
            assert int(found) == pytest.approx(int(said) * 10 ** (5 - digits) + half, abs=1)


def test_one_place_named_from_both_sides_of_a_zone_border_is_one_place() -> None:
    east, west = from_mgrs("36NSF6603455341"), from_mgrs("35NRA3396555341")
    assert distance_km(*east[:2], *west[:2]) < 0.003
    assert distance_km(*east[:2], 0.5, 30.0) < 0.003


@pytest.mark.filterwarnings("default:Warning in .Convert_MGRS:RuntimeWarning")
@pytest.mark.parametrize("text", ["33PWJ1212", "35NQK7500099999", "35PQV7500", "6NXA"])
def test_a_wrong_band_is_refused_where_warnings_are_not_errors_too(text: str) -> None:
    with pytest.warns(RuntimeWarning, match="Latitude"), pytest.raises(BadGrid):
        from_mgrs(text)


@pytest.mark.parametrize("lat", [7.96, 7.999, 8.0, 8.001, 8.04])
@pytest.mark.parametrize("digits", SQUARE_KM)
def test_a_square_that_crosses_the_border_of_bands_is_read_as_it_was_written(lat: float, digits: int) -> None:
    written = to_mgrs(lat, 15.596, digits)
    assert distance_km(*from_mgrs(written)[:2], lat, 15.596) <= SQUARE_KM[digits] * 0.72 + 1e-6


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "35N",
        "61NQA7527054332",
        "0NQA7527054332",
        "00NQA7527054332",
        "99NQA7527054332",
        "135NQA7527054332",
        "35IQA7527054332",
        "35OQA7527054332",
        "35AQA7527054332",
        "35YQA7527054332",
        "35NIA7527054332",
        "35NQO7527054332",
        "35NQZ7527054332",
        "35NAA7527054332",  # a column of other zones
        "35MQA7527054332",  # a row that is not in this band
        "33PWJ1212",  # this square lies in band N
        "35NQK7500099999",  # and this in band P
        "35PQV7500",
        "32XMH1212",  # a zone that does not exist so far north
        "35NQA752705433",
        "35NQA7",
        "35NQA752705433211",
        "35NQA752705433212345",
        "35N7527054332",
        "35NQ7527054332",
        "NQA7527054332",
        "35QA7527054332",
        "ZAH1234512345",
        "AZN1234512345",
        "35NQA-7527-5433",
        "35NQA 752.7 543.3",
        "35NQA7527054332\0",
        "35NQA75270\u200b54332",
        "\u202e35NQA7527054332",
        "35NQA٧٥٢٧٠٥٤٣٣٢",
        "３５NQA7527054332",
        "35NQA" + "1" * 10_000,
        "35N QA 75270 54332 E",
        "0.4911, 29.4731",
    ],
)
def test_a_bad_grid_is_refused(text: str) -> None:
    with pytest.raises(BadGrid) as refused:
        from_mgrs(text)
    assert refused.value.code == "bad_grid"


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("35N QA 866 901", True),
        ("61N QA 866 901", True),
        ("35n qa 75 54", True),
        ("35N 75270 54332", True),  # the square is missing: meant as a grid, so refused as one
        ("3 rue 12", False),
        ("35N QA 8 9", True),
        ("35I QA 866 90", True),
        ("Beni", False),
        ("PK 12", False),
        ("Km 26", False),
        ("35 km nord", False),
        ("0.4911, 29.4731", False),
        ("0,4911 N 29,4731 E", False),
        ("", False),
    ],
)
def test_what_looks_like_a_grid_is_told_from_names_and_pairs(text: str, does: bool) -> None:
    assert looks_like_grid(text) is does


@FIXED
@given(lat=st.floats(-13, 11), lon=st.floats(12, 31), digits=st.integers(1, 5))
def test_a_place_lies_within_the_square_that_is_read_back(lat: float, lon: float, digits: int) -> None:
    middle_lat, middle_lon, told = from_mgrs(to_mgrs(lat, lon, digits))
    assert told == digits
    half_diagonal = SQUARE_KM[digits] * 0.7072
    # The sphere of distances and the ellipsoid of the grid differ by less than one in a hundred.
    assert distance_km(lat, lon, middle_lat, middle_lon) <= half_diagonal * 1.01 + 1e-6


@FIXED
@given(st.text(alphabet="0123456789ACINOQXYZabn ", max_size=18))
def test_any_text_is_a_place_on_the_earth_or_refused(text: str) -> None:
    try:
        lat, lon, digits = from_mgrs(text)
    except BadGrid:
        return
    assert -80.5 <= lat <= 84.5
    assert -180 <= lon <= 180
    assert 0 <= digits <= 5


@FIXED
@given(
    zone=st.integers(1, 60),
    band=st.sampled_from("CDEFGHJKLMNPQRSTUVWX"),
    square=st.text(alphabet="ABCDEFGHJKLMNPQRSTUVWXYZ", min_size=2, max_size=2),
    figures=st.text(alphabet="0123456789", max_size=5).map(lambda half: half + half[::-1]),
)
def test_every_well_formed_reference_is_a_place_on_the_earth_or_refused(
    zone: int, band: str, square: str, figures: str
) -> None:
    try:
        lat, lon, _ = from_mgrs(f"{zone}{band}{square}{figures}")
    except BadGrid:
        return
    assert -81 <= lat <= 85
    assert -180 <= lon <= 180
