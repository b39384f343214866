"""The map of a report as SVG: threats in the middle of squares of about 5 km, our bases, towns; text is escaped by the
template. The same picture stands on the page, in the PDF and, drawn as dots, in the DOCX and the XLSX.
"""

import math
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from shapely import clip_by_rect
from shapely.geometry.base import BaseGeometry

from alerts.domain.words import Level
from alerts.models import Place
from ewrr.common.geo import EARTH_KM
from responses.domain.words_of_reports import Indicator
from responses.models.choices import label

from . import cells, ground
from .facts import Facts, name
from .paper import Picture

WIDTH, LEAST_TALL, MOST_TALL = 320, 230, 400
LEAST_DEG = 0.9  # of latitude from top to bottom, however near to each other all is
HALF_PIXEL = 0.5
MARGIN = 0.12  # of what is shown, on each side
MOST_TOWNS = 9
BAR_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500)
KM_PER_DEG = math.pi * EARTH_KM / 180


@dataclass(frozen=True, slots=True)
class View:
    """A box of the earth, laid on paper with true proportions at its middle."""

    west: float
    north: float
    scale: float  # pixels for a degree of latitude
    squeeze: float  # degrees of longitude are so much narrower
    height: int

    def x(self, lon: float) -> float:
        return round((lon - self.west) * self.scale * self.squeeze, 1)

    def y(self, lat: float) -> float:
        return round((self.north - lat) * self.scale, 1)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        east = self.west + WIDTH / self.scale / self.squeeze
        return self.west, self.north - self.height / self.scale, east, self.north

    def holds(self, lat: float, lon: float) -> bool:
        west, south, east, north = self.box
        return west <= lon <= east and south <= lat <= north


def view_of(points: list[tuple[float, float]]) -> View:
    """All points (lat, lon; at least one) with a margin, on a sheet that is as tall as they lie apart."""
    lats, lons = [lat for lat, _lon in points], [lon for _lat, lon in points]
    middle = (min(lats) + max(lats)) / 2
    squeeze = math.cos(math.radians(middle))
    tall = max((max(lats) - min(lats)) * (1 + 2 * MARGIN), LEAST_DEG)
    wide = max((max(lons) - min(lons)) * (1 + 2 * MARGIN) * squeeze, LEAST_DEG)
    height = round(min(max(WIDTH * tall / wide, LEAST_TALL), MOST_TALL))
    tall = max(tall, wide * height / WIDTH)
    scale = height / tall
    west = (min(lons) + max(lons)) / 2 - WIDTH / scale / squeeze / 2
    return View(west, middle + tall / 2, scale, squeeze, height)


def picture(facts: Facts, office: tuple[float, float]) -> Picture:
    """`office`: lat and lon of where the office sits, always on the map. One statement, for the towns."""
    points = facts.figures.points
    seen = view_of([office, *((lat, lon) for lat, lon, _level, _count in points)])
    mapped, threats = facts.figures.count(Indicator.MAPPED), facts.figures.count(Indicator.THREAT)
    alt = ngettext("Map: %(n)s threat by place and level", "Map: %(n)s threats by place and level", mapped)
    return Picture(
        "map",
        _("Where"),
        svg=render_to_string("print/map.svg", _drawn(facts, seen) | {"alt": alt % {"n": mapped}}),
        width=WIDTH,
        height=seen.height,
        alt=alt % {"n": mapped},
        legend=[_in_legend(facts, level) for level in Level],
        notes=[
            *_off_the_map(threats - mapped),
            _(
                "The boundaries and names shown and the designations used on this map do not imply official "
                "endorsement or acceptance by the United Nations."
            ),
            "Natural Earth · GeoNames (CC BY 4.0) · DRC ODbL",
        ],
        aside=_("places blurred to about 5 km"),
    )


def _in_legend(facts: Facts, level: Level) -> tuple[str, str]:
    count = facts.figures.count(name(Indicator.MAPPED, level=level.value))
    return level.value, f"{str(label(level)).lower()} {cells.number(count)}"


def _off_the_map(count: int) -> list[str]:
    if not count:
        return []
    told = ngettext(
        "%(n)s more is not on the map: restricted, or without a known point.",
        "%(n)s more are not on the map: restricted, or without a known point.",
        count,
    )
    return [told % {"n": cells.number(count)}]


