"""What lies under the alerts on an office's map: its own layers, as GeoJSON."""

from hashlib import sha256
from typing import Any

from shapely.geometry import shape

from alerts.models import Layer, Office


def shelf(office: Office) -> list[Layer]:
    """All layers of the office, oldest first, with whoever changed them last. One statement."""
    return list(Layer.objects.filter(office=office).select_related("by"))


def count(office: Office) -> int:
    return Layer.objects.filter(office=office).count()


def version(layer: Layer) -> str:
    """Differs once anything about the layer was changed."""
    return layer.at.isoformat()


def shown_version(office: Office) -> str:
    """Differs once what `shown` tells of the office differs. One statement."""
    rows = Layer.objects.filter(office=office, is_shown=True).values_list("pk", "at")
    return sha256(repr((office.pk, list(rows))).encode()).hexdigest()[:20]


def shown(office: Office) -> list[dict[str, Any]]:
    """The layers that the office shows: id, names, credit, whether they are areas of responsibility, GeoJSON."""
    return [
        {
            "id": layer.pk,
            "name": {"en": layer.name_en, "fr": layer.name_fr},
            "credit": layer.credit,
            "is_of_positions": layer.is_of_positions,
            "shapes": layer.shapes,
        }
        for layer in Layer.objects.filter(office=office, is_shown=True)
    ]


def summary(layer: Layer) -> dict[str, Any]:
    """How many shapes and points, their names, and the box round them: (south, west, north, east)."""
    features = layer.shapes["features"]
    boxes = [shape(feature["geometry"]).bounds for feature in features]
    west, south, east, north = zip(*boxes, strict=True) if boxes else ((0.0,),) * 4
    names = [feature["properties"]["name"] for feature in features]
    return {
        "count": len(features),
        "names": [name for name in names if name],
        "unnamed": sum(not name for name in names),
        "box": (min(south), min(west), max(north), max(east)),
    }
