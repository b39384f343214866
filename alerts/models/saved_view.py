"""A list of the board that a person keeps under a name."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .office import Office


class SavedView(models.Model):
    """`asks`: what the board's address asks for, name to value. `is_first`: what the board shows when nothing is
    asked for.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    office = models.ForeignKey(Office, models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    asks = models.JSONField(default=dict)
    is_first = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "office", "name"], name="view_name_once_per_person_and_office"),
            models.UniqueConstraint(
                fields=["person", "office"], condition=Q(is_first=True), name="one_view_first_per_person_and_office"
            ),
        ]

    def __str__(self) -> str:
        return self.name
