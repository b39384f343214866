"""What is being done about alerts: one action with its owner, its clocks, its radio log and its result."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alerts.domain.words import Precision
from alerts.domain.words_of_deciding import NotResponded
from alerts.models import Alert, Duty, Office, Position
from alerts.models.fields import CodeField as OfAlerts
from responses.domain import words as w
from responses.domain.course import CLOCKS, OPEN, TIER_OF, Step

from .fields import CodeField

OPEN_CODES = [status.value for status in OPEN]


class Response(models.Model):
    """One action for one or more alerts. `lead`: the alert under whose number it is known, `ordinal`: the how-manieth
    of it. Owned by a duty or a person; nobody while it is proposed. `due_at`: when it is to be there, or done.
    `task`: what is to be done, in words. `reason`: why it was refused or broken off. `client_id`: made by a program
    that sends it, so that it is one response however often it is sent.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="responses")
    client_id = models.UUIDField(null=True, blank=True)
    lead = models.ForeignKey(Alert, models.PROTECT, related_name="+")
    ordinal = models.PositiveSmallIntegerField()
    alerts = models.ManyToManyField(Alert, through="Serving", related_name="+")
    is_exercise = models.BooleanField(default=False)

    type = CodeField(w.ResponseType)
    phase = CodeField(w.Phase, default=w.Phase.RESPONSE.value)
    responder = CodeField(w.Responder)
    unit = models.CharField(max_length=120, blank=True)
    position = models.ForeignKey(Position, models.SET_NULL, null=True, blank=True, related_name="+")
    strength = models.PositiveIntegerField(null=True, blank=True)
    task = models.CharField(max_length=1000, blank=True)
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    due_at = models.DateTimeField()

    status = CodeField(w.Status, default=w.Status.PROPOSED.value)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    # Clocks: each empty or a time, never inferred
    proposed_at = models.DateTimeField(null=True, blank=True)
    assigned_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    moving_at = models.DateTimeField(null=True, blank=True)
    on_site_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    result = CodeField(w.Result, blank=True)
    reason = OfAlerts(NotResponded, blank=True)
    outcome_note = models.CharField(max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lead", "ordinal"], name="response_ordinal_once"),
            models.UniqueConstraint(fields=["office", "client_id"], name="response_sent_once"),
            models.CheckConstraint(
                condition=Q(duty__isnull=True) | Q(person__isnull=True), name="response_has_one_owner_at_most"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[w.Status.PROPOSED.value, w.Status.REFUSED.value])
                | Q(duty__isnull=False)
                | Q(person__isnull=False),
                name="assigned_response_has_an_owner",
            ),
            models.CheckConstraint(
                condition=Q(status=w.Status.DONE.value) ^ Q(result=""), name="done_response_and_only_it_has_a_result"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[w.Status.ABORTED.value, w.Status.REFUSED.value]) ^ Q(reason=""),
                name="response_that_came_to_nothing_has_a_reason",
            ),
        ]
        indexes = [
            models.Index("office", "due_at", "id", name="response_open", condition=Q(status__in=OPEN_CODES)),
            models.Index("office", F("created_at").desc(), F("id").desc(), name="response_by_time"),
        ]

    def __str__(self) -> str:
        return f"alert {self.lead_id}/{self.ordinal}: {self.status}"

    @property
    def number(self) -> str:
        """BEN-2026-0147/2: said on the radio. Needs `lead` loaded."""
        return f"{self.lead.number}/{self.ordinal}"

    @property
    def short_number(self) -> str:
        """0147/2. Needs `lead` loaded."""
        return f"{self.lead.short_number}/{self.ordinal}"

    @property
    def tier(self) -> w.Tier:
        return TIER_OF[w.ResponseType(self.type)]

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def subject(self) -> str:
        """What it is called among what is owed."""
        return f"response:{self.pk}"

    @property
    def clocks(self) -> list[tuple[str, object]]:
        """(name of the clock, moment or None), in the order of its course; how it came to nothing only where it did."""
        names = list(dict.fromkeys(CLOCKS.values()))
        return [(name, getattr(self, name)) for name in names if name != "ended_at" or self.ended_at]


class Serving(models.Model):
    """For which alert a response is; over from `until` on: the alert was dismissed, or joined to another to which it
    was carried over. `joining`: id of the joining that brought it there; `left_with`: of the one that took it away, by
    whose undoing it comes back.
    """

    response = models.ForeignKey(Response, models.PROTECT, related_name="servings")
    alert = models.ForeignKey(Alert, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    joining = models.PositiveBigIntegerField(null=True, blank=True)
    left_with = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["response", "alert"], condition=Q(until__isnull=True), name="response_serves_an_alert_once"
            )
        ]
        indexes = [models.Index(fields=["alert"], name="serving_now", condition=Q(until__isnull=True))]

    def __str__(self) -> str:
        return f"response {self.response_id} for alert {self.alert_id}"


class Entry(models.Model):
    """One line of a response's log, as a radio log has it: when it was said, what, from where. `step`: the step that
    it reports; `by`: who wrote it down, empty for the hub itself. Places WGS 84.
    """

    response = models.ForeignKey(Response, models.PROTECT, related_name="entries")
    step = CodeField(Step, blank=True)
    said_at = models.DateTimeField()
    at = models.DateTimeField()
    text = models.CharField(max_length=500, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
                name="entry_place_is_on_earth",
            )
        ]

    def __str__(self) -> str:
        return f"response {self.response_id}: {self.step or 'line'}"

    @property
    def precision(self) -> str:
        """What is said by radio as a grid is that exact."""
        return Precision.EXACT.value
