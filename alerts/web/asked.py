"""The questions of which the forms of acts are made, and the version of the alert that was looked at."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alerts.models import Alert
from alerts.selectors.access import Viewer

from .offered import Keeps

MOST_OF_A_NOTE = 2000
MOST_OF_A_REASON = 500
MOST_VERSIONS = 2**31 - 1
DAYS = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"]


class TextField(forms.CharField):
    """Words of several lines: a line's end counts as one character, as in the page that counts along."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


def words(most: int = MOST_OF_A_NOTE, required: Any = None) -> TextField:
    """Words of several lines. `required`: the sentence where they are missing, None where they may be."""
    return TextField(
        max_length=most,
        required=required is not None,
        error_messages={
            "required": required,
            "max_length": _("At most %(limit_value)d characters; these are %(show_value)d."),
        },
    )


def one_of(choices: Any, required: Any = None) -> forms.ChoiceField:
    """One code of a vocabulary."""
    return forms.ChoiceField(choices=choices, required=required is not None, error_messages={"required": required})


def day() -> forms.DateField:
    """A day of the office's own zone."""
    return forms.DateField(
        required=False, input_formats=DAYS, error_messages={"invalid": _("This day cannot be read: write 2026-11-28.")}
    )


class MoveForm(Keeps):
    """`version`: of the alert as it was looked at. `make` hands what was typed to the service. `alert`: what it is
    about; None where it is about several.
    """

    version = forms.IntegerField(
        min_value=0,
        max_value=MOST_VERSIONS,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            _("It was not sent which state of the alert you looked at. Look at it and send again."),
        ),
    )

    def __init__(self, *args: Any, alert: Alert | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self._alert = alert

    @property
    def alert(self) -> Alert:
        assert self._alert is not None, "a form about one alert"
        return self._alert

    @classmethod
    def as_it_stands(cls, alert: Alert) -> dict[str, Any]:
        """What an untouched form holds."""
        return {"version": alert.version}

    def make(self, viewer: Viewer, number: str) -> Alert:
        """Raises what the service does."""
        raise NotImplementedError

    def said(self) -> dict[str, Any]:
        return self.cleaned_data
