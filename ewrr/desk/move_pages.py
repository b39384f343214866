"""The acts on an alert that have a form: whose right it is, what forbids it, what stands beside the questions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alerts.domain.lifecycle import Move
from alerts.models import Alert
from alerts.selectors.access import Viewer
from alerts.services import harm, moving, reviewing
from alerts.web import finding_forms as finding
from alerts.web import joining_forms as joining
from alerts.web import move_forms as forms
from alerts.web import remark_forms as remark
from alerts.web.asked import MoveForm
from alerts.web.harm_form import HarmForm
from responses.services import tasking
from responses.web.handover_forms import HandOverForm
from responses.web.task_forms import TaskForm

from . import beside

Beside = Callable[[Any, Alert, MoveForm], dict[str, Any]]


def _anybody(viewer: Viewer, alert: Alert) -> None:
    """Nobody is kept from it by what they did themselves."""


@dataclass(frozen=True, slots=True)
class Page:
    """`name`: the route, and the template of the fields. `then`: what sending it brings about. `beside`: what else
    the template shows. `asks_whole`: only whoever sees the alert whole. `why_not_by`: what forbids it to this person.
    """

    name: str
    title: Any
    button: Any
    form: type[MoveForm]
    has_right: Callable[[Viewer], bool]
    why_not: Callable[[Alert], Any]
    then: Any = ""
    beside: Beside = beside.nothing
    asks_whole: bool = True
    why_not_by: Callable[[Viewer, Alert], Any] = _anybody


def _decides(viewer: Viewer) -> bool:
    return viewer.may_decide


def _assesses(viewer: Viewer) -> bool:
    return viewer.may_assess


def _joins(viewer: Viewer) -> bool:
    return viewer.may_join


def _reads(viewer: Viewer) -> bool:
    return viewer.may_read


def _moves(move: Move) -> Callable[[Alert], Any]:
    return lambda alert: moving.why_not(alert, move)


ENDS = _("Settles what is owed; nobody is told any more.")
FOUND = moving.why_not_assessed
PAGES = {
    page.name: page
    for page in (
        Page(
            "assess",
            _("Verify and assess"),
            _("Record what I found"),
            finding.AssessForm,
            _assesses,
            FOUND,
            _("A higher level tells everybody anew by its own plan; a lower one changes nothing that runs."),
            beside.assessing,
        ),
        Page(
            "place",
            _("Where it is"),
            _("Record the place"),
            finding.PlaceForm,
            _assesses,
            FOUND,
            _("What the filings say stays word for word."),
            beside.placing,
        ),
        Page(
            "join",
            _("The same event?"),
            pgettext_lazy("act", "Join"),
            joining.JoinForm,
            _joins,
            _moves(Move.JOIN),
            _("The filings go under the number that stays; what the others owe is settled. It can be undone."),
            beside.joining,
        ),
        Page(
            "unjoin",
            _("Not the same after all"),
            _("Undo the joining"),
            joining.UnjoinForm,
            _joins,
            moving.why_not_unjoined,
            _("It has its filings back and is where it was; undecided, it is told anew."),
        ),
        Page(
            "decide",
            _("Decide what is done"),
            pgettext_lazy("act", "Decide"),
            forms.DecideForm,
            _decides,
            _moves(Move.DECIDE),
            ENDS,
        ),
        Page(
            "respond",
            _("Respond: who goes, until when"),
            _("Record the response"),
            TaskForm,
            lambda viewer: viewer.may_propose,
            lambda alert: tasking.why_not(alert, assigns=False),
            _("Whoever owns it is told, and told again until they accept."),
            beside.responding,
        ),
        Page(
            "hand_over",
            _("Hand over to state forces"),
            _("Ask for approval"),
            HandOverForm,
            lambda viewer: viewer.may_task,
            lambda alert: tasking.why_not(alert, assigns=True),
            _("Somebody else approves it; then you share it and say so."),
        ),
        Page(
            "dismiss",
            _("Dismiss: no alert after all"),
            pgettext_lazy("act", "Dismiss"),
            forms.DismissForm,
            _decides,
            _moves(Move.DISMISS),
            ENDS,
        ),
        Page(
            "close",
            _("Close: what was done is on record"),
            pgettext_lazy("act on an alert", "Close"),
            forms.CloseForm,
            _decides,
            _moves(Move.CLOSE),
            _("Settles all that is owed but word back; what was critical, late or cost a life is reviewed."),
            beside.closing,
        ),
        Page(
            "harm",
            _("Harm to civilians"),
            _("Record the harm"),
            HarmForm,
            _assesses,
            harm.why_not,
            _("What is corrected stays on record. On a closed alert, a death asks for a review by a second person."),
        ),
        Page(
            "review",
            _("Review: how was it handled?"),
            _("Record the review"),
            forms.ReviewForm,
            lambda viewer: viewer.may_review,
            reviewing.why_not,
            _("Settles the review that is owed. What you write stays with the alert."),
            beside.reviewing,
            why_not_by=reviewing.why_not_by,
        ),
        Page(
            "reopen",
            _("Reopen: back to where it was"),
            pgettext_lazy("act", "Reopen"),
            forms.ReopenForm,
            _decides,
            _moves(Move.REOPEN),
            _("Undecided, it is told anew; decided, you owe a look at the decision today."),
        ),
        Page(
            "word_back",
            _("Word back to the community"),
            _("Record it"),
            forms.WordBackForm,
            _decides,
            moving.why_no_word_back,
        ),
        Page(
            "restrict",
            _("Restrict: fewer may read it"),
            pgettext_lazy("act", "Restrict"),
            remark.RestrictForm,
            _assesses,
            moving.why_not_restricted,
            _("Only the hub chief and the holders of the named duties read it from then on, perhaps not you."),
            beside.restricting,
        ),
        Page(
            "open_up",
            _("Lift the restriction"),
            _("Lift it"),
            remark.OpenUpForm,
            lambda viewer: viewer.may_lift,
            moving.why_not_opened_up,
            _("It is read as others are; its number stays."),
        ),
        Page("comment", _("Comment"), _("Send"), remark.CommentForm, _reads, moving.never, "", beside.commenting),
        Page(
            "summarise",
            _("Sum it up"),
            _("Record the summary"),
            remark.SummaryForm,
            _assesses,
            FOUND,
            _("Earlier ones stay on record; the latest of each language is shown."),
            beside.summarising,
        ),
        Page(
            "grade",
            _("Grade a filing"),
            _("Record the grade"),
            remark.GradeForm,
            _assesses,
            FOUND,
            _("What the filer said of it stays beside it."),
            beside.grading,
        ),
        Page(
            "withdraw",
            _("Withdraw a filing"),
            pgettext_lazy("act", "Withdraw"),
            remark.WithdrawForm,
            _reads,
            FOUND,
            _("It stays on record, struck out. The hub decides what becomes of the alert."),
            beside.withdrawing,
            asks_whole=False,
        ),
    )
}
