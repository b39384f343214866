"""What was handed over to state forces: a recorded, approved act, with what came of it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from alerts.models import Alert
from responses.domain import handing_over as h
from responses.domain.words import Responder

from . import choices
from .fields import CodeField

PERSON = settings.AUTH_USER_MODEL


class Handover(models.Model):
    """`to`: army or police; `with_whom`: their post or function, never a private person; `what`: word for word what is
    shared, without a source. `because`: why only the Head of Office could approve. `is_outcome_known`: None until
    somebody says.
    """

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="+")
    stage = CodeField(h.Stage, default=h.Stage.ASKED.value)
    version = models.PositiveIntegerField(default=1)
    to = CodeField(Responder)
    with_whom = models.CharField(max_length=200)
    what = models.CharField(max_length=1000)
    diligence = CodeField(h.Diligence)
    diligence_note = models.CharField(max_length=1000, blank=True)
    is_implicated = models.BooleanField(default=False)
    because = ArrayField(CodeField(h.Because), default=list, blank=True)
    asked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    shared_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    shared_at = models.DateTimeField(null=True, blank=True)
    is_outcome_known = models.BooleanField(null=True, blank=True)
    outcome = models.CharField(max_length=1000, blank=True)
    outcome_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    outcome_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="handover_is_decided_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=[h.Stage.APPROVED.value, h.Stage.SHARED.value]) | Q(decided_by__isnull=False),
                name="nothing_is_shared_unapproved",
            ),
        ]

    def __str__(self) -> str:
        return f"alert {self.alert_id}: {self.stage}"

    @property
    def because_labels(self) -> list[str]:
        return [str(choices.label(h.Because(code))) for code in self.because]

    @property
    def subject(self) -> str:
        """What it is called among what is owed."""
        return f"handover:{self.pk}"
