"""Whom a response can be given to: duties of the office, and its people."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from alerts.domain.roles import MACHINES
from alerts.models import Duty, Membership, Office, Person
from alerts.selectors.access import current_members


def duties(office: Office) -> QuerySet[Duty]:
    """Those that were not retired, in their order."""
    return Duty.objects.filter(office=office, retired_at__isnull=True).order_by("position", "pk")


def people(office: Office) -> QuerySet[Person]:
    """Those who may sign in and have a role in the office now, by name; no machine."""
    here = Membership.objects.filter(current_members(office, timezone.now()), person=OuterRef("pk"))
    held = here.exclude(role__in=[role.value for role in MACHINES])
    return Person.objects.filter(Exists(held), is_active=True).order_by("name", "pk")
