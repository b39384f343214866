"""People as typed: an invitation, what a person is called, a role with its days."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alerts.domain import roles as rules
from alerts.domain.words import Component, Role
from alerts.models import Office, Person
from alerts.models.choices import label, of
from alerts.selectors import people as shelf
from alerts.selectors import sections
from alerts.selectors.people import Asked as Narrowed
from alerts.selectors.people import Standing
from alerts.services import inviting
from alerts.services.roles import Draft

from .asked import DAYS
from .plain_form import Plain, Seen

PHONE = re.compile(r"^\+?[0-9][0-9 ()./-]{3,18}$")
A_DAY = dt.timedelta(days=1)
UNTIL = {"until_date": "last_day"}
STANDINGS = {
    Standing.ACTIVE: _("can sign in"),
    Standing.INVITED: _("invited"),
    Standing.LAPSED: _("invitation ran out"),
    Standing.CLOSED: _("account closed"),
    Standing.PAST: _("no role any more"),
}
ROLES = [(role.value, label(role)) for role in rules.GIVEN]


def phone_field() -> forms.CharField:
    return forms.CharField(
        label=_("Phone number"),
        max_length=20,
        required=False,
        help_text=_("With the country’s code: +243 990 000 000. Shown to nobody on a wall or in a message."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )


def language_field(office: Office) -> list[tuple[str, Any]]:
    """Those that the office works in."""
    spoken = office.languages or [code for code, _name in settings.LANGUAGES]
    return [(code, name) for code, name in settings.LANGUAGES if code in spoken]


def checked_phone(typed: str) -> str:
    """Raises ValidationError for what nobody could call."""
    phone = typed.strip()
    if phone and not PHONE.match(phone):
        raise forms.ValidationError(_("Write the number in figures, with the country’s code: +243 990 000 000."))
    return phone


def _day(name: Any, required: Any = None, **options: Any) -> forms.DateField:
    messages = {"invalid": _("This day cannot be read: write 2026-11-28.")}
    if required is not None:
        messages["required"] = required
    return forms.DateField(
        label=name,
        required=required is not None,
        input_formats=DAYS,
        error_messages=messages,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        **options,
    )


class RoleForm(Plain):
    """A role with its days; the last one is included."""

    BESIDE = UNTIL
    role = forms.ChoiceField(
        label=_("Role"), choices=[("", "—"), *ROLES], error_messages={"required": _("Choose a role.")}
    )
    component = forms.ChoiceField(
        label=_("Component"),
        choices=[("", "—"), *of(Component)],
        required=False,
        help_text=_("Officers and focal points speak for one; others need none."),
    )
    section: Any = forms.ModelChoiceField(label=_("Section"), queryset=None, required=False, empty_label="—")
    from_date = _day(_("From"), _("Say from which day."))
    last_day = _day(_("Last day"), help_text=_("Empty: until somebody ends it."))

    def __init__(self, data: Any, *, office: Office, today: dt.date, **options: Any) -> None:
        super().__init__(data, initial={"from_date": today} | options.pop("initial", {}), **options)
        self.fields["section"].queryset = offered = sections.offered(office)  # type: ignore[attr-defined]
        if not offered.exists():
            del self.fields["section"]

    @property
    def role_draft(self) -> Draft:
        given = self.cleaned_data
        section, last = given.get("section"), given["last_day"]
        return Draft(
            role=Role(given["role"]),
            from_date=given["from_date"],
            until_date=last + A_DAY if last else None,
            component=Component(given["component"]) if given["component"] else None,
            section_id=section.pk if section else None,
        )


class InviteForm(RoleForm):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("They sign in with it, and are told of alerts there."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Give the address to which the invitation goes."),
            "invalid": _("This is not an e-mail address: name@example.org."),
        },
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("As colleagues know them: it stands beside everything they do."),
        error_messages={"required": _("Give the name.")},
    )
    language = forms.ChoiceField(label=_("Language"))
    phone = phone_field()
    to_known = forms.BooleanField(required=False, widget=forms.HiddenInput)
    field_order = (
        "email",
        "name",
        "language",
        "phone",
        "role",
        "component",
        "section",
        "from_date",
        "last_day",
        "to_known",
    )

    def __init__(self, data: Any, *, office: Office, today: dt.date) -> None:
        super().__init__(data, office=office, today=today, initial={"language": office.language})
        self.fields["language"].choices = language_field(office)  # type: ignore[attr-defined]

    def clean_phone(self) -> str:
        return checked_phone(self.cleaned_data["phone"])

    @property
    def asked(self) -> inviting.Asked:
        given = self.cleaned_data
        about = {name: given[name] for name in ("email", "name", "language", "phone", "to_known")}
        return inviting.Asked(**about, role=self.role_draft)

    def ask_again(self, sentence: str) -> None:
        """The address is known: the same, sent again, means its account."""
        self.stale = sentence
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["to_known"] = "on"  # type: ignore[index]


class PersonForm(Seen):
    name = forms.CharField(label=_("Name"), max_length=80, error_messages={"required": _("Give the name.")})
    phone = phone_field()
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, data: Any, *, person: Person, office: Office) -> None:
        super().__init__(data, row=person)
        offered = language_field(office)
        own = [(code, name) for code, name in settings.LANGUAGES if code == person.language]
        self.fields["language"].choices = list(dict([*offered, *own]).items())  # type: ignore[attr-defined]

    def version(self, row: Any) -> str:
        return shelf.version(row)

    def clean_phone(self) -> str:
        return checked_phone(self.cleaned_data["phone"])


class EndForm(Plain):
    """The last day of a role; `seen`: how it stood."""

    BESIDE = UNTIL
    last_day = _day(_("Last day"), _("Say the last day."))
    seen = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)


class NarrowForm(forms.Form):
    """What the list is narrowed to. It is sent, not linked: a name belongs into no address."""

    text = forms.CharField(label=_("Name or address"), max_length=80, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=[("", pgettext_lazy("role", "All")), *ROLES], required=False)
    component = forms.ChoiceField(
        label=_("Component"), choices=[("", pgettext_lazy("component", "All")), *of(Component)], required=False
    )
    standing = forms.ChoiceField(
        label=_("Account"),
        choices=[
            ("", pgettext_lazy("account", "All")),
            *((standing.value, name) for standing, name in STANDINGS.items()),
        ],
        required=False,
    )
    after = forms.IntegerField(required=False, min_value=1, max_value=2**53)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        for name in ("text", "role", "component", "standing"):
            self.fields[name].widget.attrs["class"] = "in"

    @property
    def asked(self) -> Narrowed:
        """What cannot be read narrows nothing."""
        given = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return Narrowed(
            text=given.get("text", "").strip(),
            role=Role(given["role"]) if given.get("role") else None,
            component=Component(given["component"]) if given.get("component") else None,
            standing=Standing(given["standing"]) if given.get("standing") else None,
            after=given.get("after"),
        )
