"""What the API says of an alert: the shell for some, the whole for others, never the source."""

from typing import Any

from alerts.models import Alert
from alerts.selectors.card import Card

CLOCKS = ("event_at", "received_at", "routed_at", "delivered_at", "answered_at", "decided_at", "closed_at")


def as_json(card: Card) -> dict[str, Any]:
    alert = card.alert
    shell: dict[str, Any] = {
        "number": alert.number,
        "level": alert.level,
        "kind": alert.kind,
        "area": alert.area.name if alert.area else None,
        "state": alert.state,
        "is_exercise": alert.is_exercise,
        "is_restricted": alert.is_restricted,
        "received_at": alert.received_at,
        "owed": {"kind": card.owed.kind, "by": card.silent, "due_at": card.owed.due_at} if card.owed else None,
        "whole": card.is_whole,
    }
    return shell | _rest(alert) if card.is_whole else shell


def _rest(alert: Alert) -> dict[str, Any]:
    return {
        "version": alert.version,
        "threat_types": alert.threat_types,
        "urgency": alert.urgency,
        "severity": alert.severity,
        "certainty": alert.certainty,
        "verification": alert.verification,
        "sensitivity": alert.sensitivity,
        "place": {"name": alert.place_name, "lat": alert.lat, "lon": alert.lon, "precision": alert.precision},
        "people": {"from": alert.people_from, "to": alert.people_to, "note": alert.people_note},
        "filings": alert.filing_count,
        "components": alert.components,
        "clocks": {name: getattr(alert, name) for name in CLOCKS},
    }
