"""Exercises: the script, what is filed of it when, and what the evaluators saw."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alerts.domain.words import Precision
from alerts.domain.words_of_exercises import InjectState, Stage

from .alert import Alert
from .fields import CodeField
from .filing import Filing
from .office import Office

RUNS = Q(started_at__isnull=False, stopped_at__isnull=True)


class Exercise(models.Model):
    """`script`: the file word for word. `speed`: how many minutes of the script pass in one. `ends_at`: when it ends
    by itself, so that one that was forgotten swallows nothing. `exercised_before`: the office exercised already, and
    goes on when this one stops. `version` grows with each change of what is planned. `evaluation`: the sheet as it
    was closed; from then on the database refuses any change.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="exercises")
    name = models.CharField(max_length=120)
    objectives = models.CharField(max_length=2000, blank=True)
    language = models.CharField(max_length=2)  # one of settings.LANGUAGES: in which the injects are filed
    speed = models.PositiveSmallIntegerField(default=1)
    script = models.TextField()
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    exercised_before = models.BooleanField(default=False)
    paused_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.ForeignKey(  # empty: it ended by itself
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    evaluation = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["office"], condition=RUNS, name="one_exercise_runs_per_office"),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True) | Q(started_at__isnull=False, stopped_at__gte=F("started_at")),
                name="exercise_stops_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(paused_at__isnull=True) | RUNS, name="only_an_exercise_that_runs_is_paused"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, evaluation__isnull=True)
                | Q(closed_at__isnull=False, evaluation__isnull=False, stopped_at__isnull=False),
                name="closed_exercise_has_ended_and_its_sheet",
            ),
            models.CheckConstraint(condition=Q(speed__gte=1, speed__lte=20), name="exercise_speed_is_sane"),
        ]
        indexes = [models.Index(fields=["ends_at"], name="exercise_forgotten", condition=RUNS)]

    def __str__(self) -> str:
        return f"exercise {self.pk} of {self.office_id}"

    @property
    def stage(self) -> Stage:
        if self.closed_at is not None:
            return Stage.CLOSED
        if self.stopped_at is not None:
            return Stage.ENDED
        if self.started_at is None:
            return Stage.PLANNED
        return Stage.PAUSED if self.paused_at is not None else Stage.RUNNING

    @property
    def is_running(self) -> bool:
        """Paused too."""
        return self.started_at is not None and self.stopped_at is None


class Inject(models.Model):
    """One line of a script. `cells`: as written; the place was looked up when it was taken. `due_at` is empty until
    the exercise starts. `late_s`: by how much the hub filed it late; `code`: why the hub did not take it.
    """

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="injects")
    place = models.PositiveSmallIntegerField()  # in the order of time, from 1
    key = models.CharField(max_length=20)
    minute = models.PositiveSmallIntegerField()
    cells = models.JSONField()
    spot_name = models.CharField(max_length=200)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    precision = CodeField(Precision)
    state = CodeField(InjectState, default=InjectState.WAITING.value)
    due_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    late_s = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=40, blank=True)
    alert = models.ForeignKey(Alert, models.PROTECT, null=True, blank=True, related_name="injects")
    filing = models.OneToOneField(Filing, models.PROTECT, null=True, blank=True, related_name="inject")

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "key"], name="inject_key_once"),
            models.UniqueConstraint(fields=["exercise", "place"], name="inject_place_once"),
            models.CheckConstraint(
                condition=Q(state=InjectState.FILED.value) ^ Q(alert__isnull=True, filing__isnull=True),
                name="filed_inject_and_only_it_has_an_alert",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="inject_due",
                condition=Q(state=InjectState.WAITING.value, due_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"inject {self.key} of exercise {self.exercise_id}"


class Observation(models.Model):
    """What an evaluator saw, of one inject or (None) of the whole; only ever added to, the latest counts."""

    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="observations")
    inject = models.ForeignKey(Inject, models.PROTECT, null=True, blank=True, related_name="observations")
    text = models.CharField(max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"observation {self.pk} of exercise {self.exercise_id}"
