"""Who has said that they are there for a watch, and who was missed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from alerts.domain.words_of_telling import CheckedInVia

from .duty import Duty
from .fields import CodeField
from .notice import Notice

PERSON = settings.AUTH_USER_MODEL


class CheckIn(models.Model):
    """`starts_at`: of the watch that it is said for. `by`: whoever wrote it down; the person themselves, unless it was
    said by radio.
    """

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="check_ins")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="check_ins")
    starts_at = models.DateTimeField()
    at = models.DateTimeField()
    via = CodeField(CheckedInVia)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "starts_at", "person"], name="checked_in_once_a_watch")]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.person_id} {self.starts_at:%Y-%m-%d %H:%M}Z"


class MissedCheckIn(models.Model):
    """Nobody said that they are there: the person was reminded, then whoever it falls to was told, each once a watch.
    It says nothing of whether they came later: CheckIn does.
    """

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="+")
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    reminder = models.ForeignKey(Notice, models.PROTECT, null=True, blank=True, related_name="+")
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duty", "person", "starts_at"], name="missed_once_a_watch"),
            models.CheckConstraint(
                condition=Q(reminded_at__isnull=False) | Q(told_at__isnull=False), name="missed_is_told_to_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.person_id} {self.starts_at:%Y-%m-%d %H:%M}Z"
