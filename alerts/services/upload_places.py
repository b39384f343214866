"""A file of places against the gazetteer of a country: which are new, which are known and would be otherwise."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alerts.models import Area, Office, Place
from alerts.selectors.outlines import Outlines
from ewrr.common.geo import distance_km
from ewrr.common.words import search_key

from .gazetteer import names_key
from .upload_plan import Changed, Checked, Plan

SAME_KM = 2.0  # places of one name that lie nearer are the same
BATCH = 1000
COLUMNS = ("name", "other_names", "search_key", "lat", "lon", "population", "area_id")
DECIMALS = 5


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """WGS 84. `id`: the file's own, empty where it has none. None: not said in the file, so it stays as it is."""

    row: int
    name: str
    lat: float
    lon: float
    id: str = ""
    other_names: str | None = None
    population: int | None = None
    area_code: str = ""


class _Known:
    """The gazetteer of a country, read once."""

    def __init__(self, country: str) -> None:
        self.country = country
        rows = Place.objects.filter(country=country).values("id", "source_id", "retired_at", *COLUMNS)
        self.rows: dict[int, dict[str, Any]] = {row["id"]: row for row in rows}
        self.by_source = {row["source_id"]: row["id"] for row in self.rows.values()}
        self.by_name: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
        for pk, row in self.rows.items():
            self.by_name[search_key(row["name"])].append((row["lat"], row["lon"], pk))

    def find(self, draft: PlaceRow) -> int | None:
        if draft.id:
            return self.by_source.get(f"{self.country}:{draft.id}") or self.by_source.get(draft.id)
        near = [
            (distance_km(lat, lon, draft.lat, draft.lon), pk) for lat, lon, pk in self.by_name[search_key(draft.name)]
        ]
        found = min(near, default=None)
        return found[1] if found and found[0] <= SAME_KM else None


def plan(office: Office, checked: Checked) -> Plan:
    """What the file would change. Three statements. Raises nothing: what is wrong with a row stands in the plan."""
    country = office.country
    made, known = Plan(refused=list(checked.refused), notes=list(checked.notes)), _Known(country)
    outlines = Outlines.of(country)
    areas = dict(Area.objects.filter(country=country, retired_at__isnull=True).values_list("code", "pk"))
    taken: dict[Any, int] = {}
    retired = 0
    for draft in checked.drafts:
        if draft.area_code and draft.area_code not in areas:
            made.refuse(draft.row, "area", draft.area_code, _("There is no area of this code: look among the areas."))
            continue
        pk = known.find(draft)
        key = pk if pk is not None else _source_id(country, draft)
        if (first := taken.setdefault(key, draft.row)) != draft.row:
            sentence = _("Row %(row)d is the same place: keep one of them.") % {"row": first}
            made.refuse(draft.row, "name", draft.name, sentence)
            continue
        values = _values(draft, areas, outlines, known.rows[pk] if pk is not None else None)
        if pk is None:
            made.new.append((draft.row, Place(source_id=key, country=country, **values)))
            continue
        before = {name: known.rows[pk][name] for name in values if known.rows[pk][name] != values[name]}
        retired += known.rows[pk]["retired_at"] is not None
        if before:
            after = {name: values[name] for name in before}
            made.changed.append(Changed(pk, draft.row, draft.name, before, after))
        else:
            made.unchanged += 1
    if retired:
        made.notes.append(_("Places in the file that are retired here, and stay so: %(n)d.") % {"n": retired})
    return made


def _source_id(country: str, draft: PlaceRow) -> str:
    if draft.id:
        return f"{country}:{draft.id}"
    told = f"{search_key(draft.name)}|{draft.lat:.3f}|{draft.lon:.3f}"
    return f"{country}:{hashlib.sha256(told.encode()).hexdigest()[:16]}"


def _values(draft: PlaceRow, areas: dict[str, int], outlines: Outlines, known: dict[str, Any] | None) -> dict[str, Any]:
    """Columns as the file has them; what it does not say stays as it is."""
    others = draft.other_names if draft.other_names is not None else (known["other_names"] if known else "")
    values: dict[str, Any] = {"name": draft.name, "other_names": others, "search_key": names_key(draft.name, others)}
    lat, lon = round(draft.lat, DECIMALS), round(draft.lon, DECIMALS)
    has_moved = known is None or (round(known["lat"], DECIMALS), round(known["lon"], DECIMALS)) != (lat, lon)
    if has_moved:
        values |= {"lat": lat, "lon": lon}
    if draft.population is not None:
        values["population"] = draft.population
    if draft.area_code:
        values["area_id"] = areas[draft.area_code]
    elif has_moved:
        area = outlines.area_at(lat, lon)
        values["area_id"] = area.pk if area else None
    return values


def write(made: Plan) -> dict[str, Any]:
    """Writes the plan; says what stood there before, as JSON. A statement for each thousand rows."""
    places = [place for _row, place in made.new]
    Place.objects.bulk_create(places, batch_size=BATCH)
    rows = [Place(pk=one.id, **one.after) for one in made.changed]
    for names in {tuple(one.after) for one in made.changed}:
        own = [row for row, one in zip(rows, made.changed, strict=True) if tuple(one.after) == names]
        Place.objects.bulk_update(own, list(names), batch_size=BATCH)
    return {
        "new": [place.pk for place in places],
        "changed": [[one.id, one.before, one.after] for one in made.changed],
    }
