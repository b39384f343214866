"""The hub's health, for those who run it: each part, what waits, alarms; and a test message to oneself."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from alerts.selectors import health
from alerts.services import trial
from ewrr.common.errors import Refusal

from . import fragments


def for_those_who_run_it(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The page does not exist for others."""

    @wraps(view)
    def guarded(request: Any) -> HttpResponse:
        if request.viewer is None or not request.viewer.may_see_health:
            raise Http404
        return view(request)

    return guarded


@require_safe
@for_those_who_run_it
def show(request: Any) -> HttpResponse:
    """The page; for its own script, which asks every few seconds, the pieces that change: {"fragments": [{id, html}]}.
    It follows no socket: most of it changes without any event, and administrators have none.
    """
    facts = {"health": health.health(request.viewer, request.now)}
    if request.headers.get("Accept") == "application/json":
        html = render_to_string("parts/health.html", facts, request)
        pieces = [{"id": "health", "html": html}, {"id": "alarms", "html": fragments.alarms(request, "health")}]
        return JsonResponse({"now": request.now.isoformat(), "fragments": pieces})
    return _page(request, facts)


@require_POST
@for_those_who_run_it
def send_test(request: Any) -> HttpResponse:
    try:
        trial.send_test(request.viewer)
    except Refusal as refusal:
        facts = {"health": health.health(request.viewer, request.now), "refusal": refusal}
        return _page(request, facts, status=409)
    return redirect("setup_health")


def _page(request: Any, facts: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "desk/health.html", facts | {"page": "health", "is_polled": True}, status=status)
