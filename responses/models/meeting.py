"""The POC meeting: its minutes, what it decided, and what was said of each decision until it is done."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from alerts.models import Alert, Duty, Office
from responses.domain import words_of_meetings as w

from .fields import CodeField

TEXT = 10_000


class Meeting(models.Model):
    """One meeting. `revision` grows by one with each saving. Closed minutes never change: the database refuses it.

    `kept`: the decisions as they stood when it was closed (selectors.minutes.Row as JSON), the new and the old.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="meetings")
    held_at = models.DateTimeField()
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    participants = models.CharField(max_length=500, blank=True)  # sections and components, no names
    situation = models.TextField(max_length=TEXT, blank=True)
    places = models.TextField(max_length=TEXT, blank=True)
    responses = models.TextField(max_length=TEXT, blank=True)
    decided = models.TextField(max_length=TEXT, blank=True)
    other = models.TextField(max_length=TEXT, blank=True)
    state = CodeField(w.MeetingState, default=w.MeetingState.DRAFT.value)
    revision = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")  # who wrote last
    at = models.DateTimeField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    kept = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=w.MeetingState.CLOSED.value) ^ Q(closed_at__isnull=True),
                name="closed_meeting_says_when",
            ),
            models.UniqueConstraint(fields=["office", "held_at"], name="one_meeting_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"office {self.office_id}: {self.held_at:%Y-%m-%d}"

    @property
    def is_closed(self) -> bool:
        return self.state == w.MeetingState.CLOSED


class MeetingDecision(models.Model):
    """What a meeting decided: by whom until which day (of the office). The owner is a person, a duty or, in words,
    somebody outside. Text, owner and day stay as they are once the meeting is closed.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    text = models.CharField(max_length=1000)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True, related_name="+")
    outside = models.CharField(max_length=120, blank=True)
    due_date = models.DateField()
    alerts = models.ManyToManyField(Alert, blank=True, related_name="+")
    state = CodeField(w.DecisionState, default=w.DecisionState.OPEN.value)
    given_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)  # when the owner was reminded after the day, once
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(person__isnull=False, duty__isnull=True, outside="")
                    | Q(person__isnull=True, duty__isnull=False, outside="")
                    | (Q(person__isnull=True, duty__isnull=True) & ~Q(outside=""))
                ),
                name="decision_has_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(state=w.DecisionState.OPEN.value) ^ Q(settled_at__isnull=False),
                name="settled_decision_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["office", "due_date", "id"],
                name="decision_open",
                condition=Q(state=w.DecisionState.OPEN.value),
            ),
            models.Index(fields=["office", "settled_at"], name="decision_settled"),
        ]

    def __str__(self) -> str:
        return f"meeting {self.meeting_id}: {self.state}, due {self.due_date}"

    @property
    def is_open(self) -> bool:
        return self.state == w.DecisionState.OPEN


class Saying(models.Model):
    """What was said of a decision, in a meeting or between two. Only ever added to.

    `was`: of a change, what text, owner and day were until then.
    """

    decision = models.ForeignKey(MeetingDecision, models.PROTECT, related_name="sayings")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="sayings")
    kind = CodeField(w.Said)
    note = models.CharField(max_length=1000, blank=True)
    was = models.JSONField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"decision {self.decision_id}: {self.kind}"
