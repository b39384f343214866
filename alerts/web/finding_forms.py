"""What is typed after somebody looked: how far it is verified, what happens to whom, where, how it is to be trusted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alerts.domain import level as levels
from alerts.domain import words as w
from alerts.domain import words_of_filings as f
from alerts.models import Alert, Area
from alerts.models.choices import of
from alerts.selectors import actors
from alerts.selectors.access import Viewer
from alerts.selectors.areas import offered
from alerts.services import assessing, placing
from alerts.services.assessing import Found

from .asked import MOST_OF_A_REASON, MoveForm, one_of, words
from .offered import OfferedSeveral, one_offered
from .place_as_typed import read_place

MOST_PEOPLE = 10_000_000
NOT_SAID = ("", pgettext_lazy("choice", "Not said"))
BY_THE_TABLES = ("", pgettext_lazy("level", "By the tables"))
UPSIDE_DOWN = _("The higher number is below the lower one.")


def _several(vocabulary: Any, required: Any = None) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=of(vocabulary), required=required is not None, error_messages={"required": required}
    )


def _number() -> forms.IntegerField:
    wrong = _("Write a number from 1 to 10,000,000.")
    errors = dict.fromkeys(("invalid", "min_value", "max_value"), wrong)
    return forms.IntegerField(min_value=1, max_value=MOST_PEOPLE, required=False, error_messages=errors)


class AssessForm(MoveForm):
    """`more`: sent by a page that shows what happens, to whom and by whom; without it that stays as it is."""

    verification = one_of(of(w.Verification), _("Choose how far it is verified."))
    level = one_of([BY_THE_TABLES, *of(w.Level)])
    reason = words(MOST_OF_A_REASON)
    more = forms.BooleanField(required=False)
    going_on = one_of(of(w.GoingOn))
    threat_types = OfferedSeveral(w.ThreatType, required=False)
    certainty = one_of(of(w.Certainty))
    people_from = _number()
    people_to = _number()
    people_note = forms.CharField(max_length=200, required=False)
    population = OfferedSeveral(f.Population, required=False)
    age_sex = _several(f.AgeSex)
    actors = forms.TypedMultipleChoiceField(coerce=int, required=False)
    actor_kind = one_offered(f.ActorKind, before=[NOT_SAID])
    actor_name = forms.CharField(max_length=200, required=False)
    release = one_of([NOT_SAID, *of(f.Release)])
    sensitivity = one_of(of(w.Sensitivity))

    def __init__(self, *args: Any, alert: Alert, **options: Any) -> None:
        super().__init__(*args, alert=alert, **options)
        # Strictly confidential is restricted, and has its own act.
        is_strict = alert.sensitivity == w.Sensitivity.STRICT
        self.fields["sensitivity"].choices = [  # type: ignore[attr-defined]
            (code, name) for code, name in of(w.Sensitivity) if (code == w.Sensitivity.STRICT) == is_strict
        ]
        self.fields["actors"].choices = [  # type: ignore[attr-defined]
            (actor.pk, actor.name) for actor in actors.offered(alert)
        ]

    @classmethod
    def as_it_stands(cls, alert: Alert) -> dict[str, Any]:
        found = assessing.found_of(alert)
        level = "" if alert.level == alert.level_computed else alert.level
        said = {name: getattr(found, name) for name in Found.__dataclass_fields__}
        return said | {"version": alert.version, "verification": alert.verification, "level": level, "more": True}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not given.get("more"):
            return given
        for name, sentence in (
            ("going_on", _("Say whether it is going on: “Not known” is an answer too.")),
            ("threat_types", _("Choose what kind of threat it is: “Other” is a kind too.")),
            ("certainty", _("Say how certain it is.")),
        ):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        low, high = given.get("people_from"), given.get("people_to")
        if high is not None and (low is None or high < low):
            self.add_error("people_to", UPSIDE_DOWN if low is not None else _("Write the lower number too."))
        return given

    def found(self) -> Found | None:
        """What was found besides verification and level; None where it was not asked."""
        said = self.said()
        if not said["more"]:
            return None
        return Found(
            going_on=w.GoingOn(said["going_on"]),
            threat_types=[w.ThreatType(code) for code in said["threat_types"]],
            certainty=w.Certainty(said["certainty"]),
            people_from=said["people_from"],
            people_to=said["people_to"],
            people_note=said["people_note"],
            population=[f.Population(code) for code in said["population"]],
            age_sex=[f.AgeSex(code) for code in said["age_sex"]],
            actor_kind=said["actor_kind"],
            actor_name=said["actor_name"],
            actors=said["actors"],
            release=said["release"],
            sensitivity=w.Sensitivity(said["sensitivity"]) if said["sensitivity"] else None,
        )

    def computed_level(self) -> w.Level | None:
        """What the tables give for what is typed so far; None while that does not suffice."""
        said = self.cleaned_data
        if not (said.get("going_on") and said.get("threat_types") and said.get("certainty")):
            return None
        threats = [w.ThreatType(code) for code in said["threat_types"]]
        certainty = w.Certainty(said["certainty"])
        return levels.assess(w.GoingOn(said["going_on"]), threats, said.get("people_from"), certainty).level

    def make(self, viewer: Viewer, number: str) -> Alert:
        said = self.said()
        return assessing.assess(
            viewer=viewer,
            number=number,
            version=said["version"],
            verification=w.Verification(said["verification"]),
            level=w.Level(said["level"]) if said["level"] else None,
            reason=said["reason"],
            found=self.found(),
        )


class PlaceForm(MoveForm):
    """`place`: grid, coordinates or a name of the gazetteer, empty where there is no point; `name`: what it is
    called; `area`: where there is no point.
    """

    name = forms.CharField(max_length=200, error_messages={"required": _("Say what the place is called.")})
    place = forms.CharField(max_length=200, required=False)
    precision = one_of(of(w.Precision))
    area = forms.ModelChoiceField(Area.objects.none(), required=False)
    reason = words(MOST_OF_A_REASON)

    def __init__(self, *args: Any, alert: Alert, **options: Any) -> None:
        super().__init__(*args, alert=alert, **options)
        areas = offered(alert.office, keep=alert.area_id)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]

    @classmethod
    def as_it_stands(cls, alert: Alert) -> dict[str, Any]:
        place = f"{alert.lat:.5f}, {alert.lon:.5f}" if alert.lat is not None else ""
        known = {"name": alert.place_name, "place": place, "precision": alert.precision, "area": alert.area_id}
        return {"version": alert.version} | known

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            given["spot"] = self._spot(given)
        except forms.ValidationError as wrong:
            self.add_error("place", wrong)
        return given

    def _spot(self, given: dict[str, Any]) -> placing.Spot:
        """The point that was typed; untouched, it stays to the last figure. A name that is in no gazetteer is no
        point. Raises ValidationError.
        """
        name, area = given.get("name", ""), given.get("area")
        typed, precision = given.get("place", ""), given.get("precision", "")
        if typed and typed == self.as_it_stands(self.alert)["place"] and precision not in ("", w.Precision.NAME_ONLY):
            return placing.Spot(name, w.Precision(precision), self.alert.lat, self.alert.lon)
        if not typed:
            return placing.Spot(name, w.Precision.AREA if area else w.Precision.NAME_ONLY, area=area)
        spot = read_place(self.alert.office, typed, precision)
        if spot.lat is None:
            raise forms.ValidationError(_("This name is in no list: write a grid or coordinates, or leave it empty."))
        return placing.Spot(name or spot.name, spot.precision, spot.lat, spot.lon)

    def make(self, viewer: Viewer, number: str) -> Alert:
        said = self.said()
        return placing.place(
            viewer=viewer, number=number, version=said["version"], spot=said["spot"], reason=said["reason"]
        )
