"""Checking in for a watch: one tap, on the page that the reminder leads to, the first page, or the rota."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from alerts.models import Duty
from alerts.selectors import own_watch
from alerts.services import checking_in
from alerts.services.duty_checks import MayNotChange
from ewrr.common.errors import Refusal

# Where the button stood, and what the page says there afterwards.
BACK_TO = {"owed": "/", "duty": "/duty/?done=checked_in"}


@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: Any) -> HttpResponse:
    """POST `duty` (and `person`, for whom somebody writes down what was said by radio)."""
    if request.viewer is None:
        raise Http404
    if request.method != "POST":
        return _page(request)
    try:
        duty_id, person_id = (_number(request.POST.get(name, "")) for name in ("duty", "person"))
        if duty_id is None:
            raise Http404
        checking_in.check_in(viewer=request.viewer, duty_id=duty_id, person_id=person_id)
    except Duty.DoesNotExist:
        raise Http404 from None
    except MayNotChange:
        raise PermissionDenied from None
    except Refusal as refusal:
        return _page(request, refusal)
    return redirect(BACK_TO.get(request.POST.get("next", ""), "/duty/check-in/?done=1"))


def _page(request: Any, refusal: Refusal | None = None) -> HttpResponse:
    facts = {
        "rows": own_watch.to_check_in(request.viewer, request.now),
        "done": "done" in request.GET,
        "refused": refusal.sentence if refusal else "",
    }
    return render(request, "alerts/check_in.html", facts, status=409 if refusal else 200)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None
