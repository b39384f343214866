"""Harm to civilians as typed: what stands to be corrected, and rows left empty for more."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alerts.domain.deciding import Fault
from alerts.domain.harm import COUNTED, MOST_PEOPLE, MOST_ROWS, Harmed, faults_of_harm
from alerts.domain.words_of_filings import ActorKind, Population
from alerts.domain.words_of_harm import DespiteWarning, Harm
from alerts.models import Alert, HarmRecord
from alerts.models.choices import of
from alerts.selectors import harm as harms
from alerts.selectors.access import Viewer
from alerts.services import harm
from alerts.services.moving import FAULTS

from .asked import MoveForm, one_of
from .offered import Keeps, one_offered

SPARE_ROWS = 3
MOST_OF_A_LINE = 200
NOT_SAID = ("", pgettext_lazy("choice", "Not said"))
MOST_SENT = MOST_ROWS + SPARE_ROWS


def _number() -> forms.IntegerField:
    wrong = _("Write a whole number from 0 to 1,000,000, or leave it empty.")
    errors = dict.fromkeys(("invalid", "min_value", "max_value"), wrong)
    return forms.IntegerField(min_value=0, max_value=MOST_PEOPLE, required=False, error_messages=errors)


class HarmRow(Keeps):
    """`corrects`: the number of the row that stands, empty for a new one."""

    corrects = forms.IntegerField(min_value=1, max_value=32767, required=False)
    what = one_of([("", pgettext_lazy("harm", "Choose what was done")), *of(Harm)])
    women = _number()
    men = _number()
    girls = _number()
    boys = _number()
    unknown = _number()
    is_collective = forms.BooleanField(required=False)
    status = one_offered(Population, before=[NOT_SAID])
    actor_kind = one_offered(ActorKind, before=[NOT_SAID])
    despite_warning = one_of(of(DespiteWarning))
    note = forms.CharField(max_length=MOST_OF_A_LINE, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.errors or self.is_blank:
            return said
        if not said["what"]:
            self.add_error("what", _("Choose what was done to them."))
            return said
        for name, fault in faults_of_harm(self.harmed, said["corrects"] is not None).items():
            self.add_error(name, FAULTS[fault])
        return said

    @property
    def is_blank(self) -> bool:
        """Nothing was said in this row; whether despite a warning alone says nothing."""
        said = self.cleaned_data
        named = ("corrects", "what", "status", "actor_kind", "note", "is_collective")
        return not any(said.get(name) for name in named) and all(said.get(name) is None for name in COUNTED)

    @property
    def is_spare(self) -> bool:
        """Nothing stands in this row yet: the page may fold it away."""
        names = ("corrects", "what", "status", "actor_kind", "note", "is_collective", *COUNTED)
        return not self.errors and all(self[name].value() in (None, "", False) for name in names)

    @property
    def number(self) -> Any:
        """Of the row that it corrects; empty for a new one."""
        return self["corrects"].value() or ""

    @property
    def people(self) -> list[Any]:
        """The five numbers, as bound fields."""
        return [self[name] for name in COUNTED]

    @property
    def harmed(self) -> Harmed:
        said = self.cleaned_data
        return Harmed(
            what=Harm(said["what"]),
            is_collective=said["is_collective"],
            status=Population(said["status"]) if said["status"] else None,
            actor_kind=ActorKind(said["actor_kind"]) if said["actor_kind"] else None,
            despite_warning=DespiteWarning(said["despite_warning"] or DespiteWarning.UNKNOWN),
            note=said["note"],
            **{name: said[name] for name in COUNTED},
        )


class HarmForm(MoveForm):
    """A row for each that stands, and some left empty."""

    @cached_property
    def rows(self) -> list[HarmRow]:
        if self.is_bound:
            return [HarmRow(self.data, prefix=f"row-{place}") for place in range(self._sent)]
        known = [_as_it_stands(one) for one in harms.on_record(self.alert).standing]
        spare: list[dict[str, Any]] = [{"despite_warning": DespiteWarning.UNKNOWN.value}] * SPARE_ROWS
        return [HarmRow(initial=said, prefix=f"row-{place}") for place, said in enumerate([*known, *spare])]

    @property
    def first_spare(self) -> HarmRow | None:
        """The row that stands open to be filled in."""
        return next((row for row in self.rows if row.is_spare), None)

    @property
    def _sent(self) -> int:
        """How many rows the page had: its own word for it, within bounds."""
        said = self.data.get("rows", "")
        return min(int(said), MOST_SENT) if said.isdecimal() and said.isascii() and len(said) < 4 else SPARE_ROWS

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if any(row.errors for row in self.rows):
            self.add_error(None, _("Look at the rows below."))
        elif not self._changed:
            self.add_error(None, FAULTS[Fault.NO_NEW_HARM])
        return said

    @property
    def _changed(self) -> list[HarmRow]:
        known = {one.number: one.harmed for one in self.alert.harm.all()}
        rows = [row for row in self.rows if not row.is_blank]
        return [row for row in rows if known.get(row.cleaned_data["corrects"] or 0) != row.harmed]

    def make(self, viewer: Viewer, number: str) -> Alert:
        rows = [harm.Row(row.harmed, row.cleaned_data["corrects"]) for row in self._changed]
        return harm.record(viewer=viewer, number=number, version=self.said()["version"], rows=rows)


def _as_it_stands(one: HarmRecord) -> dict[str, Any]:
    named = (name for name in HarmRow.base_fields if name != "corrects")
    return {"corrects": one.number} | {name: getattr(one, name) for name in named}
