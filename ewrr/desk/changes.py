"""The change door: live update, catching up and polling are this one request."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from alerts.domain.events import Happened
from alerts.models import Alert
from alerts.selectors import board, changes, home, storms, watch
from alerts.selectors.access import visible_to
from alerts.selectors.card import cards

from . import board_asks, cursor, fragments
from .board_asks import Ask
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
    name = request.GET.get("view", "")
    found = VIEWS[name](request, news.alert_ids) if name in VIEWS and _is_news(name, news) else []
    if news.is_about_hub or _is_wrong_about_the_watch(request):
        found.append({"id": "alarms", "html": fragments.alarms(request)})
    return JsonResponse({"cursor": cursor.make(viewer, news.seq), "fragments": found})


def _is_news(view: str, news: changes.Changes) -> bool:
    """Whether anything happened that this view shows: to an alert, to the rota."""
    is_of_duty = view in OF_DUTY and Happened.DUTY_CHANGED in news.kinds
    return is_of_duty or (bool(news.alert_ids) and view != "duty")


def _is_wrong_about_the_watch(request: Any) -> bool:
    """Whether the page says that the hub is watched, or is not, and it is the other way now."""
    said = request.GET.get("watched")
    return said in {"0", "1"} and (said == "1") is watch.is_unwatched(request.now)


def _board(request: Any, ids: list[int]) -> list[dict[str, Any]]:
    """Rows and the rows of storms, then tabs and count. A row that stands behind its storm's says which."""
    ask, viewer, now = board_asks.read(request.GET), request.viewer, request.now
    groups = storms.storms(viewer, ask.asked, now)
    asked = storms.within(ask.asked, groups, ask.storm)
    changed = list(visible_to(viewer).filter(pk__in=ids).select_related("area").defer("area__outline"))
    here = board.belongs(viewer, asked, ids, now, ask.held)
    behind = {} if ask.storm else {pk: f"storm-{group.key}" for group in groups for pk in group.ids}
    found: list[dict[str, Any]] = [
        {
            "id": f"row-{card.alert.number}",
            "html": fragments.row(request, card, ask),
            "belongs": card.alert.pk in here,
            "behind": behind.get(card.alert.pk),
            "what": f"{card.alert.number}, {card.alert.get_level_display()}, {fragments.title(card)}",
            "level": card.alert.level,
        }
        for card in cards(viewer, changed, now)
    ]
    if not ask.storm:
        found += [_storm(request, group, ask) for group in groups]
    counts = board.counts(viewer, now)
    found.append({"id": "tabs", "html": fragments.tabs(request, ask, counts)})
    found.append({"id": "list-count", "html": fragments.list_count(request, ask, asked, counts)})
    return found + _opened(request, changed)


def _storm(request: Any, group: storms.Group, ask: Ask) -> dict[str, Any]:
    words = fragments.storm_words(request, group)
    return {"id": f"storm-{group.key}", "html": fragments.storm(request, group, ask), "belongs": True, "what": words}


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


def _duty(request: Any, ids: list[int]) -> list[dict[str, Any]]:
    return [{"id": "duty", "html": fragments.duty_week(request)}]


VIEWS = {"board": _board, "alert": _alert, "home": _home, "receipt": _receipt, "duty": _duty}
OF_DUTY = {"duty", "home"}  # those that a change of the rota changes
