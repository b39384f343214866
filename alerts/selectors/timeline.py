"""What happened to an alert, as sentences in the reader's language, newest first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alerts.domain.events import QUIET, Happened
from alerts.domain.words import Component, DismissReason
from alerts.models import Alert, Event, Person
from alerts.models.choices import label

LIMIT = 100


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    who: str  # empty when the hub itself did it
    did: str


def timeline(alert: Alert) -> list[Line]:
    """The latest hundred lines. Two statements."""
    events = list(
        alert.events.exclude(kind__in=[kind.value for kind in QUIET]).select_related("person").order_by("-seq")[:LIMIT]
    )
    ids = {person_id for event in events for person_id in event.data.get("people", [])}
    names = dict(Person.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
    return [Line(event.at, str(event.person or ""), SENTENCES[Happened(event.kind)](event, names)) for event in events]


def _told(event: Event, names: dict[int, str]) -> str:
    people = [names.get(person_id, "?") for person_id in event.data.get("people", [])]
    if not people:
        return _("nobody found to tell at this step")
    step = event.data.get("step", 0)
    if step:
        return _("step %(step)d tells %(people)s") % {"step": step + 1, "people": ", ".join(people)}
    return _("told %(people)s") % {"people": ", ".join(people)}


def _answered(event: Event, names: dict[int, str]) -> str:
    names_of = ", ".join(str(label(Component(code))) for code in event.data["components"] if code)
    if not names_of:
        return _("answered")
    if event.data["counts"]:
        return _("answered for %(component)s") % {"component": names_of}
    return _("answered too, for %(component)s") % {"component": names_of}


def _failed(event: Event, names: dict[int, str]) -> str:
    return _("a message failed and will be tried again")


SENTENCES: dict[Happened, Callable[[Event, dict[int, str]], Any]] = {
    Happened.ALERT_FILED: lambda event, names: _("filed it"),
    Happened.ALERT_ROUTED: _told,
    Happened.ALERT_TOLD: _told,
    Happened.ALERT_ANSWERED: _answered,
    Happened.ALERT_UNANSWERED: lambda event, names: _("every step is spent and nobody has answered"),
    Happened.ALERT_DECIDED: lambda event, names: _("decided"),
    Happened.ALERT_DISMISSED: lambda event, names: (
        _("dismissed it: %(reason)s") % {"reason": label(DismissReason(event.data["reason"]))}
    ),
    Happened.ALERT_CLOSED: lambda event, names: _("closed it"),
    Happened.ALERT_REOPENED: lambda event, names: _("reopened it"),
    Happened.ALERT_IMPORTED: lambda event, names: _("imported from a historical record"),
    Happened.DELIVERY_SENT: lambda event, names: ngettext("%d message sent", "%d messages sent", 1) % 1,
    Happened.DELIVERY_SEEN: lambda event, names: _("read the message"),
    Happened.DELIVERY_FAILED: _failed,
    Happened.DELIVERY_GAVE_UP: lambda event, names: _("a message could not be delivered and was given up"),
}
