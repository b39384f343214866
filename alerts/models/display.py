"""A screen on a wall that shows what an office's wall shows, without anybody signed in at it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .office import Office


class Display(models.Model):
    """First it waits: it shows a code, whose digest is here until somebody of an office confirms it or it runs out.
    Then it belongs to that office. `secret_digest`: of what its browser alone holds, from the beginning. Once ended
    it stays, so that one can read what hung where.
    """

    code_digest = models.CharField(max_length=64, blank=True)
    code_expires_at = models.DateTimeField(null=True, blank=True)
    secret_digest = models.CharField(max_length=64, unique=True)
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="displays")
    name = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=2, default="en")  # one of settings.LANGUAGES
    paired_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    paired_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)  # moves on while it is used
    last_seen_at = models.DateTimeField(null=True, blank=True)  # to the minute, so that reading writes little
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-paired_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    ~Q(code_digest=""),
                    code_expires_at__isnull=False,
                    office__isnull=True,
                    paired_at__isnull=True,
                    ended_at__isnull=True,
                )
                | Q(
                    ~Q(name=""),
                    code_digest="",
                    office__isnull=False,
                    paired_by__isnull=False,
                    paired_at__isnull=False,
                    expires_at__isnull=False,
                ),
                name="display_waits_or_belongs_to_an_office",
            ),
            models.UniqueConstraint(
                fields=["code_digest"], condition=~Q(code_digest=""), name="display_code_is_shown_by_one"
            ),
            models.UniqueConstraint(
                fields=["office", "name"], condition=Q(ended_at__isnull=True), name="display_name_once_per_office"
            ),
        ]

    def __str__(self) -> str:
        return self.name or "—"
