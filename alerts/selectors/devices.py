"""The devices of an office, and as whom a new one could act."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from alerts.domain.words import Role
from alerts.models import Device, Membership, Person

from .access import Viewer, current_members


@dataclass(frozen=True, slots=True)
class Shelf:
    """`working`: tokens that are good now; `past`: ended or expired, newest first, at most fifty."""

    working: list[Device]
    past: list[Device]


MOST_PAST = 50


def of_office(viewer: Viewer, now: datetime) -> Shelf:
    """None for whoever issues no tokens. Two statements."""
    if not viewer.may_issue_tokens:
        return Shelf([], [])
    rows = Device.objects.filter(office=viewer.office).select_related("user", "made_by", "ended_by")
    working = rows.filter(ended_at__isnull=True, expiry__gt=now)
    return Shelf(list(working.order_by("name")), list(rows.exclude(pk__in=working.values("pk"))[:MOST_PAST]))


def own(viewer: Viewer, now: datetime) -> list[Device]:
    """Those that act as the viewer in this office, and work or wait for them. One statement."""
    rows = Device.objects.filter(office=viewer.office, user=viewer.person, ended_at__isnull=True, expiry__gt=now)
    return list(rows.order_by("name"))


def people(viewer: Viewer, now: datetime) -> QuerySet[Person]:
    """Everybody with a role in the office, by name; no machines."""
    here = Membership.objects.filter(current_members(viewer.office, now)).exclude(role=Role.MACHINE)
    return Person.objects.filter(is_active=True, pk__in=here.values("person")).order_by("name", "id")
