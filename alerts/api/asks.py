"""What the API takes: each field by name, and nothing that it does not know."""

import datetime as dt
import re
from enum import StrEnum
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers as s

from alerts.domain import words as w
from alerts.domain import words_of_deciding as d
from alerts.domain import words_of_filings as f
from alerts.domain import words_of_harm as h
from alerts.domain.harm import MOST_PEOPLE as MOST_HARMED
from alerts.domain.harm import MOST_ROWS
from alerts.models import Area
from alerts.selectors import filtering
from alerts.selectors.filtering import AREA_CODE, FIRST_YEAR, LAST_YEAR, LONGEST_TEXT, MOST_AREAS, Filters
from alerts.web.asked import MOST_OF_A_NOTE, MOST_OF_A_REASON, MOST_VERSIONS
from alerts.web.filing_form import NOT_OF_THE_API, SENDS_BESIDES, FilingForm
from alerts.web.harm_form import MOST_OF_A_LINE

from .shapes import Code, codes

PAGE, MOST = 50, 200
MOST_PEOPLE = 10_000_000
NO_SUCH_AREA = _("There is no area of that code.")
UNKNOWN_FIELD = _("This door does not know that field.")
NUMBER = re.compile(r"[A-Za-z0-9-]{1,24}", re.ASCII)
LONGEST_CURSOR = 600


class Strict(s.Serializer[Any]):
    """Names what it does not know instead of ignoring it: a misspelt field is not lost in silence."""

    def to_internal_value(self, data: Any) -> Any:
        if hasattr(data, "keys") and (unknown := [name for name in data if name not in self.fields]):
            raise s.ValidationError({str(name)[:40]: [UNKNOWN_FIELD] for name in unknown[:5]})
        return super().to_internal_value(data)


class Nothing(Strict):
    """A door that needs to be told nothing."""


def _day(**options: Any) -> s.DateField:
    """A day of the office's own zone."""
    return s.DateField(required=False, validators=[_is_sane], **options)


def _is_sane(day: dt.date) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise s.ValidationError(_("That day is too far away."))


def _text(most: int, **options: Any) -> s.CharField:
    return s.CharField(max_length=most, allow_blank=True, required=False, **options)


def _asked(most: int, told: str) -> s.CharField:
    return s.CharField(max_length=most, allow_blank=True, required=False, help_text=told)


def _people() -> s.IntegerField:
    return s.IntegerField(min_value=0, max_value=MOST_PEOPLE, required=False, allow_null=True)


def _harmed() -> s.IntegerField:
    return s.IntegerField(min_value=0, max_value=MOST_HARMED, required=False, allow_null=True)


def _any_of(words: type[StrEnum], told: str) -> s.ListField:
    return s.ListField(child=Code(words), default=list, help_text=told)


# --- reading


class AreaField(s.CharField):
    def to_internal_value(self, data: Any) -> str:
        code = super().to_internal_value(data).upper()
        if not AREA_CODE.fullmatch(code) or not Area.objects.filter(code=code).exists():
            raise s.ValidationError(NO_SUCH_AREA)
        return code


class ListAsks(Strict):
    """Several values of one name are joined by "or", different names by "and"."""

    component = _any_of(w.Component, "Of those that the reader sees whole: filed by one of these.")
    kind = _any_of(w.Kind, "Warning kind.")
    level = _any_of(w.Level, "Level.")
    state = _any_of(w.State, "State.")
    area = s.ListField(
        child=AreaField(max_length=20), max_length=MOST_AREAS, default=list, help_text="Code; holds those below it."
    )
    until = _day(help_text="Received before this day of the office's own zone.")
    text = _asked(LONGEST_TEXT, "A number, or words that were told; all must be there.")
    after = _asked(24, "Number of the last alert of the page before.")
    limit = s.IntegerField(min_value=1, max_value=MOST, default=PAGE)

    def get_fields(self) -> dict[str, Any]:
        """`from` is a word of Python's own."""
        first = _day(help_text="Received on this day of the office's own zone or later.")
        return super().get_fields() | {
            "from": first,
            "format": s.ChoiceField(choices=["json", "geojson"], required=False),
        }

    @property
    def filters(self) -> Filters:
        """For alerts.selectors.filtering, which sees to it that nobody finds a thing by what they may not see."""
        asked = self.validated_data
        several = {name: ",".join(asked[name]) for name in ("component", "kind", "level", "state", "area")}
        days = {name: asked[name].isoformat() for name in ("from", "until") if name in asked}
        return filtering.parse(several | days | {"text": asked.get("text", "")})


class OneAsks(Strict):
    format = s.ChoiceField(choices=["json", "cap"], required=False)


class EventsAsks(Strict):
    since = _asked(LONGEST_CURSOR, "The cursor of the answer before; without it, from now on.")


# --- moves


class MoveAsks(Strict):
    version = s.IntegerField(min_value=0, max_value=MOST_VERSIONS, help_text="Of the alert as it was looked at.")


class AssessmentAsks(MoveAsks):
    """What is left out stays as it is."""

    verification = Code(w.Verification, required=False)
    level = Code(w.Level, required=False, help_text="Another than the tables give needs its reason.")
    reason = _text(MOST_OF_A_REASON)
    going_on = Code(w.GoingOn, required=False)
    threat_types = codes(w.ThreatType, required=False, min_length=1)
    certainty = Code(w.Certainty, required=False)
    people_from = _people()
    people_to = _people()
    people_note = _text(200)
    population = codes(f.Population, required=False)
    age_sex = codes(f.AgeSex, required=False)
    actor_kind = Code(f.ActorKind, required=False)
    actor_name = _text(200)
    release = Code(f.Release, required=False)


