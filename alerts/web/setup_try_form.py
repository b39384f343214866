"""What kind of alert, where, filed by whom, at which moment: the questions of "who would be told now?"."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alerts.domain import words as w
from alerts.domain.routing import Facts
from alerts.models.choices import of
from alerts.selectors import rulebook
from alerts.selectors.rulebook import Shelf

FARTHEST = dt.timedelta(days=366)
BEGINS_WITH = {"level": w.Level.CRITICAL.value, "kind": w.Kind.ATTACK_ONGOING.value}


class TryForm(forms.Form):
    """Read from the address: it asks, and changes nothing."""

    level = forms.ChoiceField(label=_("Level"), choices=of(w.Level))
    kind = forms.ChoiceField(label=_("Kind of warning"), choices=of(w.Kind))
    threat_types = forms.MultipleChoiceField(
        label=_("Kind of threat"), choices=of(w.ThreatType), required=False, widget=forms.CheckboxSelectMultiple
    )
    area = forms.ChoiceField(label=_("Area"), required=False)
    restricted = forms.BooleanField(label=_("Restricted"), required=False)
    filer = forms.ChoiceField(
        label=_("Filed by"), required=False, help_text=_("Whoever files an alert is not asked to answer it.")
    )
    at = forms.DateTimeField(
        label=_("At"),
        required=False,
        help_text=_("Empty: now."),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("This moment cannot be read. Write it like 2026-11-24 19:05.")},
    )

    def __init__(self, data: Any, *, read: Shelf, members: list[tuple[int, str]], now: dt.datetime) -> None:
        super().__init__(data)
        self.read, self.now = read, now
        self.use_required_attribute = False
        areas = [(str(pk), area.name) for pk, area in read.areas.items()]
        self.fields["area"].choices = [("", pgettext_lazy("area", "Not known")), *areas]  # type: ignore[attr-defined]
        people = [(str(pk), name) for pk, name in members]
        self.fields["filer"].choices = [("", _("Somebody else")), *people]  # type: ignore[attr-defined]
        for name in ("level", "kind", "area", "filer", "at"):
            self.fields[name].widget.attrs["class"] = "in"

    def clean_at(self) -> dt.datetime | None:
        moment: dt.datetime | None = self.cleaned_data["at"]
        if moment is not None and abs(moment - self.now) > FARTHEST:
            raise forms.ValidationError(_("At most a year from now."))
        return moment

    @property
    def moment(self) -> dt.datetime:
        """The moment asked for, else now (UTC)."""
        return (self.cleaned_data["at"] or self.now).astimezone(dt.UTC)

    @property
    def facts(self) -> Facts:
        given = self.cleaned_data
        return Facts(
            level=w.Level(given["level"]),
            kind=w.Kind(given["kind"]),
            threat_types=frozenset(w.ThreatType(code) for code in given["threat_types"]),
            area_ids=rulebook.around(self.read.areas[int(given["area"])]) if given["area"] else frozenset(),
            is_restricted=given["restricted"],
        )

    @property
    def filers(self) -> list[int]:
        return [int(self.cleaned_data["filer"])] if self.cleaned_data["filer"] else []
