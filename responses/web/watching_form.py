"""A place of the watch list as typed."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alerts.domain.words import Precision, ThreatType
from alerts.models import Area, Duty, Person
from alerts.selectors import place as places
from alerts.selectors.access import Viewer
from alerts.web.asked import DAYS, MOST_VERSIONS, TextField, words
from alerts.web.offered import Keeps, OfferedSeveral
from alerts.web.place_as_typed import Spot, read_place
from ewrr.common.errors import Refusal
from responses.domain.words_of_watching import NAMED_THREATS, Fact, Priority
from responses.models import WatchedPlace, choices
from responses.models.labels_of_watching import PROMISES
from responses.selectors import watched
from responses.services import watching
from responses.services.watching import Draft

from .watching_words import in_words


class WatchedForm(Keeps):
    """`place`: the one that stands, None for a new one. `draft` is what was typed once the form is valid."""

    name = forms.CharField(
        label=_("What is the place called?"),
        max_length=120,
        error_messages={"required": _("Say what the place is called.")},
    )
    point = forms.CharField(
        label=_("The point"),
        max_length=200,
        required=False,
        help_text=_(
            "A grid (35N QA 866 901) or coordinates (0.4911, 29.4731). Empty: where the gazetteer has the name."
        ),
    )
    area = forms.ModelChoiceField(
        Area.objects.none(),
        label=_("The area, where no point is known"),
        required=False,
        empty_label=_("None"),
    )
    priority = forms.ChoiceField(
        label=_("How firmly is it to be protected?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose must, should or could.")},
    )
    threat_types = OfferedSeveral(
        ThreatType,
        among=NAMED_THREATS,
        label=_("What kind of threat?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Sexual violence is not among them: many read this list."),
        error_messages={"required": _("Choose what kind of threat it is: “Other” is a kind too.")},
    )
    threat = forms.CharField(
        label=_("What threatens, in a sentence"),
        max_length=300,
        help_text=_("Who, from where, when. No name of a source."),
        error_messages={"required": _("Say what threatens the place.")},
    )
    owner = forms.ChoiceField(
        label=_("Who sees to it?"),
        help_text=_("A duty stays when people leave."),
        error_messages={"required": _("Choose who sees to it."), "invalid_choice": _("Choose who sees to it.")},
    )
    planned_action: forms.CharField = words(1000, _("Say what is planned."))
    review_date = forms.DateField(
        label=_("Review on"),
        input_formats=DAYS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The day on which the owner looks at it again."),
        error_messages={
            "required": _("Choose the day of the review."),
            "invalid": _("This day cannot be read: write 2026-11-28."),
        },
    )
    version = forms.IntegerField(min_value=0, max_value=MOST_VERSIONS, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, viewer: Viewer, place: WatchedPlace | None, now: dt.datetime) -> None:
        super().__init__(data, initial=as_it_stands(place) if place else None)
        self.viewer, self.place = viewer, place
        self.use_required_attribute = False
        self.stale = ""
        self.theirs: list[tuple[str, str]] = []
        self.owners = _owners(viewer, place, now)
        self.names = watched.place_names(viewer.office)
        fields: dict[str, Any] = self.fields
        fields["area"].queryset = watched.areas(viewer.office, place.area_id if place else None)
        fields["priority"].choices = [
            (word.value, gettext("%(what)s: %(value)s") % {"what": choices.label(word), "value": PROMISES[word]})
            for word in Priority
        ]
        fields["owner"].choices = self.owners_to_choose()
        fields["planned_action"].label = _("What is planned?")
        fields["planned_action"].widget = forms.Textarea(attrs={"rows": 3, "maxlength": "1000"})
        for name in ("name", "point", "area", "threat", "owner", "planned_action", "review_date"):
            fields[name].widget.attrs["class"] = "in"
        fields["name"].widget.attrs |= {"list": "place-names", "autocomplete": "off"}

    def owners_to_choose(self) -> list[Any]:
        """Duties first, then people, under their headings."""
        groups = [(gettext("Duties"), Duty), (gettext("People"), Person)]
        found = [
            (heading, [(key, one.name) for key, one in self.owners.items() if isinstance(one, model)])
            for heading, model in groups
        ]
        return [("", gettext("Choose…")), *found]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            given["spot"] = self._spot(given.get("name", ""), given.get("point", ""))
        except forms.ValidationError as wrong:
            self.add_error("point", wrong)
        return given

    def _spot(self, name: str, typed: str) -> Spot | None:
        """The point; untouched, it stays to the last figure. None: no point is known."""
        stands = self.place
        if stands is not None and stands.lat is not None and typed == as_it_stands(stands)["point"]:
            return Spot(name, stands.lat, stands.lon, Precision.EXACT)
        if not typed:
            known = places.named(self.viewer.office, name)
            return read_place(self.viewer.office, known.name, "") if known else None
        spot = read_place(self.viewer.office, typed, "")
        if spot.lat is None:
            raise forms.ValidationError(
                gettext("This name is in no list: write a grid or coordinates, or leave it empty.")
            )
        return spot

    @property
    def draft(self) -> Draft:
        said = self.cleaned_data
        spot = said["spot"]
        found = places.area_at(spot.lat, spot.lon) if spot else None
        return Draft(
            name=said["name"],
            lat=spot.lat if spot else None,
            lon=spot.lon if spot else None,
            area=found or said["area"],
            priority=Priority(said["priority"]),
            threat_types=tuple(ThreatType(code) for code in said["threat_types"]),
            threat=said["threat"],
            owner=self.owners[said["owner"]],
            planned_action=said["planned_action"],
            review_date=said["review_date"],
        )

    def refuse(self, refusal: Refusal) -> None:
        """Tells a refusal beside what it is about."""
        for name, sentence in refusal.fields.items():
            self.add_error(name, str(sentence))
        if not refusal.fields:
            self.add_error(None, str(refusal.sentence))

    def look_again(self, refusal: watching.Stale) -> None:
        """Keeps what was typed, says what stands otherwise, and takes that as seen: saving again is meant."""
        typed, stands = watching.facts(self.draft), watching.facts(refusal.place)
        self.stale = str(refusal.sentence)
        self.theirs = [
            (str(choices.label(Fact(name))), in_words(Fact(name), was))
            for name, was in stands.items()
            if typed[name] != was
        ]
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["version"] = str(refusal.place.version)  # type: ignore[index]


class TakeOffForm(forms.Form):
    """Why a place leaves the list, and which state of it was looked at."""

    because = TextField(
        max_length=500,
        error_messages={
            "required": _("Say why it leaves the list."),
            "max_length": _("At most %(limit_value)d characters; these are %(show_value)d."),
        },
    )


def as_it_stands(place: WatchedPlace) -> dict[str, Any]:
    """What an untouched form of a place holds."""
    return {
        "name": place.name,
        "point": f"{place.lat:.5f}, {place.lon:.5f}" if place.lat is not None else "",
        "area": place.area_id,
        "priority": place.priority,
        "threat_types": place.threat_types,
        "threat": place.threat,
        "owner": key_of(place.owner),
        "planned_action": place.planned_action,
        "review_date": place.review_date,
        "version": place.version,
    }


def key_of(owner: Person | Duty) -> str:
    """How the form names an owner: duty-3, person-12."""
    return f"{'duty' if isinstance(owner, Duty) else 'person'}-{owner.pk}"


def _owners(viewer: Viewer, place: WatchedPlace | None, now: dt.datetime) -> dict[str, Person | Duty]:
    """Who can be chosen, by key; whoever owns the place now is among them, also where they left."""
    found: list[Person | Duty] = [*watched.duties(viewer.office), *watched.people(viewer.office, now)]
    owners = {key_of(owner): owner for owner in found}
    return owners | ({key_of(place.owner): place.owner} if place else {})
