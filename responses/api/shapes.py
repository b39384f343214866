"""What the API says of responses: who does what until when, never by name."""

from enum import StrEnum
from typing import Any

from rest_framework import serializers as s

from alerts.api import shapes as of_alerts
from alerts.api.shapes import Moment
from alerts.domain.words import Component, OwedKind
from alerts.domain.words_of_deciding import NotResponded
from responses.domain import words as w
from responses.domain.course import CLOCKS, Step
from responses.models import Response
from responses.models.choices import of
from responses.selectors.responses import Line


class Code(of_alerts.Code):
    """One word of a vocabulary, ours or of alerts; null where nothing was said."""

    def __init__(self, words: type[StrEnum], **options: Any) -> None:
        s.ChoiceField.__init__(self, choices=of(words), **options)


ResponseClocksShape: Any = type(
    "ResponseClocksShape",
    (s.Serializer,),
    {
        "__doc__": "Each a moment or null; never inferred from another.",
        "__module__": __name__,
        **{name: Moment(allow_null=True) for name in dict.fromkeys(CLOCKS.values())},
    },
)


class OwnerShape(s.Serializer[Any]):
    """Who does it: a duty by its code, or a person, whose name is not said. Null while nobody does."""

    kind = s.SerializerMethodField()
    duty = s.CharField(source="response.duty.code", allow_null=True, default=None)

    def get_kind(self, line: Line) -> str:
        """ "duty" or "person"."""
        return "duty" if line.response.duty_id is not None else "person"

    def to_representation(self, line: Line) -> Any:
        response = line.response
        return super().to_representation(line) if response.duty_id or response.person_id else None


class ResponseOwedShape(s.Serializer[Any]):
    """What is owed for it next; null once it has ended."""

    kind = Code(OwedKind)
    due_at = Moment()


class ResponseShape(s.Serializer[Any]):
    """One action for one or more alerts. `ref`: its number as addresses have it. `alerts`: those that the reader may
    know of. `steps`: what the reader may say of it next.
    """

    number = s.CharField(source="response.number")
    ref = s.SerializerMethodField()
    alerts = s.SerializerMethodField()
    is_exercise = s.BooleanField(source="response.is_exercise")
    type = Code(w.ResponseType, source="response.type")
    tier = Code(w.Tier, source="response.tier")
    phase = Code(w.Phase, source="response.phase")
    responder = Code(w.Responder, source="response.responder")
    unit = s.CharField(source="response.unit", allow_blank=True)
    position = s.CharField(source="response.position.name", allow_null=True, default=None)
    strength = s.IntegerField(source="response.strength", allow_null=True)
    task = s.CharField(source="response.task", allow_blank=True)
    owner = OwnerShape(source="*", allow_null=True)
    due_at = Moment(source="response.due_at")
    status = Code(w.Status, source="response.status")
    is_overdue = s.BooleanField(source="is_late")
    owed = ResponseOwedShape(allow_null=True)
    steps = s.ListField(child=Code(Step), source="may")
    clocks = ResponseClocksShape(source="response")
    result = Code(w.Result, source="response.result", allow_null=True)
    reason = Code(NotResponded, source="response.reason", allow_null=True)
    outcome_note = s.CharField(source="response.outcome_note", allow_blank=True)
    version = s.IntegerField(source="response.version", help_text="Send it with what you change.")

    def get_ref(self, line: Line) -> str:
        return ref(line.response)

    def get_alerts(self, line: Line) -> list[str]:
        return [alert.number for alert in line.alerts]


def ref(response: Response) -> str:
    """BEN-2026-0147.1: a slash would be a folder in an address."""
    return response.number.replace("/", ".")


class LineShape(s.Serializer[Any]):
    """One line of the log. `component`: for which its writer spoke; null for those who speak for none, and for what the
    hub wrote itself. Places WGS 84.
    """

    said_at = Moment()
    at = Moment()
    step = Code(Step, allow_null=True)
    text = s.CharField(allow_blank=True)
    lat = s.FloatField(allow_null=True)
    lon = s.FloatField(allow_null=True)
    component = Code(Component, allow_null=True)

    def to_representation(self, entry: Any) -> Any:
        said = super().to_representation(entry)
        return said | {"component": entry.component or None}


class LogShape(s.Serializer[Any]):
    log = LineShape(many=True)


class ResponseWithLogShape(ResponseShape):
    """With its log, in the order in which things were said: the first two hundred lines."""

    log = LineShape(many=True)


class ResponsesShape(s.Serializer[Any]):
    """`after`: what begins the next page; null on the last one."""

    responses = ResponseShape(many=True)
    after = s.CharField(allow_null=True)
