"""What colleagues say to each other about an alert, and the alert in a few sentences of either language."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from .alert import Alert


class Comment(models.Model):
    """Only ever added to. `mentions`: ids of the people who are told of it."""

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="comments")
    text = models.CharField(max_length=2000)
    mentions = ArrayField(models.BigIntegerField(), default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"comment {self.pk} on alert {self.alert_id}"


class Summary(models.Model):
    """Only ever added to; the latest of a language counts."""

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="summaries")
    language = models.CharField(max_length=2)  # one of settings.LANGUAGES
    text = models.CharField(max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"alert {self.alert_id} in {self.language}"
