"""What lies under a report's map: land, borders, lakes and rivers, read once from the files of the hub's own map."""

import json
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

FILES = Path(__file__).resolve().parents[3] / "static" / "map"
Point = tuple[float, float]


@lru_cache(maxsize=4)
def layer(name: str) -> list[BaseGeometry]:
    """Geometries (WGS 84, longitude first) of one TopoJSON file: admin0, admin1_lines, lakes, rivers.

    TopoJSON specification, sections 2.1.2 (transform) and 2.1.4 (arcs, shared and by reference).
    """
    topology = json.loads((FILES / f"{name}.json").read_text("utf-8"))
    arcs = [_placed(arc, topology["transform"]) for arc in topology["arcs"]]
    found = []
    for one in topology["objects"].values():
        for geometry in one.get("geometries", [one]):
            if geometry["type"] in KINDS:
                found.append(shape({"type": geometry["type"], "coordinates": KINDS[geometry["type"]](geometry, arcs)}))
    return found


def _placed(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    whole = accumulate(arc, lambda before, step: [before[0] + step[0], before[1] + step[1]])
    return [(x * scale_x + left, y * scale_y + bottom) for x, y, *_more in whole]


def _line(references: list[int], arcs: list[list[Point]]) -> list[Point]:
    found: list[Point] = []
    for reference in references:
        arc = arcs[reference] if reference >= 0 else arcs[~reference][::-1]
        found += arc[1:] if found else arc
    return found


def _rings(polygon: list[list[int]], arcs: list[list[Point]]) -> list[list[Point]]:
    return [_line(ring, arcs) for ring in polygon]


def _polygon(geometry: dict[str, Any], arcs: list[list[Point]]) -> list[Any]:
    return _rings(geometry["arcs"], arcs)


def _polygons(geometry: dict[str, Any], arcs: list[list[Point]]) -> list[Any]:
    return [_rings(polygon, arcs) for polygon in geometry["arcs"]]


def _one_line(geometry: dict[str, Any], arcs: list[list[Point]]) -> list[Any]:
    return _line(geometry["arcs"], arcs)


KINDS = {"Polygon": _polygon, "MultiPolygon": _polygons, "LineString": _one_line, "MultiLineString": _polygon}
