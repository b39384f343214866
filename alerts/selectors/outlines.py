"""Which area each of many points lies in: one country's outlines, read once."""

from collections.abc import Iterable
from dataclasses import dataclass

from shapely import STRtree
from shapely.geometry import Point, shape

from alerts.models import Area

# Outlines are simplified and differ from the real border by so much: Bangui, on its river, lies 0.7 km out.
TOLERANCE_KM = 3.0
KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees, WGS 84; edges belong to it."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, lat: float, lon: float, margin: float = 0.0) -> bool:
        """Whether the point lies within it or within `margin` degrees of it."""
        return self.south - margin <= lat <= self.north + margin and self.west - margin <= lon <= self.east + margin


class Outlines:
    """Areas of one country whose outline is known; `is_saved` is False for areas that are only in a file."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._areas = [area for area in areas if area.outline]
        self._tree = STRtree([shape(area.outline) for area in self._areas])

    @classmethod
    def of(cls, country: str) -> "Outlines":
        """Those that the database holds and that are not retired. One statement."""
        standing = Area.objects.filter(country=country, outline__isnull=False, retired_at__isnull=True)
        return cls(standing.order_by("id"))

    @property
    def is_saved(self) -> bool:
        return bool(self._areas) and all(area.pk is not None for area in self._areas)

    @property
    def box(self) -> Box | None:
        """The box round all of them, None where no outline is known."""
        if not self._areas:
            return None
        bounds = [outline.bounds for outline in self._tree.geometries]
        west, south, east, north = zip(*bounds, strict=True)
        return Box(min(south), min(west), max(north), max(east))

    def area_at(self, lat: float, lon: float) -> Area | None:
        """The smallest area that holds the point, else the nearest within 3 km, else None. No statement."""
        point = Point(lon, lat)
        found = self._tree.query(point, predicate="covered_by")
        if not len(found):
            found = self._tree.query_nearest(point, max_distance=TOLERANCE_KM / KM_PER_DEGREE)
        return max((self._areas[index] for index in found), key=lambda area: area.level, default=None)
