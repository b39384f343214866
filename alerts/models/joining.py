"""Which alerts people held to be the same, and which not: joined, set apart, and joined no longer."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from .alert import Alert


class Joining(models.Model):
    """`alert` was joined to `into`. `filings`: ids of those that went over, so that they can come back."""

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="joinings")
    into = models.ForeignKey(Alert, models.PROTECT, related_name="taken_in")
    filings = ArrayField(models.BigIntegerField(), default=list)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["alert"], condition=Q(undone_at__isnull=True), name="joined_to_one_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(alert=F("into")), name="joined_to_another"),
        ]

    def __str__(self) -> str:
        return f"alert {self.alert_id} joined to {self.into_id}"


class SetApart(models.Model):
    """Somebody looked at both and found that they are not the same; `alert` has the lower id."""

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="+")
    other = models.ForeignKey(Alert, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alert", "other"], name="set_apart_once"),
            models.CheckConstraint(condition=Q(alert__lt=F("other")), name="lower_id_first"),
        ]

    def __str__(self) -> str:
        return f"alerts {self.alert_id} and {self.other_id} are not the same"
