"""A person's own watches as a calendar that their phone follows, behind a secret address."""

from django.conf import settings
from django.db import models


class CalendarLink(models.Model):
    """The address itself was shown once; here is its digest only. Revoked, the row is gone."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_link")
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of 256 random bits: needs no salt
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"calendar of person {self.person_id}"
