"""What people decided about an alert, how it ended, and what they found it to be: only ever added to."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from alerts.domain import words as w
from alerts.domain import words_of_deciding as d
from alerts.domain.words_of_harm import HarmKnown

from . import choices
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
    """Dismissed, closed, opened again, or, after closing, word given back or reviewed; the alert's own fields hold
    how it stands now.

    `review_for`: why a second person reviews a closing; grows where what asks for it comes on record later.
    """

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="endings")
    kind = CodeField(d.EndingKind)
    outcome = CodeField(w.Outcome, blank=True)  # of a closing
    reason = CodeField(w.DismissReason, blank=True)  # of a dismissal
    note = models.CharField(max_length=2000, blank=True)
    word_back = CodeField(d.WordBack, blank=True)  # of a closing, and afterwards
    word_back_date = models.DateField(null=True, blank=True)  # when owed: the day, in the office's zone
    harm = CodeField(HarmKnown, blank=True)  # of a closing
    review_for = ArrayField(CodeField(d.ReviewCause), default=list, blank=True)  # of a closing
    # Of a review: the after-action note
    went_well = models.CharField(max_length=500, blank=True)
    went_badly = models.CharField(max_length=500, blank=True)
    to_change = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"alert {self.alert_id}: {self.kind}"

    @property
    def review_labels(self) -> list[str]:
        return [str(label) for label in choices.labels(d.ReviewCause, self.review_for)]


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
