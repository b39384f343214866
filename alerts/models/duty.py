"""Posts that must be manned, and who holds them from when to when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from alerts.domain.words import Component

from .fields import CodeField
from .office import Named, Office


class Duty(Named):
    office = models.ForeignKey(Office, models.PROTECT, related_name="duties")
    code = models.SlugField(max_length=40)
    component = CodeField(Component, blank=True)
    time_zone = models.CharField(max_length=64)
    fallback = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="falls_to")
    opens_restricted = models.BooleanField(default=False)  # a named duty: whoever holds it reads restricted alerts

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "code"], name="duty_code_once_per_office"),
            models.CheckConstraint(
                condition=Q(fallback__isnull=True) | ~Q(fallback=F("id")), name="duty_is_not_its_own_fallback"
            ),
        ]


class Shift(models.Model):
    """Half-open: whoever comes in has the very second of hand-over."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="shifts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="shift_ends_after_it_starts"),
            models.UniqueConstraint(fields=["duty", "person", "starts_at"], name="shift_once"),
        ]
        indexes = [
            models.Index(fields=["duty", "ends_at"], name="shift_by_duty"),
            models.Index(fields=["person", "ends_at"], name="shift_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.person_id} {self.starts_at:%Y-%m-%d %H:%M}Z"
