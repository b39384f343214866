"""The six answers as typed, checked with a clear sentence for each; the API uses the same form."""

import datetime as dt
import uuid
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from alerts.domain import level as levels
from alerts.domain import words as w
from alerts.domain import words_of_filings as f
from alerts.domain.similarity import Happening
from alerts.domain.words_of_exercises import FilingStatus
from alerts.models import Office
from alerts.models.choices import of
from alerts.selectors import place as places
from alerts.services.filing import Told
from ewrr.common.words import search_key

from .exercise_or_real import read_status
from .offered import Keeps, Offered, OfferedSeveral
from .place_as_typed import Spot, read_place
from .time_as_typed import WHEN, Moment, read_time

MOST_CHARACTERS = 20_000
# How many people: (lowest, highest) of each choice.
PEOPLE: dict[str, tuple[int | None, int | None]] = {
    "1-10": (1, 10),
    "11-100": (11, 100),
    "101-500": (101, 500),
    "500+": (501, None),
    "number": (None, None),
    "unknown": (None, None),
}
PEOPLE_CHOICES = [
    ("1-10", gettext_lazy("1 to 10")),
    ("11-100", gettext_lazy("11 to 100")),
    ("101-500", gettext_lazy("101 to 500")),
    ("500+", gettext_lazy("Over 500")),
    ("number", gettext_lazy("A number")),
    ("unknown", pgettext_lazy("how many people", "Not known")),
]
LANGUAGES = [
    ("fr", gettext_lazy("French")),
    ("en", gettext_lazy("English")),
    ("sw", gettext_lazy("Swahili")),
    ("ln", gettext_lazy("Lingala")),
    ("sg", gettext_lazy("Sango")),
    ("und", pgettext_lazy("language", "Another")),
]
NOT_SAID = ("", gettext_lazy("Not said"))
SENDS_BESIDES = {"csrfmiddlewaretoken", "look"}
NOT_OF_THE_API = {"", FilingStatus.UNASKED}  # said by a page that asked nothing
NOT_AN_ANSWER = SENDS_BESIDES | {"client_id", "typed_at"}


def _optional(words: type[Any]) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[NOT_SAID, *of(words)], required=False)


def _offered(words: type[Any]) -> Offered:
    return Offered(words, before=[NOT_SAID], required=False)


