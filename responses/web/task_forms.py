"""What is typed about a response: the task, a step of it, a line of its log."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from alerts.models import Alert, Office
from alerts.models.choices import offered
from alerts.selectors.access import Viewer
from alerts.selectors.place import nearest_positions
from alerts.selectors.positions import standing
from alerts.web.asked import MoveForm, one_of, words
from alerts.web.offered import one_offered
from ewrr.common import clock
from ewrr.common.lengths import km
from responses.domain.tasking import STATE
from responses.domain.words import TIERS, Phase, Responder, ResponseType
from responses.models import Response
from responses.models.choices import label
from responses.selectors import owners
from responses.services import tasking
from responses.services.tasking import Task

NOT_HERE = {ResponseType.NONE, ResponseType.ALERT_NSF}  # a decision, and a hand-over
IN = [
    ("30", gettext_lazy("in 30 min")),
    ("60", gettext_lazy("in 1 h")),
    ("120", gettext_lazy("in 2 h")),
    ("360", gettext_lazy("in 6 h")),
    ("1440", gettext_lazy("in 24 h")),
    ("at", pgettext_lazy("due", "at a time")),
]
ASSIGN, PROPOSE = "assign", "propose"
HOW = [
    (ASSIGN, gettext_lazy("Assign it: the owner is told now")),
    (PROPOSE, gettext_lazy("Propose it: the hub assigns")),
]


def types(standing: str = "") -> list[tuple[Any, list[tuple[str, Any]]]]:
    """What the office offers, under their tiers, and what stands already."""
    found = [
        (label(tier), offered(ResponseType, [standing], [one for one in own if one not in NOT_HERE]))
        for tier, own in TIERS.items()
    ]
    return [(tier, own) for tier, own in found if own]


def owners_of(office: Office) -> list[tuple[Any, Any]]:
    """Duties, then people: "d12", "p5"."""
    duties = [(f"d{duty.pk}", duty.name) for duty in owners.duties(office)]
    people = [(f"p{person.pk}", person.name) for person in owners.people(office)]
    return [("", pgettext_lazy("owner", "Choose who does it")), (_("Duties"), duties), (_("People"), people)]


def positions_near(alert: Alert, standing_at: str = "") -> list[tuple[str, str]]:
    """The office's own positions, with how far they are from the alert where its place is known; nearest first. One
    that was retired since (`standing_at`, its id) stays where it stands.
    """
    if alert.lat is None or alert.lon is None:
        found = [(position, "") for position in standing(alert.office).order_by("name")]
    else:
        near = nearest_positions(alert.office, alert.lat, alert.lon, limit=50)
        found = [(one.position, f", {km(one.km)}") for one in near]
    if standing_at.isdecimal() and all(str(one.pk) != standing_at for one, _far in found):
        found += [(one, "") for one in alert.office.positions.filter(pk=int(standing_at))]
    none = ("", str(pgettext_lazy("position", "none in particular")))
    return [none, *((str(one.pk), f"{one.name}, {one.get_kind_display()}{far}") for one, far in found)]


class TypeField(forms.ChoiceField):
    """Offered is what the office offers; taken is any that may be tasked."""

    def valid_value(self, value: Any) -> bool:
        return value in set(ResponseType) - NOT_HERE


class TaskForm(MoveForm):
    """A response to one alert, or to several of which this is the first."""

    type = TypeField(error_messages={"required": gettext_lazy("Choose what is to be done.")})
    phase = one_of([(one.value, label(one)) for one in Phase], gettext_lazy("Choose the phase."))
    responder = one_offered(
        Responder,
        gettext_lazy("Choose who responds."),
        before=[("", pgettext_lazy("responder", "Choose who responds"))],
        among=[one for one in Responder if one not in STATE and one is not Responder.NONE],
    )
    owner = forms.ChoiceField(required=False)
    unit = forms.CharField(max_length=120, required=False)
    position = forms.ChoiceField(required=False)
    strength = forms.IntegerField(
        min_value=1,
        max_value=100_000,
        required=False,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), gettext_lazy("Write how many people, as a number.")
        ),
    )
    due_in = one_of(IN, gettext_lazy("Say until when."))
    due_at = forms.DateTimeField(
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M", "%d/%m/%Y %H:%M"],
        error_messages={"invalid": gettext_lazy("This time cannot be read: write 2026-11-28 17:30.")},
    )
    also = forms.CharField(max_length=200, required=False)
    task = words(1000)
    how = forms.ChoiceField(choices=HOW, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        none = ("", pgettext_lazy("response", "Choose what is done"))
        self.fields["type"].choices = [none, *types(self["type"].value() or "")]  # type: ignore[attr-defined]
        self.fields["owner"].choices = owners_of(self.alert.office)  # type: ignore[attr-defined]
        self.fields["position"].choices = positions_near(self.alert, str(self["position"].value() or "")[:18])  # type: ignore[attr-defined]

    @classmethod
    def as_it_stands(cls, alert: Alert) -> dict[str, Any]:
        return {"version": alert.version, "phase": Phase.RESPONSE.value, "due_in": "120", "how": ASSIGN}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("due_in") == "at" and not said.get("due_at") and "due_at" not in self.errors:
            self.add_error("due_at", _("Give the day and the time."))
        return said

    @property
    def due(self) -> dt.datetime:
        """The moment that was chosen, UTC; a time is of the office's zone."""
        said = self.cleaned_data
        if said["due_in"] != "at":
            return clock.now() + dt.timedelta(minutes=int(said["due_in"]))
        at: dt.datetime = said["due_at"]
        return at.astimezone(dt.UTC)

    @property
    def as_task(self) -> Task:
        said = self.cleaned_data
        owner = said["owner"]
        return Task(
            type=ResponseType(said["type"]),
            responder=Responder(said["responder"]),
            due_at=self.due,
            phase=Phase(said["phase"]),
            duty=int(owner[1:]) if owner.startswith("d") else None,
            person=int(owner[1:]) if owner.startswith("p") else None,
            unit=said["unit"],
            position=int(said["position"]) if said["position"] else None,
            strength=said["strength"],
            task=said["task"],
        )

    def numbers(self) -> list[str]:
        """This alert first, then those that were named besides: whole numbers, or what follows the year."""
        prefix = f"{self.alert.office.code}-{self.alert.year}-"
        named = [one.strip().upper() for one in self.cleaned_data["also"].replace(";", ",").split(",")]
        return [self.alert.number, *(one if "-" in one else f"{prefix}{one.zfill(4)}" for one in named if one)]

    def make(self, viewer: Viewer, number: str) -> Alert:
        assigns = viewer.may_task and self.cleaned_data["how"] != PROPOSE
        try:
            tasking.begin(viewer=viewer, numbers=self.numbers(), task=self.as_task, assigns=assigns)
        except Alert.DoesNotExist:
            sentence = _("One of these numbers is not known here.")
            raise tasking.Incomplete(sentence, fields={"also": sentence}) from None
        return self.alert


