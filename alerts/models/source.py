"""Who told: sealed, apart from everything else, written once and read only by a logged opening."""

from django.db import models

from .filing import Filing


class Source(models.Model):
    """`sealed`: a Fernet token (ewrr.common.seal) over JSON {name, contact, place, may_share_with}."""

    filing = models.OneToOneField(Filing, models.PROTECT, related_name="source")
    sealed = models.BinaryField()
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"sealed source of filing {self.filing_id}"
