"""Who made something of the set-up what it is, and when: the latest event of an office about it."""

from typing import Any

from alerts.domain.events import Happened
from alerts.models import Event


def last_event(office_id: int, *kinds: Happened, **about: Any) -> Event | None:
    """`about`: what the event's data say of it. With the person; None where no event tells. One statement, from the
    newest event backwards: asked only where a change is known to be recent.
    """
    told = {f"data__{name}": value for name, value in about.items()}
    events = Event.objects.filter(office=office_id, kind__in=kinds, **told)
    return events.select_related("person").order_by("-seq").first()
