"""A file of administrative areas against those of a country: provinces (1) and the territories in them (2)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from shapely.geometry import shape

from alerts.models import Area, Office
from alerts.selectors.outlines import Outlines
from ewrr.common.words import search_key

from .gazetteer import PROVINCE, TERRITORY, place_into_areas
from .upload_plan import Changed, Checked, Plan

COLUMNS = ("name", "outline", "south", "west", "north", "east")
BATCH = 100  # outlines are large


@dataclass(frozen=True, slots=True)
class AreaRow:
    """`parents`: codes or names by which the file says in which province a territory lies, the surest first.
    `outline`: checked GeoJSON geometry, None where the file has none.
    """

    row: int
    level: int
    code: str
    name: str
    parents: tuple[str, ...] = ()
    outline: dict[str, Any] | None = None


@dataclass(slots=True)
class _Reading:
    """The areas of a country, and those of the file so far."""

    country: str
    known: dict[tuple[int, str], dict[str, Any]] = field(default_factory=dict)
    by_name: dict[tuple[int, str], list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    fresh: dict[str, Area] = field(default_factory=dict)  # provinces of the file that are new, by code
    fresh_by_name: dict[str, Area] = field(default_factory=dict)

    def read(self) -> "_Reading":
        rows = Area.objects.filter(country=self.country).values(
            "id", "level", "code", "parent_id", "retired_at", *COLUMNS
        )
        for row in rows:
            self.known[row["level"], row["code"]] = row
            self.by_name[row["level"], search_key(row["name"])].append(row)
        return self

    def province(self, draft: AreaRow, outlines: Outlines) -> Any:
        """The province in which a territory lies: an id, an unsaved one of the same file, or None."""
        for said in draft.parents:
            if (row := self.known.get((PROVINCE, said))) is not None:
                return row["id"]
            if said in self.fresh:
                return self.fresh[said]
            key = search_key(said)
            if len(named := self.by_name.get((PROVINCE, key), [])) == 1:
                return named[0]["id"]
            if key in self.fresh_by_name:
                return self.fresh_by_name[key]
        if draft.outline is None or draft.parents:
            return None
        inside = shape(draft.outline).representative_point()
        around = outlines.area_at(inside.y, inside.x)
        return (around.pk if around.level == PROVINCE else around.parent_id) if around is not None else None

    def find(self, draft: AreaRow, parent: Any) -> dict[str, Any] | None:
        """The area that a row means: of its code, else the only one of its name and level in its province."""
        if (row := self.known.get((draft.level, draft.code))) is not None:
            return row
        named = self.by_name.get((draft.level, search_key(draft.name)), [])
        own = [row for row in named if draft.level == PROVINCE or row["parent_id"] == parent]
        return own[0] if len(own) == 1 else None


def plan(office: Office, checked: Checked) -> Plan:
    """What the file would change. Two statements. Raises nothing: what is wrong with a row stands in the plan."""
    country = office.country
    made, read = Plan(refused=list(checked.refused), notes=list(checked.notes)), _Reading(country).read()
    outlines = Outlines.of(country)
    taken: dict[Any, int] = {}
    kept = retired = 0
    for draft in sorted(checked.drafts, key=lambda draft: (draft.level, draft.row)):
        parent = read.province(draft, outlines) if draft.level == TERRITORY else None
        if draft.level == TERRITORY and parent is None:
            sentence = _("Say in which province it lies, by its code or name: rules that name the province ask for it.")
            made.refuse(draft.row, "parent", ", ".join(draft.parents), sentence)
            continue
        known = read.find(draft, parent)
        key = known["id"] if known else (draft.level, draft.code)
        if (first := taken.setdefault(key, draft.row)) != draft.row:
            sentence = _("Row %(row)d is the same area: keep one of them.") % {"row": first}
            made.refuse(draft.row, "code", draft.code, sentence)
            continue
        if known is None:
            made.new.append((draft.row, _fresh(read, draft, parent)))
            continue
        kept += known["code"] != draft.code
        retired += known["retired_at"] is not None
        values = {"name": draft.name} | (_outlined(draft.outline) if draft.outline is not None else {})
        before = {name: known[name] for name in values if known[name] != values[name]}
        if before:
            after = {name: values[name] for name in before}
            made.changed.append(Changed(known["id"], draft.row, draft.name, before, after))
        else:
            made.unchanged += 1
    made.notes += _notes(kept, retired)
    return made


def _notes(kept: int, retired: int) -> Iterator[str]:
    if kept:
        yield _("Areas known here by another code, which they keep: %(n)d. Name and level are the same.") % {"n": kept}
    if retired:
        yield _("Areas in the file that are retired here, and stay so: %(n)d.") % {"n": retired}


def _fresh(read: _Reading, draft: AreaRow, parent: Any) -> Area:
    area = Area(country=read.country, level=draft.level, code=draft.code, name=draft.name)
    if isinstance(parent, Area):
        area.parent = parent
    else:
        area.parent_id = parent
    for name, value in (_outlined(draft.outline) if draft.outline is not None else {}).items():
        setattr(area, name, value)
    if draft.level == PROVINCE:
        read.fresh[draft.code] = read.fresh_by_name[search_key(draft.name)] = area
    return area


def _outlined(outline: dict[str, Any]) -> dict[str, Any]:
    west, south, east, north = shape(outline).bounds
    return {"outline": outline, "south": south, "west": west, "north": north, "east": east}


def write(made: Plan, country: str) -> dict[str, Any]:
    """Writes the plan, then puts every place of the country into the area in which it lies now. Says what stood there
    before, as JSON.
    """
    areas = [area for _row, area in made.new]
    Area.objects.bulk_create([area for area in areas if area.level == PROVINCE], batch_size=BATCH)
    territories = [area for area in areas if area.level == TERRITORY]
    for area in territories:
        area.parent_id = area.parent.pk if area.parent is not None else area.parent_id
    Area.objects.bulk_create(territories, batch_size=BATCH)
    for one in made.changed:
        Area.objects.filter(pk=one.id).update(**one.after)
    if any(area.outline for area in areas) or any("outline" in one.after for one in made.changed):
        place_into_areas(country)
    return {"new": [area.pk for area in areas], "changed": [[one.id, one.before, one.after] for one in made.changed]}
