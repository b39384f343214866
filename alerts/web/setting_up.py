"""What the pages of the set-up share: for whom they exist, what stands on the first one, how a refusal is told."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alerts.domain.rulebook import About
from alerts.selectors import layers, rulebook
from alerts.selectors.rulebook import Shelf
from alerts.selectors.rulebook_words import ago, finding_sentence
from alerts.services.setting_up import NotHere, Stale, Unsound
from ewrr.common.errors import Refusal

from .setup_forms import Typed

View = Callable[..., HttpResponse]
Page = Callable[[Any, Any, int], HttpResponse]
ListPage = Callable[[Any, Shelf, Refusal | None], HttpResponse]


def for_those_who_set_up(view: View) -> View:
    """The page does not exist for others."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer is None or not request.viewer.may_edit_rules:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_those_who_set_up
def index(request: Any) -> HttpResponse:
    """What there is, how much of it, and where something is wrong."""
    read = shelf_of(request)
    wrong = {about: sum(finding.about is about for finding in read.findings) for about in About}
    standing = [duty for duty in read.duties.values() if duty.retired_at is None]
    rows = [
        {"route": "setup_duties", "count": len(standing), "wrong": wrong[About.DUTY]},
        {"route": "setup_rules", "count": len(read.rules), "wrong": wrong[About.RULE] + wrong[About.OFFICE]},
        {"route": "setup_plans", "count": len(read.plans), "wrong": wrong[About.PLAN]},
    ]
    office = request.viewer.office
    known = office.actors.filter(retired_at__isnull=True).count()
    facts = {"rows": rows, "actors": known, "layers": layers.count(office)}
    return render(request, "alerts/setup/index.html", facts)


def shelf_of(request: Any) -> Shelf:
    return rulebook.shelf(request.viewer.office, request.now)


def notes(read: Shelf, about: About, id: int) -> list[dict[str, Any]]:
    """What is wrong with one row, for parts/findings.html."""
    return [
        {"is_error": finding.is_error, "sentence": finding_sentence(finding, read)} for finding in read.about(about, id)
    ]


def said(request: Any, rows: Any) -> str:
    """The sentence about the row that was just saved, restored or retired, as the address names it; else empty."""
    asked = request.GET.get("saved", "")
    row = rows.get(int(asked)) if asked.isdecimal() and len(asked) < 15 else None
    return _("Saved: “%(name)s”.") % {"name": row.name} if row is not None else ""


def to_list(route: str, *which: Any, **asked: Any) -> HttpResponse:
    """Back to a list, by GET. `which`: what the route itself asks for."""
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    where = reverse(route, args=which)
    response = redirect(f"{where}?{query}" if query else where)
    response.status_code = 303
    return response


def done(request: Any, act: Callable[[], Any], page: ListPage, back: str, **asked: Any) -> HttpResponse:
    """A button of a list: back to the list once it is done; the list with the sentence where it is refused."""
    try:
        act()
    except ObjectDoesNotExist:
        raise Http404 from None
    except Refusal as refusal:
        return page(request, shelf_of(request), refusal)
    return to_list(back, **asked)


def move_asked(request: Any) -> tuple[bool, int]:
    """Whether a row goes up, and at which place whoever pressed the button saw it; -1 for what is no place."""
    place = request.POST.get("place", "")
    return request.POST.get("way") == "up", int(place) if place.isdecimal() and len(place) < 10 else -1


def changed_by(event: Any, now: Any) -> str:
    """Who was quicker, to somebody who typed something."""
    if event is None or event.person is None:
        return _("This was changed since you opened it: look again. What you typed is kept.")
    told = {"name": event.person.name, "time": ago(now - event.at)}
    if event.data["act"] == "deleted":
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


def save_typed(request: Any, form: Typed, save: Callable[[], Any], page: Page, back: str) -> HttpResponse:
    """A form from the first look to the list: what was typed is never lost, a refusal comes back with it."""
    if request.method != "POST":
        return page(request, form, 200)
    if not form.is_valid():
        return page(request, form, 422)
    try:
        saved = save()
    except Stale as refusal:
        form.read = shelf_of(request)
        form.look_again(changed_by(refusal.event, request.now))
        return page(request, form, 409)
    except ObjectDoesNotExist:  # deleted in this very moment
        form.id, deleted = None, gone(request, form.about, form.id)
        form.look_again(changed_by(deleted, request.now))
        return page(request, form, 409)
    except Refusal as refusal:
        form.refuse(refusal)
        return page(request, form, 422 if isinstance(refusal, Unsound | NotHere) else 409)
    return to_list(back, saved=saved.pk)


def standing(request: Any, about: About, id: int | None, rows: Any) -> tuple[int | None, Any]:
    """A row that stands, as its id and None, or one that somebody deleted, as None and that event: it may be made anew.

    Raises Http404 for one that never was here, and where one deleted is only looked at.
    """
    if id is None or id in rows:
        return id, None
    deleted = gone(request, about, id)
    if request.method != "POST":
        raise Http404
    return None, deleted


def gone(request: Any, about: About, id: int | None) -> Any:
    """The event by which a row of this office was deleted. Raises Http404 for one that never was here."""
    event = rulebook.last_change(request.viewer.office, about, id) if id is not None else None
    if event is None or event.data["act"] != "deleted":
        raise Http404
    return event
