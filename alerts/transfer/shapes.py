"""Points, lines and outlines of a GeoJSON geometry (RFC 7946): read figure by figure, never repaired."""

import math
import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from shapely import is_valid_reason
from shapely.geometry import shape

from .faults import shown

# How deep the positions lie in `coordinates`.
DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
LEAST = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}  # positions of a line, of a ring
DECIMALS = 6  # 11 cm
METRES = 1_000.0  # no degree is as large: whoever writes more means metres
WHERE = re.compile(r"\[(\S+) (\S+)\]")


class Crooked(Exception):
    """One shape that cannot be drawn; its text says why."""


@dataclass(frozen=True, slots=True)
class Drawn:
    geometry: dict[str, Any]
    points: int
    has_height: bool


def read(geometry: Any) -> Drawn:
    """The geometry with longitude and latitude to 11 cm and nothing else. Raises Crooked."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind == "GeometryCollection":
        raise Crooked(_("a collection of geometries is not drawn: give each a feature of its own."))
    if not isinstance(kind, str) or kind not in DEPTH:
        raise Crooked(_("“%(kind)s” is no geometry.") % {"kind": shown(str(kind))})
    found = _Positions()
    coordinates = found.within(geometry.get("coordinates"), DEPTH[kind], LEAST.get(kind, 1))
    if kind.endswith("Polygon"):
        rings = coordinates if kind == "Polygon" else [ring for polygon in coordinates for ring in polygon]
        if any(ring[0] != ring[-1] for ring in rings):
            raise Crooked(_("an outline is not closed: its last point must be its first."))
    return Drawn({"type": kind, "coordinates": coordinates}, found.count, found.has_height)


def must_be_whole(geometry: dict[str, Any]) -> None:
    """Raises Crooked for an outline that crosses itself, for a hole outside it, for parts that overlap."""
    if not geometry["type"].endswith("Polygon"):
        return
    reason = is_valid_reason(shape(geometry))
    if reason == "Valid Geometry":
        return
    at = WHERE.search(reason)
    where = {"lat": f"{float(at[2]):.3f}", "lon": f"{float(at[1]):.3f}"} if at else {}
    if not where:
        raise Crooked(_("its outline is broken."))
    if "Self-intersection" in reason:
        raise Crooked(_("its outline crosses itself, or its parts overlap, near %(lat)s, %(lon)s.") % where)
    raise Crooked(_("its outline is broken near %(lat)s, %(lon)s.") % where)


class _Positions:
    """Counts positions while reading them."""

    def __init__(self) -> None:
        self.count, self.has_height = 0, False

    def within(self, value: Any, depth: int, least: int) -> Any:
        if depth == 0:
            return self._position(value)
        if not isinstance(value, list) or len(value) < (least if depth == 1 else 1):
            raise Crooked(_("a line or outline has too few points."))
        return [self.within(one, depth - 1, least) for one in value]

    def _position(self, value: Any) -> list[float]:
        if not isinstance(value, list) or len(value) < 2 or not all(_is_number(one) for one in value):
            raise Crooked(_("a point is not a pair of numbers."))
        lon, lat = value[:2]
        if max(abs(lon), abs(lat)) >= METRES:
            raise Crooked(
                _("coordinates such as %(x)s are metres, not degrees. Export it in WGS 84.") % {"x": f"{lon:.0f}"}
            )
        if abs(lat) > 90 or abs(lon) > 180:
            raise Crooked(_("%(lon)s, %(lat)s is not on the earth.") % {"lon": f"{lon:g}", "lat": f"{lat:g}"})
        self.count += 1
        self.has_height |= len(value) > 2
        return [round(float(lon), DECIMALS), round(float(lat), DECIMALS)]


def _is_number(value: Any) -> bool:
    """Finite, no truth value; whole numbers beyond what a float holds are none."""
    try:
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    except OverflowError:
        return False
