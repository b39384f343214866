"""The watch list: places of which the office says beforehand what threatens them, who sees to it, what is planned."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from alerts.domain.words import ThreatType
from alerts.models import Alert, Area, Duty, Office, Person
from alerts.models import choices as of_alerts
from responses.domain import words_of_watching as w

from .fields import CodeField


class WatchedPlace(models.Model):
    """A place of the list; without lat and lon (WGS 84) only its name and area are known. Its owner is a person or a
    duty. `review_date`: a day of the office's zone. `version` grows by one with each change. Never deleted.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="watched_places")
    name = models.CharField(max_length=120)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    priority = CodeField(w.Priority)
    threat_types = ArrayField(CodeField(ThreatType))
    threat = models.CharField(max_length=300)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True, related_name="+")
    planned_action = models.CharField(max_length=1000)
    review_date = models.DateField()
    alerts = models.ManyToManyField(Alert, related_name="watched_places")
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    state = CodeField(w.Standing, default=w.Standing.KEPT.value)
    taken_off_because = models.CharField(max_length=500, blank=True)
    taken_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    taken_off_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "office", Lower("name"), condition=Q(state=w.Standing.KEPT.value), name="place_watched_once"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(duty__isnull=True), name="watched_place_has_one_owner"
            ),
            models.CheckConstraint(condition=Q(threat_types__len__gte=1), name="watched_place_has_a_threat"),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
                name="watched_place_is_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(state=w.Standing.KEPT.value)
                ^ Q(taken_off_at__isnull=False, taken_off_by__isnull=False, taken_off_because__gt=""),
                name="taken_off_says_by_whom_and_why",
            ),
        ]
        indexes = [
            # The list of an office, and what somebody has to review.
            models.Index("office", F("review_date"), name="watched_kept", condition=Q(state=w.Standing.KEPT.value))
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_kept(self) -> bool:
        return self.state == w.Standing.KEPT

    @property
    def owner(self) -> Person | Duty:
        """Whoever it is: has a `name`. Both are loaded by the selectors."""
        found = self.person or self.duty
        assert found is not None
        return found

    @property
    def threat_labels(self) -> list[str]:
        return [str(label) for label in of_alerts.labels(ThreatType, self.threat_types)]


class WatchedChange(models.Model):
    """One change of a place, added and never touched again. `before`: each fact that changed, as it was (domain
    Fact -> text, code or list of codes; of an owner the names in both languages). `because`: why it was taken off.
    `alert`: that was linked or unlinked.
    """

    place = models.ForeignKey(WatchedPlace, models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    act = CodeField(w.Act)
    before = models.JSONField(default=dict)
    because = models.CharField(max_length=500, blank=True)
    alert = models.ForeignKey(Alert, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["place", "-id"], name="changes_of_a_place")]

    def __str__(self) -> str:
        return f"place {self.place_id}: {self.act}"
