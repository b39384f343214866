"""An office as typed, checked with a clear sentence for each field."""

import difflib
import re
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from alerts.domain.restricting import ALWAYS
from alerts.domain.words import ThreatType
from alerts.models import Office
from alerts.models.choices import of
from alerts.selectors import offices as shelf
from alerts.services import offices
from alerts.services.offices import Draft
from ewrr.common import geo

from .place_as_typed import read_centre
from .plain_form import Seen

CODE = re.compile(r"^[A-Z]{3}$")
COUNTRY = re.compile(r"^[A-Z]{2}$")
PLACES_OF = re.compile(r"^(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/")
SAME = ("name_en", "name_fr", "time_zone", "country", "week_starts_on", "languages", "language", "restricts")


def zones() -> list[str]:
    """The zones that are offered: those named after a place."""
    return ["UTC", *sorted(name for name in available_timezones() if PLACES_OF.match(name))]


class OfficeForm(Seen):
    """`zone_is_meant`: asked where the zone becomes another one."""

    name_en = forms.CharField(
        label=_("Name in English"), max_length=120, error_messages={"required": _("Give it a name in English.")}
    )
    name_fr = forms.CharField(
        label=_("Name in French"), max_length=120, error_messages={"required": _("Give it a name in French.")}
    )
    code = forms.CharField(
        label=_("Code"), max_length=3, help_text=_("Begins every number, as in BEN-2026-0147. Three letters.")
    )
    country = forms.CharField(
        label=_("Country"),
        max_length=2,
        help_text=_("Two letters of ISO 3166: CD, CF, ML, SS. Areas, names of places and usual actors follow it."),
        error_messages={"required": _("Give the country’s two letters.")},
    )
    centre = forms.CharField(
        label=_("Centre of the map"),
        max_length=120,
        help_text=_("Coordinates, a grid reference, or the name of a place."),
        error_messages={"required": _("Say where the map begins.")},
    )
    time_zone = forms.CharField(
        label=_("Time zone"),
        max_length=64,
        help_text=_("Type to search: Africa/Lubumbashi. Watches, days and reports are reckoned in it."),
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Choose the time zone.")},
    )
    zone_is_meant = forms.BooleanField(label=_("I mean another time zone, with what follows from it"), required=False)
    week_starts_on = forms.TypedChoiceField(
        label=_("Reporting week begins on"),
        choices=[(number + 1, name) for number, name in WEEKDAYS.items()],
        coerce=int,
        help_text=_("Drafts of reports are reckoned anew; what was issued stays as it is."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Works in"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )
    language = forms.ChoiceField(
        label=_("Begins with"),
        choices=settings.LANGUAGES,
        help_text=_("The language of new people and displays; each person may choose another."),
    )
    restricts = forms.MultipleChoiceField(
        label=_("Restricted besides"),
        choices=[(code, name) for code, name in of(ThreatType) if code not in ALWAYS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Alerts of these kinds are restricted when they are filed. Those filed before stay as they are."),
    )

    def __init__(self, data: Any, *, office: Office) -> None:
        languages = office.languages or [code for code, _name in settings.LANGUAGES]
        centre = f"{office.lat:.5g}, {office.lon:.6g}"
        super().__init__(data, row=office, initial={"languages": languages, "centre": centre})
        self.point = (office.lat, office.lon)
        self.asks_about_zone = bool(data) and data.get("time_zone", "").strip() != office.time_zone
        if shelf.code_stays(office):
            del self.fields["code"]

    @property
    def office(self) -> Office:
        """As it stands."""
        stands: Office = self.row
        return stands

    def version(self, row: Any) -> str:
        return offices.version(row)

    @property
    def grid(self) -> str:
        return geo.to_mgrs(self.office.lat, self.office.lon)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].strip().upper()
        if not CODE.match(code):
            raise forms.ValidationError(_("Three letters, without accents: BEN."))
        return code

    def clean_country(self) -> str:
        country: str = self.cleaned_data["country"].strip().upper()
        if not COUNTRY.match(country):
            raise forms.ValidationError(_("Two letters of ISO 3166: CD for the Democratic Republic of the Congo."))
        return country

    def clean_time_zone(self) -> str:
        typed: str = self.cleaned_data["time_zone"].strip()
        if typed in available_timezones():
            return typed
        raise forms.ValidationError(unknown_zone(typed))

    def clean_centre(self) -> str:
        typed: str = self.cleaned_data["centre"]
        if typed.strip() != self.initial["centre"]:
            self.point = read_centre(self.office, typed)
        return typed

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        zone = given.get("time_zone")
        if zone and zone != self.office.time_zone and not given.get("zone_is_meant"):
            self.add_error("zone_is_meant", _("Tick this if you mean it, and save again."))
        if given.get("language") and given.get("languages") and given["language"] not in given["languages"]:
            self.add_error("language", _("The office does not work in this language."))
        return given

    @property
    def draft(self) -> Draft:
        given = self.cleaned_data
        lat, lon = self.point
        told = {name: given[name] for name in SAME} | {"code": given.get("code", self.office.code)}
        return Draft(**told, lat=lat, lon=lon)


def unknown_zone(typed: str) -> str:
    """What to say of a zone that does not exist, with those that look like it."""
    names = {name.rpartition("/")[2].lower(): name for name in zones()}
    near = [names[key] for key in difflib.get_close_matches(typed.rpartition("/")[2].lower(), names, 3, 0.7)]
    if near:
        return _("There is no such time zone. Did you mean %(zones)s?") % {"zones": ", ".join(near)}
    return str(_("There is no such time zone. Zones are named after places: Africa/Lubumbashi, Africa/Bangui."))
