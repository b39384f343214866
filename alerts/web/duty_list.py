"""The duty list of a week, to be printed and hung up: the same for everybody, but for the numbers."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alerts.selectors import duty_list


@require_safe
def show(request: Any) -> HttpResponse:
    """?week=2026-W48, else this one."""
    if request.viewer is None:
        raise Http404
    found = duty_list.duty_list(request.viewer, request.now, request.GET.get("week", "")[:8])
    return render(request, "alerts/duty_list.html", {"list": found})
