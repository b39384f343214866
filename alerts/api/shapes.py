"""What the API says: the shell of an alert for some, the whole for others, never the source.

These shapes both write the answers and describe them (docs/openapi.yaml).
"""

from datetime import UTC
from enum import StrEnum
from typing import Any

from django.conf import settings
from rest_framework import serializers as s

from alerts.domain import words as w
from alerts.domain import words_of_filings as f
from alerts.models import Alert, Filing
from alerts.models.choices import of
from alerts.selectors import lists
from alerts.selectors.card import Card
from alerts.selectors.happenings import CHANGED, KINDS

CLOCKS = (
    "event_at",
    "told_at",
    "typed_at",
    "received_at",
    "routed_at",
    "delivered_at",
    "answered_at",
    "verified_at",
    "decided_at",
    "on_site_at",
    "closed_at",
    "word_back_at",
)


class Code(s.ChoiceField):
    """One word of a vocabulary; null where nothing was said."""

    def __init__(self, words: type[StrEnum], **options: Any) -> None:
        super().__init__(choices=of(words), **options)

    def to_representation(self, value: Any) -> Any:
        return str(value) or None


class Listed(Code):
    """The same of a list to which offices add entries of their own: told as the entry that it counts as."""

    def __init__(self, words: type[StrEnum], of: str, **options: Any) -> None:
        super().__init__(words, **options)
        self._of = of

    def get_attribute(self, instance: Filing) -> Any:
        return lists.standard_of(instance.office_id, self._of, str(super().get_attribute(instance)))


class Moment(s.DateTimeField):
    """RFC 3339, UTC."""

    def __init__(self, **options: Any) -> None:
        super().__init__(default_timezone=UTC, **options)


def codes(words: type[StrEnum], **options: Any) -> s.ListField:
    return s.ListField(child=Code(words), **options)


class AreaShape(s.Serializer[Any]):
    code = s.CharField()
    name = s.CharField()


class OwedShape(s.Serializer[Any]):
    """What is owed next. `by`: the components that are waited for; `duty`: the post that owes it."""

    kind = Code(w.OwedKind, source="owed.kind")
    by = codes(w.Component, source="silent")
    duty = s.CharField(source="owed.duty.name", allow_null=True, default=None)
    due_at = Moment(source="owed.due_at")

    def to_representation(self, card: Card) -> Any:
        return super().to_representation(card) if card.owed is not None else None


class PlaceShape(s.Serializer[Any]):
    """WGS 84; lies within `radius_m` of the point. Empty where not known."""

    name = s.CharField(source="place_name")
    lat = s.FloatField(allow_null=True)
    lon = s.FloatField(allow_null=True)
    precision = Code(w.Precision)
    radius_m = s.SerializerMethodField()

    def get_radius_m(self, alert: Alert) -> int | None:
        return round(alert.precision_km * 1000) if alert.precision_km is not None else None


class PeopleShape(s.Serializer[Any]):
    """In danger or hit. Empty where not known."""

    lowest = s.IntegerField(source="people_from", allow_null=True)
    highest = s.IntegerField(source="people_to", allow_null=True)
    note = s.CharField(source="people_note", allow_blank=True)
    population = codes(f.Population)
    age_sex = codes(f.AgeSex)


class ActorShape(s.Serializer[Any]):
    """Who does it, as told."""

    kind = Code(f.ActorKind, source="actor_kind", allow_null=True)
    name = s.CharField(source="actor_name", allow_blank=True)


ClocksShape: Any = type(
    "ClocksShape",
    (s.Serializer,),
    {
        "__doc__": "Each a moment or null; never guessed.",
        "__module__": __name__,
        **{name: Moment(allow_null=True) for name in CLOCKS},
    },
)


class AlertShape(s.Serializer[Any]):
    """An alert as the reader may see it. `whole` false: only its shell, and none of the fields from `version` on."""

    number = s.CharField(source="alert.number")
    level = Code(w.Level, source="alert.level")
    kind = Code(w.Kind, source="alert.kind")
    area = AreaShape(source="alert.area", allow_null=True)
    state = Code(w.State, source="alert.state")
    is_exercise = s.BooleanField(source="alert.is_exercise")
    is_restricted = s.BooleanField(source="alert.is_restricted")
    received_at = Moment(source="alert.received_at")
    owed = OwedShape(source="*", allow_null=True)
    whole = s.BooleanField(source="is_whole")
    version = s.IntegerField(source="alert.version", required=False, help_text="Send it with what you decide.")
    threat_types = codes(w.ThreatType, source="alert.threat_types", required=False)
    urgency = Code(w.Urgency, source="alert.urgency", required=False)
    severity = Code(w.Severity, source="alert.severity", required=False)
    certainty = Code(w.Certainty, source="alert.certainty", required=False)
    level_computed = Code(w.Level, source="alert.level_computed", required=False)
    verification = Code(w.Verification, source="alert.verification", required=False)
    sensitivity = Code(w.Sensitivity, source="alert.sensitivity", required=False)
    place = PlaceShape(source="alert", required=False)
    people = PeopleShape(source="alert", required=False)
    actor = ActorShape(source="alert", required=False)
    filings = s.IntegerField(source="alert.filing_count", required=False)
    components = codes(w.Component, source="alert.components", required=False)
    clocks = ClocksShape(source="alert", required=False)
    outcome = Code(w.Outcome, source="alert.outcome", required=False, allow_null=True)
    dismissed_because = Code(w.DismissReason, source="alert.dismissed_because", required=False, allow_null=True)
    joined_to = s.CharField(source="alert.joined_to", required=False, allow_null=True, help_text="The other's number.")

    def to_representation(self, card: Card) -> dict[str, Any]:
        said: dict[str, Any] = super().to_representation(card)
        return said if card.is_whole else {name: said[name] for name in SHELL}