class AssignForm(TaskForm):
    """The same of a response that exists: a proposal that is assigned, another owner, another time."""

    def __init__(self, *args: Any, response: Response, **options: Any) -> None:
        self._response = response
        super().__init__(*args, alert=response.lead, **options)

    @staticmethod
    def of(response: Response) -> dict[str, Any]:
        """What an untouched form holds."""
        owner = f"d{response.duty_id}" if response.duty_id else f"p{response.person_id}" if response.person_id else ""
        at = response.due_at.astimezone(ZoneInfo(response.lead.office.time_zone))
        return {
            "version": response.version,
            "type": response.type,
            "phase": response.phase,
            "responder": response.responder,
            "owner": owner,
            "unit": response.unit,
            "position": str(response.position_id or ""),
            "strength": response.strength,
            "due_in": "at",
            "due_at": f"{at:%Y-%m-%dT%H:%M}",
            "task": response.task,
        }

    def assign(self, viewer: Viewer) -> Response:
        return tasking.assign(
            viewer=viewer,
            response=self._response.pk,
            version=self.cleaned_data["version"],
            task=self.as_task,
        )


def flat(choices: Iterable[Any]) -> list[tuple[str, list[tuple[str, Any]]]]:
    """Choices as (heading, options), also those that stand under none: for a list with headings."""
    found: list[tuple[str, list[tuple[str, Any]]]] = []
    for value, options in choices:
        if isinstance(options, list | tuple):
            found.append((value, [(str(code), name) for code, name in options]))
        else:
            found.append(("", [(str(value), options)]))
    return found
