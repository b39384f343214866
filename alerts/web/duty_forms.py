"""What is typed about the rota, each wrong answer with a sentence; times are the office's, rotations' the duty's."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alerts.domain.words_of_telling import ShiftKind, Turn
from alerts.models import Duty, Person
from alerts.models.choices import of
from alerts.selectors import duty_choices
from alerts.selectors.access import Viewer

DAY_AND_TIME = _("Type day and time, such as 2026-11-27T18:00.")


class MomentField(forms.CharField):
    """Day and time of the office's wall clock, as browsers send them; cleaned to UTC."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            max_length=40,
            widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "in"}),
            error_messages={"required": DAY_AND_TIME, "max_length": DAY_AND_TIME},
            **more,
        )

    zone: ZoneInfo

    def clean(self, value: Any) -> dt.datetime | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            wall = dt.datetime.fromisoformat(text)
            return wall.replace(tzinfo=wall.tzinfo or self.zone).astimezone(dt.UTC)
        except (ValueError, OverflowError):
            raise ValidationError(DAY_AND_TIME, code="invalid") from None


class PersonChoice(forms.ModelChoiceField):
    def __init__(self, **more: Any) -> None:
        sentence = _("Choose somebody who has a role in this office.")
        super().__init__(
            queryset=Person.objects.none(),
            empty_label=_("Choose"),
            widget=forms.Select(attrs={"class": "in"}),
            error_messages={"required": sentence, "invalid_choice": sentence},
            **more,
        )


class DutyChoice(forms.ModelChoiceField):
    def __init__(self, **more: Any) -> None:
        sentence = _("Choose a duty of this office.")
        super().__init__(
            queryset=Duty.objects.none(),
            empty_label=_("Choose"),
            widget=forms.Select(attrs={"class": "in"}),
            error_messages={"required": sentence, "invalid_choice": sentence},
            **more,
        )


class RotaForm(forms.Form):
    """Knows who asks and when; fills the lists that its fields choose from."""

    def __init__(self, *args: Any, viewer: Viewer, now: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.now = viewer, now
        for field in self.fields.values():
            if isinstance(field, MomentField):
                field.zone = ZoneInfo(viewer.office.time_zone)
            if isinstance(field, DutyChoice):
                field.queryset = duty_choices.duties(viewer)
            if isinstance(field, PersonChoice):
                field.queryset = duty_choices.people(viewer, now)


class ShiftForm(RotaForm):
    duty = DutyChoice(label=_("Duty"))
    kind = forms.ChoiceField(
        label=_("What is to be done"),
        choices=of(ShiftKind),
        initial=ShiftKind.REPLACE.value,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what is to be done."), "invalid_choice": _("Say what is to be done.")},
    )
    person = PersonChoice(label=_("Who"))
    starts_at = MomentField(label=_("From"))
    ends_at = MomentField(label=_("Until"))


class TakeForm(RotaForm):
    duty = DutyChoice(label=_("Duty"))
    ends_at = MomentField(
        label=_("Until"), required=False, help_text=_("Left empty: until the watch ends that runs now.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["duty"].queryset = duty_choices.duties_to_take(self.viewer)  # type: ignore[attr-defined]


class AbsenceForm(RotaForm):
    person = PersonChoice(label=_("Who"), required=False)
    starts_at = MomentField(label=_("From"))
    ends_at = MomentField(label=_("Until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.viewer.may_edit_duty:
            del self.fields["person"]

    def clean_person(self) -> Person:
        return self.cleaned_data["person"] or self.viewer.person


class RotationForm(RotaForm):
    """Places are fields `place_1`, `place_2`, …: the order in which people take turns."""

    PLACES = 8

    duty = DutyChoice(label=_("Duty"))
    turn = forms.ChoiceField(
        label=_("The turn changes"),
        choices=of(Turn),
        initial=Turn.DAILY.value,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say when turns change."), "invalid_choice": _("Say when turns change.")},
    )
    from_time = forms.TimeField(
        label=_("Watch from"),
        widget=forms.TimeInput(attrs={"type": "time", "class": "in"}, format="%H:%M"),
        error_messages={"required": _("Type a time, such as 18:00."), "invalid": _("Type a time, such as 18:00.")},
    )
    until_time = forms.TimeField(
        label=_("until"),
        help_text=_("The same time twice is round the clock."),
        widget=forms.TimeInput(attrs={"type": "time", "class": "in"}, format="%H:%M"),
        error_messages={"required": _("Type a time, such as 06:00."), "invalid": _("Type a time, such as 06:00.")},
    )
    first_date = forms.DateField(
        label=_("First day of the first person"),
        widget=forms.DateInput(attrs={"type": "date", "class": "in"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Type a day, such as 2026-11-27."),
            "invalid": _("Type a day, such as 2026-11-27."),
        },
    )

    def __init__(self, *args: Any, places: int = PLACES, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        queryset = duty_choices.people(self.viewer, self.now)
        known = [(person.pk, person.name) for person in queryset]
        sentence = _("Choose somebody who has a role in this office.")
        self.by_id = {str(person.pk): person for person in queryset}
        for place in range(1, places + 1):
            self.fields[f"place_{place}"] = forms.ChoiceField(
                label=_("Person %(place)s") % {"place": place},
                choices=[("", _("Choose") if place == 1 else _("Nobody more")), *known],
                required=False,
                widget=forms.Select(attrs={"class": "in"}),
                error_messages={"invalid_choice": sentence},
            )

    @property
    def places(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("place_")]

    def people(self) -> list[Person]:
        """In their order, empty places left out."""
        chosen = (self.cleaned_data.get(name) for name in self.fields if name.startswith("place_"))
        return [self.by_id[pk] for pk in chosen if pk]


class EndForm(RotaForm):
    until_date = forms.DateField(
        label=_("First day without it"),
        widget=forms.DateInput(attrs={"type": "date", "class": "in"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Type a day, such as 2026-11-27."),
            "invalid": _("Type a day, such as 2026-11-27."),
        },
    )


class NothingForm(RotaForm):
    """Asks for nothing: something is called off or agreed to."""
