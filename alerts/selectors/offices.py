"""What an office is, and what hangs on it: shown beside its fields before somebody changes them."""

from dataclasses import dataclass

from alerts.domain.events import Happened
from alerts.models import Alert, Area, Duty, Event, Membership, NumberCounter, Office, Place, Rule

from .last_event import last_event


@dataclass(frozen=True, slots=True)
class Hanging:
    """How much is reckoned by what the office is. `alerts`: with its code in their numbers; `duties`: in its zone;
    `rules`: that name areas of its country; `areas`, `places`: of its country that the hub knows.
    """

    alerts: int
    duties: int
    rules: int
    areas: int
    places: int
    people: int


def hanging(office: Office) -> Hanging:
    """Six statements."""
    return Hanging(
        alerts=Alert.objects.filter(office=office).count(),
        duties=Duty.objects.filter(office=office, time_zone=office.time_zone, retired_at__isnull=True).count(),
        rules=Rule.objects.filter(office=office, areas__isnull=False).distinct().count(),
        areas=Area.objects.filter(country=office.country, outline__isnull=False).count(),
        places=Place.objects.filter(country=office.country).count(),
        people=Membership.objects.filter(office=office).values("person").distinct().count(),
    )


def code_stays(office: Office) -> bool:
    """Whether its code stands in a number that was given."""
    return NumberCounter.objects.filter(office=office).exists() or Alert.objects.filter(office=office).exists()


def last_change(office: Office) -> Event | None:
    """The event that made the office what it is."""
    return last_event(office.pk, Happened.OFFICE_CHANGED)
