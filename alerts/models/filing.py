"""What one person told at one time, word for word; the database refuses to change it."""

from django.conf import settings
from django.db import models

from alerts.domain import words as w
from alerts.domain import words_of_filings as f

from .alert import Alert
from .fields import CodeField
from .office import Office, Section


class Filing(models.Model):
    """`answers`: the six answers as given (codes and typed words), `client_id`: made by whoever sends, so that
    a resend is recognised, `fingerprint`: SHA-256 of what was sent. An imported record has no filer.
    """

    office = models.ForeignKey(Office, models.PROTECT)
    alert = models.ForeignKey(Alert, models.PROTECT, related_name="filings")
    client_id = models.UUIDField()
    fingerprint = models.CharField(max_length=64)
    filer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="filings")
    component = CodeField(w.Component, blank=True)
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=3, default="fr")
    answers = models.JSONField(default=dict)
    place_as_told = models.CharField(max_length=200, blank=True)
    received_by = CodeField(f.ReceivedBy, blank=True)
    source_kind = CodeField(f.SourceKind, blank=True)
    relayer = models.CharField(max_length=120, blank=True)
    reliability = CodeField(f.Reliability, blank=True)
    credibility = CodeField(f.Credibility, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    typed_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "client_id"], name="filing_sent_once")]
        indexes = [
            models.Index(fields=["filer", "-received_at"], name="filing_by_filer"),
        ]

    def __str__(self) -> str:
        return f"filing {self.pk} of {self.alert_id}"

    @property
    def grade(self) -> str:
        """Admiralty grade, such as B2; empty when nothing was judged."""
        return f"{self.reliability}{self.credibility}"


class Grade(models.Model):
    """How somebody of the hub judged a filing after the filer did; only ever added to, the latest counts."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="grades")
    reliability = CodeField(f.Reliability)
    credibility = CodeField(f.Credibility)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"filing {self.filing_id}: {self.reliability}{self.credibility}"


class Withdrawal(models.Model):
    """Whoever filed it holds it no longer to be true; the filing stays, struck out."""

    filing = models.OneToOneField(Filing, models.PROTECT, related_name="withdrawal")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"filing {self.filing_id} withdrawn"
