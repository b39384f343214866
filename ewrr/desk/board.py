"""The operations room's board: the list on the left, one alert on the right, the map one key away."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from alerts.models import Alert, SavedView
from alerts.selectors import areas, board, positions, saved_views, storms
from alerts.selectors.access import visible_to
from alerts.selectors.card import cards

from . import board_asks, board_words, fragments, response_pieces
from .board_asks import Ask
from .context import live
from .viewer import for_readers


@require_safe
@for_readers
def show(request: Any) -> HttpResponse:
    """The whole page; for htmx the list with its tabs, or only its further rows. Every choice lives in the address;
    an address without any shows the list that the person put first.
    """
    views = [] if request.htmx else list(saved_views.of(request.viewer))
    first = next((view for view in views if view.is_first), None)
    if first is not None and not request.GET:
        return redirect(f"{reverse('board')}?{board_asks.of(first.asks).query}")
    ask = board_asks.read(request.GET)
    following = live(request, "board")
    if request.htmx.target == "more":
        return render(request, "parts/rows.html", following | _rows(request, ask))
    if request.htmx.target == "list":
        return render(request, "parts/list_and_tabs.html", following | _list(request, ask))
    prefetch_related_objects([request.viewer.office], "positions")  # for the map and for the open alert
    opened = _opened(request, ask)
    facts = following | _list(request, ask, opened) | {"views": _marked(views, ask), "positions": _positions(request)}
    facts["tiles"] = settings.MAP_TILES
    facts["units"] = response_pieces.units(request)
    facts["opened"] = fragments.opened(request, opened) if opened else ""
    return render(request, "desk/board.html", facts)


def _list(request: Any, ask: Ask, opened: Alert | None = None) -> dict[str, Any]:
    here, counts = list(areas.with_alerts(request.viewer)), board.counts(request.viewer, request.now)
    facts = _rows(request, ask, opened) | {"counts": counts}
    facts |= fragments.count(request, ask, facts["asked"], counts)
    return facts | {
        "chips": board_words.chips(ask, here),
        "facets": board_words.facets(ask, here),
    }


def _rows(request: Any, ask: Ask, opened: Alert | None = None) -> dict[str, Any]:
    """`opened`: so many pages are read that its row is among them, within reason."""
    groups = storms.storms(request.viewer, ask.asked, request.now)
    asked = storms.within(ask.asked, groups, ask.storm)
    page = board.page(request.viewer, asked, request.now)
    if opened is not None and page.after and opened.pk not in {alert.pk for alert in page.alerts}:
        pages = board.pages_to(request.viewer, asked, request.now, opened)
        if asked.pages < pages <= board.MOST_PAGES:
            page = board.page(request.viewer, replace(asked, pages=pages), request.now)
    return {
        "ask": ask,
        "asked": asked,
        "page": page,
        "storms": [] if ask.storm or ask.after else groups,
        "cards": cards(request.viewer, page.alerts, request.now),
    }


def _marked(views: list[SavedView], ask: Ask) -> list[tuple[SavedView, str, bool]]:
    """Each kept list with its address, and whether it is the one that is shown."""
    return [(view, board_asks.of(view.asks).query, board_asks.of(view.asks).asks == ask.asks) for view in views]


def _positions(request: Any) -> list[dict[str, Any]]:
    return [
        {
            "name": p.name,
            "kind": p.get_kind_display(),
            "component": p.component,
            "lat": p.lat,
            "lon": p.lon,
            "call_sign": p.call_sign,
        }
        for p in positions.here(request.viewer.office)
    ]


def _opened(request: Any, ask: Ask) -> Alert | None:
    """The alert that the address opens, as far as the viewer may know of it."""
    if not ask.open:
        return None
    return visible_to(request.viewer).select_related("area").defer("area__outline").filter(number=ask.open).first()