class PlacingAsks(MoveAsks):
    """Without `place`, what is left out stays as it is; with it, `name` and `precision` follow from it."""

    place = _asked(200, "A grid, coordinates or a name of the gazetteer; empty: there is no point.")
    name = _asked(200, "What it is called.")
    precision = Code(w.Precision, required=False)
    area = AreaField(max_length=20, allow_blank=True, required=False, help_text="Code; counts where there is no point.")
    reason = _text(MOST_OF_A_REASON)


class JoiningAsks(MoveAsks):
    into = s.CharField(max_length=24, help_text="Number of the alert that it repeats.")
    note = _text(MOST_OF_A_REASON)


class UnjoiningAsks(MoveAsks):
    reason = s.CharField(max_length=MOST_OF_A_REASON)


class DecisionAsks(MoveAsks):
    course = Code(d.Course)
    reason = Code(d.NotResponded, required=False, help_text="Of no action, and only of it.")
    review_date = _day(help_text="By whose end whoever decided looks again; needed to monitor.")
    note = _text(MOST_OF_A_NOTE)


class DismissalAsks(MoveAsks):
    reason = Code(w.DismissReason)
    note = _text(MOST_OF_A_NOTE)


class ClosingAsks(MoveAsks):
    outcome = Code(w.Outcome)
    harm = Code(h.HarmKnown, help_text="What is known of harm to civilians.")
    word_back = Code(d.WordBack, help_text="What became of telling the community.")
    word_back_date = _day(help_text="Until which it is owed, where it is.")
    note = _text(MOST_OF_A_NOTE)


class HarmRowAsks(Strict):
    """Each number: left out or null where nobody said how many."""

    corrects = s.IntegerField(
        min_value=1, max_value=32767, required=False, help_text="Number of the row that this one replaces."
    )
    what = Code(h.Harm, help_text="Sexual violence is never counted: it is refused.")
    women = _harmed()
    men = _harmed()
    girls = _harmed()
    boys = _harmed()
    unknown = _harmed()
    is_collective = s.BooleanField(default=False, help_text="A whole community.")
    status = Code(f.Population, required=False)
    actor_kind = Code(f.ActorKind, required=False)
    despite_warning = Code(h.DespiteWarning, default=h.DespiteWarning.UNKNOWN.value)
    note = _text(MOST_OF_A_LINE, help_text="Where it is known from; never a name.")


class HarmAsks(MoveAsks):
    records = s.ListField(child=HarmRowAsks(), min_length=1, max_length=MOST_ROWS)


class ReopeningAsks(MoveAsks):
    reason = s.CharField(max_length=MOST_OF_A_NOTE)


class WordBackAsks(MoveAsks):
    word_back = Code(d.WordBack)
    note = _text(MOST_OF_A_NOTE)


# --- adding


class CommentAsks(Strict):
    """Words for colleagues who see the alert whole."""

    text = s.CharField(max_length=MOST_OF_A_NOTE, help_text="An @name tells whoever bears it that they are named.")


class SummaryAsks(Strict):
    """The alert in a few sentences of one language."""

    language = s.ChoiceField(choices=settings.LANGUAGES)
    text = s.CharField(max_length=MOST_OF_A_NOTE)


class OfFiling(Strict):
    """About one of the alert's filings."""

    filing = s.UUIDField(help_text="Its `id`: the `client_id` under which it was sent.")


class GradeAsks(OfFiling):
    """Admiralty grades: F and 6 where it cannot be judged."""

    reliability = Code(f.Reliability)
    credibility = Code(f.Credibility)


class WithdrawalAsks(OfFiling):
    """Why it does not hold."""

    reason = s.CharField(max_length=MOST_OF_A_REASON)


# --- filing


def _as_told(field: forms.Field) -> s.Field[Any, Any, Any, Any]:
    """A field of the page's form as the API describes it; it is the form that checks what was sent."""
    options: dict[str, Any] = {"required": field.required}
    choices = [(code, label) for code, label in getattr(field, "choices", ()) if code not in NOT_OF_THE_API]
    if isinstance(field, forms.MultipleChoiceField):
        return s.ListField(child=s.ChoiceField(choices=choices), allow_empty=not field.required, **options)
    if isinstance(field, forms.ChoiceField):
        return s.ChoiceField(choices=choices, allow_blank=not field.required, **options)
    if isinstance(field, forms.UUIDField):
        return s.UUIDField(required=True, help_text="Made by whoever sends: sent again, it is the same filing.")
    if isinstance(field, forms.IntegerField):
        bounds: dict[str, Any] = {"min_value": field.min_value, "max_value": field.max_value}
        return s.IntegerField(**bounds, **options)
    if isinstance(field, forms.BooleanField):
        return s.BooleanField(**options)
    return s.CharField(max_length=getattr(field, "max_length", None), allow_blank=not field.required, **options)


class FilingAsks(s.Serializer[Any]):
    """The six answers and all that may be added, as on the page. Who told is sealed at once and never shown."""

    def get_fields(self) -> dict[str, Any]:
        return {name: _as_told(field) for name, field in FilingForm.base_fields.items() if name not in SENDS_BESIDES}


def accepted(form: forms.Form) -> Any:
    """What a form of the pages makes of what was sent. Raises ValidationError in its own sentences."""
    if not form.is_valid():
        raise s.ValidationError({name: [str(one) for one in found] for name, found in form.errors.items()})
    return form.cleaned_data
