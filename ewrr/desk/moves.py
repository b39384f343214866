"""The doors of the acts on an alert: each is a page of its own without a script, and a sheet within the open alert
with one.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alerts.models import Alert, Filing
from alerts.selectors import timeline
from alerts.selectors.access import visible_to
from alerts.selectors.numbered import numbered
from alerts.services import joining, moving, reading
from alerts.services.moving import Incomplete, MayNot, Stale
from alerts.services.remarks import NobodyOfThatName
from alerts.web.asked import MoveForm
from ewrr.common.errors import Refusal

from . import fragments
from .move_pages import PAGES, Page
from .viewer import for_readers


def _door(name: str) -> Callable[..., HttpResponse]:
    @require_http_methods(["GET", "HEAD", "POST"])
    @for_readers
    def door(request: Any, number: str) -> HttpResponse:
        """GET: the form as the alert stands. POST: the alert as it is now (htmx), else 303 to it; a refusal brings
        the form back with everything typed: 409 for the state and for what somebody else changed, 422 for input.
        """
        page = PAGES[name]
        try:
            alert = _theirs(request, number, page)
            return _shown(request, page, alert) if request.method != "POST" else _sent(request, page, alert)
        except MayNot as refusal:
            return _not_theirs(request, refusal)

    return door


DOORS = {name: _door(name) for name in PAGES}


@require_safe
@for_readers
def changed_since(request: Any, number: str) -> HttpResponse:
    """What changed since a version, for a form that stands open: a list, and the version that is known from now on."""
    try:
        alert = _theirs(request, number, PAGES["comment"])
    except MayNot as refusal:
        return _not_theirs(request, refusal)
    known = request.GET.get("version", "")
    version = int(known) if known.isdecimal() and len(known) < 10 else 0
    return render(request, "parts/since.html", {"since": _since(alert, version), "version": alert.version})


@require_POST
@for_readers
def set_apart(request: Any, number: str) -> HttpResponse:
    """ "Not the same": the other one is suggested no more."""
    try:
        joining.set_apart(viewer=request.viewer, number=number, other=request.POST.get("other", "")[:24])
    except Alert.DoesNotExist:
        raise Http404 from None
    except MayNot as refusal:
        return _not_theirs(request, refusal)
    except Refusal as refusal:
        return _not_theirs(request, refusal, 409)
    return _done(request, visible_to(request.viewer).get(number=number))


@require_POST
@for_readers
def computed_level(request: Any, number: str) -> HttpResponse:
    """What the tables give for an assessment that is being typed."""
    try:
        alert = _theirs(request, number, PAGES["assess"])
    except MayNot as refusal:
        return _not_theirs(request, refusal)
    form = PAGES["assess"].form(request.POST, alert=alert)
    form.is_valid()
    return render(request, "parts/computed.html", {"level": form.computed_level()})  # type: ignore[attr-defined]


def _not_theirs(request: Any, refusal: Refusal, status: int = 403) -> HttpResponse:
    template = "parts/refused.html" if request.htmx else "desk/refusal.html"
    return render(request, template, {"refusal": refusal, "place": request.htmx.target}, status=status)


def _theirs(request: Any, number: str, page: Page) -> Alert:
    """The alert of that number, also of one that it bore before. Raises Http404, MayNot."""
    alerts = visible_to(request.viewer).select_related("area", "office").defer("area__outline")
    alert = get_object_or_404(alerts, numbered(number))
    if page.asks_whole:
        moving.ask_right(request.viewer, alert, page.has_right(request.viewer))
        if alert.is_restricted and request.method != "POST":
            reading.log(viewer=request.viewer, alert=alert)
    elif not alert.filings.filter(filer=request.viewer.person).exists():
        raise Http404
    return alert


def _shown(request: Any, page: Page, alert: Alert) -> HttpResponse:
    form = page.form(initial=page.form.as_it_stands(alert), alert=alert)
    refused = page.why_not(alert) or page.why_not_by(request.viewer, alert)
    return _answer(request, page, alert, form, 409 if refused else 200, refused=refused)


def _sent(request: Any, page: Page, alert: Alert) -> HttpResponse:
    form = page.form(request.POST, alert=alert)
    if not form.is_valid():
        return _answer(request, page, alert, form, 422)
    try:
        moved = form.make(request.viewer, alert.number)
    except (Alert.DoesNotExist, Filing.DoesNotExist):
        raise Http404 from None
    except Stale as stale:
        alert.refresh_from_db(fields=["version", "state", "word_back_at", "closed_by"])
        since = _since(alert, form.cleaned_data["version"], stale)
        return _answer(request, page, alert, form, 409, since=since, refused=page.why_not(alert))
    except MayNot:
        raise
    except Refusal as refusal:
        return _refused(request, page, alert, form, refusal)
    return _done(request, moved)


def _refused(request: Any, page: Page, alert: Alert, form: MoveForm, refusal: Refusal) -> HttpResponse:
    """Beside the fields that it is about, and it may be sent again; else above the form, which cannot be."""
    for field, sentence in refusal.fields.items():
        form.add_error(field, sentence)
    status = 422 if isinstance(refusal, Incomplete | NobodyOfThatName) else 409
    return _answer(request, page, alert, form, status, refused=None if refusal.fields else refusal.sentence)


def _since(alert: Alert, version: int, stale: Stale | None = None) -> dict[str, Any]:
    """Who changed it last and when, and what happened since `version`."""
    if stale is None:
        last = moving.last_change(alert)
        who, at = (last.person if last else None), (last.at if last else None)
    else:
        who, at = stale.who, stale.at
    return {"who": who, "at": at, "lines": timeline.since(alert, version)}


def _answer(
    request: Any, page: Page, alert: Alert, form: MoveForm, status: int, since: Any = None, refused: Any = None
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
    } | page.beside(request, alert, form)
    return render(request, "parts/move.html" if request.htmx else "desk/move.html", facts, status=status)


def _done(request: Any, moved: Alert) -> HttpResponse:
    if not request.htmx:
        to_alert = redirect("alert", number=moved.number)
        to_alert.status_code = 303
        return to_alert
    fresh = visible_to(request.viewer).select_related("area").defer("area__outline").get(pk=moved.pk)
    response = HttpResponse(fragments.alert(request, fresh))
    response["HX-Retarget"], response["HX-Reswap"] = "#alert", "outerHTML"
    response["HX-Trigger-After-Settle"] = "alert:moved"
    return response
