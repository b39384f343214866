"""A plan as typed: how it ends, and one row for each step, with rows left empty for more."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alerts.domain import words as w
from alerts.domain.plan import Need
from alerts.domain.rulebook import About, PlanSheet, StepSheet
from alerts.models.choices import of
from alerts.selectors.rulebook import Shelf
from alerts.selectors.rulebook_words import finding_sentence
from alerts.services import plans

from .setup_forms import NO, YES, Typed, duty_choices

A_WEEK = 7 * 24 * 60
SPARE_ROWS, FIRST_ROWS = 2, 4
BESIDES_THE_INBOX = [(code, label) for code, label in of(w.Channel) if code != w.Channel.INBOX]


def _minutes(label: Any, lowest: int = 1, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=lowest,
        max_value=A_WEEK,
        widget=forms.NumberInput(attrs={"class": "in", "inputmode": "numeric"}),
        error_messages={
            "required": _("Give the minutes."),
            "invalid": _("Write whole minutes, such as 15."),
            "min_value": _("At least %(limit_value)s."),
            "max_value": _("At most %(limit_value)s minutes, a week."),
        },
        **options,
    )


class StepForm(forms.Form):
    """`is_blank`: nothing was said in this row."""

    after_min = _minutes(_("After minutes"), lowest=0, required=False)
    is_again = forms.BooleanField(label=_("The rule’s duties (again)"), required=False)
    duties = forms.MultipleChoiceField(label=_("And"), required=False, widget=forms.CheckboxSelectMultiple)
    channels = forms.MultipleChoiceField(
        label=_("Besides the inbox"),
        choices=BESIDES_THE_INBOX,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_left_out = forms.BooleanField(label=_("Leave this step out"), required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["duties"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("is_left_out"):
            self.errors.clear()
        elif not self.is_blank and not self.errors and given["after_min"] is None:
            self.add_error("after_min", _("After how many minutes? Leave the whole step out, or give them."))
        return given

    @property
    def is_spare(self) -> bool:
        """Nothing stands in this row yet: the page folds it away."""
        return not any(self[name].value() for name in ("is_again", "duties", "is_left_out")) and (
            self["after_min"].value() in (None, "")
        )

    @property
    def is_blank(self) -> bool:
        given = self.cleaned_data
        is_empty = "after_min" in given and given["after_min"] is None
        nobody = not given.get("is_again") and not given.get("duties") and "duties" not in self.errors
        return bool(given.get("is_left_out")) or (is_empty and nobody)

    @property
    def sheet(self) -> StepSheet:
        given = self.cleaned_data
        channels = tuple(w.Channel(code) for code in given["channels"])
        duties = tuple(int(code) for code in given["duties"])
        return StepSheet(given["after_min"], given["is_again"], duties, (w.Channel.INBOX, *channels))


class PlanForm(Typed):
    need = forms.ChoiceField(
        label=_("Answered when"),
        choices=[
            (Need.ONE.value, _("Somebody has answered")),
            (Need.EACH_COMPONENT.value, _("Each component told has answered")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say which answers are needed.")},
    )
    answer_within_min = _minutes(_("Answer owed within, in minutes"))
    insists = forms.ChoiceField(
        label=_("After the last step"),
        choices=[
            (YES, _("Alarm; the silent and the last resort are told again and again")),
            (NO, _("It rests: inbox and board only")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what comes after the last step.")},
    )
    last_resort = forms.ChoiceField(
        label=_("Last resort"),
        required=False,
        help_text=_("Told when a step finds nobody at all, and when nobody answers. Best without a component."),
    )
    decided_by = forms.ChoiceField(label=_("Who decides"), required=False)
    decide_within_min = _minutes(
        _("Decision owed within, in minutes from the answer"),
        required=False,
        help_text=_("Empty: an answer never runs out. Else a reminder, then a new round."),
    )
    about = About.PLAN

    def __init__(self, data: Any, *, read: Shelf, id: int | None) -> None:
        super().__init__(data, read=read, id=id)
        sheet = read.book.plans.get(id) if id is not None else None
        named = [one for step in sheet.steps for one in step.duty_ids] if sheet else []
        choices = duty_choices(read, named)
        initial = [_of_step(step) for step in sheet.steps] if sheet else [{"after_min": 0, "is_again": True}]
        initial = [{"channels": [w.Channel.EMAIL.value]} | one for one in initial]
        count = self._count(data, len(initial) + SPARE_ROWS if sheet else FIRST_ROWS)
        blank = {"channels": [w.Channel.EMAIL.value]}
        self.steps = [
            StepForm(
                data,
                prefix=f"step{number}",
                choices=choices,
                initial=initial[number] if number < len(initial) else blank,
                use_required_attribute=False,
            )
            for number in range(count)
        ]
        self.in_order: list[StepForm] = []

    def stored(self, read: Shelf, id: int) -> dict[str, Any]:
        sheet = read.book.plans[id]
        return super().stored(read, id) | {
            "need": sheet.need.value,
            "answer_within_min": sheet.answer_within_min,
            "insists": YES if sheet.insists else NO,
            "last_resort": str(sheet.last_resort or ""),
            "decided_by": str(sheet.decided_by or ""),
            "decide_within_min": sheet.decide_within_min,
        }

    def fresh(self, read: Shelf) -> dict[str, Any]:
        return {"need": Need.ONE.value, "insists": YES}

    def fill(self, read: Shelf) -> None:
        sheet = read.book.plans.get(self.id) if self.id is not None else None
        for name in ("last_resort", "decided_by"):
            known = [getattr(sheet, name)] if sheet else []
            self.fields[name].choices = [("", _("Nobody")), *duty_choices(read, known)]  # type: ignore[attr-defined]

    def is_valid(self) -> bool:
        """Also each step; a row in which nothing was said is none."""
        are_valid = [step.is_valid() for step in self.steps]
        is_valid = super().is_valid() and all(are_valid)
        if is_valid:
            said = [step for step in self.steps if not step.is_blank]
            self.in_order = sorted(said, key=lambda step: step.cleaned_data["after_min"])
        return is_valid

    def tell(self, finding: Any) -> None:
        """A fault of a step stands in its row."""
        if finding.step is not None and finding.step < len(self.in_order):
            self.in_order[finding.step].add_error("after_min", finding_sentence(finding, self.read))
        else:
            super().tell(finding)

    @property
    def faults(self) -> int:
        """How many fields need a look."""
        return len(self.errors) + sum(bool(step.errors) for step in self.steps)

    @property
    def draft(self) -> plans.Draft:
        given = self.cleaned_data
        sheet = PlanSheet(
            self.id or 0,
            Need(given["need"]),
            tuple(step.sheet for step in self.in_order),
            given["answer_within_min"],
            given["decide_within_min"],
            int(given["decided_by"]) if given["decided_by"] else None,
            int(given["last_resort"]) if given["last_resort"] else None,
            given["insists"] == YES,
        )
        return plans.Draft(given["name_en"], given["name_fr"], sheet)

    @staticmethod
    def _count(data: Any, otherwise: int) -> int:
        """As many rows as were sent; never more than a plan may have, and some to spare."""
        most = plans.MOST_STEPS + SPARE_ROWS
        sent = str(data.get("steps", "")) if data is not None else ""
        return min(int(sent), most) if sent.isdecimal() and len(sent) < 4 else min(otherwise, most)


def _of_step(step: StepSheet) -> dict[str, Any]:
    return {
        "after_min": step.after_min,
        "is_again": step.is_again,
        "duties": [str(one) for one in step.duty_ids],
        "channels": [channel.value for channel in step.channels],
    }
