"""The pages of the watch list: all of it, one place, the form, and what the buttons do."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ewrr.common.errors import Refusal
from ewrr.common.geo import to_mgrs
from responses.models import WatchedPlace, choices
from responses.models.labels_of_watching import PROMISES
from responses.selectors import watched
from responses.services import watching

from .watching_form import TakeOffForm, WatchedForm
from .watching_words import lines

View = Callable[..., HttpResponse]


def for_watchers(view: View) -> View:
    """The page does not exist for those who may not read the list."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer is None or not request.viewer.may_read_watch_list:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_watchers
def show_list(request: Any) -> HttpResponse:
    """?mine=1: those the reader sees to; ?due=1: whose review is due."""
    mine, due = (request.GET.get(name) == "1" for name in ("mine", "due"))
    found = watched.watch_list(request.viewer, request.now, only_mine=mine, only_due=due)
    groups = [(word, choices.label(word), PROMISES[word], rows) for word, rows in found.groups]
    facts = {"list": found, "groups": groups, "mine": mine, "due": due, "most": watched.MOST}
    return render(request, "responses/places/list.html", facts)


@require_safe
@for_watchers
def show(request: Any, place: int) -> HttpResponse:
    return _page(request, place)


@require_http_methods(["GET", "HEAD", "POST"])
@for_watchers
def edit(request: Any, place: int | None = None) -> HttpResponse:
    """One place, new or known. What was typed is never lost."""
    viewer, known = request.viewer, _found(request, place) if place is not None else None
    if not viewer.may_write_watch_list:
        raise PermissionDenied
    posted = request.method == "POST"
    form = WatchedForm(request.POST if posted else None, viewer=viewer, place=known, now=request.now)
    if not posted:
        return _form(request, form, 200 if known is None or known.is_kept else 409)
    if not form.is_valid():
        return _form(request, form, 422)
    try:
        saved = _save(form, viewer, place)
    except watching.Stale as refusal:
        form.look_again(refusal)
        return _form(request, form, 409)
    except Refusal as refusal:
        form.refuse(refusal)
        return _form(request, form, 422 if refusal.fields else 409)
    return _to(saved.pk)


def _save(form: WatchedForm, viewer: Any, place: int | None) -> WatchedPlace:
    if place is None:
        return watching.add(viewer=viewer, draft=form.draft)
    version = form.cleaned_data["version"] or 0
    return watching.change_place(viewer=viewer, place=place, version=version, draft=form.draft)


@require_POST
@for_watchers
def take_off(request: Any, place: int) -> HttpResponse:
    form = TakeOffForm(request.POST)
    because = form.cleaned_data["because"] if form.is_valid() else ""
    wrong = form.errors.get("because", [""])[0]

    def do() -> None:
        if wrong and request.viewer.may_write_watch_list:
            raise watching.Wrong("because", wrong)
        watching.take_off(viewer=request.viewer, place=place, version=_version(request), because=because)

    return _act(request, place, do)


@require_POST
@for_watchers
def put_back(request: Any, place: int) -> HttpResponse:
    return _act(
        request, place, lambda: watching.put_back(viewer=request.viewer, place=place, version=_version(request))
    )


@require_POST
@for_watchers
def link(request: Any, place: int) -> HttpResponse:
    number = request.POST.get("number", "").replace("\0", "")[:24]
    return _act(request, place, lambda: watching.link(viewer=request.viewer, place=place, number=number), "#alerts")


@require_POST
@for_watchers
def unlink(request: Any, place: int) -> HttpResponse:
    number = request.POST.get("number", "").replace("\0", "")[:24]
    return _act(request, place, lambda: watching.unlink(viewer=request.viewer, place=place, number=number), "#alerts")


def _act(request: Any, place: int, do: Callable[[], Any], part: str = "") -> HttpResponse:
    """A button: back to the page once it is done, with the sentence where it is refused."""
    _found(request, place)
    try:
        do()
    except watching.MayNot:
        raise PermissionDenied from None
    except Refusal as refusal:
        return _page(request, place, refusal)
    return _to(place, part)


def _version(request: Any) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def _found(request: Any, place: int) -> WatchedPlace:
    try:
        return watched.one(request.viewer, place)
    except WatchedPlace.DoesNotExist:
        raise Http404 from None


def _page(request: Any, place: int, refusal: Refusal | None = None) -> HttpResponse:
    stands = _found(request, place)
    page = watched.page(request.viewer, stands, request.now)
    facts = {
        "place": stands,
        "grid": to_mgrs(stands.lat, stands.lon) if stands.lat is not None and stands.lon is not None else "",
        "page": page,
        "lines": lines(page.changes),
        "can_write": request.viewer.may_write_watch_list,
        "refusal": refusal,
        "typed": request.POST if refusal else {},
    }
    status = 200 if refusal is None else 422 if refusal.fields else 409
    return render(request, "responses/places/place.html", facts, status=status)


def _form(request: Any, form: WatchedForm, status: int) -> HttpResponse:
    return render(request, "responses/places/form.html", {"form": form, "place": form.place}, status=status)


def _to(place: int, part: str = "") -> HttpResponse:
    response = redirect(f"{reverse('watched_place', args=[place])}{part}")
    response.status_code = 303
    return response
