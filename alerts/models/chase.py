"""How somebody is told again and again of what they owe: the ladder of a debt, as a round is that of an alert."""

from django.db import models
from django.db.models import Q

from alerts.domain import plan as plans

from .owed import Owed


class Chase(models.Model):
    """`plan`: domain.plan.Plan as JSON, made by domain.chasing; duty 0 in it stands for the person who owes it.
    `next_at`: when step `step` is due; empty once it is settled, or nobody is to be told any more.
    """

    owed = models.OneToOneField(Owed, models.PROTECT, related_name="chase")
    plan = models.JSONField()
    step = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["next_at"], name="chase_next", condition=Q(next_at__isnull=False))]

    def __str__(self) -> str:
        return f"owed {self.owed_id}: step {self.step}"

    @property
    def ladder(self) -> plans.Plan:
        return plans.Plan.from_json(self.plan)
