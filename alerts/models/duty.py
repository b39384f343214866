"""Posts that must be manned, and who holds them when: rotations, changes by hand, absences."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alerts.domain.words import Component
from alerts.domain.words_of_telling import ShiftKind, Turn

from .fields import CodeField
from .office import Named, Office


class Duty(Named):
    office = models.ForeignKey(Office, models.PROTECT, related_name="duties")
    code = models.SlugField(max_length=40)
    component = CodeField(Component, blank=True)
    time_zone = models.CharField(max_length=64)
    fallback = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="falls_to")
    opens_restricted = models.BooleanField(default=False)  # a named duty: whoever holds it reads restricted alerts
    position = models.PositiveSmallIntegerField(default=0)  # order on the grid
    asks_check_in = models.BooleanField(default=False)  # whoever comes on says so, and takes over what is open
    # From when on: set when it begins to ask, and when a change of the rota puts somebody on a watch that runs.
    asked_since = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)  # grows with each change of name or rota, for calendars
    changed_at = models.DateTimeField(null=True, blank=True)  # the latest of these
    retired_at = models.DateTimeField(null=True, blank=True)  # from then on no rule or plan may name it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "code"], name="duty_code_once_per_office"),
            models.CheckConstraint(
                condition=Q(fallback__isnull=True) | ~Q(fallback=F("id")), name="duty_is_not_its_own_fallback"
            ),
        ]


class Rotation(models.Model):
    """People who take turns at one watch of a duty: `turn` says how long each has it, `from_time` to
    `until_time` (wall clock in the duty's zone; equal means round the clock) the watch itself.
    """

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="rotations")
    turn = CodeField(Turn)
    from_time = models.TimeField()
    until_time = models.TimeField()
    first_date = models.DateField()  # the first person's first day
    until_date = models.DateField(null=True, blank=True)  # the first day without it

    class Meta:
        ordering = ["from_time", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date__isnull=True) | Q(until_date__gt=F("first_date")),
                name="rotation_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.from_time:%H:%M}-{self.until_time:%H:%M} {self.turn}"


class RotationPlace(models.Model):
    """One person's place in the order; the same person may stand in it twice."""

    rotation = models.ForeignKey(Rotation, models.CASCADE, related_name="places")
    position = models.PositiveSmallIntegerField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["rotation", "position"], name="rotation_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rotation_id}.{self.position}: {self.person_id}"


class Shift(models.Model):
    """Written by hand. Half-open: whoever comes in has the very second of hand-over. A cancelled one stays as
    a row and counts for nothing.
    """

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="shifts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    kind = CodeField(ShiftKind, default=ShiftKind.ADD.value)
    made_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="shift_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["duty", "person", "starts_at", "kind"],
                condition=Q(cancelled_at__isnull=True),
                name="standing_shift_once",
            ),
        ]
        indexes = [
            models.Index(fields=["duty", "ends_at"], name="shift_by_duty"),
            models.Index(fields=["person", "ends_at"], name="shift_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.person_id} {self.starts_at:%Y-%m-%d %H:%M}Z {self.kind}"


class Absence(models.Model):
    """A person is away from all duties of an office. What was said later wins: a shift that somebody writes
    after the absence was declared stands.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="absences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="absences")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="absence_ends_after_it_starts"),
        ]
        indexes = [models.Index(fields=["office", "ends_at"], name="absence_by_office")]

    def __str__(self) -> str:
        return f"{self.person_id} away {self.starts_at:%Y-%m-%d %H:%M}Z"


class SwapOffer(models.Model):
    """Somebody offers one of their watches for one of another's, who may take it: until then nothing changes."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="swap_offers")
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="swaps_offered")
    offered_at = models.DateTimeField()
    own_duty = models.ForeignKey(Duty, models.CASCADE, related_name="+")
    own_starts_at = models.DateTimeField()
    own_ends_at = models.DateTimeField()
    asked = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="swaps_asked")
    asked_duty = models.ForeignKey(Duty, models.CASCADE, related_name="+")
    asked_starts_at = models.DateTimeField()
    asked_ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)  # taken, declined or withdrawn
    is_taken = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(offered_by=F("asked")), name="swap_is_between_two_people"),
        ]
        indexes = [models.Index(fields=["office"], condition=Q(ended_at__isnull=True), name="standing_offers")]

    def __str__(self) -> str:
        return f"{self.offered_by_id} {self.own_starts_at:%Y-%m-%d %H:%M}Z for {self.asked_id}"
