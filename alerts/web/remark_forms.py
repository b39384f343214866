"""What is typed to comment, sum up, grade, withdraw, restrict and lift a restriction."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from alerts.domain import words_of_filings as f
from alerts.models import Alert, Filing
from alerts.models.choices import of
from alerts.selectors.access import Viewer
from alerts.services import further, remarks, restricting

from .asked import MOST_OF_A_REASON, MoveForm, one_of, words


class CommentForm(MoveForm):
    text = words(required=_("Write something."))

    def make(self, viewer: Viewer, number: str) -> Alert:
        return remarks.comment(viewer=viewer, number=number, text=self.said()["text"]).row.alert


class SummaryForm(MoveForm):
    """`language`: of the summary; the page begins with the one that lacks."""

    language = one_of(settings.LANGUAGES, _("Choose the language."))
    text = words(required=_("Write what it is about, in a few sentences."))

    @classmethod
    def as_it_stands(cls, alert: Alert) -> dict[str, Any]:
        written = {one.language: one.text for one in alert.summaries.order_by("at", "pk")}
        own = (get_language() or "en")[:2]
        codes = [own, *(code for code, _name in settings.LANGUAGES if code != own)]
        language = next((code for code in codes if code not in written), own)
        return {"version": alert.version, "language": language, "text": written.get(language, "")}

    def make(self, viewer: Viewer, number: str) -> Alert:
        said = self.said()
        return remarks.summarise(viewer=viewer, number=number, language=said["language"], text=said["text"]).row.alert


class OfFiling(MoveForm):
    """`filing`: the id of one of the alert's filings."""

    filing = forms.ModelChoiceField(
        Filing.objects.none(),
        error_messages={"required": _("Choose the filing."), "invalid_choice": _("Choose the filing.")},
    )

    def __init__(self, *args: Any, alert: Alert, **options: Any) -> None:
        super().__init__(*args, alert=alert, **options)
        self.fields["filing"].queryset = alert.filings.order_by("received_at", "pk")  # type: ignore[attr-defined]


class GradeForm(OfFiling):
    reliability = one_of(of(f.Reliability), _("Choose how reliable the source is: F where it cannot be judged."))
    credibility = one_of(of(f.Credibility), _("Choose how credible it is: 6 where it cannot be judged."))

    def make(self, viewer: Viewer, number: str) -> Alert:
        said = self.said()
        return remarks.grade(
            viewer=viewer,
            filing_id=said["filing"].pk,
            reliability=f.Reliability(said["reliability"]),
            credibility=f.Credibility(said["credibility"]),
        ).row.filing.alert


class WithdrawForm(OfFiling):
    reason = words(MOST_OF_A_REASON, required=_("Say why it does not hold."))

    def make(self, viewer: Viewer, number: str) -> Alert:
        said = self.said()
        return further.withdraw(viewer=viewer, filing_id=said["filing"].pk, reason=said["reason"]).alert


class RestrictForm(MoveForm):
    reason = words(MOST_OF_A_REASON, required=_("Say why fewer may read it."))

    def make(self, viewer: Viewer, number: str) -> Alert:
        said = self.said()
        return restricting.restrict(viewer=viewer, number=number, version=said["version"], reason=said["reason"])


class OpenUpForm(MoveForm):
    reason = words(MOST_OF_A_REASON, required=_("Say why it need not be restricted."))

    def make(self, viewer: Viewer, number: str) -> Alert:
        said = self.said()
        return restricting.open_up(viewer=viewer, number=number, version=said["version"], reason=said["reason"])
