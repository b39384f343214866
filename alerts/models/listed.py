"""How an office has made the hub's vocabularies its own: other words, another order, entries retired or added."""

from django.db import models

from .office import Office


class ListEntry(models.Model):
    """One entry of a list that is not as the hub has it. `vocabulary`: a list of domain.lists; `code`: the entry's.
    Empty names: the hub's own words. `counts_as`: of an entry that the office added, the one it is counted under.
    """

    office = models.ForeignKey(Office, models.CASCADE, related_name="list_entries")
    vocabulary = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    name_en = models.CharField(max_length=80, blank=True)
    name_fr = models.CharField(max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(null=True, blank=True)  # empty: where the vocabulary has it
    counts_as = models.CharField(max_length=20, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)  # no longer offered; shown and counted where it stands

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "vocabulary", "code"], name="list_entry_once_per_office")
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.vocabulary} {self.code}"
