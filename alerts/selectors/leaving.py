"""What somebody would leave behind whose account is closed: the watches that they hold, and the gaps in their place."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.domain.duty import Absence, PassedOver
from alerts.domain.redrawing import Redraw
from alerts.models import Person

from . import duty_preview
from .access import Viewer
from .duty import FOR_EVER
from .duty_choices import Ahead, watches

AHEAD = timedelta(days=14)
MOST_WATCHES = 12


@dataclass(frozen=True, slots=True)
class Leaving:
    """Of the coming weeks. `watches`: the first of them, of `held` in all; `gaps`: new ones, and whom each falls to."""

    watches: list[Ahead]
    held: int
    gaps: list[duty_preview.Line]


def leaving(viewer: Viewer, person: Person, now: datetime) -> Leaving:
    """Nothing is changed. Five statements."""
    held = watches(viewer, person.pk, now)
    gone = Redraw(away=(Absence(person.pk, now, FOR_EVER, FOR_EVER, PassedOver.INACTIVE),))
    found = duty_preview.preview(viewer, gone, now, now + AHEAD, (), now)
    return Leaving(held[:MOST_WATCHES], len(held), found.gaps)
