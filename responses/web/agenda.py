"""The daily agenda: for the meeting itself, and an edition that may be handed to partners."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from responses.selectors import agenda
from responses.services import sharing

from .coordination import as_text, for_those_who_meet


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_meet
def show(request: Any) -> HttpResponse:
    """As it is now. `edition=shared`: what the shareable edition leaves out, and the buttons that make it. A POST makes
    it, as a page to print or (`format=txt`) as a text; who made it is on record.
    """
    if request.method == "POST":
        return _shared(request)
    if request.GET.get("edition") == "shared":
        return render(request, "responses/agenda_share.html")
    facts = {"agenda": agenda.agenda(request.viewer, request.now), "is_shared": False, "now": request.now}
    return render(request, "responses/agenda.html", facts)


def _shared(request: Any) -> HttpResponse:
    found = sharing.agenda(viewer=request.viewer, now=request.now)
    facts = {"agenda": found, "is_shared": True, "now": request.now}
    if request.POST.get("format") == "txt":
        day = request.now.astimezone(ZoneInfo(request.viewer.office.time_zone))
        return as_text(
            request, "responses/agenda.txt", facts, f"agenda-{request.viewer.office.code}-{day:%Y%m%d}".lower()
        )
    return render(request, "responses/agenda.html", facts)
