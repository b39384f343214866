"""GeoJSON as offices send it, for the tests of layers."""

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

SQUARE = [[29.4, 0.4], [29.6, 0.4], [29.6, 0.6], [29.4, 0.6], [29.4, 0.4]]
HOLE = [[29.45, 0.45], [29.45, 0.5], [29.5, 0.5], [29.5, 0.45], [29.45, 0.45]]


def geometry(kind: str, coordinates: Any) -> dict[str, Any]:
    return {"type": kind, "coordinates": coordinates}


def feature(shape: Any = None, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": geometry("Polygon", [SQUARE]) if shape is None else shape,
    }


def collection(*features: Any, **more: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}).encode()


def sent(content: bytes, name: str = "areas.geojson") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/geo+json")
