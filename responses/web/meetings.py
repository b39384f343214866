"""Meetings of the office: the list, one with its minutes and decisions, and what can be done there."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST

from ewrr.common.errors import Refusal
from responses.models import Meeting
from responses.selectors import meetings as found_meetings
from responses.services import deciding, meetings, sharing

from .coordination import as_text, for_those_who_meet, status_of
from .meeting_forms import BeginForm, DecisionForm, MinutesForm

BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
@for_those_who_meet
def index(request: Any) -> HttpResponse:
    """All of them, the latest first; a POST begins one (`held_at`)."""
    if request.method != "POST":
        return _index(request, None)
    form = BeginForm(request.POST, viewer=request.viewer)
    if not form.is_valid():
        return _index(request, form, 422)
    try:
        made = meetings.begin(viewer=request.viewer, held_at=form.cleaned_data["held_at"])
    except Refusal as refusal:
        status = status_of(refusal)
        form.refuse(refusal)
        return _index(request, form, status)
    return _to(made.pk)


def _index(request: Any, form: BeginForm | None, status: int = 200) -> HttpResponse:
    listed = found_meetings.listed(request.viewer, _moment(request.GET.get("before", "")))
    facts = {
        "page": "meetings",
        "listed": listed,
        "more": listed[-1].held_at if len(listed) == found_meetings.MOST else None,
        "form": form,
        "held_at": found_meetings.default_moment(request.viewer, request.now),
    }
    return render(request, "responses/meetings.html", facts, status=status)


def _moment(text: str) -> dt.datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None


@require_http_methods(BOTH)
@for_those_who_meet
def show(request: Any, meeting: int) -> HttpResponse:
    """The minutes; a POST saves them."""
    known = _known(request, meeting)
    if request.method != "POST":
        return _page(request, known)
    form = MinutesForm(request.POST, viewer=request.viewer, meeting=known, now=request.now)
    if not form.is_valid():
        return _page(request, known, 422, form=form)
    try:
        meetings.write(viewer=request.viewer, meeting=meeting, revision=form.cleaned_data["revision"], draft=form.draft)
    except Refusal as refusal:
        return _refused(request, meeting, refusal, form=form)
    return _to(meeting, "?done=saved")


@require_POST
@for_those_who_meet
def close(request: Any, meeting: int) -> HttpResponse:
    """For good (`revision`)."""
    try:
        meetings.close(viewer=request.viewer, meeting=meeting, revision=_revision(request))
    except Refusal as refusal:
        return _refused(request, meeting, refusal)
    return _to(meeting, "?done=closed")


@require_POST
@for_those_who_meet
def decide(request: Any, meeting: int) -> HttpResponse:
    """A further decision."""
    known = _known(request, meeting)
    form = DecisionForm(request.POST, viewer=request.viewer, now=request.now)
    if not request.viewer.may_write_meetings:
        return _refused(request, meeting, meetings.MayNot(meetings.NOT_YOURS))
    if not form.is_valid():
        return _page(request, known, 422, deciding=form)
    try:
        deciding.give(viewer=request.viewer, meeting=meeting, wanted=form.wanted)
    except Refusal as refusal:
        return _refused(request, meeting, refusal, deciding=form)
    return _to(meeting, "?done=decided#decisions")


@require_POST
@for_those_who_meet
def share(request: Any, meeting: int) -> HttpResponse:
    """The edition for partners, as a page to print or (`format=txt`) as a text; who made it is on record."""
    try:
        found = sharing.minutes(viewer=request.viewer, meeting=meeting, now=request.now)
    except meetings.Missing:
        raise Http404 from None
    facts = {"shared": found, "meeting": found.meeting, "now": request.now}
    if request.POST.get("format") == "txt":
        day = found.meeting.held_at.astimezone(ZoneInfo(request.viewer.office.time_zone))
        name = f"poc-meeting-{request.viewer.office.code}-{day:%Y%m%d}".lower()
        return as_text(request, "responses/minutes.txt", facts, name)
    return render(request, "responses/minutes_shared.html", facts)


def _known(request: Any, meeting: int) -> Meeting:
    found = found_meetings.meeting(request.viewer, meeting)
    if found is None:
        raise Http404
    return found


def _page(request: Any, known: Meeting, status: int = 200, **more: Any) -> HttpResponse:
    """`form`, `deciding`: with what was typed; `refusal`: why nothing was done."""
    viewer, now = request.viewer, request.now
    facts = {"page": "meetings", "meeting": known, "minutes": found_meetings.minutes(viewer, known, now)}
    facts["done"] = request.GET.get("done", "")
    if viewer.may_write_meetings and not known.is_closed:
        facts["form"] = MinutesForm(None, viewer=viewer, meeting=known, now=now)
        facts["deciding"] = DecisionForm(None, viewer=viewer, now=now)
    return render(request, "responses/meeting.html", facts | more, status=status)


def _refused(request: Any, meeting: int, refusal: Refusal, **more: Any) -> HttpResponse:
    """The page as it stands now, with what was typed; saving again is then meant."""
    status, form = status_of(refusal), more.get("form")
    if isinstance(refusal, meetings.Stale) and form is not None:
        form.look_again(refusal.now)
        more["theirs"] = refusal.now
    elif form is not None:
        form.refuse(refusal)
    return _page(request, _known(request, meeting), status, refusal=refusal, **more)


def _revision(request: Any) -> int:
    typed = request.POST.get("revision", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def _to(meeting: int, part: str = "") -> HttpResponse:
    response = redirect(reverse("meeting", args=[meeting]) + part)
    response.status_code = 303
    return response
