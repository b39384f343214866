"""The actors that an office knows, as they are offered and found."""

from django.db.models import Q, QuerySet

from alerts.models import Actor, Alert, Office
from ewrr.common.words import search_key


def offered(alert: Alert) -> QuerySet[Actor]:
    """Those of the alert's office, without retired ones that it does not name already."""
    return Actor.objects.filter(Q(retired_at__isnull=True) | Q(alerts=alert), office=alert.office_id).distinct()


def of_office(office: Office) -> QuerySet[Actor]:
    """All of them, those still offered first."""
    return Actor.objects.filter(office=office).order_by("retired_at", "name", "pk")


def key_of(name: str, aliases: str) -> str:
    """All names of an actor, made comparable, parted by "|"."""
    return "|".join(dict.fromkeys(key for key in map(search_key, [name, *aliases.splitlines()]) if key))
