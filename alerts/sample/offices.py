"""Two sample offices with sections, positions, duties, plans and rules as the specification tells them."""

from alerts.domain.words import Component, PositionKind
from alerts.models import Office, Position
from alerts.services import beginning

C, P = Component, PositionKind

OFFICES = {
    "BEN": {"name": "Beni", "time_zone": "Africa/Lubumbashi", "country": "CD", "lat": 0.4911, "lon": 29.4731},
    "BOU": {"name": "Bouar", "time_zone": "Africa/Bangui", "country": "CF", "lat": 5.9342, "lon": 15.5958},
}
# name, kind, component, lat, lon, call sign
POSITIONS = {
    "BEN": (
        ("Beni", P.FORCE, C.MILITARY, 0.4911, 29.4731, "Hub Beni"),
        ("Beni", P.POLICE, C.POLICE, 0.4975, 29.4682, "Unpol Beni"),
        ("Oicha", P.FORCE, C.MILITARY, 0.7030, 29.5214, "Oicha base"),
        ("Eringeti", P.FORCE, C.MILITARY, 1.0215, 29.6010, "Eringeti base"),
        ("Mavivi", P.FORCE, C.MILITARY, 0.5775, 29.4745, "Mavivi base"),
        ("Mangina", P.FORCE, C.MILITARY, 0.5650, 29.3100, "Mangina base"),
        ("Semuliki", P.FORCE, C.MILITARY, 0.5050, 29.7350, "Semuliki base"),
    ),
    "BOU": (
        ("Bouar", P.FORCE, C.MILITARY, 5.9342, 15.5958, "Erco Bouar"),
        ("Bouar", P.POLICE, C.POLICE, 5.9401, 15.6010, "Unpol Bouar"),
        ("Baboua", P.FORCE, C.MILITARY, 5.7833, 14.8333, "Baboua base"),
        ("Bocaranga", P.FORCE, C.MILITARY, 6.9825, 15.6400, "Bocaranga base"),
    ),
}


def make_office(code: str, *, is_exercising: bool) -> Office:
    """The office with everything that filing and routing need; what exists is left as it is."""
    about = dict(OFFICES[code])
    name = str(about.pop("name"))
    office, _made = Office.objects.get_or_create(
        code=code, defaults={"name_en": name, "name_fr": name, "is_exercising": is_exercising, **about}
    )
    for name, kind, component, lat, lon, call_sign in POSITIONS[code]:
        Position.objects.get_or_create(
            office=office,
            name=name,
            kind=kind,
            defaults={"component": component, "lat": lat, "lon": lon, "call_sign": call_sign},
        )
    beginning.make_usual(office)
    return office
