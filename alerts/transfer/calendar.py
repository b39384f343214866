"""Watches as iCalendar (RFC 5545), for phones that follow an address."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from alerts.models import Person
from alerts.selectors.calendar import Entry

ASK_AGAIN = timedelta(hours=1)
NEVER = datetime(2020, 1, 1, tzinfo=UTC)  # of a rota that nobody has changed since it was made


def ics(person: Person, entries: Iterable[Entry]) -> bytes:
    """In the language that is active: duty and office, and the hours where the duty is; no other name, no number,
    nothing of alerts. Times are UTC, so that no phone needs to know our zones. The same entries are the same bytes.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Early-warning hub//Duty//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Duty"))
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(person, entry))
    return bytes(calendar.to_ical())


def _event(person: Person, entry: Entry) -> Event:
    duty = entry.duty
    changed_at = (duty.changed_at or NEVER).replace(microsecond=0)
    local = [moment.astimezone(entry.zone) for moment in (entry.starts_at, entry.ends_at)]
    event = Event()
    event.add("uid", uid(person, entry))
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("sequence", duty.revision)
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", f"{duty.name}, {duty.office.name}")
    hours = {"from": f"{local[0]:%Y-%m-%d %H:%M}", "until": f"{local[1]:%Y-%m-%d %H:%M}", "zone": entry.zone.key}
    event.add("description", _("%(from)s to %(until)s, %(zone)s") % hours)
    event.add("class", "PRIVATE")
    return event


def uid(person: Person, entry: Entry) -> str:
    """The same as long as the person has this watch of the duty, whatever becomes of its end and of names."""
    told = f"{entry.duty.pk} {person.pk} {entry.starts_at.astimezone(UTC).isoformat()}"
    return f"{hashlib.sha256(told.encode()).hexdigest()[:32]}@early-warning-hub"
