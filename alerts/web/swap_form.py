"""Choosing two watches to be swapped: one's own (or one named by the grid), then whose, then which."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alerts.selectors import duty_choices
from alerts.services.duty_drafts import Held

from . import duty_words
from .duty_forms import PersonChoice, RotaForm


class SwapForm(RotaForm):
    """Cleans `first` and `second` to services.duty_drafts.Held."""

    next_step = {"person", "second"}

    first = forms.ChoiceField(
        label=_("Your watch"),
        widget=forms.Select(attrs={"class": "in"}),
        error_messages={"required": _("Choose a watch."), "invalid_choice": _("Choose a watch that is still ahead.")},
    )
    person = PersonChoice(label=_("With whom"))
    second = forms.ChoiceField(
        label=_("For their watch"),
        widget=forms.Select(attrs={"class": "in"}),
        error_messages={"required": _("Choose a watch."), "invalid_choice": _("Choose a watch that is still ahead.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        viewer = self.viewer
        named = duty_choices.read_key(str(self["first"].value() or ""))
        owner = named[1] if named is not None and viewer.may_edit_duty else viewer.person.pk
        self._offer("first", owner)
        if owner != viewer.person.pk:
            self.fields["first"].label = _("The watch")
        other = str(self["person"].value() or "")
        if other.isdecimal() and len(other) < 18:
            self._offer("second", int(other))

    def _offer(self, name: str, person_id: int) -> None:
        field: Any = self.fields[name]
        found = duty_choices.watches(self.viewer, person_id, self.now)
        field.choices = [("", _("Choose")), *((one.key, _words(one)) for one in found)]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for name in ("first", "second"):
            told = duty_choices.read_key(said.get(name, ""))
            if told is not None:
                said[name] = Held(*told)
        return said


def _words(watch: duty_choices.Ahead) -> str:
    return f"{watch.duty.name}, {duty_words.period(watch.starts_at, watch.ends_at)}"
