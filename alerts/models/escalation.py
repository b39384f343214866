"""The round in which an alert is told until it is answered; the plan is copied at its start."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from alerts.domain import plan as plans
from alerts.domain import words as w
from alerts.domain.words_of_telling import Cause

from .alert import Alert
from .fields import CodeField
from .rule import Rule

LIVE = [w.EscalationState.RUNNING.value, w.EscalationState.UNANSWERED.value]  # somebody is still to be told


class Escalation(models.Model):
    """`next_at`: when step `step` is due, or, once answered, when the answer runs out undecided; empty once
    nothing is due. Steps past the end of the plan are repeats. `plan`: domain.plan.Plan as JSON.
    `why`: the rule that matched and the condition that each rule before it lacked.
    """

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="escalations")
    round = models.PositiveSmallIntegerField(default=1)
    cause = CodeField(Cause, default=Cause.FILED.value)
    rule = models.ForeignKey(Rule, models.SET_NULL, null=True)
    plan = models.JSONField()
    why = models.JSONField(default=dict)
    state = CodeField(w.EscalationState, default=w.EscalationState.RUNNING.value)
    step = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alert", "round"], name="escalation_round_once"),
            models.UniqueConstraint(
                fields=["alert"],
                condition=Q(state__in=LIVE),
                name="one_live_escalation_per_alert",
            ),
        ]
        indexes = [models.Index(fields=["next_at"], name="escalation_next", condition=Q(next_at__isnull=False))]

    def __str__(self) -> str:
        return f"alert {self.alert_id} round {self.round}: {self.state}"

    @property
    def ladder(self) -> plans.Plan:
        return plans.Plan.from_json(self.plan)


class Acknowledgement(models.Model):
    """An answer: a person, for a component. The first of each component counts, later ones are recorded."""

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="acknowledgements")
    round = models.PositiveSmallIntegerField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    component = CodeField(w.Component, blank=True)
    counts = models.BooleanField()
    via = CodeField(w.AnsweredVia)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["alert", "round", "component"],
                condition=Q(counts=True),
                name="first_answer_of_each_component_counts",
            ),
            models.UniqueConstraint(
                fields=["alert", "round", "person", "component"], name="a_person_answers_once_for_a_component"
            ),
        ]

    def __str__(self) -> str:
        return f"alert {self.alert_id}: person {self.person_id}"
