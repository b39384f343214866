"""What is typed to join alerts, to undo it, and to say that two are not the same."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alerts.models import Alert
from alerts.selectors.access import Viewer
from alerts.services import joining
from alerts.services.moving import Stale

from .asked import MOST_OF_A_REASON, MoveForm, words

MOST_AT_ONCE = 20


class JoinForm(MoveForm):
    """`with`: the numbers of the others, each with the version that was looked at ("BEN-2026-0142 3"); `keep`: the
    number under which all filings go.
    """

    keep = forms.CharField(max_length=24, error_messages={"required": _("Choose which number stays.")})
    note = words(MOST_OF_A_REASON)

    def others(self) -> dict[str, int]:
        """Number -> version that was looked at."""
        found = {}
        for one in self.data.getlist("with")[:MOST_AT_ONCE]:  # type: ignore[attr-defined]
            number, _space, version = one.strip().partition(" ")
            found[number[:24]] = int(version) if version.isdecimal() and len(version) < 10 else 0
        return found

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.others():
            self.add_error(None, _("Say with which alert it is the same."))
        elif given.get("keep") and given["keep"] not in {self.alert.number, *self.others()}:
            self.add_error("keep", _("Choose which number stays."))
        return given

    def make(self, viewer: Viewer, number: str) -> Alert:
        """Each in a transaction of its own; the alert of the page is looked at first, so that a stale one is said
        before anything is done.
        """
        said = self.said()
        versions = {number: said["version"], **self.others()}
        keep = said["keep"]
        for one in [number, *self.others()]:
            if one != keep:
                self._join(viewer, one, versions[one], keep, is_own=one == number)
        return Alert.objects.get(number=number)

    def _join(self, viewer: Viewer, number: str, version: int, keep: str, *, is_own: bool) -> None:
        try:
            joining.join(viewer=viewer, number=number, version=version, into=keep, note=self.said()["note"])
        except Stale as stale:
            if is_own:
                raise
            raise OtherChanged(number) from stale


class OtherChanged(joining.NotToBeJoined):
    """One of the others is not as it was looked at."""

    code = "other_changed"

    def __init__(self, number: str) -> None:
        sentence = _("%(number)s changed meanwhile: look at it again.") % {"number": number}
        super().__init__(sentence, fields={"keep": sentence})


class UnjoinForm(MoveForm):
    reason = words(MOST_OF_A_REASON, required=_("Say why they are not the same."))

    def make(self, viewer: Viewer, number: str) -> Alert:
        said = self.said()
        return joining.unjoin(viewer=viewer, number=number, version=said["version"], reason=said["reason"])
