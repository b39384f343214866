"""The channels of the hub: whether each works, what it is good for, whether this office uses it; a test to oneself."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from alerts.domain.words import Channel
from alerts.models.choices import label
from alerts.selectors import channels as found
from alerts.selectors import health
from alerts.services import channels, trial
from ewrr.common.errors import Refusal

from .setting_up import for_those_who_set_up, refused, to_list

GOOD_FOR = {
    Channel.INBOX: gettext_lazy("The record: every message is there, read or not. It wakes nobody."),
    Channel.EMAIL: gettext_lazy("Leaves the hub: reaches phones and desks, and may take minutes. One tap answers."),
}


@require_safe
@for_those_who_set_up
def show(request: Any) -> HttpResponse:
    """?switched= names the channel that the page before switched, ?tested= that a test was sent."""
    return _page(request)


@require_POST
@for_those_who_set_up
def switch(request: Any, channel: str) -> HttpResponse:
    """on=1 or nothing; was=on or off, as it was seen."""
    if channel not in set(Channel):
        raise Http404
    is_on, was_on = request.POST.get("on") == "1", request.POST.get("was") == "on"
    try:
        channels.switch(viewer=request.viewer, channel=Channel(channel), is_on=is_on, seen_on=was_on)
    except Refusal as refusal:
        return _page(request, refusal)
    return to_list("setup_channels", switched=channel)


@require_POST
@for_those_who_set_up
def send_test(request: Any) -> HttpResponse:
    """A message to oneself by every channel that is on."""
    try:
        trial.send_test(request.viewer)
    except Refusal as refusal:
        return _page(request, refusal)
    return to_list("setup_channels", tested=1)


def _page(request: Any, refusal: Refusal | None = None) -> HttpResponse:
    lines = found.lines(request.viewer, request.now)
    switched = next((line for line in lines if line.channel == request.GET.get("switched")), None)
    facts = {
        "rows": [{"line": line, "good_for": GOOD_FOR[line.channel]} for line in lines],
        "wakes_nobody": found.nobody_is_woken(lines),
        "switched": switched,
        "saved": _said(request, switched) if not refusal else "",
        "refused": refused(refusal, request.now) if refusal else "",
        "tests": health.tests(request.viewer),
    }
    return render(request, "alerts/setup/channels.html", facts, status=409 if refusal else 200)


def _said(request: Any, switched: found.Line | None) -> str:
    if switched is not None:
        told = {"name": label(switched.channel)}
        return _("Switched off: %(name)s.") % told if switched.off else _("Switched on: %(name)s.") % told
    return _("The test message is on its way: below stands what became of it.") if request.GET.get("tested") else ""
