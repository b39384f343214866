"""What is typed to assess, decide, dismiss, close, reopen or give word back; the services say what is missing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alerts.domain import words as w
from alerts.domain import words_of_deciding as d
from alerts.models import Alert
from alerts.models.choices import label, of
from alerts.selectors.access import Viewer
from alerts.services import assessing, lifecycle

MOST_OF_A_NOTE = 2000
MOST_OF_A_REASON = 500
MOST_VERSIONS = 2**31 - 1
DAYS = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"]


class TextField(forms.CharField):
    """Words of several lines: a line's end counts as one character, as in the page that counts along."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


def _text(most: int = MOST_OF_A_NOTE, required: Any = None) -> TextField:
    return TextField(
        max_length=most,
        required=required is not None,
        error_messages={
            "required": required,
            "max_length": _("At most %(limit_value)d characters; these are %(show_value)d."),
        },
    )


def _one_of(choices: Any, required: Any = None) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, required=required is not None, error_messages={"required": required})


def _day() -> forms.DateField:
    return forms.DateField(
        required=False, input_formats=DAYS, error_messages={"invalid": _("This day cannot be read: write 2026-11-28.")}
    )


class MoveForm(forms.Form):
    """`version`: of the alert as it was looked at. `make` hands what was typed to the service."""

    version = forms.IntegerField(
        min_value=0,
        max_value=MOST_VERSIONS,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            _("It was not sent which state of the alert you looked at. Look at it and send again."),
        ),
    )

    @classmethod
    def as_it_stands(cls, alert: Alert) -> dict[str, Any]:
        """What an untouched form holds."""
        return {"version": alert.version}

    def make(self, viewer: Viewer, number: str) -> Alert:
        """Raises what the service does."""
        raise NotImplementedError

    def said(self) -> dict[str, Any]:
        return self.cleaned_data


class AssessForm(MoveForm):
    verification = _one_of(of(w.Verification), _("Choose how far it is verified."))
    level = _one_of(of(w.Level), _("Choose the level."))
    reason = _text(MOST_OF_A_REASON)

    @classmethod
    def as_it_stands(cls, alert: Alert) -> dict[str, Any]:
        return {"version": alert.version, "verification": alert.verification, "level": alert.level}

    def make(self, viewer: Viewer, number: str) -> Alert:
        said = self.said()
        return assessing.assess(
            viewer=viewer,
            number=number,
            version=said["version"],
            verification=w.Verification(said["verification"]),
            level=w.Level(said["level"]),
            reason=said["reason"],
        )


class DecideForm(MoveForm):
    course = _one_of(of(d.Course), _("Choose what is to be done."))
    reason = _one_of([("", pgettext_lazy("reason", "Choose a reason")), *of(d.NotResponded)])
    review_date = _day()
    note = _text()

    def make(self, viewer: Viewer, number: str) -> Alert:
        """A reason left from another choice, which the page no longer shows, is not meant."""
        said, course = self.said(), d.Course(self.cleaned_data["course"])
        reason = said["reason"] if course is d.Course.NO_ACTION else ""
        return lifecycle.decide(
            viewer=viewer,
            number=number,
            version=said["version"],
            course=course,
            reason=d.NotResponded(reason) if reason else None,
            note=said["note"],
            review_date=said["review_date"],
        )


class DismissForm(MoveForm):
    reason = _one_of(of(w.DismissReason), _("Choose why it is no alert."))
    note = _text()

    def make(self, viewer: Viewer, number: str) -> Alert:
        said = self.said()
        reason = w.DismissReason(said["reason"])
        return lifecycle.dismiss(
            viewer=viewer, number=number, version=said["version"], reason=reason, note=said["note"]
        )


class CloseForm(MoveForm):
    outcome = _one_of(
        [(code, label(code)) for code in (w.Outcome.HANDLED, w.Outcome.NO_ACTION)], _("Choose how it ended.")
    )
    word_back = _one_of(of(d.WordBack))
    word_back_date = _day()
    note = _text()

    @classmethod
    def as_it_stands(cls, alert: Alert) -> dict[str, Any]:
        """Word that was given before the alert was reopened need not be given again."""
        return {"version": alert.version, "word_back": d.WordBack.GIVEN.value if alert.word_back_at else ""}

    def make(self, viewer: Viewer, number: str) -> Alert:
        """A day left from another choice, which the page no longer shows, is not meant."""
        said = self.said()
        word_back = d.WordBack(said["word_back"]) if said["word_back"] else None
        return lifecycle.close(
            viewer=viewer,
            number=number,
            version=said["version"],
            outcome=w.Outcome(said["outcome"]),
            word_back=word_back,
            word_back_date=said["word_back_date"] if word_back is d.WordBack.OWED else None,
            note=said["note"],
        )


class ReopenForm(MoveForm):
    reason = _text(required=_("Say why it is opened again."))

    def make(self, viewer: Viewer, number: str) -> Alert:
        said = self.said()
        return lifecycle.reopen(viewer=viewer, number=number, version=said["version"], reason=said["reason"])


class WordBackForm(MoveForm):
    word_back = _one_of(
        [(code, label(code)) for code in (d.WordBack.GIVEN, d.WordBack.NOT_SAFE)],
        _("Say that it was given, or that it is not safe to give."),
    )
    note = _text()

    def make(self, viewer: Viewer, number: str) -> Alert:
        said = self.said()
        return lifecycle.settle_word_back(
            viewer=viewer,
            number=number,
            version=said["version"],
            word_back=d.WordBack(said["word_back"]),
            note=said["note"],
        )
