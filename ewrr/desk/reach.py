"""Can the hub reach me? A test message to oneself, for everybody who is told of alerts."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from alerts.selectors import health
from alerts.services import trial
from ewrr.common.errors import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def reach(request: Any) -> HttpResponse:
    """The page; its button sends a message by every channel and the page then shows how far it has come."""
    viewer = request.viewer
    if viewer is None:
        raise Http404
    refusal = None
    if request.method == "POST":
        try:
            trial.send_test(viewer)
            return redirect("reach")
        except Refusal as refused:
            refusal = refused
    tests = health.tests(viewer)
    is_waiting = any(delivery.state in ("pending", "sending", "failed") for delivery in tests)
    facts = {"tests": tests, "is_waiting": is_waiting, "refusal": refusal, "page": "reach"}
    return render(request, "desk/reach.html", facts, status=409 if refusal else 200)
