"""One decision of a POC meeting: for readers of minutes, and for whoever's it is."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from alerts.selectors import home
from alerts.services import reading as inbox
from ewrr.common.errors import Refusal
from responses.domain.words_of_meetings import Said
from responses.selectors import meetings
from responses.selectors.meetings import Opened
from responses.services import deciding
from responses.services.meetings import Closed

from .coordination import status_of
from .meeting_forms import DecisionForm, SayForm

BOTH = ["GET", "HEAD", "POST"]


def _opened(request: Any, decision: int) -> Opened:
    found = meetings.opened(request.viewer, decision, request.now) if request.viewer else None
    if found is None:
        raise Http404
    return found


@require_http_methods(BOTH)
def show(request: Any, decision: int) -> HttpResponse:
    """With its history; a POST says something of it (`act`, `note`, `revision`), in a meeting where it names one."""
    one = _opened(request, decision)
    if request.method != "POST":
        return _page(request, one)
    form = SayForm(request.POST)
    if not form.is_valid():
        return _page(request, one, 422, saying=form)
    given = form.cleaned_data
    try:
        deciding.say(
            viewer=request.viewer,
            decision=decision,
            revision=given["revision"],
            kind=Said(given["act"]),
            note=given["note"],
            meeting=given["meeting"],
        )
    except Refusal as refusal:
        return _page(request, _opened(request, decision), status_of(refusal), saying=form, refusal=refusal)
    return _back(request, decision, given["meeting"])


@require_http_methods(BOTH)
def change(request: Any, decision: int) -> HttpResponse:
    """Another wording, owner or day, while its minutes are open."""
    one = _opened(request, decision)
    posted = request.method == "POST"
    form = DecisionForm(request.POST if posted else None, viewer=request.viewer, now=request.now, decision=one.decision)
    if not one.may_change:
        why = Closed(deciding.IS_CLOSED) if request.viewer.may_write_meetings else deciding.MayNot(deciding.NOT_YOURS)
        return _page(request, one, status_of(why), refusal=why)
    if not posted:
        return _form(request, one, form, 200)
    if not form.is_valid():
        return _form(request, one, form, 422)
    typed = request.POST.get("revision", "")
    revision = int(typed) if typed.isdecimal() and len(typed) < 10 else 0
    try:
        deciding.reword(viewer=request.viewer, decision=decision, revision=revision, wanted=form.wanted)
    except Refusal as refusal:
        return _form(request, _opened(request, decision), form, status_of(refusal), refusal)
    return _back(request, decision, one.decision.meeting_id)


@require_POST
def seen(request: Any, decision: int) -> HttpResponse:
    """Sent by the page itself once it is open: notices that lead here count as opened."""
    one = _opened(request, decision)
    inbox.saw_notices(request.viewer, reverse("meeting_decision", args=[one.row.pk]))
    return HttpResponse(status=204)


def _page(request: Any, one: Opened, status: int = 200, **more: Any) -> HttpResponse:
    path = reverse("meeting_decision", args=[one.row.pk])
    facts = {"page": "meetings", "one": one, "has_unseen": home.has_unseen_notices(request.viewer, path)}
    return render(request, "responses/meeting_decision.html", facts | more, status=status)


def _form(request: Any, one: Opened, form: DecisionForm, status: int, refusal: Refusal | None = None) -> HttpResponse:
    facts = {"page": "meetings", "one": one, "form": form, "refusal": refusal}
    return render(request, "responses/meeting_decision_change.html", facts, status=status)


def _back(request: Any, decision: int, meeting: int | None) -> HttpResponse:
    """To the minutes in which it was said, else to the decision itself."""
    where = reverse("meeting", args=[meeting]) + "#decisions" if meeting else ""
    response = redirect(where or reverse("meeting_decision", args=[decision]))
    response.status_code = 303
    return response
