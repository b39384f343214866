"""Alerts as GeoJSON (RFC 7946), for maps elsewhere."""

from collections.abc import Iterable
from datetime import UTC
from typing import Any

from alerts.models import Alert

DECIMALS = 5  # about a metre


def collection(alerts: Iterable[Alert], after: str | None) -> dict[str, Any]:
    """A FeatureCollection of alerts that the reader sees whole, that are not restricted and whose place is known
    (area and joined_to read before). `after`: what begins the next page.
    """
    return {"type": "FeatureCollection", "after": after, "features": [_feature(alert) for alert in alerts]}


def _feature(alert: Alert) -> dict[str, Any]:
    assert alert.lat is not None and alert.lon is not None and not alert.is_restricted
    return {
        "type": "Feature",
        "id": alert.number,
        "geometry": {"type": "Point", "coordinates": [round(alert.lon, DECIMALS), round(alert.lat, DECIMALS)]},
        "properties": {
            "number": alert.number,
            "level": alert.level,
            "kind": alert.kind,
            "threat_types": alert.threat_types,
            "state": alert.state,
            "verification": alert.verification,
            "is_exercise": alert.is_exercise,
            "place": alert.place_name,
            "area": alert.area.name if alert.area else None,
            "precision": alert.precision,
            "radius_m": round(alert.precision_km * 1000) if alert.precision_km is not None else None,
            "event_at": _moment(alert.event_at),
            "received_at": _moment(alert.received_at),
        },
    }


def _moment(at: Any) -> str | None:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None
