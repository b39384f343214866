"""Where things are: administrative areas, the gazetteer, our own positions."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from alerts.domain.words import Component, PositionKind

from .fields import CodeField
from .office import Named, Office


class Area(models.Model):
    """An administrative area; `outline` is GeoJSON geometry (WGS 84) where one is known, with its box beside it."""

    country = models.CharField(max_length=2)
    level = models.PositiveSmallIntegerField()  # 1 province or prefecture, 2 territory or sub-prefecture
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    outline = models.JSONField(null=True, blank=True)
    south = models.FloatField(null=True)
    west = models.FloatField(null=True)
    north = models.FloatField(null=True)
    east = models.FloatField(null=True)
    retired_at = models.DateTimeField(null=True, blank=True)  # nothing new is found to lie in it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["country", "level", "code"], name="area_code_once")]
        indexes = [
            models.Index(fields=["south", "north", "west", "east"], name="area_box", condition=Q(outline__isnull=False))
        ]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """One name in the gazetteer. `search_key`: all its names, lower case, unaccented, parted by "|"."""

    source_id = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    other_names = models.TextField(blank=True)
    search_key = models.TextField()
    lat = models.FloatField()
    lon = models.FloatField()
    country = models.CharField(max_length=2)
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="places")
    population = models.PositiveIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)  # found and offered no more

    class Meta:
        indexes = [
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="place_search"),
            models.Index(fields=["country", "name", "id"], name="place_list"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_names(self) -> str:
        """Its other names in a line, the first few of them."""
        others = [name for name in self.other_names.split("|") if name]
        return ", ".join(others[:4]) + (" …" if len(others) > 4 else "")


class Position(models.Model):
    """A base or post of ours; `call_sign` is how it is reached by radio, `contact` by telephone (told to those who
    task), `as_typed` the grid or the figures that somebody typed for it.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="positions")
    name = models.CharField(max_length=80)
    kind = CodeField(PositionKind)
    component = CodeField(Component)
    lat = models.FloatField()
    lon = models.FloatField()
    call_sign = models.CharField(max_length=40, blank=True)
    contact = models.CharField(max_length=60, blank=True)
    as_typed = models.CharField(max_length=60, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)  # no longer offered; responses that name it keep it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name", "kind"],
                condition=Q(retired_at__isnull=True),
                name="position_once_per_office",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Layer(Named):
    """What an office draws on its own map: `shapes` is a GeoJSON FeatureCollection (WGS 84), checked on import.

    `is_of_positions`: its shapes are areas of responsibility; `credit`: whose work it is.
    """

    office = models.ForeignKey(Office, models.CASCADE, related_name="layers")
    is_of_positions = models.BooleanField(default=False)
    shapes = models.JSONField()
    credit = models.CharField(max_length=200, blank=True)
    is_shown = models.BooleanField(default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["office", "name_en"], name="layer_name_once_per_office")]
