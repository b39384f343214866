"""What is typed to decide, dismiss, close, review, reopen or give word back; the services say what is missing."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alerts.domain import words as w
from alerts.domain import words_of_deciding as d
from alerts.domain.words_of_harm import HarmKnown
from alerts.models import Alert
from alerts.models.choices import label, of
from alerts.selectors import harm
from alerts.selectors.access import Viewer
from alerts.services import lifecycle, reviewing

from .asked import MOST_OF_A_REASON, MoveForm, day, one_of, words
from .offered import one_offered


class DecideForm(MoveForm):
    course = one_of(of(d.Course), _("Choose what is to be done."))
    reason = one_offered(d.NotResponded, before=[("", pgettext_lazy("reason", "Choose a reason"))])
    review_date = day()
    note = words()

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
    reason = one_of(of(w.DismissReason), _("Choose why it is no alert."))
    note = words()

    def make(self, viewer: Viewer, number: str) -> Alert:
        said = self.said()
        reason = w.DismissReason(said["reason"])
        return lifecycle.dismiss(
            viewer=viewer, number=number, version=said["version"], reason=reason, note=said["note"]
        )


class CloseForm(MoveForm):
    outcome = one_of(
        [(code, label(code)) for code in (w.Outcome.HANDLED, w.Outcome.NO_ACTION)], _("Choose how it ended.")
    )
    harm = one_of(of(HarmKnown), _("Say what is known of harm to civilians."))
    word_back = one_of(of(d.WordBack))
    word_back_date = day()
    note = words()

    @classmethod
    def as_it_stands(cls, alert: Alert) -> dict[str, Any]:
        """Word that was given before the alert was reopened need not be given again; harm that is on record stays."""
        return {
            "version": alert.version,
            "harm": HarmKnown.ON_RECORD.value if harm.on_record(alert).harmed else "",
            "word_back": d.WordBack.GIVEN.value if alert.word_back_at else "",
        }

    def make(self, viewer: Viewer, number: str) -> Alert:
        """A day left from another choice, which the page no longer shows, is not meant."""
        said = self.said()
        word_back = d.WordBack(said["word_back"]) if said["word_back"] else None
        return lifecycle.close(
            viewer=viewer,
            number=number,
            version=said["version"],
            outcome=w.Outcome(said["outcome"]),
            harm=HarmKnown(said["harm"]),
            word_back=word_back,
            word_back_date=said["word_back_date"] if word_back is d.WordBack.OWED else None,
            note=said["note"],
        )


class ReviewForm(MoveForm):
    """The after-action note; one of the three is enough."""

    went_well = words(MOST_OF_A_REASON)
    went_badly = words(MOST_OF_A_REASON)
    to_change = words(MOST_OF_A_REASON)

    def make(self, viewer: Viewer, number: str) -> Alert:
        said = self.said()
        notes = {name: said[name] for name in ("went_well", "went_badly", "to_change")}
        return reviewing.review(viewer=viewer, number=number, version=said["version"], **notes)


class ReopenForm(MoveForm):
    reason = words(required=_("Say why it is opened again."))

    def make(self, viewer: Viewer, number: str) -> Alert:
        said = self.said()
        return lifecycle.reopen(viewer=viewer, number=number, version=said["version"], reason=said["reason"])


class WordBackForm(MoveForm):
    word_back = one_of(
        [(code, label(code)) for code in (d.WordBack.GIVEN, d.WordBack.NOT_SAFE)],
        _("Say that it was given, or that it is not safe to give."),
    )
    note = words()

    def make(self, viewer: Viewer, number: str) -> Alert:
        said = self.said()
        return lifecycle.settle_word_back(
            viewer=viewer,
            number=number,
            version=said["version"],
            word_back=d.WordBack(said["word_back"]),
            note=said["note"],
        )
