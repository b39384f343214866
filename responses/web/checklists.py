"""The checklists of one alert: started, ticked, left out and taken back, by one tap each."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from alerts.models import Alert
from alerts.selectors.access import visible_to
from alerts.selectors.numbered import numbered
from alerts.services import reading
from ewrr.common.errors import Refusal
from responses.domain.playbooks import Tick
from responses.selectors import checklists as selected
from responses.services import checklists

View = Callable[..., HttpResponse]


def for_readers(view: View) -> View:
    """The page does not exist for others."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer is None or not request.viewer.may_read:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_readers
def show(request: Any, number: str) -> HttpResponse:
    """For whoever sees the alert whole; whoever owes an item of it sees at least that one."""
    alert = _alert(request, number)
    if alert.number != number:
        return redirect("checklists", number=alert.number)
    return _page(request, alert)


@require_POST
@for_readers
def start(request: Any, number: str) -> HttpResponse:
    """One tap on a suggestion."""
    asked = request.POST.get("playbook", "")
    playbook = int(asked) if asked.isdecimal() and len(asked) < 15 else 0
    return _do(request, number, lambda: checklists.start(viewer=request.viewer, number=number, playbook=playbook))


@require_POST
@for_readers
def say(request: Any, number: str, item: int) -> HttpResponse:
    """`act`: done, skipped (with a `reason`) or undone."""
    about: dict[str, Any] = {"viewer": request.viewer, "number": number, "item": item}
    match request.POST.get("act"):
        case Tick.DONE:
            return _do(request, number, lambda: checklists.tick(**about), item)
        case Tick.UNDONE:
            return _do(request, number, lambda: checklists.untick(**about), item)
        case Tick.SKIPPED:
            reason = request.POST.get("reason", "")
            return _do(request, number, lambda: checklists.skip(**about, reason=reason), item)
    raise Http404


def _do(request: Any, number: str, act: Callable[[], Any], item: int = 0) -> HttpResponse:
    """Back to where the button stood; what was typed comes back with the sentence that refuses it."""
    try:
        act()
    except (Alert.DoesNotExist, checklists.Missing):
        raise Http404 from None
    except Refusal as refusal:
        return _refused(request, number, refusal, item)
    if request.htmx:
        return _piece(request, _alert(request, number), acted=True)
    if _is_beside(request):
        return _to(reverse("alert", args=[number]) + "#checklists")
    return _to(reverse("checklists", args=[number]) + (f"#item-{item}" if item else ""))


def _refused(request: Any, number: str, refusal: Refusal, item: int) -> HttpResponse:
    alert = _alert(request, number)
    status = {"may_not": 403, "incomplete": 422}.get(refusal.code, 409)
    facts = {
        "refusal": str(refusal.sentence),
        "wrong": item if refusal.fields else 0,
        "typed": request.POST.get("reason", "")[: checklists.LONGEST_REASON],
    }
    if request.htmx:
        return _piece(request, alert, status, **facts)
    return _page(request, alert, status, **facts)


def _to(address: str) -> HttpResponse:
    response = redirect(address)
    response.status_code = 303
    return response


def _is_beside(request: Any) -> bool:
    """Whether the button stands on the page of the alert."""
    return bool(request.POST.get("from") == "alert")


def _alert(request: Any, number: str) -> Alert:
    rows = visible_to(request.viewer).select_related("area").defer("area__outline")
    found = rows.filter(numbered(number)).first()
    if found is None:
        raise Http404
    return found


def _facts(request: Any, alert: Alert) -> dict[str, Any]:
    found = selected.of_alert(request.viewer, alert, request.now)
    return {"checklists": found, "alert": alert, "is_whole": request.viewer.sees_whole(alert)}


def _piece(request: Any, alert: Alert, status: int = 200, **more: Any) -> HttpResponse:
    """The list alone, or the section of the alert's page."""
    name = "checklists" if _is_beside(request) else "checklist_page"
    return render(request, f"responses/parts/{name}.html", _facts(request, alert) | more, status=status)


def _page(request: Any, alert: Alert, status: int = 200, **more: Any) -> HttpResponse:
    """Reading a restricted alert's is logged as reading the alert is."""
    facts = _facts(request, alert) | more
    if not facts["is_whole"] and not selected.owes_some(request.viewer, alert):
        raise PermissionDenied
    if facts["is_whole"] and alert.is_restricted:
        reading.log(viewer=request.viewer, alert=alert)
    return render(request, "responses/checklists.html", facts | {"page": "board"}, status=status)
