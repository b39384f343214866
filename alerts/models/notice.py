"""What people are told that is about no alert: a sentence, the days it concerns, and where to look."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from alerts.domain.words_of_telling import Note

from .fields import CodeField
from .office import Office


class Notice(models.Model):
    """Never what stands behind the link: no figure, no text, no name. `until_date`: the day after the last.
    `path`: where it leads, an address within the hub.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    what = CodeField(Note)
    first_date = models.DateField()
    until_date = models.DateField()
    path = models.CharField(max_length=120)
    is_exercise = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_date__gt=F("first_date")), name="notice_is_of_a_day_at_least"),
            models.CheckConstraint(condition=Q(path__startswith="/"), name="notice_leads_into_the_hub"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.first_date}"

    @property
    def last_date(self) -> date:
        return self.until_date - timedelta(days=1)
