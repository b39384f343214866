"""What stands in the hub as a file that it reads again: to be changed in a spreadsheet, or for its columns alone."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from alerts.domain.words_of_places import UploadOf
from alerts.models import Area, Office, Place, Position

from .sheet import guarded

COLUMNS: dict[UploadOf, tuple[str, ...]] = {
    UploadOf.AREAS: ("level", "code", "name", "parent"),
    UploadOf.PLACES: ("name", "other_names", "lat", "lon", "population", "area", "id"),
    UploadOf.POSITIONS: ("name", "kind", "component", "lat", "lon", "call_sign", "contact"),
}


def as_csv(of: UploadOf, office: Office) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it, columns as services.uploads reads them, nothing retired.

    Outlines and telephone numbers stay in the hub: read again without them, they are kept as they are. One statement.
    """
    made = io.StringIO()
    written = csv.writer(made, lineterminator="\r\n")
    written.writerow(COLUMNS[of])
    written.writerows([guarded(str(cell)) for cell in row] for row in ROWS[of](office))
    return made.getvalue().encode("utf-8-sig")


def _areas(office: Office) -> Iterator[tuple[Any, ...]]:
    """Provinces first, for what lies in them names them."""
    found = Area.objects.filter(country=office.country, retired_at=None).order_by("level", "name", "code")
    for level, code, name, parent in found.values_list("level", "code", "name", "parent__code"):
        yield level, code, name, parent or ""


def _places(office: Office) -> Iterator[tuple[Any, ...]]:
    found = Place.objects.filter(country=office.country, retired_at=None).order_by("name", "id")
    columns = ("name", "other_names", "lat", "lon", "population", "area__code", "source_id")
    for name, others, lat, lon, population, area, source in found.values_list(*columns).iterator():
        own = source.removeprefix(f"{office.country}:")
        yield name, others, f"{lat:.5f}", f"{lon:.5f}", population, area or "", own


def _positions(office: Office) -> Iterator[tuple[Any, ...]]:
    found = Position.objects.filter(office=office, retired_at=None).order_by("name", "kind")
    for name, kind, component, lat, lon, call_sign in found.values_list(*COLUMNS[UploadOf.POSITIONS][:-1]):
        yield name, kind, component, f"{lat:.5f}", f"{lon:.5f}", call_sign, ""


ROWS = {UploadOf.AREAS: _areas, UploadOf.PLACES: _places, UploadOf.POSITIONS: _positions}