SHELL = [name for name, field in AlertShape().fields.items() if field.required or field.read_only]


class GradeShape(s.Serializer[Any]):
    """How far the hub trusts a filing's source and its information."""

    reliability = Code(f.Reliability)
    credibility = Code(f.Credibility)


class LatestGradeShape(GradeShape):
    """Null while nobody judged it; what the filer said of it stands beside."""

    def to_representation(self, filing: Filing) -> Any:
        given = list(filing.grades.all())
        return super().to_representation(given[-1]) if given else None


class FilingShape(s.Serializer[Any]):
    """What one person told at one time, word for word; never who told them."""

    id = s.UUIDField(source="client_id", help_text="The `client_id` under which it was sent.")
    text = s.CharField(allow_blank=True)
    language = s.CharField()
    place_as_told = s.CharField(allow_blank=True)
    component = Code(w.Component, allow_null=True)
    received_by = Listed(f.ReceivedBy, "received_by", allow_null=True)
    source_kind = Listed(f.SourceKind, "source_kind", allow_null=True)
    relayer = s.CharField(allow_blank=True)
    reliability = Code(f.Reliability, allow_null=True)
    credibility = Code(f.Credibility, allow_null=True)
    grade = LatestGradeShape(source="*", allow_null=True)
    told_at = Moment(allow_null=True)
    typed_at = Moment(allow_null=True)
    received_at = Moment()
    withdrawn_at = Moment(source="withdrawal.at", allow_null=True, default=None)


class FiledShape(s.Serializer[Any]):
    number = s.CharField()
    level = Code(w.Level)


class AnsweredShape(s.Serializer[Any]):
    """`counts`: it was the first answer of one of the components; `complete`: nobody else has to answer."""

    components = codes(w.Component)
    counts = s.BooleanField()
    complete = s.BooleanField(source="is_complete")


class PageShape(s.Serializer[Any]):
    """`after`: what begins the next page; null on the last one."""

    alerts = AlertShape(many=True)
    after = s.CharField(allow_null=True)


class FilingsShape(s.Serializer[Any]):
    filings = FilingShape(many=True)


class GradedShape(GradeShape):
    filing = s.UUIDField(source="filing.client_id")


class WithdrawnShape(s.Serializer[Any]):
    filing = s.UUIDField(source="client_id")
    withdrawn_at = Moment(source="withdrawal.at")


class SummaryShape(s.Serializer[Any]):
    language = s.ChoiceField(choices=settings.LANGUAGES)
    text = s.CharField()
    at = Moment()


class SummariesShape(s.Serializer[Any]):
    summaries = SummaryShape(many=True)


class CommentShape(s.Serializer[Any]):
    """`component`: for which its writer spoke; null for those who speak for none."""

    text = s.CharField()
    component = Code(w.Component, allow_null=True)
    at = Moment()


class CommentsShape(s.Serializer[Any]):
    comments = CommentShape(many=True)


class EventShape(s.Serializer[Any]):
    """`alert.changed`, without a moment: something changed of which the reader sees the shell only."""

    kind = s.ChoiceField(choices=[CHANGED, *KINDS])
    alert = s.CharField(source="number", help_text="The alert's number.")
    at = Moment(allow_null=True)


class EventsShape(s.Serializer[Any]):
    """`reset`: begin anew, with `cursor`, and read the alerts afresh; `more`: ask again at once."""

    cursor = s.CharField()
    reset = s.BooleanField()
    more = s.BooleanField()
    events = EventShape(many=True)


class ErrorShape(s.Serializer[Any]):
    """Every error has this shape. `code` is stable; the sentences are for people, in their language.

    `fields`: what is wrong with which field; `body` stands for what is wrong with none in particular.
    """

    code = s.CharField()
    message = s.CharField()

    def get_fields(self) -> dict[str, Any]:
        """`fields` is a name that serializers use themselves."""
        return super().get_fields() | {"fields": s.DictField(child=s.ListField(child=s.CharField()))}
