"""The names of areas and places that the hub knows from the start, taken from the reference files."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from shapely.geometry import shape

from alerts.models import Area, Place
from alerts.selectors.outlines import Outlines
from ewrr.common.words import search_key

FILES = Path(__file__).resolve().parent.parent / "reference" / "geo"
PROVINCE, TERRITORY = 1, 2


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many areas and places the files hold."""

    areas: int
    places: int


def load() -> Loaded:
    """Brings areas and places to what the files say: adds what is missing, corrects what differs, removes nothing.

    Areas of level 1 are known by ISO 3166-2 code, others by GeoNames code. Three statements, one transaction.
    """
    by_code = {area.code: area for area in provinces()}
    geonames: dict[str, Area] = {}
    for row in _rows("admin_names.csv"):
        if int(row["level"]) == PROVINCE:
            code = row["iso_3166_2"] or row["geonames_code"]
            known = by_code.setdefault(code, Area(country=_country(row), level=PROVINCE, code=code, name=row["name"]))
            geonames[row["geonames_code"]] = known
    territories = [
        Area(
            country=_country(row),
            level=TERRITORY,
            code=row["geonames_code"],
            name=row["name"],
            parent=geonames[row["parent_geonames_code"]],
        )
        for row in _rows("admin_names.csv")
        if int(row["level"]) == TERRITORY
    ]
    places = [_place(row, by_code.get(row["admin1_code"])) for row in _rows("places.csv")]
    with transaction.atomic():
        _save_areas(list(by_code.values()))
        _save_areas(territories)
        Place.objects.bulk_create(
            places,
            update_conflicts=True,
            unique_fields=["source_id"],
            update_fields=["name", "other_names", "search_key", "lat", "lon", "country", "area", "population"],
        )
    return Loaded(len(by_code) + len(territories), len(places))


def provinces(country: str | None = None) -> Iterator[Area]:
    """Unsaved areas of level 1 with outline (GeoJSON geometry) and box: of one country (ISO 3166-1), or all."""
    for file in sorted(FILES.glob("admin1_???.geojson")):
        for feature in json.loads(file.read_text(encoding="utf-8"))["features"]:
            about, outline = feature["properties"], feature["geometry"]
            if country not in (None, about["country"]):
                continue
            west, south, east, north = shape(outline).bounds
            yield Area(
                country=about["country"],
                level=PROVINCE,
                code=about["code"],
                name=about["name"],
                outline=outline,
                south=south,
                west=west,
                north=north,
                east=east,
            )


def _save_areas(areas: list[Area]) -> None:
    # Conflicts update rather than ignore, so that each object comes back with its id, parents included.
    Area.objects.bulk_create(
        areas,
        update_conflicts=True,
        unique_fields=["country", "level", "code"],
        update_fields=["name", "parent", "outline", "south", "west", "north", "east"],
    )


def _place(row: dict[str, str], area: Area | None) -> Place:
    """`area` is the file's admin-1, which is GeoNames' or else the outline that holds the point."""
    others = [name for name in row["alt_names"].split("|") if name]
    return Place(
        source_id=row["id"],
        name=row["name"],
        other_names="|".join(others),
        search_key=names_key(row["name"], row["alt_names"]),
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        country=row["country"],
        area=area,
        population=int(row["population"] or 0),
    )


def _country(row: dict[str, str]) -> str:
    return row["geonames_code"][:2]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FILES / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def names_key(name: str, other_names: str) -> str:
    """All names of a place (the others parted by "|"), made comparable, parted by "|"."""
    keys = dict.fromkeys(search_key(one) for one in [name, *other_names.split("|")])
    return "|".join(key for key in keys if key)


def place_into_areas(country: str) -> int:
    """Puts every place of a country into the smallest area whose outline holds it now; where none does it stays.
    Says how many were put elsewhere. Two statements, and one for each thousand that are.
    """
    outlines = Outlines.of(country)
    moved = []
    for place in Place.objects.filter(country=country).only("lat", "lon", "area_id"):
        area = outlines.area_at(place.lat, place.lon)
        if area is not None and area.pk != place.area_id:
            place.area_id = area.pk
            moved.append(place)
    Place.objects.bulk_update(moved, ["area_id"], batch_size=1000)
    return len(moved)
