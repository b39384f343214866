"""Harm that was done to civilians, counted apart by women, men, girls and boys; only ever added to."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from alerts.domain import words_of_filings as f
from alerts.domain import words_of_harm as h
from alerts.domain.harm import COUNTED, MOST_PEOPLE, Harmed

from .alert import Alert
from .fields import CodeField


def _people() -> Any:
    """None: nobody said how many."""
    return models.PositiveIntegerField(null=True, blank=True, validators=[MaxValueValidator(MOST_PEOPLE)])


class HarmRecord(models.Model):
    """`number`: of the row on its alert, from 1. `is_collective`: a whole community. `superseded_by`: the row that
    corrects this one; what stands is what no other corrects. `note`: where it is known from, never a name.
    """

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="harm")
    number = models.PositiveSmallIntegerField()
    what = CodeField(h.Harm)
    women = _people()
    men = _people()
    girls = _people()
    boys = _people()
    unknown = _people()
    is_collective = models.BooleanField(default=False)
    status = CodeField(f.Population, blank=True)
    actor_kind = CodeField(f.ActorKind, blank=True)
    despite_warning = CodeField(h.DespiteWarning, default=h.DespiteWarning.UNKNOWN.value)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    superseded_by = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="supersedes")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["alert", "number"], name="harm_numbered_once"),
            models.CheckConstraint(
                condition=~Q(what=h.Harm.SEXUAL_VIOLENCE.value), name="sexual_violence_is_never_counted"
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) | ~Q(superseded_by=F("id")), name="harm_corrected_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"alert {self.alert_id}, harm {self.number}: {self.what}"

    @property
    def harmed(self) -> Harmed:
        """As the rules read it."""
        return Harmed(
            what=h.Harm(self.what),
            is_collective=self.is_collective,
            status=f.Population(self.status) if self.status else None,
            actor_kind=f.ActorKind(self.actor_kind) if self.actor_kind else None,
            despite_warning=h.DespiteWarning(self.despite_warning),
            note=self.note,
            **{name: getattr(self, name) for name in COUNTED},
        )

    @property
    def counts(self) -> list[int | None]:
        """Women, men, girls, boys, not known which."""
        return [getattr(self, name) for name in COUNTED]
