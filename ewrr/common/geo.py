"""Places on the earth: distances, bearings, grid references, and reading what people type. WGS 84 degrees."""

import math
import re
from functools import lru_cache

import mgrs as mgrs_library

from .errors import Refusal

EARTH_KM = 6371.0088  # mean radius, IUGG
POINTS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
GRID = re.compile(r"^(\d{1,2})([C-HJ-NP-X])([A-HJ-NP-Z]{2})(\d{0,10})$")
NUMBER = r"[+-]?\d{1,3}(?:[.,]\d{1,12})?"
PAIR = re.compile(rf"^\s*({NUMBER})\s*°?\s*([NSns])?\s*[,;\s]\s*({NUMBER})\s*°?\s*([EWOewo])?\s*$")


class BadGrid(Refusal):
    code = "bad_grid"


class BadCoordinates(Refusal):
    code = "bad_coordinates"


@lru_cache(maxsize=1)
def _grid() -> mgrs_library.MGRS:
    return mgrs_library.MGRS()


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance (haversine), kilometres."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def compass(lat: float, lon: float, other_lat: float, other_lon: float) -> str:
    """The point of the compass (N, NE, …; international letters) in which the other place lies."""
    a, b, east = math.radians(lat), math.radians(other_lat), math.radians(other_lon - lon)
    bearing = math.degrees(
        math.atan2(math.sin(east) * math.cos(b), math.cos(a) * math.sin(b) - math.sin(a) * math.cos(b) * math.cos(east))
    )
    return POINTS[round(bearing % 360 / 45) % 8]


def to_mgrs(lat: float, lon: float, digits: int = 3) -> str:
    """ "35N QA 866 901": `digits` per axis, 3 for 100 m, 5 for 1 m."""
    found = re.match(r"^(\d{1,2}[A-Z])([A-Z]{2})(\d*)$", _grid().toMGRS(lat, lon, MGRSPrecision=digits))
    if found is None:  # the polar grid has no zone
        return ""
    zone, square, figures = found.groups()
    half = len(figures) // 2
    return f"{zone} {square} {figures[:half]} {figures[half:]}".strip()


def from_mgrs(text: str) -> tuple[float, float, int]:
    """(lat, lon, digits per axis) of a grid reference, spaces and case free. Raises BadGrid."""
    tidy = re.sub(r"\s+", "", text).upper()
    found = GRID.match(tidy)
    if found is None or not 1 <= int(found[1]) <= 60 or len(found[4]) % 2:
        raise BadGrid(tidy)
    digits = len(found[4]) // 2
    try:
        lat, lon = _grid().toLatLon(tidy)
    except (ValueError, mgrs_library.core.MGRSError) as failure:
        raise BadGrid(tidy) from failure
    # The reference names a square's south-west corner; the point meant is its middle.
    half_side_m = 10 ** (5 - digits) / 2
    lat += half_side_m / 111_320
    lon += half_side_m / (111_320 * math.cos(math.radians(lat)))
    return lat, lon, digits


def looks_like_grid(text: str) -> bool:
    return bool(re.match(r"^\s*\d{1,2}\s*[A-Za-z]\s*[A-Za-z]{2}\s*\d", text))


def looks_like_pair(text: str) -> bool:
    return PAIR.match(text) is not None


def from_pair(text: str) -> tuple[float, float]:
    """(lat, lon) from "0.4911, 29.4731" or "0,4911 N 29,4731 E". Raises BadCoordinates when off the earth."""
    found = PAIR.match(text)
    if found is None:
        raise BadCoordinates(text)
    lat, lon = (float(number.replace(",", ".")) for number in (found[1], found[3]))
    if (found[2] or "").upper() == "S":
        lat = -abs(lat)
    if (found[4] or "").upper() in {"W", "O"}:
        lon = -abs(lon)
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise BadCoordinates(text)
    return lat, lon


def box(lat: float, lon: float, radius_km: float) -> tuple[float, float, float, float]:
    """(south, west, north, east) of a box that holds every place within the radius."""
    tall = radius_km / 111.2
    wide = radius_km / (111.2 * max(0.05, math.cos(math.radians(lat))))
    return lat - tall, lon - wide, lat + tall, lon + wide
