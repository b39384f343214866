"""Cells as people write them: names, numbers, degrees; and what to write instead."""

import math
import re
import unicodedata
from typing import Any

from django.utils.translation import gettext as _

from alerts.models import Office
from alerts.selectors.outlines import Box
from alerts.services.upload_plan import RefusedRow
from alerts.transfer.faults import shown
from ewrr.common import geo

from .sheet import BEGINS_A_FORMULA, Row

DEGREES = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{1,20})?", re.ASCII)
SPACES = re.compile("[ \u00a0\u202f']")
MARGIN = 1.0  # degrees beyond the outlines of a country that still are its own: they are simplified
FAR_KM = 1500.0  # where no outline is known: no field office reaches so far


class Unfit(Exception):
    """A row that cannot be taken; its text says what to write."""

    def __init__(self, column: str, value: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column, self.value = column, value


def refused(row: Row, unfit: Unfit) -> RefusedRow:
    return RefusedRow(row.number, unfit.column, shown(unfit.value), str(unfit))


def name(row: Row, column: str, most: int, *, is_needed: bool = True) -> str:
    """Text on one line that a person can read. Raises Unfit."""
    text = unicodedata.normalize("NFC", row.cells.get(column, "")).strip()
    if not text:
        if is_needed:
            raise Unfit(column, "", _("Fill this in."))
        return ""
    if len(text) > most:
        raise Unfit(column, text, _("At most %(most)d characters.") % {"most": most})
    if any(not sign.isprintable() for sign in text):
        raise Unfit(column, text, _("It holds signs that cannot be seen: type it anew."))
    if BEGINS_A_FORMULA.match(text) or text[0] in "'|":
        raise Unfit(column, text, _("It begins with a sign by which a spreadsheet calculates: take that away."))
    return text


def whole(row: Row, column: str, most: int) -> int | None:
    """A whole number from 0, spaces between its thousands allowed; None where nothing is written. Raises Unfit."""
    text = row.cells.get(column, "")
    plain = SPACES.sub("", text).removesuffix(".0")
    if not plain:
        return None
    if not plain.isascii() or not plain.isdigit() or len(plain) > 12 or int(plain) > most:
        raise Unfit(column, text, _("Write a whole number, digits only, or leave it empty."))
    return int(plain)


def point(row: Row) -> tuple[float, float]:
    """(lat, lon) of a row: its geometry, else its grid, else its two columns. Raises Unfit."""
    if row.geometry is not None:
        return _of_geometry(row.geometry)
    if grid := row.cells.get("mgrs", ""):
        try:
            lat, lon, _digits = geo.from_mgrs(grid)
        except geo.BadGrid:
            raise Unfit("mgrs", grid, _("Write a grid like 35N QA 866 901.")) from None
        return lat, lon
    return _degrees(row, "lat", 90), _degrees(row, "lon", 180)


def _degrees(row: Row, column: str, limit: int) -> float:
    text = row.cells.get(column, "")
    if not text:
        raise Unfit(column, "", _("Say where it is: fill in lat and lon, or mgrs."))
    if not DEGREES.fullmatch(text):
        raise Unfit(column, text, _("Write degrees as a number, such as 5.9342."))
    found = float(text.replace(",", "."))
    if abs(found) > limit:
        raise Unfit(column, text, _("Write degrees from -%(limit)d to %(limit)d.") % {"limit": limit})
    return found


def _of_geometry(geometry: Any) -> tuple[float, float]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    given = geometry.get("coordinates") if kind == "Point" else None
    if not isinstance(given, list) or len(given) < 2 or not all(_is_number(one) for one in given[:2]):
        raise Unfit("geometry", shown(str(kind)), _("It must be a point with longitude and latitude."))
    lon, lat = float(given[0]), float(given[1])
    if abs(lat) > 90 or abs(lon) > 180:
        raise Unfit("geometry", f"{lon:g}, {lat:g}", _("It is not on the earth: export it in WGS 84."))
    return lat, lon


def _is_number(value: Any) -> bool:
    try:
        return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    except OverflowError:
        return False


def must_be_here(office: Office, box: Box | None, lat: float, lon: float) -> None:
    """Raises Unfit for a point that is not of the office's country, and says where it looks swapped; nothing is ever
    mended in silence. `box`: round the country's outlines, None where none is known.
    """
    if _is_here(office, box, lat, lon):
        return
    told = f"{lat:g}, {lon:g}"
    if abs(lon) <= 90 and _is_here(office, box, lon, lat):
        raise Unfit("lat", told, _("Latitude and longitude look swapped: exchange them."))
    raise Unfit("lat", told, _("It lies outside the office’s country: check the figures."))


def _is_here(office: Office, box: Box | None, lat: float, lon: float) -> bool:
    if box is not None:
        return box.holds(lat, lon, MARGIN)
    return geo.distance_km(office.lat, office.lon, lat, lon) <= FAR_KM
