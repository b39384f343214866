"""The actors that an office knows, as they are offered and found."""

from django.db.models import Q, QuerySet

from alerts.domain.events import Happened
from alerts.models import Actor, Alert, Event, Office
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


def last_change(office: Office, actor_id: int) -> Event | None:
    """The event that made an actor what it is."""
    changed = Event.objects.filter(office=office, kind=Happened.RULES_CHANGED)
    of_it = changed.filter(data__what="actor", data__id=actor_id)
    return of_it.select_related("person").order_by("-seq").first()
