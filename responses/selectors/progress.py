"""How far the help has come that an alert called for: for whoever filed it, without who or whence."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from alerts.models import Alert
from responses.domain import course
from responses.models import Response, Serving

WAITS = [status.value for status in course.OPEN]


@dataclass(frozen=True, slots=True)
class Progress:
    """The first moment of each stage over all responses (UTC), None where it was not reached; `open`: how many are not
    ended, `ended`: how many are.
    """

    assigned_at: datetime | None
    accepted_at: datetime | None
    moving_at: datetime | None
    on_site_at: datetime | None
    done_at: datetime | None
    open: int
    ended: int

    @property
    def came_to_nothing(self) -> bool:
        """Something was tried, and nothing is under way or done."""
        return bool(self.ended) and not self.open and self.done_at is None


def progress(alert: Alert) -> Progress:
    """One statement."""
    serving = Serving.objects.filter(alert=alert, until__isnull=True).values("response")
    found = Response.objects.filter(pk__in=serving).aggregate(
        **{clock: Min(clock) for clock in ("assigned_at", "accepted_at", "moving_at", "on_site_at", "done_at")},
        open=Count("pk", filter=Q(status__in=WAITS)),
        ended=Count("pk", filter=~Q(status__in=WAITS)),
    )
    return Progress(**found)
