"""What the hub holds to be happening: one numbered alert with its current assessment and clocks."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from alerts.domain import words as w
from alerts.domain import words_of_filings as f
from alerts.domain.words import OPEN_STATES, PRECISION_KM, Precision, Sensitivity, State

from . import choices
from .actor import Actor
from .fields import CodeField
from .office import Office
from .place import Area

OPEN_CODES = [state.value for state in OPEN_STATES]


class Alert(models.Model):
    office = models.ForeignKey(Office, models.PROTECT, related_name="alerts")
    number = models.CharField(max_length=24, unique=True)  # BEN-2026-0147
    series = CodeField(w.Series, blank=True)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()

    # Life
    state = CodeField(State, default=State.RECEIVED.value)
    state_before = CodeField(State, blank=True)
    version = models.PositiveIntegerField(default=1)
    outcome = CodeField(w.Outcome, blank=True)
    dismissed_because = CodeField(w.DismissReason, blank=True)
    joined_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="joined")
    is_exercise = models.BooleanField(default=False)
    is_restricted = models.BooleanField(default=False)
    sensitivity = CodeField(Sensitivity, default=Sensitivity.CONFIDENTIAL.value)

    release = CodeField(f.Release, blank=True)

    # Assessment
    kind = CodeField(w.Kind)
    threat_types = ArrayField(CodeField(w.ThreatType))
    urgency = CodeField(w.Urgency)
    severity = CodeField(w.Severity)
    certainty = CodeField(w.Certainty, default=w.Certainty.LIKELY.value)
    level = CodeField(w.Level)
    level_computed = CodeField(w.Level)
    verification = CodeField(w.Verification, default=w.Verification.UNVERIFIED.value)
    people_from = models.PositiveIntegerField(null=True, blank=True)
    people_to = models.PositiveIntegerField(null=True, blank=True)
    people_note = models.CharField(max_length=200, blank=True)
    population = ArrayField(CodeField(f.Population), default=list, blank=True)
    age_sex = ArrayField(CodeField(f.AgeSex), default=list, blank=True)
    grave_violation = CodeField(f.GraveViolation, blank=True)
    actor_kind = CodeField(f.ActorKind, blank=True)
    actor_name = models.CharField(max_length=200, blank=True)  # as told; `actors` are those the hub knows
    actors = models.ManyToManyField(Actor, blank=True, related_name="alerts")

    # Place: WGS 84, empty where not known
    place_name = models.CharField(max_length=200, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    precision = CodeField(Precision)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True)

    # What it rests on
    filing_count = models.PositiveIntegerField(default=1)
    components = ArrayField(CodeField(w.Component), default=list)

    # Clocks: each empty or a time, never inferred
    event_at = models.DateTimeField(null=True, blank=True)
    event_until = models.DateTimeField(null=True, blank=True)  # not included; with event_precision "range"
    event_precision = CodeField(w.TimePrecision)
    told_at = models.DateTimeField(null=True, blank=True)
    typed_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()
    routed_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    on_site_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    word_back_at = models.DateTimeField(null=True, blank=True)
    # While it is closed: whoever closed it does not review it
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    # Number, place and what was told, made comparable by ewrr.common.words.search_key
    search_key = models.TextField(blank=True)

    # Imported records: where from, and the key there
    source_system = models.CharField(max_length=20, blank=True)
    external_id = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "series", "year", "serial"], name="alert_serial_once"),
            models.UniqueConstraint(
                fields=["office", "source_system", "external_id"],
                condition=~Q(source_system=""),
                name="imported_record_once",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
                name="alert_place_is_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(people_from__isnull=True) | Q(people_to__isnull=True) | Q(people_to__gte=F("people_from")),
                name="alert_people_from_below_to",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_CODES) | ~Q(state_before=""), name="ended_alert_knows_state_before"
            ),
            models.CheckConstraint(
                condition=Q(state=State.JOINED.value) ^ Q(joined_to__isnull=True), name="joined_alert_knows_to_which"
            ),
        ]
        indexes = [
            # The board: open alerts of an office, and one office's whole history by key.
            models.Index("office", "received_at", "id", name="alert_open", condition=Q(state__in=OPEN_CODES)),
            # What ended lately: the wall counts its past hours.
            models.Index("office", "closed_at", name="alert_ended", condition=Q(closed_at__isnull=False)),
            models.Index("office", F("event_at").desc(), F("id").desc(), name="alert_by_event"),
            models.Index("office", F("received_at").desc(), F("id").desc(), name="alert_by_receipt"),
            # What is typed to find one: its number by the last part, which the unique key begins too early for; words.
            models.Index("office", "serial", name="alert_by_serial"),
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="alert_search"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_history(self) -> bool:
        return self.series == w.Series.HISTORY

    @property
    def short_number(self) -> str:
        """The part that is said once the office is clear: 0147, X-0012."""
        return f"{self.series}-{self.serial:04}" if self.series else f"{self.serial:04}"

    @property
    def threat_labels(self) -> list[str]:
        return [str(label) for label in choices.labels(w.ThreatType, self.threat_types)]

    @property
    def people_labels(self) -> list[str]:
        """Who they are: status, then sex and age."""
        found = [*choices.labels(f.Population, self.population), *choices.labels(f.AgeSex, self.age_sex)]
        return [str(label) for label in found]

    @property
    def precision_km(self) -> float | None:
        """Radius of the circle in which it is, in kilometres."""
        return PRECISION_KM[Precision(self.precision)] if self.lat is not None else None


class FormerNumber(models.Model):
    """A number that an alert bore until it was restricted; it still leads there and is never given again."""

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="former_numbers")
    number = models.CharField(max_length=24, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.number
