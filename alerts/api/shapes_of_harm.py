"""Harm to civilians as the API tells it."""

from typing import Any

from rest_framework import serializers as s

from alerts.domain import words_of_filings as f
from alerts.domain import words_of_harm as h

from .shapes import Code, Moment


class HarmShape(s.Serializer[Any]):
    """One row. `corrected_by`: number of the row that replaces it; null where it stands. A number that is null: nobody
    said how many.
    """

    number = s.IntegerField()
    what = Code(h.Harm)
    women = s.IntegerField(allow_null=True)
    men = s.IntegerField(allow_null=True)
    girls = s.IntegerField(allow_null=True)
    boys = s.IntegerField(allow_null=True)
    unknown = s.IntegerField(allow_null=True)
    is_collective = s.BooleanField()
    status = Code(f.Population, allow_null=True)
    actor_kind = Code(f.ActorKind, allow_null=True)
    despite_warning = Code(h.DespiteWarning)
    note = s.CharField(allow_blank=True)
    at = Moment()
    corrected_by = s.IntegerField(source="superseded_by.number", default=None, allow_null=True)


class HarmsShape(s.Serializer[Any]):
    """`version`: of the alert, for what is added next."""

    version = s.IntegerField()
    records = HarmShape(many=True)
