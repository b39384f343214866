"""The bases and posts of an office: those that stand, and all that the set-up shows."""

from django.db.models import Case, QuerySet, Value, When

from alerts.domain.events import Happened
from alerts.models import Event, Office, Position
from ewrr.common.versions import version_of

from .last_event import last_event


def standing(office: Office) -> QuerySet[Position]:
    """Those that are offered and measured from."""
    return Position.objects.filter(office=office, retired_at__isnull=True)


def here(office: Office) -> list[Position]:
    """The same, of an office whose positions may have been read already. One statement at most."""
    return [position for position in office.positions.all() if position.retired_at is None]


def of_office(office: Office) -> QuerySet[Position]:
    """All of them, those still offered first, then by component and name."""
    is_retired = Case(When(retired_at__isnull=True, then=Value(0)), default=Value(1))
    return Position.objects.filter(office=office).order_by(is_retired, "component", "name", "kind", "pk")


def version(position: Position) -> str:
    """Another one once anything of it is other."""
    told = (position.name, position.kind, position.component, position.lat, position.lon, position.as_typed)
    return version_of(*told, position.call_sign, position.contact, position.retired_at)


def last_change(position: Position) -> Event | None:
    """The event that made a position what it is. One statement."""
    return last_event(position.office_id, Happened.LIST_CHANGED, what="position", id=position.pk)
