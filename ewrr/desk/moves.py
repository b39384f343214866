"""The pages on which an alert is assessed, decided, dismissed, closed, reopened, and word given back.

Each is a page of its own without a script, and a sheet within the open alert with one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from alerts.domain.lifecycle import Move
from alerts.models import Alert
from alerts.selectors import timeline
from alerts.selectors.access import Viewer, visible_to
from alerts.services import moving, reading
from alerts.services.moving import IllegalMove, Incomplete, MayNot, Stale
from alerts.web import move_forms as forms

from . import fragments
from .viewer import for_readers


@dataclass(frozen=True, slots=True)
class Page:
    """`name`: the route, and the template of the fields. `then`: what sending it brings about."""

    name: str
    title: Any
    button: Any
    form: type[forms.MoveForm]
    has_right: Callable[[Viewer], bool]
    why_not: Callable[[Alert], Any]
    then: Any = ""


def _decides(viewer: Viewer) -> bool:
    return viewer.may_decide


def _moves(move: Move) -> Callable[[Alert], Any]:
    return lambda alert: moving.why_not(alert, move)


ENDS = _("Settles what is owed; nobody is told any more.")
PAGES = {
    page.name: page
    for page in (
        Page(
            "assess",
            _("Verify and assess"),
            _("Record what I found"),
            forms.AssessForm,
            lambda viewer: viewer.may_assess,
            moving.why_not_assessed,
            _("A higher level tells everybody anew by its own plan; a lower one changes nothing that runs."),
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
            _("Settles all that is owed but word back; nobody is told any more."),
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
    )
}


def _door(name: str) -> Callable[..., HttpResponse]:
    @require_http_methods(["GET", "POST"])
    @for_readers
    def door(request: Any, number: str) -> HttpResponse:
        """GET: the form as the alert stands. POST: the alert as it is now (htmx), else 303 to it; a refusal brings
        the form back with everything typed: 409 for the state and for what somebody else changed, 422 for input.
        """
        page = PAGES[name]
        try:
            alert = _theirs(request, number, page.has_right(request.viewer))
            return _shown(request, page, alert) if request.method == "GET" else _sent(request, page, alert)
        except MayNot as refusal:
            return _not_theirs(request, refusal)

    return door


assess, decide, dismiss, close, reopen, word_back = (_door(name) for name in PAGES)


@require_GET
@for_readers
def changed_since(request: Any, number: str) -> HttpResponse:
    """What changed since a version, for a form that stands open: a list, and the version that is known from now on."""
    try:
        alert = _theirs(request, number, request.viewer.may_assess)
    except MayNot as refusal:
        return _not_theirs(request, refusal)
    known = request.GET.get("version", "")
    version = int(known) if known.isdecimal() and len(known) < 10 else 0
    return render(request, "parts/since.html", {"since": _since(alert, version), "version": alert.version})


def _not_theirs(request: Any, refusal: MayNot) -> HttpResponse:
    template = "parts/refused.html" if request.htmx else "desk/refusal.html"
    return render(request, template, {"refusal": refusal, "place": request.htmx.target}, status=403)


def _theirs(request: Any, number: str, has_right: bool) -> Alert:
    alerts = visible_to(request.viewer).select_related("area").defer("area__outline")
    alert = get_object_or_404(alerts, number=number)
    moving.ask_right(request.viewer, alert, has_right)
    if alert.is_restricted and request.method == "GET":
        reading.log(viewer=request.viewer, alert=alert)
    return alert


def _shown(request: Any, page: Page, alert: Alert) -> HttpResponse:
    form = page.form(initial=page.form.as_it_stands(alert))
    refused = page.why_not(alert)
    return _answer(request, page, alert, form, 409 if refused else 200, refused=refused)


def _sent(request: Any, page: Page, alert: Alert) -> HttpResponse:
    form = page.form(request.POST)
    if not form.is_valid():
        return _answer(request, page, alert, form, 422)
    try:
        moved = form.make(request.viewer, alert.number)
    except Alert.DoesNotExist:
        raise Http404 from None
    except Stale as stale:
        alert.refresh_from_db(fields=["version", "state", "word_back_at"])
        since = _since(alert, form.cleaned_data["version"], stale)
        return _answer(request, page, alert, form, 409, since=since, refused=page.why_not(alert))
    except IllegalMove as illegal:
        return _answer(request, page, alert, form, 409, refused=illegal.sentence)
    except Incomplete as incomplete:
        for field, sentence in incomplete.fields.items():
            form.add_error(field, sentence)
        return _answer(request, page, alert, form, 422)
    return _done(request, moved)


def _since(alert: Alert, version: int, stale: Stale | None = None) -> dict[str, Any]:
    """Who changed it last and when, and what happened since `version`."""
    if stale is None:
        last = moving.last_change(alert)
        who, at = (last.person if last else None), (last.at if last else None)
    else:
        who, at = stale.who, stale.at
    return {"who": who, "at": at, "lines": timeline.since(alert, version)}


def _answer(
    request: Any, page: Page, alert: Alert, form: forms.MoveForm, status: int, since: Any = None, refused: Any = None
) -> HttpResponse:
    facts = {
        "move": page,
        "alert": alert,
        "form": form,
        "since": since,
        "refused": refused,
        "version": alert.version if since or "version" in form.errors else form["version"].value(),
        "fields": f"parts/moves/{page.name}.html",
        "in_sheet": bool(request.htmx),
    }
    return render(request, "parts/move.html" if request.htmx else "desk/move.html", facts, status=status)


def _done(request: Any, moved: Alert) -> HttpResponse:
    if not request.htmx:
        to_alert = redirect("alert", number=moved.number)
        to_alert.status_code = 303
        return to_alert
    fresh = visible_to(request.viewer).select_related("area").get(pk=moved.pk)
    response = HttpResponse(fragments.alert(request, fresh))
    response["HX-Retarget"], response["HX-Reswap"] = "#alert", "outerHTML"
    response["HX-Trigger-After-Settle"] = "alert:moved"
    return response
