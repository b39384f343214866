"""Displays: by what their browser holds, those of an office, and who last changed one."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.domain.events import Happened
from alerts.models import Display, Event, Office

from .access import Viewer
from .last_event import last_event

MOST_PAST = 50
SILENT_AFTER = timedelta(minutes=3)  # it says each minute that it is there


@dataclass(frozen=True, slots=True)
class Shelf:
    """`working`: paired and good now, by name; `past`: ended or run out, newest first, at most fifty."""

    working: list[Display]
    past: list[Display]


def digest(secret: str) -> str:
    """What the database keeps of a secret that is long and random."""
    return hashlib.sha256(secret.encode()).hexdigest()


def of_secret(secret: str) -> Display | None:
    """The display, paired or not, whose browser holds this. One statement; none for an empty one."""
    if not secret:
        return None
    return Display.objects.select_related("office").filter(secret_digest=digest(secret)).first()


def is_good(display: Display | None, now: datetime) -> bool:
    """Whether it shows an office's wall at `now`: paired, neither ended nor run out."""
    return (
        display is not None
        and display.office_id is not None
        and display.ended_at is None
        and display.expires_at is not None
        and now < display.expires_at
    )


def of_office(viewer: Viewer, now: datetime) -> Shelf:
    """None for whoever does not set up. Two statements."""
    if not viewer.may_edit_rules:
        return Shelf([], [])
    rows = Display.objects.filter(office=viewer.office).select_related("paired_by", "ended_by")
    working = rows.filter(ended_at__isnull=True, expires_at__gt=now)
    return Shelf(list(working.order_by("name", "pk")), list(rows.exclude(pk__in=working.values("pk"))[:MOST_PAST]))


def is_silent(display: Display, now: datetime) -> bool:
    """Whether it has not been heard of for some minutes."""
    return display.last_seen_at is None or now - display.last_seen_at > SILENT_AFTER


def last_change(office: Office, display_id: int) -> Event | None:
    """The event that made a display what it is."""
    kinds = [Happened.DISPLAY_PAIRED, Happened.DISPLAY_CHANGED, Happened.DISPLAY_ENDED]
    return last_event(office.pk, *kinds, display=display_id)