class FilingForm(Keeps):
    """`told` holds the checked answers once the form is valid."""

    client_id = forms.UUIDField(initial=uuid.uuid4)
    onto = forms.CharField(max_length=24, required=False)
    threat_types = OfferedSeveral(
        w.ThreatType,
        error_messages={"required": gettext_lazy("Choose what kind of threat it is: “Other” is a kind too.")},
    )
    place = forms.CharField(
        max_length=200,
        error_messages={"required": gettext_lazy("Give a place, a grid or words, such as “road north of Oicha”.")},
    )
    precision = forms.ChoiceField(choices=of(w.Precision), required=False)
    when = forms.ChoiceField(
        choices=WHEN, error_messages={"required": gettext_lazy("Say when: “Not known” is an answer too.")}
    )
    at_time = forms.CharField(max_length=10, required=False)
    at_date = forms.CharField(max_length=20, required=False)
    people = forms.ChoiceField(
        choices=PEOPLE_CHOICES,
        error_messages={"required": gettext_lazy("Say about how many people: “Not known” is an answer too.")},
    )
    people_number = forms.IntegerField(min_value=1, max_value=10_000_000, required=False)
    people_note = forms.CharField(max_length=200, required=False)
    going_on = forms.ChoiceField(
        choices=of(w.GoingOn),
        error_messages={"required": gettext_lazy("Say whether it is going on: “Not known” is an answer too.")},
    )
    text = forms.CharField(
        max_length=MOST_CHARACTERS,
        error_messages={"required": gettext_lazy("Write what was told, in any language, even one sentence.")},
    )
    population = OfferedSeveral(f.Population, required=False)
    age_sex = forms.MultipleChoiceField(choices=of(f.AgeSex), required=False)
    grave_violation = _optional(f.GraveViolation)
    release = _optional(f.Release)
    language = forms.ChoiceField(choices=LANGUAGES, required=False)
    certainty = forms.ChoiceField(choices=of(w.Certainty), required=False)
    received_by = _offered(f.ReceivedBy)
    source_kind = _offered(f.SourceKind)
    source_name = forms.CharField(max_length=200, required=False)
    source_contact = forms.CharField(max_length=200, required=False)
    relayer = forms.CharField(max_length=120, required=False)
    reliability = _optional(f.Reliability)
    credibility = _optional(f.Credibility)
    actor_kind = _offered(f.ActorKind)
    actor_name = forms.CharField(max_length=200, required=False)
    sensitivity = forms.ChoiceField(choices=of(w.Sensitivity), required=False)
    concerns_children = forms.BooleanField(required=False)
    typed_at = forms.CharField(max_length=40, required=False)
    status = forms.ChoiceField(choices=of(FilingStatus), required=False)

    def __init__(self, *args: Any, office: Office, now: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.office, self.now = office, now
        self.spot: Spot | None = None
        self.moment: Moment | None = None
        self.told: Told | None = None
        self.is_exercise: bool | None = None

    def clean(self) -> dict[str, Any]:
        """Reads place, time and people; fields of another form are named, not ignored."""
        given = super().clean() or {}
        if unknown := sorted(set(self.data) - set(self.fields) - SENDS_BESIDES):
            names = ", ".join(name[:40] for name in unknown[:5])
            raise forms.ValidationError(
                ngettext(
                    "This form does not know the field %(names)s.",
                    "This form does not know the fields %(names)s.",
                    len(unknown),
                )
                % {"names": names},
                code="unknown_field",
            )
        self._read("place", lambda: self._set_spot(given))
        self._read("at_time", lambda: self._set_moment(given))
        if given.get("people") == "number" and given.get("people_number") is None:
            self.add_error("people_number", _("Type the number, or choose one of the ranges."))
        if not self.errors:
            self._read("status", lambda: self._set_part(given))
        if not self.errors:
            self.told = self._told(given)
        return given

    def _read(self, field: str, read: Any) -> None:
        try:
            read()
        except forms.ValidationError as wrong:
            self.add_error(field, wrong)

    def _set_spot(self, given: dict[str, Any]) -> None:
        if given.get("place"):
            self.spot = read_place(self.office, given["place"], given.get("precision", ""))

    def _set_moment(self, given: dict[str, Any]) -> None:
        if given.get("when"):
            zone = ZoneInfo(self.office.time_zone)
            # "Just now" was said when it was typed: a filing that waited for a link says so.
            said_at = self._typed_at(given.get("typed_at", "")) if given["when"] == "now" else None
            self.moment = read_time(
                given["when"],
                given.get("at_time", ""),
                given.get("at_date", ""),
                (said_at or self.now).astimezone(zone),
            )

    def _set_part(self, given: dict[str, Any]) -> None:
        if given["status"]:
            typed_at = self._typed_at(given["typed_at"])
            said = FilingStatus(given["status"])
            self.is_exercise = read_status(self.office, said, given["client_id"], typed_at)

    def _told(self, given: dict[str, Any]) -> Told:
        assert self.spot is not None and self.moment is not None
        lowest, highest = PEOPLE[given["people"]]
        if given["people"] == "number":
            lowest = highest = given["people_number"]
        return Told(
            threat_types=tuple(w.ThreatType(code) for code in given["threat_types"]),
            going_on=w.GoingOn(given["going_on"]),
            text=given["text"],
            place_as_told=given["place"],
            place_name=self.spot.name,
            lat=self.spot.lat,
            lon=self.spot.lon,
            precision=self.spot.precision,
            event_at=self.moment.at,
            event_precision=self.moment.precision,
            people_from=lowest,
            people_to=highest,
            people_note=given["people_note"],
            population=tuple(f.Population(code) for code in given["population"]),
            age_sex=tuple(f.AgeSex(code) for code in given["age_sex"]),
            grave_violation=given["grave_violation"],
            release=given["release"],
            certainty=w.Certainty(given["certainty"] or w.Certainty.LIKELY),
            language=given["language"] or settings.LANGUAGE_CODE,
            actor_kind=given["actor_kind"],
            actor_name=given["actor_name"],
            received_by=given["received_by"],
            source_kind=given["source_kind"],
            relayer=given["relayer"],
            reliability=given["reliability"],
            credibility=given["credibility"],
            sensitivity=w.Sensitivity(given["sensitivity"] or w.Sensitivity.CONFIDENTIAL),
            concerns_children=given["concerns_children"],
            typed_at=self._typed_at(given["typed_at"]),
            source={"name": given["source_name"], "contact": given["source_contact"]},
            typed=self._as_sent(),
            onto=given["onto"],
            is_exercise=self.is_exercise,
        )

    @property
    def looks_at_exercises(self) -> bool:
        """Whether known alerts of an exercise are likely the same, or real ones."""
        said = self.cleaned_data.get("status")
        return said != FilingStatus.ACTUAL and (self.office.is_exercising or said == FilingStatus.EXERCISE)

    def happening(self) -> Happening | None:
        """As much of what is being typed as can be compared with what is known; None while place or kind lack."""
        given = self.cleaned_data
        threats = [w.ThreatType(code) for code in given.get("threat_types", [])]
        if not threats or self.spot is None:
            return None
        assessed = levels.assess(w.GoingOn(given.get("going_on") or w.GoingOn.NOT_KNOWN), threats)
        moment, spot = self.moment, self.spot
        has_point = spot.lat is not None and spot.lon is not None
        area = places.area_at(spot.lat, spot.lon) if has_point else None  # type: ignore[arg-type]
        return Happening(
            at=(moment.at if moment else None) or self.now,
            kind=assessed.kind,
            threats=frozenset(threats),
            time_precision=moment.precision if moment and moment.at else w.TimePrecision.EXACT,
            lat=spot.lat,
            lon=spot.lon,
            radius_km=w.PRECISION_KM[spot.precision] or 0.0,
            name=search_key(spot.name),
            area=area.pk if area else None,
        )

    def _as_sent(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        sent = {name: self.data.getlist(name) for name in sorted(set(self.data) - NOT_AN_ANSWER)}  # type: ignore[attr-defined]
        return tuple((name, tuple(values)) for name, values in sent.items() if any(values))

    def _typed_at(self, claimed: str) -> dt.datetime | None:
        """When the sender's device says it was written; a claim that cannot be true is left out."""
        try:
            moment = dt.datetime.fromisoformat(claimed)
        except ValueError:
            return None
        if moment.tzinfo is None or not self.now - dt.timedelta(days=30) <= moment <= self.now:
            return None
        return moment
