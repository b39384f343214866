"""The answer owed: who owes what by when. Boards, reminders and "overdue" read only this."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from alerts.domain.words import Component, OwedKind

from .alert import Alert
from .duty import Duty
from .fields import CodeField


class Owed(models.Model):
    """Owed by a component, a duty or a person; open while `settled_at` is empty. `settled_by` is empty when
    it ended without an act of a person (cancelled with the alert).

    `subject`: what of another app it is owed for, as that app names it ("response:12"), or the closing that is to be
    reviewed ("closing:7"); moves of the alert do not settle it. `path`: where it is settled, an address within the
    hub; empty: on the alert. `is_chased`: told of step by step (models.Chase) instead of reminded once.
    """

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="owed")
    kind = CodeField(OwedKind)
    component = CodeField(Component, blank=True)
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="owes")
    subject = models.CharField(max_length=40, blank=True)
    path = models.CharField(max_length=120, blank=True)
    is_chased = models.BooleanField(default=False)
    since = models.DateTimeField()
    due_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)  # when whoever owes it was reminded
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="settled"
    )

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "kind", "component", "duty", "subject"],
                condition=Q(settled_at__isnull=True),
                nulls_distinct=False,
                name="owed_once_at_a_time",
            )
        ]
        indexes = [
            models.Index(fields=["alert", "due_at"], name="owed_open", condition=Q(settled_at__isnull=True)),
            models.Index(
                fields=["due_at"],
                name="owed_to_remind",
                condition=Q(settled_at__isnull=True, reminded_at__isnull=True, is_chased=False)
                & ~Q(kind=OwedKind.ANSWER.value),
            ),
            # What was owed lately: the wall counts its past hours.
            models.Index(fields=["settled_at"], name="owed_settled", condition=Q(settled_at__isnull=False)),
            models.Index(fields=["subject"], name="owed_for", condition=Q(settled_at__isnull=True) & ~Q(subject="")),
        ]

    def __str__(self) -> str:
        return f"alert {self.alert_id}: {self.kind}"
