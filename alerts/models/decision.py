"""What people decided about an alert, how it ended, and what they found it to be: only ever added to."""

from django.conf import settings
from django.db import models

from alerts.domain import words as w
from alerts.domain import words_of_deciding as d

from .alert import Alert
from .fields import CodeField


class Decision(models.Model):
    """What is to be done, by whom decided. `reason`: with no action, and only then."""

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="decisions")
    course = CodeField(d.Course)
    reason = CodeField(d.NotResponded, blank=True)
    note = models.CharField(max_length=2000, blank=True)
    review_date = models.DateField(null=True, blank=True)  # a day in the office's zone
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(course=d.Course.NO_ACTION.value) ^ models.Q(reason=""),
                name="no_action_and_only_it_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"alert {self.alert_id}: {self.course}"


class Ending(models.Model):
    """Dismissed, closed, opened again, or word given back after closing; the alert's own fields hold how it
    stands now.
    """

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="endings")
    kind = CodeField(d.EndingKind)
    outcome = CodeField(w.Outcome, blank=True)  # of a closing
    reason = CodeField(w.DismissReason, blank=True)  # of a dismissal
    note = models.CharField(max_length=2000, blank=True)
    word_back = CodeField(d.WordBack, blank=True)  # of a closing, and afterwards
    word_back_date = models.DateField(null=True, blank=True)  # when owed: the day, in the office's zone
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"alert {self.alert_id}: {self.kind}"


class Assessment(models.Model):
    """What somebody of the hub found after looking: verification and level, with the reason of an override.

    `changes`: all else that it changed, field to [before, after], as stored on the alert.
    """

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="assessments")
    verification = CodeField(w.Verification)
    level = CodeField(w.Level)
    reason = models.CharField(max_length=500, blank=True)
    changes = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"alert {self.alert_id}: {self.verification}, {self.level}"
