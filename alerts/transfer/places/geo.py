"""GeoJSON as rows: the properties of a feature are its cells."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from alerts.transfer.faults import Fault, FileRefused
from alerts.transfer.own_layers import must_be_wgs_84, parsed

from .sheet import FAULT, LONGEST_CELL, MOST_ROWS, Names, Row, columns, is_fault


@dataclass(slots=True)
class Collection:
    """GeoJSON (RFC 7946)."""

    features: list[Any]
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    suffix: str = "geojson"

    def back(self, faults: Mapping[int, str]) -> bytes:
        made = []
        for number, feature in enumerate(self.features, start=1):
            one = dict(feature) if isinstance(feature, dict) else {"type": "Feature", "geometry": None, "was": feature}
            own = one.get("properties")
            kept = {name: value for name, value in own.items() if not is_fault(name)} if isinstance(own, dict) else {}
            one["properties"] = kept | {FAULT: faults.get(number, "")}
            made.append(one)
        text = json.dumps({"type": "FeatureCollection", "features": made}, ensure_ascii=False, indent=1)
        return text.encode("utf-8", "backslashreplace")  # half a sign, as JSON may hold it, stays as it was written


def looks_like_json(content: bytes) -> bool:
    return content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def read_collection(content: bytes, names: Names) -> Collection:
    """Raises FileRefused where it is no GeoJSON."""
    found = parsed(content)
    must_be_wgs_84(found)
    features = found.get("features")
    if found.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise FileRefused(_("The file is JSON, but not a collection of GeoJSON features."))
    if not features:
        raise FileRefused(_("There is nothing in the file."))
    if len(features) > MOST_ROWS:
        raise FileRefused(_("The file holds more than 50,000 features. Split it into several files."))
    read = Collection(features)
    for number, feature in enumerate(features, start=1):
        own = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            read.faults.append(Fault(number, "", "", _("It is no feature.")))
            continue
        given = {name: _text(value) for name, value in own.items()} if isinstance(own, dict) else {}
        if any("\x00" in cell or len(cell) > LONGEST_CELL for cell in given.values()):
            read.faults.append(Fault(number, "", "", _("A property is too long, or holds a NUL character: mend it.")))
            continue
        called = columns(list(given), names)
        read.rows.append(Row(number, {called[name]: given[name] for name in called}, feature.get("geometry")))
    return read


def _text(value: Any) -> str:
    """A property as a cell: lists are parted by "|", as names in columns are."""
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, list):
        return "|".join(str(one) for one in value[:100] if isinstance(one, str | int | float))
    return str(value).strip()
