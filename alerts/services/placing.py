"""Where an alert is, as somebody of the hub found out after looking."""

from dataclasses import dataclass
from typing import Any

from alerts.domain.events import Happened
from alerts.domain.words import Precision
from alerts.models import Alert, Area, Assessment
from alerts.selectors import place as places
from alerts.selectors.access import Viewer
from ewrr.common.change import Change

from . import finding, moving
from .moving import Incomplete

FIELDS = ("place_name", "lat", "lon", "precision", "area_id")


@dataclass(frozen=True, slots=True)
class Spot:
    """WGS 84; without `lat` and `lon` the place is `area`, or only a name."""

    name: str
    precision: Precision
    lat: float | None = None
    lon: float | None = None
    area: Area | None = None


def place(*, viewer: Viewer, number: str, version: int, spot: Spot, reason: str = "") -> Alert:
    """Sets place and precision; what the filings say stays word for word. The area follows from the point.

    Raises Alert.DoesNotExist, MayNot, Stale, IllegalMove (imported history), Incomplete where nothing is new.
    """
    with moving.locked(viewer, number, has_right=viewer.may_assess) as (c, alert):
        moving.touch(c, alert, version)
        before = _standing(alert)
        alert.place_name, alert.precision, alert.lat, alert.lon = spot.name, spot.precision, spot.lat, spot.lon
        has_point = spot.lat is not None and spot.lon is not None
        alert.area = places.area_at(spot.lat, spot.lon) if has_point else spot.area  # type: ignore[arg-type]
        changes = {
            name: [old, new] for name, old, new in zip(FIELDS, before, _standing(alert), strict=True) if old != new
        }
        if not changes:
            raise Incomplete(moving.FAULTS[moving.Fault.NOTHING_NEW], fields={"place": moving.SAME_PLACE})
        alert.save(update_fields=["version", "place_name", "lat", "lon", "precision", "area"])
        finding.refresh(alert)
        write(c, alert, changes, reason)
        c.record(Happened.ALERT_PLACED, alert, precision=alert.precision, has_point=has_point, version=alert.version)
        return alert


def write(c: Change, alert: Alert, changes: dict[str, list[Any]], reason: str) -> Assessment:
    """What was found besides verification and level, kept with what it was before."""
    return Assessment.objects.create(
        alert=alert,
        verification=alert.verification,
        level=alert.level,
        reason=reason,
        changes=changes,
        by=c.by,
        at=c.now,
    )


def _standing(alert: Alert) -> list[Any]:
    return [getattr(alert, name) for name in FIELDS]
