"""Places on the earth: distances, bearings, grid references, and reading what people type. WGS 84 degrees."""

import math
import re
from functools import lru_cache

import mgrs as mgrs_library

from .errors import Refusal

EARTH_KM = 6371.0088  # mean radius, IUGG
POINTS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
GRID = re.compile(r"^(\d{1,2})([C-HJ-NP-X])([A-HJ-NP-Z]{2})(\d{0,10})$")
BANDS = "CDEFGHJKLMNPQRSTUVWX"  # of latitude, eight degrees each from 80 south; X has twelve
NUMBER = r"[+-]?\d{1,3}(?:[.,]\d{1,20})?"  # machines print up to 17 decimals
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


def bearing(lat: float, lon: float, other_lat: float, other_lon: float) -> int:
    """Whole degrees from true north (0 to 359) under which the other place lies at the start of the way there."""
    a, b, east = math.radians(lat), math.radians(other_lat), math.radians(other_lon - lon)
    degrees = math.degrees(
        math.atan2(math.sin(east) * math.cos(b), math.cos(a) * math.sin(b) - math.sin(a) * math.cos(b) * math.cos(east))
    )
    return round(degrees) % 360


def beyond(lat: float, lon: float, km: float, degrees: float) -> tuple[float, float]:
    """(lat, lon) of the place so far away under that bearing from true north, to the metre."""
    a, way, towards = math.radians(lat), km / EARTH_KM, math.radians(degrees)
    b = math.asin(math.sin(a) * math.cos(way) + math.cos(a) * math.sin(way) * math.cos(towards))
    east = math.atan2(math.sin(towards) * math.sin(way) * math.cos(a), math.cos(way) - math.sin(a) * math.sin(b))
    return round(math.degrees(b), 5), round((math.degrees(east) + lon + 540) % 360 - 180, 5)


def point_of_compass(degrees: float) -> str:
    """N, NE, …; international letters."""
    return POINTS[round(degrees % 360 / 45) % 8]


def compass(lat: float, lon: float, other_lat: float, other_lon: float) -> str:
    """The point of the compass in which the other place lies."""
    return point_of_compass(bearing(lat, lon, other_lat, other_lon))


def to_mgrs(lat: float, lon: float, digits: int = 3) -> str:
    """ "35N QA 866 901": `digits` per axis, 3 for 100 m, 5 for 1 m."""
    # To the centimetre: a hair south of the equator the library writes a square that it cannot read itself.
    written = _grid().toMGRS(round(lat, 7) + 0.0, lon, MGRSPrecision=digits)
    found = re.match(r"^(\d{1,2}[A-Z])([A-Z]{2})(\d*)$", written)
    if found is None:  # the polar grid has no zone
        return ""
    zone, square, figures = found.groups()
    half = len(figures) // 2
    return f"{zone} {square} {figures[:half]} {figures[half:]}".strip()


def from_mgrs(text: str) -> tuple[float, float, int]:
    """(lat, lon, digits per axis) of a grid reference, spaces and case free: the middle of the square that
    it names. Raises BadGrid, also where the square lies in another band than the one told.
    """
    tidy = re.sub(r"\s+", "", text).upper()
    found = GRID.match(tidy)
    if found is None or not 1 <= int(found[1]) <= 60 or len(found[4]) % 2:
        raise BadGrid(tidy)
    digits = len(found[4]) // 2
    try:
        lat, lon = _grid().toLatLon(tidy)  # the library's answer is the middle already
    except (ValueError, mgrs_library.core.MGRSError, RuntimeWarning) as failure:
        raise BadGrid(tidy) from failure
    # Of a band that does not fit the library only warns; a square that crosses the border may be told from both.
    south, side = 8 * BANDS.index(found[2]) - 80, 10.0**-digits
    if not south - side <= lat <= south + (12 if found[2] == "X" else 8) + side:
        raise BadGrid(tidy)
    return lat, lon, digits


def looks_like_grid(text: str) -> bool:
    """Zone, band and figures with at most three signs between: meant as a grid, right or wrong."""
    tidy = re.sub(r"\s+", "", text)
    is_coarse = re.match(r"^\s*\d{1,2}[A-Za-z]\s*[A-Za-z]{2}\s*\d\s*\d\s*$", text)
    return bool(is_coarse or re.match(r"^\d{1,2}[A-Za-z][A-Za-z0-9]{0,3}\d{3,}$", tidy))


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
    angle = radius_km / EARTH_KM
    tall = math.degrees(angle)
    if abs(lat) + tall >= 90:  # a pole lies within: every longitude does
        return lat - tall, -180.0, lat + tall, 180.0
    wide = math.degrees(math.asin(min(1.0, math.sin(angle) / math.cos(math.radians(lat)))))
    return lat - tall, lon - wide, lat + tall, lon + wide
