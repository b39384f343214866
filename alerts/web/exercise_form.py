"""An exercise as it is planned: its name, how fast it runs, and its script, read line by line before it is kept."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alerts.domain import exercise_rows, exercise_script
from alerts.domain.exercise_columns import FaultKind
from alerts.domain.exercise_rows import Fault
from alerts.domain.exercise_script import Inject, Script
from alerts.domain.words import Precision
from alerts.models import Exercise
from alerts.selectors import exercises as known
from alerts.selectors.access import Viewer
from alerts.services.exercises import Placed, Plan
from ewrr.common.geo import beyond

from .asked import TextField
from .exercise_words import by_line, line_of, sentence
from .place_as_typed import FAR_KM, read_place

SPEEDS = (1, 2, 5, 10)
FAULTS_SHOWN = 40


class ExerciseForm(forms.Form):
    """`script` holds the file once it was sent, so that nothing is to be chosen twice. `read`: what the script says,
    once it was looked at; `placed`: its injects with their places, empty while anything is wrong.
    """

    name = forms.CharField(label=_("Name"), max_length=120, error_messages={"required": _("Give the exercise a name.")})
    objectives = TextField(
        label=_("Objectives"),
        max_length=2000,
        required=False,
        help_text=_("What it is to show: it stands on the evaluation sheet."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    language = forms.ChoiceField(
        label=_("Language of the injects"),
        choices=settings.LANGUAGES,
        error_messages={"required": _("Choose the language in which the injects are filed.")},
    )
    speed = forms.TypedChoiceField(
        label=_("Speed"),
        coerce=int,
        help_text=_("Only how fast the injects come; targets stay minutes of real time."),
    )
    file = forms.FileField(
        label=_("Script"),
        required=False,
        allow_empty_file=True,
        help_text=_("CSV or JSON, UTF-8, at most 400 kB and 200 injects."),
        widget=forms.FileInput(attrs={"accept": ".csv,.json,text/csv,application/json"}),
    )
    script = forms.CharField(
        label=_("The script as text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )
    seen = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(
        self, data: Any, files: Any, *, viewer: Viewer, now: Any, exercise: Exercise | None, **options: Any
    ) -> None:
        stored = (
            {name: getattr(exercise, name) for name in ("name", "objectives", "language", "speed", "script")}
            if exercise
            else {}
        )
        own = {"language": viewer.person.language, "speed": 1} | options.pop("initial", {}) | stored
        super().__init__(data, files, initial=own | ({"seen": exercise.version} if exercise else {}))
        self.viewer, self.now, self.exercise = viewer, now, exercise
        self.stale = ""
        self.faults: list[Any] = []
        self.read: Script | None = None
        self.wrong: list[Fault] = []
        self.placed: list[Placed] = []
        self.use_required_attribute = False
        self.fields["speed"].choices = [(speed, _speed(speed)) for speed in SPEEDS]  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if name != "seen":
                field.widget.attrs["class"] = "in"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        sent = self._sent(given)
        if sent is not None:
            given["script"] = sent
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data["script"] = sent  # type: ignore[index]
        self.look(str(given.get("script") or ""))
        if self.wrong:
            self.add_error("script", forms.ValidationError(_("Something is wrong in the script."), code="faults"))
        return given

    def look(self, told: str) -> None:
        """Reads the script and looks its places up."""
        office = self.viewer.office
        self.read = exercise_script.read(told, known.known(office, self.now))
        self.wrong = list(self.read.faults)
        for inject in self.read.injects:
            try:
                self.placed.append(_placed(office, inject))
            except forms.ValidationError as refused:
                self.wrong.append(Fault(inject.line, "place", FaultKind.PLACE, " ".join(map(str, refused.messages))))
        self.wrong.sort(key=lambda fault: fault.line)

    @property
    def told_faults(self) -> list[dict[str, str]]:
        """Where and what, forty at most."""
        is_json = bool(self.read and self.read.is_json)
        return [{"where": line_of(one, is_json=is_json), "what": sentence(one)} for one in self.wrong[:FAULTS_SHOWN]]

    @property
    def more_faults(self) -> int:
        return max(0, len(self.wrong) - FAULTS_SHOWN)

    @property
    def with_faults(self) -> tuple[str, bool] | None:
        """The file as it came with a further column "fault", and whether it is JSON; None where it is no table."""
        if self.read is None or self.read.table is None:
            return None
        told = exercise_rows.with_faults(self.read.table, by_line(self.wrong), is_json=self.read.is_json)
        return told, self.read.is_json

    @property
    def plan(self) -> Plan:
        given = self.cleaned_data
        told = {name: given[name] for name in ("name", "objectives", "language", "speed", "script")}
        return Plan(**told, injects=self.placed)

    def look_again(self, sentence: str, seen: int) -> None:
        """Somebody was quicker: what was typed stays, and the next try knows what is there now."""
        self.stale = sentence
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen"] = str(seen)  # type: ignore[index]

    def _sent(self, given: dict[str, Any]) -> str | None:
        file = given.get("file")
        if file is None:
            return None
        content = file.read(exercise_script.MOST_BYTES + 1)
        try:
            return str(content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            self.add_error("file", _("The file is not UTF-8: save it again as “CSV UTF-8”."))
            return None


def _speed(speed: int) -> str:
    return ngettext("%d minute of the script in one", "%d minutes of the script in one", speed) % speed


def _placed(office: Any, inject: Inject) -> Placed:
    """Raises ValidationError for a grid or coordinates that cannot be, or far away."""
    claimed = inject.said["precision"]
    if inject.away is not None:
        if inject.away.km > FAR_KM:
            raise forms.ValidationError(_("That is too far from the office."))
        lat, lon = beyond(office.lat, office.lon, inject.away.km, inject.away.degrees)
        return Placed(inject, inject.place, lat, lon, Precision(claimed or Precision.NEAR))
    spot = read_place(office, inject.place, claimed)
    return Placed(inject, spot.name, spot.lat, spot.lon, spot.precision)
