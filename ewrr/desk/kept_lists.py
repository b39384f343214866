"""The lists that a person keeps: save the one that is shown, rename, delete, show one first."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from alerts.models import SavedView
from alerts.selectors import areas
from alerts.selectors import saved_views as kept
from alerts.services import saved_views
from ewrr.common.errors import Refusal

from . import board_asks, board_words
from .viewer import for_readers


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def show(request: Any) -> HttpResponse:
    """GET: all of them. POST: keeps the list of `asks` under `name` and goes to it; 409 where it is refused."""
    if request.method != "POST":
        return _page(request)
    ask = board_asks.of_text(request.POST.get("asks", ""))
    try:
        saved_views.keep(viewer=request.viewer, name=request.POST.get("name", "")[:200], asks=ask.asks)
    except Refusal as refusal:
        return _page(request, refusal)
    response = redirect(f"{reverse('board')}?{ask.query}")
    response.status_code = 303
    return response


@require_POST
@for_readers
def change(request: Any, view: int) -> HttpResponse:
    """`act`: rename, delete, first, not_first."""
    act, viewer = request.POST.get("act", ""), request.viewer
    try:
        if act == "rename":
            saved_views.rename(viewer=viewer, view_id=view, name=request.POST.get("name", "")[:200])
        elif act == "delete":
            saved_views.delete(viewer=viewer, view_id=view)
        elif act in {"first", "not_first"}:
            saved_views.put_first(viewer=viewer, view_id=view, is_first=act == "first")
        else:
            raise SavedView.DoesNotExist
    except SavedView.DoesNotExist:
        raise Http404 from None
    except Refusal as refusal:
        return _page(request, refusal)
    response = redirect("board_views")
    response.status_code = 303
    return response


def _page(request: Any, refusal: Refusal | None = None) -> HttpResponse:
    here = list(areas.with_alerts(request.viewer))
    asks = ((view, board_asks.of(view.asks)) for view in kept.of(request.viewer))
    views = [(view, ask, board_words.chips(ask, here)) for view, ask in asks]
    return render(request, "desk/kept_lists.html", {"views": views, "refusal": refusal}, status=409 if refusal else 200)
