"""Who does it: armed groups, forces and crowds as an office knows them, with all their names."""

from django.db import models
from django.db.models import Q

from alerts.domain.words_of_filings import ActorKind

from .fields import CodeField
from .office import Office


class Actor(models.Model):
    """`aliases`: other names, one a line. `search_key`: all names, lower case, unaccented, parted by "|"."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="actors")
    name = models.CharField(max_length=120)
    aliases = models.TextField(blank=True)
    kind = CodeField(ActorKind)
    search_key = models.TextField(blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)  # no longer offered; alerts that name it keep it

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"], condition=Q(retired_at__isnull=True), name="actor_name_once_per_office"
            )
        ]

    def __str__(self) -> str:
        return self.name
