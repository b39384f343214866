"""The responses of a period as reports count them: one row each, in one statement."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from alerts.models import Office
from responses.domain.activity import Done
from responses.domain.acts import Act
from responses.models import Response, Serving

CHUNK = 500
PLAIN = (
    "type",
    "responder",
    "due_at",
    "created_at",
    "moving_at",
    "on_site_at",
    "done_at",
    "ended_at",
    "result",
    "reason",
)


def done(office: Office, *, is_exercise: bool, since: datetime, until: datetime) -> Iterator[Done]:
    """Those that were begun or done between two moments (UTC, half-open), with the alerts that they serve."""
    served = (
        Serving.objects.filter(response=OuterRef("pk"), until=None)
        .order_by("alert")
        .values(data=JSONObject(number="alert__number", is_restricted="alert__is_restricted"))
    )
    begun_or_done = Q(created_at__gte=since, created_at__lt=until) | Q(done_at__gte=since, done_at__lt=until)
    rows = (
        Response.objects.filter(begun_or_done, office=office, is_exercise=is_exercise)
        .annotate(alerts_now=ArraySubquery(served))
        .values(*PLAIN, "alerts_now")
        .order_by("pk")
    )
    for row in rows.iterator(chunk_size=CHUNK):
        alerts = tuple((alert["number"], alert["is_restricted"]) for alert in row["alerts_now"])
        yield Done(Act(**{name: row[name] for name in PLAIN}), alerts)
