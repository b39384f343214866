"""Whether the hub itself works: when each part was last seen working, and what was found wrong."""

from django.db import models
from django.db.models import Q

from alerts.domain.words_of_telling import AlarmKind

from .fields import CodeField
from .office import Office


class Pulse(models.Model):
    """When something was last seen to work. `name`: a domain.words_of_telling.Part or Mark, or a Channel that
    answered.
    """

    name = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M:%S}Z"


class Alarm(models.Model):
    """Something of the hub that does not work, from `since` until `ended_at`. `subject`: which part, channel or
    duty, as a code or id. `office` is empty when it concerns all. `told_at`: when people were last told of it.
    """

    office = models.ForeignKey(Office, models.CASCADE, null=True, blank=True, related_name="alarms")
    kind = CodeField(AlarmKind)
    subject = models.CharField(max_length=40, blank=True)
    since = models.DateTimeField()
    seen_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind", "subject"],
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="alarm_rings_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
