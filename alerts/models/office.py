"""A field office, its sections, its number counters: offices are isolated from each other."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from alerts.domain.words import Component, Series, ThreatType

from .fields import CodeField


class Named(models.Model):
    """A thing with a name in both languages."""

    name_en = models.CharField(max_length=120)
    name_fr = models.CharField(max_length=120)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_fr if (get_language() or "en").startswith("fr") else self.name_en


class Office(Named):
    """`languages`: those it works in, none: all of the hub's; `language`: that of new people and displays.
    `restricts`: threat types that are restricted when they are filed, besides those that are everywhere
    (domain.restricting). `begun_at`: when it was made from nothing, `checked_at`: when somebody last confirmed what
    it is, `set_up_at`: when its beginning was over.
    """

    code = models.CharField(max_length=3, unique=True)
    time_zone = models.CharField(max_length=64)  # IANA name
    country = models.CharField(max_length=2)  # ISO 3166-1
    lat = models.FloatField()
    lon = models.FloatField()
    week_starts_on = models.PositiveSmallIntegerField(default=1)  # ISO weekday of the reporting week's first day
    cursor_epoch = models.PositiveIntegerField(default=1)  # raised when somebody's view narrows
    languages = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    language = models.CharField(max_length=2, default="en")  # one of settings.LANGUAGES
    restricts = ArrayField(CodeField(ThreatType), default=list, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    set_up_at = models.DateTimeField(null=True, blank=True)
    is_exercising = models.BooleanField(default=False)  # new filings are exercise alerts
    lists_stamp = models.CharField(max_length=16, blank=True)  # another one with each change of its lists; empty: none

    objects: models.Manager[Any]


class Section(Named):
    office = models.ForeignKey(Office, models.PROTECT, related_name="sections")
    component = CodeField(Component)
    retired_at = models.DateTimeField(null=True, blank=True)  # no longer offered; people and filings keep it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name_en"], condition=Q(retired_at__isnull=True), name="section_name_once_per_office"
            )
        ]


class NumberCounter(models.Model):
    """The last number given, per office, series and year; its row lock is the only one taken before an alert's."""

    office = models.ForeignKey(Office, models.PROTECT)
    series = CodeField(Series, blank=True)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "series", "year"], name="counter_once_per_office_series_year")
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.series} {self.year}: {self.last}"
