"""What is typed about a meeting: when it is held, its minutes, a decision, what is said of one."""

import datetime as dt
import re
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alerts.selectors import duty_choices
from alerts.selectors.access import Viewer
from alerts.web.duty_forms import MomentField, PersonChoice
from ewrr.common.errors import Refusal
from responses.domain.words_of_meetings import Head, Said
from responses.models import Meeting, MeetingDecision
from responses.models.choices import label
from responses.selectors import meetings
from responses.services.deciding import Wanted
from responses.services.meetings import Draft

from .forms import WRONG_DAY

LONGEST = dt.timedelta(days=730)
OUTSIDE = "outside"
NUMBERS = re.compile(r"[\s,;]+")


def _text(most: int, said: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        max_length=most,
        error_messages={"required": said, "max_length": _("This is too long: shorten it.")},
        **more,
    )


class BeginForm(forms.Form):
    held_at = MomentField(label=_("Held at"))

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        super().__init__(data)
        self.fields["held_at"].zone = ZoneInfo(viewer.office.time_zone)  # type: ignore[attr-defined]

    def refuse(self, refusal: Refusal) -> None:
        """Tells a refusal beside what it is about."""
        for name, sentence in refusal.fields.items():
            self.add_error(name, str(sentence))


class MinutesForm(BeginForm):
    """`revision`: of the minutes that were looked at."""

    chair = PersonChoice(label=_("In the chair"), required=False)
    participants = _text(
        500, "", label=_("Sections and components present"), required=False, help_text=_("No names of people.")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)

    def __init__(self, data: Any, *, viewer: Viewer, meeting: Meeting, now: dt.datetime) -> None:
        super().__init__(data, viewer=viewer)
        self.fields["chair"].queryset = duty_choices.people(viewer, now)  # type: ignore[attr-defined]
        local = meeting.held_at.astimezone(ZoneInfo(viewer.office.time_zone))
        self.initial = {"held_at": f"{local:%Y-%m-%dT%H:%M}", "chair": meeting.chair_id, "revision": meeting.revision}
        self.initial["participants"] = meeting.participants
        self.use_required_attribute = False
        for head in Head:
            self.fields[head.value] = _text(10_000, "", label=label(head), required=False, widget=forms.Textarea)
            self.fields[head.value].widget.attrs = {"class": "in", "rows": "4"}
            self.initial[head.value] = getattr(meeting, head.value)
        self.fields["participants"].widget.attrs["class"] = "in"

    @property
    def draft(self) -> Draft:
        given = self.cleaned_data
        return Draft(**{name: given[name] for name in ("held_at", "chair", "participants", *(h.value for h in Head))})

    def look_again(self, meeting: Meeting) -> None:
        """Keeps what was typed, and takes what is stored now as seen: saving again is meant."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["revision"] = str(meeting.revision)  # type: ignore[index]


class DecisionForm(forms.Form):
    """`owner`: person:3, duty:4 or outside."""

    text = _text(
        1000, _("Say what is to be done."), label=_("What is to be done"), widget=forms.Textarea(attrs={"rows": "2"})
    )
    owner = forms.ChoiceField(
        label=_("By whom"),
        error_messages={
            "required": _("Say whose it is."),
            "invalid_choice": _("Choose a person or a duty of this office, or somebody outside."),
        },
    )
    outside = _text(
        120,
        "",
        label=_("Who outside the office"),
        required=False,
        help_text=_("A partner, an authority; no duty here."),
    )
    due_date = forms.DateField(
        label=_("Due day"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"],
        error_messages={"required": _("Choose a day."), "invalid": WRONG_DAY},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    numbers = _text(
        400, "", label=_("Alerts"), required=False, help_text=_("Numbers that it concerns, such as BEN-2026-0147.")
    )

    def __init__(self, data: Any, *, viewer: Viewer, now: dt.datetime, decision: MeetingDecision | None = None) -> None:
        super().__init__(data)
        self.viewer, self.today = viewer, now.astimezone(ZoneInfo(viewer.office.time_zone)).date()
        self.use_required_attribute = False
        self.people = {f"person:{one.pk}": one for one in duty_choices.people(viewer, now)}
        self.duties = {f"duty:{one.pk}": one for one in duty_choices.duties(viewer)}
        if decision is not None:
            self._as_it_stands(decision)
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            (_("Duties"), [(code, one.name) for code, one in self.duties.items()]),
            (_("People"), [(code, one.name) for code, one in self.people.items()]),
            (OUTSIDE, _("Somebody outside the office")),
        ]
        for field in self.fields.values():
            field.widget.attrs["class"] = "in"

    def _as_it_stands(self, decision: MeetingDecision) -> None:
        if decision.person is not None:
            self.people.setdefault(f"person:{decision.person_id}", decision.person)
        if decision.duty is not None:
            self.duties.setdefault(f"duty:{decision.duty_id}", decision.duty)
        own = f"person:{decision.person_id}" if decision.person_id else f"duty:{decision.duty_id}"
        self.initial = {
            "text": decision.text,
            "owner": OUTSIDE if decision.outside else own,
            "outside": decision.outside,
            "due_date": decision.due_date,
            "numbers": " ".join(alert.number for alert in decision.alerts.all()),
        }

    def clean_due_date(self) -> dt.date:
        due: dt.date = self.cleaned_data["due_date"]
        if abs(due - self.today) > LONGEST:
            raise ValidationError(_("Choose a day within two years."))
        return due

    def clean_numbers(self) -> list[Any]:
        typed = [word.upper() for word in NUMBERS.split(self.cleaned_data["numbers"]) if word]
        found = meetings.alerts_by_number(self.viewer, typed) if typed else {}
        if missing := [number for number in dict.fromkeys(typed) if number not in found]:
            raise ValidationError(
                _("Not known, or restricted to others: %(numbers)s."), params={"numbers": ", ".join(missing)}
            )
        return list(found.values())

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("owner") == OUTSIDE and not given.get("outside"):
            self.add_error("outside", _("Say who it is."))
        return given

    @property
    def wanted(self) -> Wanted:
        given = self.cleaned_data
        return Wanted(
            text=given["text"],
            due_date=given["due_date"],
            person=self.people.get(given["owner"]),
            duty=self.duties.get(given["owner"]),
            outside=given["outside"] if given["owner"] == OUTSIDE else "",
            alerts=tuple(given["numbers"]),
        )


class SayForm(forms.Form):
    """`meeting`: in which it is said, where it is."""

    act = forms.ChoiceField(
        choices=[(kind.value, label(kind)) for kind in (Said.PROGRESS, Said.DONE, Said.DROPPED, Said.REOPENED)]
    )
    note = _text(1000, _("Say it in a note."))
    revision = forms.IntegerField(min_value=0, max_value=10**9)
    meeting = forms.IntegerField(required=False, min_value=1, max_value=2**62)
