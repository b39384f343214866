"""What the pages of the set-up share: for whom they exist, how a form is saved and a refusal told."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from alerts.selectors.rulebook_words import ago, finding_sentence
from alerts.services.setting_up import Stale, Unsound
from ewrr.common.errors import Refusal

View = Callable[..., HttpResponse]


def for_administrators(view: View) -> View:
    """People, and what the office is: the page does not exist for others."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer is None or not request.viewer.may_edit_people:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def for_those_who_set_up(view: View) -> View:
    """The page does not exist for others."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer is None or not request.viewer.may_edit_rules:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def said(request: Any, rows: Any) -> str:
    """The sentence about the row that was just saved, restored or retired, as the address names it; else empty."""
    asked = request.GET.get("saved", "")
    row = rows.get(int(asked)) if asked.isdecimal() and len(asked) < 15 else None
    return _("Saved: “%(name)s”.") % {"name": row.name} if row is not None else ""


def to_list(route: str, *args: Any, **asked: Any) -> HttpResponse:
    """Back to a list, or to the page of one thing (`args`), by GET."""
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    path = reverse(route, args=args)
    response = redirect(f"{path}?{query}" if query else path)
    response.status_code = 303
    return response


def changed_by(event: Any, now: Any) -> str:
    """Who was quicker, to somebody who typed something."""
    if event is None or event.person is None:
        return _("This was changed since you opened it: look again. What you typed is kept.")
    told = {"name": event.person.name, "time": ago(now - event.at)}
    if event.data.get("act") == "deleted":
        return _("%(name)s deleted this %(time)s ago. What you typed is kept: saving makes it anew.") % told
    return _("%(name)s changed this %(time)s ago: look again. What you typed is kept.") % told


def refused(refusal: Refusal, now: Any) -> str:
    """Why nothing was done, to somebody who pressed a button of a list."""
    if isinstance(refusal, Unsound):
        return " ".join(finding_sentence(finding, refusal.read) for finding in refusal.findings)
    if not isinstance(refusal, Stale):
        return str(refusal.sentence)
    if refusal.event is None or refusal.event.person is None:
        return _("Not done: this was changed since you opened the page. Look again.")
    told = {"name": refusal.event.person.name, "time": ago(now - refusal.event.at)}
    return _("Not done: %(name)s changed this %(time)s ago. Look again.") % told
