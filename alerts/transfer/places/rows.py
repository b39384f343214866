"""What the rows of each sort of file mean: areas, places, positions; read cell by cell, one fault a row."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from shapely.geometry import mapping, shape

from alerts.domain.words import Component, PositionKind
from alerts.domain.words_of_places import UploadOf
from alerts.models import Office
from alerts.models.choices import STANDARD, said
from alerts.selectors.outlines import Outlines
from alerts.services.positions import Draft
from alerts.services.upload_areas import AreaRow
from alerts.services.upload_places import PlaceRow
from alerts.services.upload_plan import Checked, RefusedRow
from alerts.services.upload_positions import PositionRow
from alerts.transfer import shapes
from alerts.transfer.faults import shown
from ewrr.common.geo import distance_km
from ewrr.common.words import search_key

from .cells import Unfit, must_be_here, name, point, refused, whole
from .geo import looks_like_json, read_collection
from .sheet import Names, Row, Sheet, read_table

ADMIN = (1, 2)  # levels as the published outlines of countries call their columns
NAMES: dict[UploadOf, Names] = {
    UploadOf.AREAS: {
        "level": ("niveau", "admin_level", "adm_level"),
        "code": ("pcode",),
        "name": ("nom",),
        "parent": ("parent_code", "parent_pcode", "province", "prefecture"),
        **{f"adm{level}_pcode": () for level in (1, 2, 3)},
        **{f"adm{level}_{language}": () for level in (1, 2, 3) for language in ("fr", "en", "name")},
    },
    UploadOf.PLACES: {
        "name": ("nom", "toponym"),
        "other_names": ("autres_noms", "alt_names", "alternatenames", "aliases"),
        "lat": ("latitude", "y"),
        "lon": ("long", "lng", "longitude", "x"),
        "mgrs": ("grid", "grille"),
        "population": ("pop",),
        "area": ("area_code", "admin1_code", "admin_code", "code_zone"),
        "id": ("source_id", "geonameid"),
    },
    UploadOf.POSITIONS: {
        "name": ("nom",),
        "kind": ("type", "genre"),
        "component": ("composante",),
        "lat": ("latitude", "y"),
        "lon": ("long", "lng", "longitude", "x"),
        "mgrs": ("grid", "grille"),
        "call_sign": ("callsign", "indicatif"),
        "contact": ("phone", "telephone", "tel"),
    },
}
FAR_KM = 2_500.0  # no country of a field office is wider
MOST_POINTS = 1_000_000  # of all outlines of a file
FINE_POINTS = 1_000  # an outline of more is drawn with fewer
FINE_DEGREES = 0.0005  # 55 m: far below what an outline is good for


def read(of: UploadOf, content: bytes) -> Sheet:
    """The file as rows. Raises FileRefused."""
    if looks_like_json(content):
        return read_collection(content, NAMES[of])
    return read_table(content, NAMES[of])


def check(of: UploadOf, sheet: Sheet, office: Office) -> Checked:
    """Every row that means something, and what is wrong with the others. One statement."""
    checked = Checked(notes=list(sheet.notes))
    checked.refused += [RefusedRow(one.row, one.column, shown(one.value), one.sentence) for one in sheet.faults]
    readers: dict[UploadOf, Callable[[Office], Callable[[Row], Any]]] = {
        UploadOf.AREAS: _Areas,
        UploadOf.PLACES: _Places,
        UploadOf.POSITIONS: _Positions,
    }
    reader = readers[of](office)
    for row in sheet.rows:
        try:
            checked.drafts.append(reader(row))
        except Unfit as unfit:
            checked.refused.append(refused(row, unfit))
    checked.notes += getattr(reader, "notes", [])
    return checked


class _Places:
    def __init__(self, office: Office) -> None:
        self.office, self.box = office, Outlines.of(office.country).box

    def __call__(self, row: Row) -> PlaceRow:
        lat, lon = point(row)
        must_be_here(self.office, self.box, lat, lon)
        others = name(row, "other_names", 2000, is_needed=False)
        return PlaceRow(
            row.number,
            name(row, "name", 120),
            lat,
            lon,
            name(row, "id", 40, is_needed=False),
            "|".join(_several(others)) or None,
            whole(row, "population", 100_000_000),
            name(row, "area", 20, is_needed=False),
        )


def _several(text: str) -> list[str]:
    """Names parted by "|" or ";"."""
    return [one.strip() for one in text.replace(";", "|").split("|") if one.strip()]


class _Positions:
    def __init__(self, office: Office) -> None:
        self.office, self.box = office, Outlines.of(office.country).box
        self.kinds, self.components = _words(PositionKind), _words(Component)

    def __call__(self, row: Row) -> PositionRow:
        lat, lon = point(row)
        must_be_here(self.office, self.box, lat, lon)
        grid = row.cells.get("mgrs", "")
        draft = Draft(
            name(row, "name", 80),
            PositionKind(_coded(row, "kind", self.kinds)),
            Component(_coded(row, "component", self.components)),
            round(lat, 5),
            round(lon, 5),
            grid[:60] if row.geometry is None else "",
            name(row, "call_sign", 40, is_needed=False),
            _number(row, "contact", 60),
        )
        return PositionRow(row.number, draft)


def _number(row: Row, column: str, most: int) -> str:
    """A telephone number may begin with a plus, and with nothing else by which a spreadsheet calculates."""
    plain = row.cells.get(column, "").strip().lstrip("'")
    if plain.startswith("+") and plain[1:2].isdigit():
        name(Row(row.number, {column: plain[1:]}), column, most - 1)
        return plain
    return name(Row(row.number, {column: plain}), column, most, is_needed=False)


def _words(words: Any) -> Mapping[str, str]:
    """What people may write for each code: the code, and how it reads in both languages, here or as the hub has it."""
    found: dict[str, str] = {}
    for language in ("en", "fr"):
        with translation.override(language):
            for word in words:
                found |= {
                    search_key(str(one)): word.value for one in (word.value, STANDARD[words][word], said(words, word))
                }
    return found


def _coded(row: Row, column: str, known: Mapping[str, str]) -> str:
    text = row.cells.get(column, "")
    if (code := known.get(search_key(text))) is None:
        told = {"codes": ", ".join(dict.fromkeys(known.values()))}
        raise Unfit(column, text, _("Write one of %(codes)s.") % told)
    return code


class _Areas:
    """Columns of our own, or those of the common operational datasets: adm2_pcode, adm2_fr, adm1_pcode."""

    def __init__(self, office: Office) -> None:
        self.office, self.points, self.thinned = office, 0, 0

    @property
    def notes(self) -> Iterator[str]:
        if self.thinned:
            told = {"n": self.thinned}
            yield _("Outlines that are kept with fewer points, true to 55 m: %(n)d.") % told

    def __call__(self, row: Row) -> AreaRow:
        cells = row.cells
        published = max((level for level in (1, 2, 3) if cells.get(f"adm{level}_pcode")), default=0)
        level = whole(row, "level", 9) if cells.get("level") else published
        if level not in ADMIN:
            told = cells.get("level", "") or str(published or "")
            raise Unfit("level", told, _("Write 1 for a province or prefecture, 2 for what lies in one."))
        if published:
            own = next((one for one in ("fr", "name", "en") if cells.get(f"adm{level}_{one}")), "fr")
            given = {"code": cells.get(f"adm{level}_pcode", ""), "name": cells.get(f"adm{level}_{own}", "")}
            parents = [cells.get("adm1_pcode", ""), *(cells.get(f"adm1_{one}", "") for one in ("fr", "name", "en"))]
            row = Row(row.number, given | {key: cells[key] for key in ("code", "name") if cells.get(key)}, row.geometry)
        else:
            parents = [cells.get("parent", "")]
        return AreaRow(
            row.number,
            level,
            name(row, "code", 20),
            name(row, "name", 120),
            tuple(one for one in parents if one) if level > 1 else (),
            self._outline(row) if row.geometry is not None else None,
        )

    def _outline(self, row: Row) -> dict[str, Any]:
        try:
            drawn = shapes.read(row.geometry)
            if not drawn.geometry["type"].endswith("Polygon"):
                raise shapes.Crooked(_("an area is an outline, no point or line."))
            shapes.must_be_whole(drawn.geometry)
        except shapes.Crooked as crooked:
            raise Unfit("geometry", "", str(crooked).capitalize()) from None
        self.points += drawn.points
        if self.points > MOST_POINTS:
            raise Unfit("geometry", "", _("The outlines have more than a million points. Simplify them."))
        found = shape(drawn.geometry)
        west, south, east, north = found.bounds
        if distance_km(self.office.lat, self.office.lon, (south + north) / 2, (west + east) / 2) > FAR_KM:
            raise Unfit("geometry", "", _("It lies outside the office’s country: check the figures."))
        if drawn.points <= FINE_POINTS:
            return drawn.geometry
        self.thinned += 1
        plain = mapping(found.simplify(FINE_DEGREES, preserve_topology=True))
        return {"type": plain["type"], "coordinates": _listed(plain["coordinates"])}


def _listed(value: Any) -> Any:
    """Tuples as lists, as JSON gives them back."""
    return [_listed(one) for one in value] if isinstance(value, tuple | list) else round(value, shapes.DECIMALS)
