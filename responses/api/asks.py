"""What the doors for responses take: each field by name, and nothing that they do not know."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s

from alerts.api.asks import MOST, PAGE, Strict
from alerts.domain.words_of_deciding import NotResponded
from alerts.web.asked import MOST_OF_A_NOTE, MOST_VERSIONS
from responses.domain import words as w
from responses.domain.course import Step
from responses.domain.tasking import REASONS
from responses.services.tasking import MOST_ALERTS

from .shapes import Code

MOST_STRENGTH = 100_000
LONGEST_NUMBER = 24
MOST_OF_A_TASK = 1000
MOST_OF_A_LINE = 500
LONGEST_YEARS = range(2000, 2100)


class MomentField(s.DateTimeField):
    """RFC 3339, with its zone."""

    def to_internal_value(self, value: Any) -> Any:
        try:
            found = super().to_internal_value(value)
        except OverflowError:
            raise s.ValidationError(_("That day is too far away.")) from None
        if found.year not in LONGEST_YEARS:
            raise s.ValidationError(_("That day is too far away."))
        return found


def _text(most: int, told: str = "") -> s.CharField:
    return s.CharField(max_length=most, allow_blank=True, required=False, help_text=told)


class ResponsesAsks(Strict):
    """Several values of one name are joined by "or", different names by "and"."""

    status = s.ListField(child=Code(w.Status), default=list, help_text="Status.")
    responder = s.ListField(child=Code(w.Responder), default=list, help_text="Who is to do it.")
    alert = s.CharField(max_length=LONGEST_NUMBER, required=False, help_text="Number of an alert that it serves.")
    mine = s.BooleanField(default=False, help_text="Owned by the reader, in person or by a duty held now.")
    late = s.BooleanField(default=False, help_text="What is owed for it is overdue.")
    open = s.BooleanField(default=False, help_text="Not ended.")
    after = s.CharField(max_length=40, required=False, help_text="The `after` of the page before.")
    limit = s.IntegerField(min_value=1, max_value=MOST, default=PAGE)


class OfTask(Strict):
    """What is to be done, by whom, until when."""

    phase = Code(w.Phase, required=False)
    duty = _text(40, "Code of the duty that does it; needed to assign.")
    unit = _text(120)
    position = _text(80, "Name of one of the office's own bases.")
    strength = s.IntegerField(min_value=0, max_value=MOST_STRENGTH, required=False, allow_null=True)
    task = _text(MOST_OF_A_TASK)


class ResponseAsks(OfTask):
    """Proposed, or assigned at once."""

    client_id = s.UUIDField(help_text="Made by whoever sends: sent again, it is the same response.")
    alerts = s.ListField(
        child=s.CharField(max_length=LONGEST_NUMBER),
        min_length=1,
        max_length=MOST_ALERTS,
        help_text="Numbers; it is known under the first one's.",
    )
    type = Code(w.ResponseType)
    responder = Code(w.Responder)
    due_at = MomentField(help_text="When it is to be there, or done.")
    assign = s.BooleanField(default=False, help_text="Given to its owner, who is told; else it is proposed.")


class AssignAsks(OfTask):
    """What is left out stays as it is."""

    version = s.IntegerField(min_value=0, max_value=MOST_VERSIONS, help_text="Of the response as it was looked at.")
    type = Code(w.ResponseType, required=False)
    responder = Code(w.Responder, required=False)
    due_at = MomentField(required=False)


class Where(Strict):
    """When it was said, where that was not just now, and from where (WGS 84, both or neither)."""

    said_at = MomentField(required=False)
    lat = s.FloatField(min_value=-90, max_value=90, required=False)
    lon = s.FloatField(min_value=-180, max_value=180, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        lacking = {"lat", "lon"} - set(attrs)
        if len(lacking) == 1:
            raise s.ValidationError({lacking.pop(): [_("Give both, latitude and longitude.")]})
        return attrs


class StepAsks(Where):
    """Without `version` only the status counts: a step that stands already is taken once."""

    step = Code(Step)
    version = s.IntegerField(
        min_value=0, max_value=MOST_VERSIONS, required=False, help_text="Of the response as it was looked at."
    )
    text = _text(MOST_OF_A_NOTE)
    result = Code(w.Result, required=False, help_text="Of `finish`.")
    reason = Code(NotResponded, required=False, help_text="Of `refuse` and `abort`.")

    def validate_step(self, step: str) -> str:
        if step == Step.ASSIGN:
            raise s.ValidationError(_("Assigning has a door of its own."))
        return step

    def validate_reason(self, reason: str) -> str:
        if reason not in REASONS:
            raise s.ValidationError(_("That is a reason of alerts, not of responses."))
        return reason


class LineAsks(Where):
    """What was said by radio, or where they are."""

    text = _text(MOST_OF_A_LINE)
