"""What is typed to hand an alert over to state forces, and about a hand-over."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alerts.models import Alert
from alerts.selectors.access import Viewer
from alerts.web.asked import MoveForm, one_of, words
from responses.domain.handing_over import Act, Diligence
from responses.domain.words import Responder
from responses.models import Handover
from responses.models.choices import label, of
from responses.services import handing_over
from responses.services.handing_over import Request

from . import radio

TO = [(one.value, label(one)) for one in (Responder.STATE_ARMY, Responder.STATE_POLICE)]


class HandOverForm(MoveForm):
    to = one_of(TO, _("Choose to whom."))
    with_whom = forms.CharField(max_length=200, required=False)
    what = words(1000)
    diligence = one_of(of(Diligence), _("Say what the check found."))
    diligence_note = words(1000)
    implicated = forms.BooleanField(required=False)

    def make(self, viewer: Viewer, number: str) -> Alert:
        said = self.cleaned_data
        request = Request(
            to=Responder(said["to"]),
            with_whom=said["with_whom"],
            what=said["what"],
            diligence=Diligence(said["diligence"]),
            diligence_note=said["diligence_note"],
            is_implicated=said["implicated"],
        )
        handing_over.ask(viewer=viewer, number=number, request=request)
        return self.alert


class HandoverActForm(forms.Form):
    """One act on a hand-over: a reason, the time when it was shared, or what came of it."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)
    act = forms.ChoiceField(choices=[(act.value, act.value) for act in Act])
    reason = words(1000)
    shared_at = forms.CharField(max_length=20, required=False)
    known = forms.ChoiceField(
        choices=[
            ("", ""),
            ("known", pgettext_lazy("outcome", "Known")),
            ("unknown", pgettext_lazy("outcome", "Not known")),
        ],
        required=False,
    )
    outcome = words(1000)

    def __init__(self, *args: Any, now: Any, zone: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self._now = now.astimezone(ZoneInfo(zone))

    def clean_shared_at(self) -> Any:
        return radio.read_moment(self.cleaned_data["shared_at"], self._now)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("act") == Act.OUTCOME and not said.get("known"):
            self.add_error("known", _("Say whether it is known what they did."))
        return said

    def make(self, viewer: Viewer, handover: int) -> Handover:
        said = self.cleaned_data
        about: dict[str, Any] = {"viewer": viewer, "handover": handover, "version": said["version"] or 0}
        match Act(said["act"]):
            case Act.APPROVE:
                return handing_over.approve(**about, reason=said["reason"])
            case Act.REFUSE:
                return handing_over.refuse(**about, reason=said["reason"])
            case Act.SHARE:
                return handing_over.share(**about, shared_at=said["shared_at"])
            case Act.OUTCOME:
                return handing_over.note_outcome(**about, is_known=said["known"] == "known", outcome=said["outcome"])
