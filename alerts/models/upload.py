"""Files of areas, places and positions that people sent: looked at first, then taken in, or not."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from alerts.domain.words_of_places import UploadOf, UploadState

from .fields import CodeField
from .office import Office


class Upload(models.Model):
    """`content`: the file as it was sent, until it is taken in, dropped or a day old. `by`: nobody where whoever runs
    the hub took it in. `found`: what a look at it found, for the page. The counts are of rows. `before`: what stood
    there before, so that it can be taken back.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="uploads")
    country = models.CharField(max_length=2)  # ISO 3166-1: areas and places are its own
    of = CodeField(UploadOf)
    state = CodeField(UploadState, default=UploadState.WAITING.value)
    file_name = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    content = models.BinaryField(null=True)
    found = models.JSONField(default=dict)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    taken_in_at = models.DateTimeField(null=True, blank=True)
    before = models.JSONField(null=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=UploadState.WAITING.value) ^ Q(content__isnull=True), name="waiting_file_is_kept"
            )
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.of} {self.state}"
