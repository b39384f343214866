"""One watch relieves another: what is open is handed over item by item (to state forces: responses.Handover)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .duty import Duty
from .owed import Owed

PERSON = settings.AUTH_USER_MODEL


class Relief(models.Model):
    """What a duty hands over to whoever holds it from `starts_at` on. `by`: who prepared it, empty: the hub did.
    `begun_at`: when the hub made the list whole, at the beginning of the watch or as soon as it could.
    """

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="reliefs")
    starts_at = models.DateTimeField()
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "starts_at"], name="relieved_once_a_watch")]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.starts_at:%Y-%m-%d %H:%M}Z"


class ReliefItem(models.Model):
    """One debt with what whoever leaves has to say of it. `told_at`: when the fallback heard that nobody took it."""

    relief = models.ForeignKey(Relief, models.CASCADE, related_name="items")
    owed = models.ForeignKey(Owed, models.PROTECT, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["relief", "owed"], name="debt_once_a_relief"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="somebody_accepted_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.relief_id}: debt {self.owed_id}"
