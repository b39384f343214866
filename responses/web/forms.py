"""What is typed about reports: a period, why one comes back."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alerts.models import Office
from responses.domain import periods
from responses.domain.periods import Period

WRONG_DAY = _("This day cannot be read. Write it like 2026-11-23.")


def _day() -> forms.DateField:
    return forms.DateField(
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"],
        error_messages={"required": _("Choose a day."), "invalid": WRONG_DAY},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class PeriodForm(forms.Form):
    """`first` and `last` are both in the period. `ref`: its address once the form is valid."""

    first = _day()
    last = _day()
    exercise = forms.BooleanField(required=False)

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.office = office
        self.ref = ""

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("first"), given.get("last")
        if first and last:
            until = last + dt.timedelta(days=1) if last < dt.date.max else last
            if last < first:
                self.add_error("last", _("The last day is before the first one."))
            elif not periods.is_sound(first, until):
                self.add_error("last", _("A report covers two years at most, from 1990 on."))
            else:
                period = Period(first, until, self.office.time_zone)
                self.ref = periods.ref(period, is_exercise=bool(given.get("exercise")))
        return given


class ReturnForm(forms.Form):
    because = forms.CharField(
        max_length=1000,
        error_messages={
            "required": _("Say what is to be changed."),
            "max_length": _("This is over 1,000 characters: shorten it."),
        },
    )
