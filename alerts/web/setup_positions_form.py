"""A position as typed: a grid, coordinates or a name of the gazetteer say where it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alerts.domain.words import Component, PositionKind
from alerts.models import Position
from alerts.models.choices import of
from alerts.selectors import positions as found
from alerts.selectors.access import Viewer
from alerts.services.positions import Draft

from .place_as_typed import read_place
from .plain_form import Seen


def as_typed(position: Position) -> str:
    """Where it is, as somebody wrote it, else as figures."""
    return position.as_typed or f"{position.lat:.5f}, {position.lon:.5f}"


class PositionForm(Seen):
    """Who does not task sees no contact, and may put another in its place."""

    name = forms.CharField(label=_("Name"), max_length=80, error_messages={"required": _("Give it a name.")})
    kind = forms.ChoiceField(
        label=_("Kind"), choices=of(PositionKind), error_messages={"required": _("Choose the kind.")}
    )
    component = forms.ChoiceField(
        label=_("Component"), choices=of(Component), error_messages={"required": _("Choose the component.")}
    )
    place = forms.CharField(
        label=_("Where it is"),
        max_length=60,
        help_text=_("A grid (35N QA 866 901), coordinates (0.4911, 29.4731) or a name of the gazetteer."),
        error_messages={"required": _("Say where it is.")},
    )
    call_sign = forms.CharField(label=_("Call sign"), max_length=40, required=False)
    contact = forms.CharField(
        label=_("Telephone"), max_length=60, required=False, help_text=_("Shown to those who task, and to nobody else.")
    )
    forgets = forms.BooleanField(label=_("Remove the telephone number"), required=False)

    def __init__(self, data: Any, *, viewer: Viewer, row: Position | None) -> None:
        own = {"place": as_typed(row), "contact": row.contact if viewer.may_task else ""} if row else {}
        super().__init__(data, row=row, initial=own)
        self.viewer = viewer
        if viewer.may_task or row is None or not row.contact:
            del self.fields["forgets"]
        else:
            self.fields["contact"].help_text = _("One is on record, which those who task see. Empty keeps it.")

    def version(self, row: Any) -> str:
        return found.version(row)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            given["spot"] = self._spot(given.get("place", ""))
        except forms.ValidationError as wrong:
            self.add_error("place", wrong)
        return given

    def _spot(self, typed: str) -> tuple[float, float] | None:
        """Untouched, it stays to the last figure. Raises ValidationError."""
        if not typed:
            return None
        if self.row is not None and typed == as_typed(self.row):
            return self.row.lat, self.row.lon
        spot = read_place(self.viewer.office, typed, "")
        if spot.lat is None or spot.lon is None:
            raise forms.ValidationError(_("This name is in no list: write a grid or coordinates."))
        return spot.lat, spot.lon

    @property
    def draft(self) -> Draft:
        given = self.cleaned_data
        lat, lon = given["spot"]
        contact = given["contact"].strip()
        if not contact and not self.viewer.may_task:
            contact = "" if given.get("forgets") else None
        return Draft(
            given["name"],
            PositionKind(given["kind"]),
            Component(given["component"]),
            lat,
            lon,
            given["place"],
            given["call_sign"],
            contact,
        )
