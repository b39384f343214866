"""The history: one row for every change, only ever added to. And who read what is kept apart."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from alerts.domain.words import Access

from .alert import Alert
from .fields import CodeField
from .office import Office


class Event(models.Model):
    """`seq` counts from 1 within an office without a gap, in the order of commit. `data`: ids and codes."""

    office = models.ForeignKey(Office, models.PROTECT)
    seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=40)  # a domain.events.Happened
    at = models.DateTimeField()
    alert = models.ForeignKey(Alert, models.PROTECT, null=True, blank=True, related_name="events")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "seq"], name="event_numbered_once")]
        indexes = [
            models.Index(fields=["alert", "seq"], name="event_by_alert"),
            # what was changed in the set-up, which is rare among all that happens
            models.Index(fields=["office", "seq"], name="event_of_no_alert", condition=Q(alert__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.office_id}:{self.seq} {self.kind}"


class AccessLog(models.Model):
    """Who read a restricted alert or a source, who exported."""

    office = models.ForeignKey(Office, models.PROTECT)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    alert = models.ForeignKey(Alert, models.PROTECT, null=True, blank=True)
    what = CodeField(Access)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["alert", "-at"], name="access_by_alert")]

    def __str__(self) -> str:
        return f"person {self.person_id} {self.what} {self.alert_id}"
