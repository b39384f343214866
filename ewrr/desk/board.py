"""The operations room's board: the list on the left, one alert on the right, the map one key away."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from alerts.selectors import board
from alerts.selectors.access import visible_to
from alerts.selectors.card import cards

from . import fragments
from .context import live
from .viewer import for_readers

ASKED = ("tab", "from", "until", "open", "map")


@require_GET
@for_readers
def show(request: Any) -> HttpResponse:
    """The whole page; only the list for htmx. Every choice lives in the address."""
    asks = asked(request)
    following = live(request, "board", **asks)
    prefetch_related_objects([request.viewer.office], "positions")  # for the map and for the open alert
    page = board.page(request.viewer, filters(request, asks), request.now)
    shown = cards(request.viewer, page.alerts, request.now)
    facts = following | {
        "asks": asks,
        "page": page,
        "cards": shown,
        "tiles": settings.MAP_TILES,
        "positions": [
            {
                "name": p.name,
                "kind": p.get_kind_display(),
                "component": p.component,
                "lat": p.lat,
                "lon": p.lon,
                "call_sign": p.call_sign,
            }
            for p in request.viewer.office.positions.all()
        ],
    }
    if request.htmx and request.htmx.target == "list":
        return render(request, "parts/list.html", facts)
    opened = _opened(request, asks)
    facts |= {
        "opened": fragments.opened(request, opened) if opened else "",
        "tabs": fragments.tabs(request, asks),
    }
    return render(request, "desk/board.html", facts)


def asked(request: Any) -> dict[str, str]:
    """What the address asks for, each a plain string; unknown tabs fall back to all open ones."""
    asks = {name: request.GET.get(name, "")[:40] for name in ASKED}
    asks["tab"] = asks["tab"] if asks["tab"] in board.TABS else "open"
    return {name: value for name, value in asks.items() if value}


def filters(request: Any, asks: dict[str, str]) -> board.Filters:
    return board.Filters(
        tab=asks["tab"],
        from_date=_date(asks.get("from", "")),
        until_date=_date(asks.get("until", "")),
        after=request.GET.get("after", "")[:100],
    )


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _opened(request: Any, asks: dict[str, str]) -> Any:
    number = asks.get("open")
    return visible_to(request.viewer).select_related("area").filter(number=number).first() if number else None