def _drawn(facts: Facts, seen: View) -> dict[str, Any]:
    marks = _together(facts.figures.points, seen)
    bar = _bar(seen)
    return {
        "width": WIDTH,
        "height": seen.height,
        "bar_at": seen.height - 12,
        "land": _paths("admin0", seen),
        "lines": _paths("admin1_lines", seen),
        "lakes": _paths("lakes", seen),
        "rivers": _paths("rivers", seen),
        "towns": _towns(seen, [(mark["x"], mark["y"]) for mark in marks]),
        "bases": [{"x": seen.x(lon), "y": seen.y(lat)} for _name, lat, lon in facts.positions if seen.holds(lat, lon)],
        "marks": marks,
        "bar": bar | {"x": WIDTH - bar["width"] - 8, "label": _("%(km)s km") % {"km": bar["km"]}},
    }


NEAR = 11  # pixels: marks that would lie on each other are drawn as one


def _together(points: list[list[Any]], seen: View) -> list[dict[str, Any]]:
    """Marks to draw, the worst on top: what would lie on each other is one mark of its worst level, with how many."""
    ranks = {level.value: rank for rank, level in enumerate(Level)}
    places: dict[tuple[int, int], list[list[Any]]] = {}
    for point in points:
        key = int(seen.x(point[1]) // NEAR), int(seen.y(point[0]) // NEAR)
        places.setdefault(key, []).append(point)
    found = []
    for near in places.values():
        lat, lon, level, _count = min(near, key=lambda point: (ranks[point[2]], point))
        count = sum(point[3] for point in near)
        found.append({"x": seen.x(lon), "y": seen.y(lat), "level": level, "count": count if count > 1 else ""})
    return sorted(found, key=lambda mark: -ranks[mark["level"]])


def _bar(seen: View) -> dict[str, float]:
    per_km = seen.scale / KM_PER_DEG
    km = max((km for km in BAR_KM if km * per_km <= WIDTH / 3), default=BAR_KM[0])
    return {"km": km, "width": round(km * per_km, 1)}


# Where a town's name may stand: (anchor, right and down from its dot), the best first.
SIDES = (("start", 5.0, 4.0), ("end", -5.0, 4.0), ("middle", 0.0, -6.0), ("middle", 0.0, 14.0))
LETTER = 5.6  # pixels, about


def _towns(seen: View, marks: list[tuple[float, float]]) -> list[dict[str, Any]]:
    """The largest that stand apart from each other, each with its name where it covers the fewest marks."""
    west, south, east, north = seen.box
    here = Place.objects.filter(lat__gt=south, lat__lt=north, lon__gt=west, lon__lt=east, retired_at__isnull=True)
    rows = here.order_by("-population", "id")
    found: list[dict[str, Any]] = []
    for town, lat, lon in rows.values_list("name", "lat", "lon")[: MOST_TOWNS * 6]:
        x, y = seen.x(lon), seen.y(lat)
        is_apart = all(abs(x - other["x"]) > 60 or abs(y - other["y"]) > 14 for other in found)
        if is_apart and 14 < y < seen.height - 6 and len(found) < MOST_TOWNS:
            anchor, right, down = min(SIDES, key=lambda side: _covers(x, y, len(town) * LETTER, side, marks))
            found.append({"x": x, "y": y, "name": town, "anchor": anchor, "dx": right, "dy": down})
    return found


def _covers(x: float, y: float, wide: float, side: tuple[str, float, float], marks: list[tuple[float, float]]) -> float:
    """How many marks a name would cover; much where it would leave the map."""
    anchor, right, down = side
    left = x + right - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    covered = sum(left - 6 < a < left + wide + 6 and y + down - 15 < b < y + down + 6 for a, b in marks)
    return covered + (100 if left < 2 or left + wide > WIDTH - 2 else 0)


def _paths(layer: str, seen: View) -> str:
    """SVG path data of what of a layer lies in view."""
    west, south, east, north = seen.box
    edge = (east - west) * 0.02  # so that no border is drawn along the frame
    box = west - edge, south - edge, east + edge, north + edge
    found: list[str] = []
    for geometry in ground.layer(layer):
        if geometry.bounds[0] < east and geometry.bounds[2] > west:
            _trace(clip_by_rect(geometry, *box).simplify(HALF_PIXEL / seen.scale), seen, found)
    return "".join(found)


def _trace(geometry: BaseGeometry, seen: View, found: list[str]) -> None:
    for part in getattr(geometry, "geoms", [geometry]):
        if part.is_empty:
            continue
        rings = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
        for ring in rings:
            if ring.geom_type in ("LineString", "LinearRing"):
                dots = [f"{seen.x(lon):g} {seen.y(lat):g}" for lon, lat, *_z in ring.coords]
                found.append("M" + "L".join(dots) + ("Z" if part.geom_type == "Polygon" else ""))
