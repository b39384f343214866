"""The change door: live update, catching up and polling are this one request."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from alerts.models import Alert
from alerts.selectors import board, changes, home
from alerts.selectors.access import visible_to
from alerts.selectors.card import cards

from . import cursor, fragments
from .board import asked
from .viewer import for_readers


@require_GET
@for_readers
def since(request: Any) -> HttpResponse:
    """JSON: `cursor` to ask with next time, `reload` when the page must be read afresh, else `fragments`
    [{id, html}] that take the place of the elements of the same id. A row also says whether its tab holds it
    (`belongs`) and what a line about it would say (`what`).
    """
    viewer = request.viewer
    seq = cursor.read(viewer, request.GET.get("since", ""))
    if seq is None:
        return JsonResponse({"reload": True})
    news = changes.since(viewer.office, seq)
    if news.is_too_many:
        return JsonResponse({"reload": True})
    view = VIEWS.get(request.GET.get("view", ""))
    found = view(request, news.alert_ids) if view and news.alert_ids else []
    return JsonResponse({"cursor": cursor.make(viewer, news.seq), "fragments": found})


def _board(request: Any, ids: list[int]) -> list[dict[str, Any]]:
    asks = asked(request)
    changed = list(visible_to(request.viewer).filter(pk__in=ids).select_related("area"))
    here = board.belongs(request.viewer, asks["tab"], ids)
    found: list[dict[str, Any]] = [
        {
            "id": f"row-{card.alert.number}",
            "html": fragments.row(request, card, asks),
            "belongs": card.alert.pk in here,
            "what": f"{card.alert.number}, {card.alert.get_level_display()}, {fragments.title(card)}",
            "level": card.alert.level,
        }
        for card in cards(request.viewer, changed, request.now)
    ]
    found.append({"id": "tabs", "html": fragments.tabs(request, asks)})
    return found + _opened(request, changed)


def _alert(request: Any, ids: list[int]) -> list[dict[str, Any]]:
    return _opened(request, visible_to(request.viewer).filter(pk__in=ids).select_related("area"))


def _opened(request: Any, changed: Iterable[Alert]) -> list[dict[str, Any]]:
    """The alert that stands open on the page, if it is among those that changed."""
    number = request.GET.get("open")
    return [{"id": "alert", "html": fragments.alert(request, alert)} for alert in changed if alert.number == number]


def _home(request: Any, ids: list[int]) -> list[dict[str, Any]]:
    return [{"id": "home", "html": fragments.home_lists(request)}]


def _receipt(request: Any, ids: list[int]) -> list[dict[str, Any]]:
    alert = home.filed_by(request.viewer, request.GET.get("open", "")[:24])
    if alert is None or alert.pk not in ids:
        return []
    return [{"id": "receipt", "html": fragments.receipt(request, alert)}]


VIEWS = {"board": _board, "alert": _alert, "home": _home, "receipt": _receipt}
