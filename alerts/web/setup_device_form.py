"""A device as typed: as whom it acts, what its token is good for, until when."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from alerts.domain.scopes import Scope
from alerts.domain.words import Component
from alerts.models.choices import of
from alerts.selectors import devices as shelf
from alerts.selectors.access import Viewer
from alerts.services.devices import Asked
from ewrr.common.errors import Refusal

MACHINE, PERSON = "machine", "person"
LENGTHS = (30, 90, 365)


class DeviceForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the device"),
        max_length=80,
        help_text=_("As you will know it again in this list: “SMS gateway”, “Amina’s phone”."),
        error_messages={"required": _("Give it a name.")},
    )
    acts_as = forms.ChoiceField(
        label=_("Acts as"),
        choices=[(MACHINE, _("A machine of its own")), (PERSON, _("A person"))],
        initial=MACHINE,
        widget=forms.RadioSelect,
        help_text=_(
            "A gateway, a hotline, another system. Its token is shown to you; a person’s is shown to that person alone."
        ),
        error_messages={"required": _("Choose as whom it acts.")},
    )
    component = forms.ChoiceField(
        label=_("Component"),
        choices=[("", "—"), *of(Component)],
        required=False,
        help_text=_("Of a machine: for which component it files. It reads whole what this component filed."),
    )
    person: Any = forms.ModelChoiceField(
        label=_("Person"),
        queryset=None,
        required=False,
        empty_label="—",
        help_text=_("It never may more than this person may."),
    )
    scopes = forms.MultipleChoiceField(
        label=pgettext_lazy("token", "May"),
        choices=of(Scope),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A machine files and reads. What is restricted is whole to no device."),
        error_messages={"required": _("Choose what it may do.")},
    )
    days = forms.TypedChoiceField(
        label=_("Good for"),
        choices=[(days, days) for days in LENGTHS],
        coerce=int,
        initial=LENGTHS[1],
    )

    def __init__(self, data: Any, *, viewer: Viewer, now: Any) -> None:
        super().__init__(data)
        self.use_required_attribute = False
        self.fields["person"].queryset = shelf.people(viewer, now)  # type: ignore[attr-defined]
        self.fields["days"].choices = [  # type: ignore[attr-defined]
            (days, ngettext("%(n)d day", "%(n)d days", days) % {"n": days}) for days in LENGTHS
        ]
        for name in ("name", "component", "person", "days"):
            self.fields[name].widget.attrs["class"] = "in"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("acts_as") == PERSON and not given.get("person") and "person" not in self.errors:
            self.add_error("person", _("Choose somebody who has a role in this office."))
        return given

    @property
    def asked(self) -> Asked:
        given = self.cleaned_data
        is_person = given["acts_as"] == PERSON
        return Asked(
            name=given["name"],
            scopes=tuple(Scope(code) for code in given["scopes"]),
            days=given["days"],
            person=given["person"] if is_person else None,
            component=Component(given["component"]) if given["component"] and not is_person else None,
        )

    def refuse(self, refusal: Refusal) -> None:
        for name, sentence in refusal.fields.items():
            self.add_error(name if name in self.fields else None, str(sentence))
        if not refusal.fields:
            self.add_error(None, str(refusal.sentence))
