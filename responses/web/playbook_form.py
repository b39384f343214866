"""A playbook as typed: for which alerts it is, and one row for each item, with rows left empty for more."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alerts.domain import words as w
from alerts.models import Duty
from alerts.models.choices import of
from ewrr.common.errors import Refusal
from responses.domain.playbooks import LONGEST_MIN, MOST_ITEMS
from responses.models import PlaybookItem
from responses.selectors.playbooks import Book
from responses.services.playbooks import Draft, Item

SPARE_ROWS, FIRST_ROWS = 2, 4
LATER = MOST_ITEMS + 1


def _text(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"class": "in", "rows": 2}),
        error_messages={"max_length": _("This is over 300 characters: shorten it.")},
    )


def _number(label: Any, lowest: int, highest: int, **messages: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=lowest,
        max_value=highest,
        required=False,
        widget=forms.NumberInput(attrs={"class": "in", "inputmode": "numeric"}),
        error_messages={
            "invalid": _("Write whole minutes, such as 15."),
            "min_value": _("At least %(limit_value)s."),
            "max_value": _("At most %(limit_value)s minutes, a week."),
        }
        | messages,
    )


class ItemForm(forms.Form):
    """`is_blank`: nothing was said in this row. Rows are put in order by their place."""

    place = _number(
        pgettext_lazy("order", "Place"),
        1,
        LATER * 2,
        invalid=_("Write a number."),
        max_value=_("At most %(limit_value)s."),
    )
    text_en = _text(_("What is to be done, in English"))
    text_fr = _text(_("The same in French"))
    due_after_min = _number(_("Within, in minutes from the start"), 1, LONGEST_MIN)
    duty = forms.ChoiceField(label=_("Who owes it"), required=False, widget=forms.Select(attrs={"class": "in"}))
    is_left_out = forms.BooleanField(label=_("Leave this item out"), required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], row: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.row = row
        self.fields["duty"].choices = [("", _("Whoever decides")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("is_left_out"):
            self.errors.clear()
        elif not self.is_blank:
            for name, sentence in MISSING.items():
                if name not in self.errors and not given.get(name):
                    self.add_error(name, sentence)
        return given

    @property
    def is_spare(self) -> bool:
        """Nothing stands in this row yet: the page folds it away."""
        return not any(self[name].value() for name in ("text_en", "text_fr", "due_after_min", "is_left_out"))

    @property
    def is_blank(self) -> bool:
        given = self.cleaned_data
        said = any(given.get(name) or name in self.errors for name in ("text_en", "text_fr", "due_after_min"))
        return bool(given.get("is_left_out")) or not said

    @property
    def order(self) -> tuple[int, int, int]:
        """By place. Of two with the same one whoever was moved up comes before the other, moved down after it."""
        was = self.initial.get("place") or LATER
        place = self.cleaned_data.get("place") or was
        return place, (place > was) - (place < was), self.row

    @property
    def item(self) -> Item:
        given = self.cleaned_data
        duty = int(given["duty"]) if given["duty"] else None
        return Item(given["text_en"], given["text_fr"], given["due_after_min"], duty)


MISSING = {
    "text_en": _("Say it in English too."),
    "text_fr": _("Say it in French too."),
    "due_after_min": _("Give the minutes."),
}


def _several(label: Any, choices: Any, **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **options
    )


class PlaybookForm(forms.Form):
    """`book`: the one that stands, None for a new one. `seen`: the revision that was looked at."""

    name_en = forms.CharField(
        label=_("Name in English"), max_length=120, error_messages={"required": _("Give it a name in English.")}
    )
    name_fr = forms.CharField(
        label=_("Name in French"), max_length=120, error_messages={"required": _("Give it a name in French.")}
    )
    threat_types = _several(
        _("Kind of threat"), of(w.ThreatType), help_text=_("One of them is enough; none ticked: any.")
    )
    levels = _several(_("Level"), of(w.Level), help_text=_("None ticked: any."))
    kinds = _several(_("Kind of warning"), of(w.Kind), help_text=_("None ticked: any."))
    starts_itself = forms.BooleanField(
        label=_("Starts by itself"),
        required=False,
        help_text=_("With the decision to respond, on every alert that it fits. Else somebody starts it by one tap."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, book: Book | None, duties: list[Duty]) -> None:
        stored: dict[str, Any] = {}
        if book:
            stored = {name: getattr(book.playbook, name) for name in self.base_fields if name != "seen"}
            stored["seen"] = book.playbook.revision
        super().__init__(data, initial=stored)
        self.book, self.stale = book, ""
        self.use_required_attribute = False
        for name in ("name_en", "name_fr"):
            self.fields[name].widget.attrs["class"] = "in"
        items = book.shown if book else []
        named = {item.duty_id for item in items}
        choices = [
            (str(duty.pk), duty.name if duty.retired_at is None else _("%(duty)s (retired)") % {"duty": duty.name})
            for duty in duties
            if duty.retired_at is None or duty.pk in named
        ]
        initial = [_of_item(item, place) for place, item in enumerate(items, start=1)]
        count = _count(data, len(initial) + SPARE_ROWS if items else FIRST_ROWS)
        self.items = [
            ItemForm(
                data,
                prefix=f"item{row}",
                choices=choices,
                row=row,
                initial=initial[row] if row < len(initial) else {},
                use_required_attribute=False,
            )
            for row in range(count)
        ]

    def is_valid(self) -> bool:
        """Also each item; a row in which nothing was said is none."""
        are_valid = [item.is_valid() for item in self.items]
        return super().is_valid() and all(are_valid)

    @property
    def faults(self) -> int:
        """How many fields need a look."""
        return len(self.errors) + sum(bool(item.errors) for item in self.items)

    def refuse(self, refusal: Refusal) -> None:
        self.add_error(None, str(refusal.sentence))

    def look_again(self, book: Book, sentence: str) -> None:
        """Keeps what was typed, and takes what is stored now as seen: saving again is meant."""
        self.book, self.stale = book, sentence
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen"] = str(book.playbook.revision)  # type: ignore[index]

    @property
    def draft(self) -> Draft:
        given = self.cleaned_data
        said = sorted((item for item in self.items if not item.is_blank), key=lambda item: item.order)
        return Draft(
            given["name_en"],
            given["name_fr"],
            tuple(w.ThreatType(code) for code in given["threat_types"]),
            tuple(w.Level(code) for code in given["levels"]),
            tuple(w.Kind(code) for code in given["kinds"]),
            given["starts_itself"],
            tuple(item.item for item in said),
        )


def _of_item(item: PlaybookItem, place: int) -> dict[str, Any]:
    return {
        "place": place,
        "text_en": item.text_en,
        "text_fr": item.text_fr,
        "due_after_min": item.due_after_min,
        "duty": str(item.duty_id or ""),
    }


def _count(data: Any, otherwise: int) -> int:
    """As many rows as were sent; never more than a playbook may have, and some to spare."""
    most = MOST_ITEMS + SPARE_ROWS
    sent = str(data.get("items", "")) if data is not None else ""
    return min(int(sent), most) if sent.isdecimal() and len(sent) < 4 else min(otherwise, most)
