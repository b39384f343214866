"""Responses under way as the wall shows them: only of alerts that are not restricted, and never what was written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from alerts.domain.words import OPEN_STATES, Precision
from alerts.models import Alert
from alerts.selectors.access import Viewer
from responses.domain.course import UNDER_WAY
from responses.domain.words import Status
from responses.models import Entry, Response, Serving

from .responses import Line, lines, read

MOST = 100
ROWS = 4
GOING = (Status.ACCEPTED, Status.MOVING)
STATUSES = [status.value for status in (Status.ASSIGNED, *UNDER_WAY)]


@dataclass(frozen=True, slots=True)
class Unit:
    """`alert`: of those that it is for the one to be named. `seen_at`: where it last said it is, None: it did not.
    `begins_at`: from where it goes there; None where that is not known, or where it goes nowhere: (lat, lon) each.
    """

    line: Line
    alert: Alert
    seen_at: tuple[float, float] | None
    begins_at: tuple[float, float] | None

    @property
    def response(self) -> Response:
        return self.line.response

    @property
    def is_late(self) -> bool:
        return self.line.is_late

    @property
    def due_at(self) -> datetime:
        return self.line.due_at


def under_way(viewer: Viewer, now: datetime) -> list[Unit]:
    """Those assigned and not ended, what is late first, then what is due first. Four statements at most."""
    open_ones = Alert.objects.filter(is_restricted=False, state__in=OPEN_STATES).order_by().values("pk")
    served = Serving.objects.filter(response=OuterRef("pk"), until__isnull=True, alert__in=open_ones)
    rows = Response.objects.filter(Exists(served), office=viewer.office, status__in=STATUSES)
    found = lines(viewer, read(rows).order_by("due_at", "pk")[:MOST], now)
    seen = _seen(line.response for line in found)
    units = [_unit(line, seen.get(line.response.pk)) for line in found]
    return sorted(units, key=lambda unit: (not unit.is_late, unit.due_at, unit.response.pk))


def _seen(rows: Iterable[Response]) -> dict[int, tuple[float, float]]:
    """Where each last said it is. One statement, none for nobody."""
    ids = [row.pk for row in rows]
    said = Entry.objects.filter(response__in=ids, lat__isnull=False).order_by("response", "-said_at", "-pk")
    placed = said.distinct("response").values_list("response_id", "lat", "lon") if ids else ()
    return {pk: (lat, lon) for pk, lat, lon in placed if lat is not None and lon is not None}


def _unit(line: Line, seen_at: tuple[float, float] | None) -> Unit:
    """A response for several alerts is named by its leading one, else by another that is not restricted."""
    row = line.response
    known = [alert for alert in line.alerts if not alert.is_restricted and alert.is_open]
    alert = next((one for one in known if one.pk == row.lead_id), known[0])
    begins_at = seen_at or ((row.position.lat, row.position.lon) if row.position else None)
    goes = row.status in GOING and is_on_map(alert)
    return Unit(line, alert, seen_at, begins_at if goes else None)


def is_on_map(alert: Alert) -> bool:
    """Whether the wall's map may draw it."""
    return not alert.is_restricted and alert.lat is not None and alert.precision != Precision.NAME_ONLY
