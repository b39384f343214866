"""Who in an office reads an alert whole at a moment: those who may be asked about it by name, and told of it."""

from datetime import datetime

from django.db.models import Q

from alerts.domain.roles import READS_WHOLE
from alerts.domain.words import Role
from alerts.models import Alert, Membership, Person

from .access import current_members, viewer_of


def readers(alert: Alert, now: datetime) -> list[Person]:
    """By name. One statement; of a restricted alert two or four more for each focal point, hub and Head of Office."""
    may = Q(role__in=READS_WHOLE)
    if not alert.is_restricted:
        may |= Q(role=Role.OFFICER, component__in=alert.components)
    members = Membership.objects.filter(may, current_members(alert.office, now), person__is_active=True)
    people = list(Person.objects.filter(pk__in=members.values("person")).order_by("name", "pk"))
    if not alert.is_restricted:
        return people
    return [person for person in people if _sees_whole(person, alert, now)]


def _sees_whole(person: Person, alert: Alert, now: datetime) -> bool:
    viewer = viewer_of(person, now, alert.office.code)
    return viewer is not None and viewer.office == alert.office and viewer.sees_whole(alert)
