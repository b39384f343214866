"""Reading the answer to "Where?": a grid reference, coordinates, a name of the gazetteer, or just words."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from alerts.domain.words import Precision
from alerts.models import Office
from alerts.selectors import place as places
from ewrr.common import geo

FAR_KM = 1500.0  # no field office reaches so far
GRID_FIGURES = {Precision.EXACT: 3, Precision.VILLAGE: 2}  # never more digits than are known


@dataclass(frozen=True, slots=True)
class Spot:
    """WGS 84; without lat and lon only the words are known."""

    name: str
    lat: float | None
    lon: float | None
    precision: Precision


def read_place(office: Office, typed: str, claimed: str) -> Spot:
    """The place that was meant. `claimed` is the answer to "How sure?", which wins where it can be true.
    Raises ValidationError for a grid or coordinates that cannot be read, lie off the earth, or far away.
    """
    if geo.looks_like_grid(typed):
        lat, lon, digits = _from_grid(typed)
        exact = Precision.EXACT if digits >= 3 else Precision.VILLAGE if digits == 2 else Precision.AREA
        return _checked(office, "", lat, lon, _sure(claimed, exact))
    if geo.looks_like_pair(typed):
        lat, lon = _from_pair(typed)
        _refuse_swapped(office, lat, lon)
        return _checked(office, "", lat, lon, _sure(claimed, Precision.EXACT))
    known = places.named(office, typed)
    if known is None:
        return Spot(typed, None, None, Precision.NAME_ONLY)
    return Spot(known.name, known.lat, known.lon, _sure(claimed, Precision.VILLAGE))


def read_centre(office: Office, typed: str) -> tuple[float, float]:
    """(lat, lon) of a grid, coordinates or a name of the gazetteer, wherever on earth. Raises ValidationError."""
    if geo.looks_like_grid(typed):
        lat, lon, _digits = _from_grid(typed)
        return round(lat, 5), round(lon, 5)
    if geo.looks_like_pair(typed):
        return _from_pair(typed)
    known = places.named(office, typed)
    if known is None:
        raise forms.ValidationError(
            _("Give coordinates (0.4911, 29.4731), a grid (35N QA 866 901) or a name that the hub knows."),
            code="no_point",
        )
    return known.lat, known.lon


def _sure(claimed: str, otherwise: Precision) -> Precision:
    if claimed and claimed != Precision.NAME_ONLY:
        return Precision(claimed)
    return otherwise


def _from_grid(typed: str) -> tuple[float, float, int]:
    try:
        return geo.from_mgrs(typed)
    except geo.BadGrid:
        raise forms.ValidationError(
            _("This grid reference cannot be read. Write it like 35N QA 866 901: zone, square, as many figures twice."),
            code="bad_grid",
        ) from None


def _from_pair(typed: str) -> tuple[float, float]:
    try:
        return geo.from_pair(typed)
    except geo.BadCoordinates:
        raise forms.ValidationError(
            _("These coordinates are not on the earth. Latitude goes to 90, longitude to 180: 0.4911, 29.4731."),
            code="bad_coordinates",
        ) from None


def _refuse_swapped(office: Office, lat: float, lon: float) -> None:
    here = geo.distance_km(office.lat, office.lon, lat, lon)
    if abs(lon) <= 90 and here > FAR_KM / 3 and geo.distance_km(office.lat, office.lon, lon, lat) < FAR_KM / 3:
        raise forms.ValidationError(
            _("Latitude and longitude look swapped. Did you mean %(lat)s, %(lon)s?") % {"lat": lon, "lon": lat},
            code="swapped",
        )


def _checked(office: Office, name: str, lat: float, lon: float, precision: Precision) -> Spot:
    away = geo.distance_km(office.lat, office.lon, lat, lon)
    if away > FAR_KM:
        raise forms.ValidationError(
            _("This point is %(km)d km from %(office)s. Check the figures.") % {"km": away, "office": office.name},
            code="far_away",
        )
    if not name:
        near = places.nearest_place(lat, lon)
        name = near.name if near and near.km < 2 else geo.to_mgrs(lat, lon, GRID_FIGURES.get(precision, 1))
    return Spot(name, lat, lon, precision)
