"""The change door: live update, catching up and polling are this one request."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from alerts.domain import events
from alerts.domain.events import Happened
from alerts.selectors import board, changes, cursor, home, storms, tallies, watch
from alerts.selectors.access import visible_to, whole_to
from alerts.selectors.card import Card, cards
from responses.selectors import responses

from . import board_asks, fragments, response_pieces
from .board_asks import Ask
from .templatetags.hub import where
from .viewer import for_readers

Fragments = list[dict[str, Any]]


@require_safe
@for_readers
def since(request: Any) -> HttpResponse:
    """JSON: `cursor` to ask with next time, `reload` when the page must be read afresh, else `fragments`
    [{id, html}] that take the place of the elements of the same id. A row also says whether its tab holds it
    (`belongs`) and what a line about it would say (`what`).
    """
    viewer = request.viewer
    stood = cursor.read(viewer, request.GET.get("since", ""))
    if stood is None:
        return JsonResponse({"reload": True})
    news = changes.since(viewer.office, stood.seq)
    request.viewer = viewer = viewer.since(news.seq, request.now)
    news = changes.with_silent(news, viewer, stood, request.now)
    if news.is_too_many:
        return JsonResponse({"reload": True})
    name = request.GET.get("view", "")
    found = VIEWS[name](request, news) if name in VIEWS and _is_news(name, news) else []
    if request.GET.get("looking") == "1":
        found += _looking(request)
    if news.is_about_hub or _is_wrong_about_the_watch(request):
        found.append({"id": "alarms", "html": fragments.alarms(request)})
    return JsonResponse({"cursor": cursor.make(viewer, news.seq, request.now), "fragments": found})


def _is_news(view: str, news: changes.Changes) -> bool:
    """Whether anything happened that this view shows: to an alert, the rota, the watch list, a meeting's decision."""
    is_of_duty = view in OF_DUTY and bool(events.OF_DUTY & news.kinds)
    is_of_own = view == "home" and bool(OF_HOME & news.kinds)
    return is_of_duty or is_of_own or (bool(news.versions) and view != "duty")


def _is_wrong_about_the_watch(request: Any) -> bool:
    """Whether the page says that the hub is watched, or is not, and it is the other way now."""
    said = request.GET.get("watched")
    return said in {"0", "1"} and (said == "1") is watch.is_unwatched(request.now)


def _board(request: Any, news: changes.Changes) -> Fragments:
    """Rows and the rows of storms, then tabs and count. A row that stands behind its storm's says which."""
    ask, viewer, now = board_asks.read(request.GET), request.viewer, request.now
    groups = storms.storms(viewer, ask.asked, now)
    asked = storms.within(ask.asked, groups, ask.storm)
    changed = _changed(request, news)
    here = board.belongs(viewer, asked, news.alert_ids, now, ask.held)
    behind = {} if ask.storm else {pk: f"storm-{group.key}" for group in groups for pk in group.ids}
    found: Fragments = [
        {
            "id": f"row-{card.alert.number}",
            "html": fragments.shared_row(request, card, ask, news.versions[card.alert.pk]),
            "belongs": card.alert.pk in here,
            "behind": behind.get(card.alert.pk),
            "what": f"{card.alert.number}, {card.alert.get_level_display().lower()}, {where(card)}",
            "level": card.alert.level,
        }
        for card in changed
    ]
    if not ask.storm:
        found += [_storm(request, group, ask) for group in groups]
    counts = tallies.counts_since(viewer, now, news.seq)
    found.append({"id": "tabs", "html": fragments.tabs(request, ask, counts)})
    found.append({"id": "list-count", "html": fragments.list_count(request, ask, asked, counts)})
    if news.kinds & OF_RESPONSES:
        found.append({"id": "units", "html": response_pieces.units(request)})
    return found + _opened(request, changed, news) + _alike(request, news)


def _storm(request: Any, group: storms.Group, ask: Ask) -> dict[str, Any]:
    words = fragments.storm_words(request, group)
    return {"id": f"storm-{group.key}", "html": fragments.storm(request, group, ask), "belongs": True, "what": words}


def _alert(request: Any, news: changes.Changes) -> Fragments:
    opened = _opened(request, _changed(request, news, number=request.GET.get("open", "")), news)
    return opened + _alike(request, news)


def _changed(request: Any, news: changes.Changes, **only: str) -> list[Card]:
    """Of those that changed the ones that the viewer may know of: asked of the database each time."""
    changed = (
        visible_to(request.viewer).filter(pk__in=news.versions, **only).select_related("area").defer("area__outline")
    )
    return cards(request.viewer, changed, request.now, news.versions)


def _opened(request: Any, changed: list[Card], news: changes.Changes) -> Fragments:
    """The alert that stands open on the page, if it is among those that changed."""
    return [
        {"id": "alert", "html": fragments.shared_alert(request, card, news.versions[card.alert.pk])}
        for card in changed
        if card.alert.number == request.GET.get("open")
    ]


def _alike(request: Any, news: changes.Changes) -> Fragments:
    """What is likely the same as the alert that stands open: any other alert's news may change it."""
    if not request.viewer.may_join or not news.versions:
        return []
    asked = visible_to(request.viewer).filter(number=request.GET.get("open", ""))
    shown = cards(request.viewer, asked.select_related("area").defer("area__outline"), request.now)
    return [{"id": "alike", "html": fragments.alike(request, card, news.seq)} for card in shown if card.is_whole]


def _looking(request: Any) -> Fragments:
    """Who else looks at the alert that stands open: asked for by pages that heard that somebody came or went."""
    asked = visible_to(request.viewer).filter(whole_to(request.viewer), number=request.GET.get("open", ""))
    return [{"id": "looking", "html": fragments.looking(request, shown)} for shown in asked]


def _home(request: Any, news: changes.Changes) -> Fragments:
    return [{"id": "home", "html": fragments.home_lists(request)}]


def _receipt(request: Any, news: changes.Changes) -> Fragments:
    alert = home.filed_by(request.viewer, request.GET.get("open", "")[:24])
    if alert is None or alert.pk not in news.versions:
        return []
    return [{"id": "receipt", "html": fragments.receipt(request, alert)}]


def _duty(request: Any, news: changes.Changes) -> Fragments:
    return [{"id": "duty", "html": fragments.duty_week(request)}]


def _responses(request: Any, news: changes.Changes) -> Fragments:
    return [{"id": "responses", "html": response_pieces.board(request, response_pieces.read(request.GET))}]


def _response(request: Any, news: changes.Changes) -> Fragments:
    asked = request.GET.get("open", "")
    page = responses.page(request.viewer, int(asked), request.now) if asked.isdecimal() and len(asked) < 19 else None
    return [{"id": "response", "html": response_pieces.one(request, page)}] if page else []


VIEWS = {
    "board": _board,
    "alert": _alert,
    "home": _home,
    "receipt": _receipt,
    "duty": _duty,
    "responses": _responses,
    "response": _response,
}
OF_DUTY = {"duty", "home", "responses"}  # those that a change of the rota changes
OF_HOME = {Happened.WATCH_LIST_CHANGED, Happened.MEETING_DECISION_CHANGED}
OF_RESPONSES = {kind.value for kind in Happened if kind.startswith("response.")}
