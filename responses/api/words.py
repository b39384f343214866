"""The vocabularies that the doors for responses add to the description of the API."""

from responses.domain import words as w
from responses.domain.course import Step
from responses.models.choices import STANDARD as LABELS

VOCABULARIES = (w.Tier, w.ResponseType, w.Phase, w.Responder, w.Status, w.Result, Step)

__all__ = ["LABELS", "VOCABULARIES"]
