"""Finding places: by name in the gazetteer, by point in an area, and what lies near."""

from dataclasses import dataclass

from django.db.models import QuerySet
from shapely.geometry import Point, shape

from alerts.models import Area, Office, Place, Position
from ewrr.common.geo import bearing, box, compass, distance_km, point_of_compass
from ewrr.common.words import search_key

from .positions import here

SUGGESTIONS = 8
NEAR_KM = 60.0
EDGE_DEGREES = 0.027  # 3 km


@dataclass(frozen=True, slots=True)
class Near:
    """A known place seen from a point: "14 km N of Oicha" is distance 14, direction N, name Oicha."""

    name: str
    km: float
    direction: str  # the point lies in this direction from the place


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a position of ours is from a point, in a straight line; `bearing`: degrees from true north, from the
    position to the point.
    """

    position: Position
    km: float
    bearing: int

    @property
    def direction(self) -> str:
        return point_of_compass(self.bearing)


def standing(country: str) -> QuerySet[Place]:
    """What is offered of a country's gazetteer."""
    return Place.objects.filter(country=country, retired_at__isnull=True)


def suggest(office: Office, text: str, limit: int = SUGGESTIONS) -> list[Place]:
    """Gazetteer entries of the office's country whose names begin with or hold the text: best first.

    Beginnings before middles, then larger places, then nearer ones. Needs two letters. One statement.
    """
    key = search_key(text)
    if len(key) < 2:
        return []
    found = standing(office.country).filter(search_key__contains=key).select_related("area")[:200]

    def rank(place: Place) -> tuple[int, int, float]:
        names = place.search_key.split("|")
        fit = 0 if key in names else 1 if any(name.startswith(key) for name in names) else 2
        return fit, -place.population, distance_km(office.lat, office.lon, place.lat, place.lon)

    return sorted(found, key=rank)[:limit]


def named(office: Office, text: str) -> Place | None:
    """The place of exactly this name (any of its names, accents and case free), the one nearest to the office
    where there are several; None when the gazetteer does not know it.
    """
    key = search_key(text)
    if not key:
        return None
    exact = [
        place
        for place in standing(office.country).filter(search_key__contains=key).select_related("area")[:200]
        if key in place.search_key.split("|")
    ]
    return min(exact, key=lambda place: distance_km(office.lat, office.lon, place.lat, place.lon), default=None)


def area_at(lat: float, lon: float) -> Area | None:
    """The smallest known area whose outline holds the point, else the one whose edge is within 3 km: outlines
    are simplified, and a town on a river's bank must not fall into the water. One statement.
    """
    around = list(
        Area.objects.filter(
            retired_at__isnull=True,
            outline__isnull=False,
            south__lte=lat + EDGE_DEGREES,
            north__gte=lat - EDGE_DEGREES,
            west__lte=lon + EDGE_DEGREES,
            east__gte=lon - EDGE_DEGREES,
        ).order_by("-level")
    )
    point = Point(lon, lat)
    away = [(shape(area.outline).distance(point), place, area) for place, area in enumerate(around)]
    inside = next((area for distance, _place, area in away if distance == 0), None)
    nearest = min(away, default=None)
    return inside or (nearest[2] if nearest and nearest[0] <= EDGE_DEGREES else None)


def nearest_place(lat: float, lon: float, other_than: str = "") -> Near | None:
    """The known place nearest to a point, within 60 km. One statement."""
    south, west, north, east = box(lat, lon, NEAR_KM)
    around = Place.objects.filter(lat__range=(south, north), lon__range=(west, east), retired_at__isnull=True)
    near = min(
        (place for place in around if place.name != other_than),
        key=lambda place: distance_km(lat, lon, place.lat, place.lon),
        default=None,
    )
    if near is None:
        return None
    return Near(near.name, distance_km(lat, lon, near.lat, near.lon), compass(near.lat, near.lon, lat, lon))


def nearest_positions(office: Office, lat: float, lon: float, limit: int = 3) -> list[Reach]:
    """Nearest first. One statement."""
    measured = [
        Reach(
            position,
            distance_km(position.lat, position.lon, lat, lon),
            bearing(position.lat, position.lon, lat, lon),
        )
        for position in here(office)
    ]
    return sorted(measured, key=lambda reach: reach.km)[:limit]
