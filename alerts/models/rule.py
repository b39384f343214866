"""Ordered rules and the plans they start: configuration, copied into each escalation."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from alerts.domain.words import Channel, Kind, Level, ThreatType

from .duty import Duty
from .fields import CodeField
from .office import Named, Office
from .place import Area


class Plan(Named):
    office = models.ForeignKey(Office, models.PROTECT, related_name="plans")
    code = models.SlugField(max_length=40)
    need = models.CharField(max_length=20)  # a domain.plan.Need
    answer_within_min = models.PositiveIntegerField()  # minutes from receipt until the answer owed is late
    # Minutes from the answer until the decision is late, and the duty that owes it; empty: no decision is owed.
    decide_within_min = models.PositiveIntegerField(null=True, blank=True)
    decided_by = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True, related_name="+")
    # Told when a round finds nobody or is spent; a plan that does not insist rests after its last step.
    last_resort = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True, related_name="+")
    insists = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "code"], name="plan_code_once_per_office")]


class PlanStep(models.Model):
    """`is_again`: the rule's own duties are told at this step (again); `duties` are told besides."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="steps")
    after_min = models.PositiveIntegerField()  # minutes from the start of the round
    is_again = models.BooleanField(default=True)
    channels = ArrayField(CodeField(Channel))
    duties = models.ManyToManyField(Duty, blank=True)

    class Meta:
        ordering = ["after_min"]
        constraints = [models.UniqueConstraint(fields=["plan", "after_min"], name="plan_step_time_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} +{self.after_min} min"


class Rule(Named):
    """An empty list of conditions asks nothing. The last rule of an office catches all."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="rules")
    position = models.PositiveIntegerField()
    levels = ArrayField(CodeField(Level), default=list, blank=True)
    kinds = ArrayField(CodeField(Kind), default=list, blank=True)
    threat_types = ArrayField(CodeField(ThreatType), default=list, blank=True)
    areas = models.ManyToManyField(Area, blank=True)
    for_restricted = models.BooleanField(null=True, blank=True)
    is_last = models.BooleanField(default=False)
    duties = models.ManyToManyField(Duty)
    plan = models.ForeignKey(Plan, models.PROTECT)

    class Meta:
        ordering = ["is_last", "position"]
        constraints = [
            models.UniqueConstraint(fields=["office", "position"], name="rule_position_once_per_office"),
            models.UniqueConstraint(fields=["office"], condition=Q(is_last=True), name="one_last_rule_per_office"),
        ]
