"""The actors that an office knows, as they are offered and found."""

from django.db.models import Count, F, Q, QuerySet

from alerts.domain.events import Happened
from alerts.models import Actor, Alert, Event
from ewrr.common.words import search_key

from .access import Viewer, whole_to
from .last_event import last_event


def offered(alert: Alert) -> QuerySet[Actor]:
    """Those of the alert's office, without retired ones that it does not name already."""
    return Actor.objects.filter(Q(retired_at__isnull=True) | Q(alerts=alert), office=alert.office_id).distinct()


def of_office(viewer: Viewer) -> QuerySet[Actor]:
    """All of them, those still offered first, each with `named`: how many alerts name it that the viewer reads whole;
    nobody counts what they may not know.
    """
    rows = Actor.objects.filter(office=viewer.office)
    return rows.annotate(named=Count("alerts", filter=Q(alerts__in=_whole(viewer)))).order_by(
        F("retired_at").desc(nulls_first=True), "name", "pk"
    )


def naming(viewer: Viewer, actor: Actor) -> int:
    """How many alerts name it that the viewer reads whole. One statement."""
    return _whole(viewer).filter(actors=actor).count()


def _whole(viewer: Viewer) -> QuerySet[Alert]:
    return Alert.objects.filter(whole_to(viewer))


def key_of(name: str, aliases: str) -> str:
    """All names of an actor, made comparable, parted by "|"."""
    return "|".join(dict.fromkeys(key for key in map(search_key, [name, *aliases.splitlines()]) if key))


def last_change(actor: Actor) -> Event | None:
    """The event that made an actor what it is. One statement."""
    return last_event(actor.office_id, Happened.RULES_CHANGED, what="actor", id=actor.pk)
