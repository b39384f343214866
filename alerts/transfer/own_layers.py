"""Reads an office's own GeoJSON: what is drawn is checked figure by figure, names are kept, all else is left behind."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from shapely.geometry import shape

from ewrr.common.geo import distance_km

from . import shapes
from .faults import FileRefused, shown
from .shapes import Crooked

MOST_BYTES = 2 * 1024 * 1024
MOST_SHAPES = 1_000
MOST_POINTS = 40_000
FAR_KM = 2_500.0  # no country of a field office is wider
SWAPPED_KM = 400.0  # nearer ones are not suspected
NAMES = (
    *("name", "nom", "label", "title", "titre", "name_fr", "name_en"),
    *(f"adm{level}_{language}" for level in (3, 2, 1) for language in ("fr", "en")),
)
LONGEST_NAME = 80
WGS_84 = {"crs84", "4326", "wgs84"}  # the last part of every name that WGS 84 goes by
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one feature; `feature` counts them from 1."""

    feature: int
    sentence: str

    def __str__(self) -> str:
        return _("Feature %(number)d: %(sentence)s") % {"number": self.feature, "sentence": self.sentence}


@dataclass(frozen=True, slots=True)
class Checked:
    """`shapes`: a FeatureCollection with names only. `notes`: what was left out, for whoever sent it."""

    shapes: dict[str, Any]
    faults: list[Fault]
    notes: list[str]
    points: int


def check(content: bytes, *, lat: float, lon: float) -> Checked:
    """Everything that is wrong, feature by feature; `lat` and `lon`: the office's, for what lies elsewhere.

    Raises FileRefused where it is no GeoJSON at all. Takes at most 2 MB, 1,000 shapes and 40,000 points.
    """
    if len(content) > MOST_BYTES:
        raise FileRefused(_("The file is larger than 2 MB. Simplify the outlines, or split it into several layers."))
    return _Reading((lat, lon)).read(_features(parsed(content)))


def parsed(content: bytes) -> dict[str, Any]:
    """A file as JSON. Raises FileRefused where it is none, or no object."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefused(_("The file is not written in UTF-8. Save it as UTF-8.")) from None
    try:
        found = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise FileRefused(_("The file is not JSON, or not whole. Export it again as GeoJSON.")) from None
    if not isinstance(found, dict):
        raise FileRefused(_("The file is JSON, but not GeoJSON: it has no type."))
    return found


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)  # NaN and Infinity, which Python reads and JSON does not know


def _features(found: dict[str, Any]) -> list[Any]:
    must_be_wgs_84(found)
    kind = found.get("type")
    if kind == "Topology":
        raise FileRefused(_("This is TopoJSON. Export it as GeoJSON."))
    if kind == "FeatureCollection":
        features = found.get("features")
        if not isinstance(features, list):
            raise FileRefused(_("The collection has no list of features."))
    elif kind == "Feature":
        features = [found]
    elif kind in shapes.DEPTH:
        features = [{"type": "Feature", "properties": None, "geometry": found}]
    else:
        raise FileRefused(_("The file is JSON, but not GeoJSON: it is no collection, feature or geometry."))
    if not features:
        raise FileRefused(_("There is nothing in the file to draw."))
    if len(features) > MOST_SHAPES:
        raise FileRefused(_("The file holds more than 1,000 features. Split it into several layers."))
    return features


def must_be_wgs_84(found: dict[str, Any]) -> None:
    crs = found.get("crs")
    if crs is None:
        return
    about = crs.get("properties") if isinstance(crs, dict) else None
    name = about.get("name") if isinstance(about, dict) else None
    if not isinstance(name, str) or name.replace("_", "").lower().split(":")[-1].strip() not in WGS_84:
        told = {"name": shown(str(name or "?"))}
        raise FileRefused(_("Its coordinates are in “%(name)s”. Export it in WGS 84 (EPSG:4326).") % told)


class _Reading:
    """One file: what was found so far."""

    def __init__(self, office: tuple[float, float]) -> None:
        self.office = office
        self.kept: list[dict[str, Any]] = []
        self.faults: list[Fault] = []
        self.known: dict[str, int] = {}
        self.dropped: dict[str, None] = {}  # names of properties, in their order
        self.points = self.high = self.empty = self.twins = 0

    def read(self, features: list[Any]) -> Checked:
        for number, feature in enumerate(features, start=1):
            try:
                self._take(feature)
            except Crooked as crooked:
                self.faults.append(Fault(number, str(crooked)))
            except FileRefused as refused:
                self.faults.append(Fault(number, str(refused.sentence)))
            if self.points > MOST_POINTS:
                raise FileRefused(_("The outlines have more than 40,000 points. Simplify them."))
        if not self.kept and not self.faults:
            raise FileRefused(_("There is nothing in the file to draw."))
        collection = {"type": "FeatureCollection", "features": self.kept}
        return Checked(collection, self.faults, list(self._notes()), self.points)

    def _take(self, feature: Any) -> None:
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise Crooked(_("it is no feature."))
        must_be_wgs_84(feature)
        geometry = feature.get("geometry")
        if geometry is None:
            self.empty += 1
            return
        if isinstance(geometry, dict):
            must_be_wgs_84(geometry)
        drawn = shapes.read(geometry)
        self.points += drawn.points
        self._must_be_here(drawn.geometry)
        shapes.must_be_whole(drawn.geometry)
        self.high += drawn.has_height
        name = self._name(feature.get("properties"))
        known = json.dumps(drawn.geometry)
        if self.known.setdefault(known + name, len(self.kept)) != len(self.kept):
            self.twins += 1
            return
        self.kept.append({"type": "Feature", "properties": {"name": name}, "geometry": drawn.geometry})

    def _must_be_here(self, geometry: dict[str, Any]) -> None:
        west, south, east, north = shape(geometry).bounds
        lat, lon = (south + north) / 2, (west + east) / 2
        away = distance_km(*self.office, lat, lon)
        if away > SWAPPED_KM and abs(lon) <= 90 and distance_km(*self.office, lon, lat) < away / 3:
            raise Crooked(_("latitude and longitude are the wrong way round: GeoJSON begins with the longitude."))
        if away > FAR_KM:
            raise Crooked(_("it lies %(km)d km from this office.") % {"km": round(away, -2)})

    def _name(self, properties: Any) -> str:
        if not isinstance(properties, dict):
            return ""
        given = {str(key).lower(): value for key, value in properties.items()}
        used = next((key for key in NAMES if isinstance(given.get(key), str) and _tidy(given[key])), None)
        self.dropped |= dict.fromkeys(str(key) for key in properties if str(key).lower() != used)
        return _tidy(given[used])[:LONGEST_NAME].strip() if used else ""

    def _notes(self) -> Iterator[str]:
        if self.dropped:
            names = ", ".join(shown(name) for name in list(self.dropped)[:SHOWN])
            names += " …" if len(self.dropped) > SHOWN else ""
            yield _("Left out, for only names are kept: %(names)s.") % {"names": names}
        if self.high:
            told = ngettext(
                "The height of %(n)d shape was left out.",
                "The heights of %(n)d shapes were left out.",
                self.high,
            )
            yield told % {"n": self.high}
        if self.empty:
            told = ngettext(
                "%(n)d feature without a place was left out.",
                "%(n)d features without a place were left out.",
                self.empty,
            )
            yield told % {"n": self.empty}
        if self.twins:
            told = ngettext(
                "%(n)d shape came twice and was taken once.",
                "%(n)d shapes came twice and were taken once.",
                self.twins,
            )
            yield told % {"n": self.twins}


def _tidy(text: str) -> str:
    """On one line, without what cannot be printed."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
