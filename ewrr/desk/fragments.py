"""The pieces of a page that change: the page and the change door render the same ones.

What many boards ask for at the same event is made once in a process (`shared_row`, `shared_alert`). It is made
without the request and for nobody in particular, so nothing of a person or a session can get into it, and its key
holds all else that it depends on. Whatever new thing a row or an alert shows of its reader belongs into
`Card.stamp` or makes the card personal; tests/integration/test_shared_pieces.py compares both ways for everybody.
"""

import secrets
from collections.abc import Hashable
from typing import Any

from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alerts.domain.words import OwedKind
from alerts.models import Alert, Person
from alerts.selectors import alert_page as pages
from alerts.selectors import board, decided, duty_page, home, own_watch, watch
from alerts.selectors.access import Viewer
from alerts.selectors.board import Asked, Counts
from alerts.selectors.board_order import is_by_receipt
from alerts.selectors.card import Card
from alerts.selectors.storms import Group
from alerts.services import reading
from ewrr.common import wording
from ewrr.common.shelf import shelf
from responses.selectors import checklists, decisions, handovers, responses, watched
from responses.selectors.progress import progress

from . import acts, presence
from .board_asks import Ask
from .templatetags.hub import lower_first, span, where

TOKEN = secrets.token_urlsafe(24)  # stands in shared pieces where each reader's own form token goes


def row(request: Any, card: Card, ask: Ask) -> str:
    """One row of the board's list."""
    return render_to_string("parts/row.html", {"card": card, "ask": ask}, request)


def storm(request: Any, group: Group, ask: Ask) -> str:
    """The one row of a storm."""
    return render_to_string("parts/storm.html", {"storm": group, "ask": ask}, request)


def storm_words(request: Any, group: Group) -> str:
    """14 alerts, attack under way, Nord-Kivu, in 22 min: probably one event."""
    facts = {
        "n": len(group.alerts),
        "kind": lower_first(group.kind_label),
        "area": group.area,
        "span": span(group.span),
    }
    return _("{n} alerts, {kind}, {area}, in {span}: probably one event").format(**facts)


def tabs(request: Any, ask: Ask, counts: Counts) -> str:
    """The board's tabs with their counts."""
    return render_to_string("parts/tabs.html", {"counts": counts, "ask": ask}, request)


def list_count(request: Any, ask: Ask, asked: Asked, counts: Counts) -> str:
    """How many the list holds."""
    return render_to_string("parts/list_count.html", count(request, ask, asked, counts), request)


def count(request: Any, ask: Ask, asked: Asked, counts: Counts) -> dict[str, Any]:
    """`all` that the list holds, of the `whole` that its tab does. One statement where the tab's own count does not
    say it. Where ended ones are asked for, they are not of the tab.
    """
    whole = getattr(counts, ask.tab, None)
    is_plain = whole is not None and not ask.filters and not ask.storm
    found = whole if is_plain else board.count(request.viewer, asked, request.now)
    is_part = whole is not None and bool(ask.filters) and found <= whole and not is_by_receipt(ask.filters)
    return {"all": found, "whole": whole, "is_narrowed": is_part, "most": board.MOST_COUNTED}


def alert(request: Any, shown: Alert) -> str:
    """An alert whole or as a shell, whichever the viewer may see, for whom it stands open already."""
    page = pages.alert_page(request.viewer, shown, request.now)
    if shown.is_restricted and page.card.is_whole:
        reading.log_open(viewer=request.viewer, alert=shown)
    return render_to_string("parts/alert.html", _of_page(request.viewer, page), request)


def opened(request: Any, shown: Alert) -> str:
    """The same as `alert`, for somebody who has just opened it: their messages about it then count as seen."""
    return render_to_string("parts/alert.html", opening(request, shown), request)


def opening(request: Any, shown: Alert) -> dict[str, Any]:
    """What parts/alert.html shows to somebody who has just opened it; reading a restricted one is logged."""
    page = pages.alert_page(request.viewer, shown, request.now)
    if shown.is_restricted and page.card.is_whole:
        reading.log(viewer=request.viewer, alert=shown)
    return _of_page(request.viewer, page) | {"is_opening": True}


def _of_page(viewer: Viewer, page: pages.AlertPage) -> dict[str, Any]:
    shows_checklists = page.card.is_whole and not page.card.alert.is_history
    return {
        "checklists": checklists.of_alert(viewer, page.card.alert, page.card.now) if shows_checklists else None,
        "page": page,
        "card": page.card,
        "alert": page.card.alert,
        "title": title(page.card),
        "acts": acts.acts(viewer, page.card),
        "arrival": next((row for row in page.card.debts if row.kind == OwedKind.ARRIVE), None),
        "handovers": handovers.of_alert(page.card.alert) if page.card.is_whole else [],
        "responses": responses.of_alert(viewer, page.card.alert, page.card.now) if page.card.is_whole else [],
    }


def shared_row(request: Any, card: Card, ask: Ask, version: int) -> str:
    """The row as it stands since the alert's event `version`."""
    is_open = ask.open == card.alert.number
    seen = Ask(tab=ask.tab, filters=ask.filters, storm=ask.storm, open=ask.open if is_open else "")

    def make() -> str:
        facts = {"card": card, "ask": seen, "now": card.now, "viewer": request.viewer.anybody()}
        return render_to_string("parts/row.html", facts)

    return shelf.get(_key("row", request.viewer, card, version, seen.query, is_open), make)


def shared_alert(request: Any, card: Card, version: int) -> str:
    """The alert as it stands since its event `version`; for whoever has a part in it, made for them alone."""
    viewer, shown = request.viewer, card.alert
    if shown.is_restricted and card.is_whole:
        reading.log_open(viewer=viewer, alert=shown)
    if card.is_personal or home.has_filed(viewer, shown):
        page = pages.alert_page(viewer, shown, request.now, card)
        html: str = render_to_string("parts/alert.html", _of_page(viewer, page), request)
    else:
        html = shelf.get(_key("alert", viewer, card, version), lambda: _for_anybody(viewer.anybody(), card))
    return html.replace(TOKEN, get_token(request))


def _for_anybody(viewer: Viewer, card: Card) -> str:
    page = pages.alert_page(viewer, card.alert, card.now, card)
    facts = _of_page(viewer, page) | {"viewer": viewer, "now": card.now, "csrf_token": TOKEN}
    return render_to_string("parts/alert.html", facts)


def alike(request: Any, card: Card, seq: int) -> str:
    """Which alerts are likely the same as the one that stands open; other alerts' news change it too. `seq`: the
    office's last event.
    """
    viewer, shown = request.viewer, card.alert

    def make() -> str:
        found = pages.alike(viewer.anybody(), card, request.now)
        return render_to_string("parts/alikes.html", {"alike": found, "alert": shown, "csrf_token": TOKEN})

    key = ("alike", shown.pk, seq, viewer.powers, get_language(), wording.current().stamp)
    return shelf.get(key, make).replace(TOKEN, get_token(request))


def looking(request: Any, shown: Alert) -> str:
    """Who else has the alert on their screen, for those who see it whole. One statement where anybody has."""
    ids = set(presence.looking(shown.pk)) - {request.viewer.person.pk}
    names = list(Person.objects.filter(pk__in=ids).order_by("name").values_list("name", flat=True)) if ids else []
    return render_to_string("parts/looking.html", {"names": names})


def _key(piece: str, viewer: Viewer, card: Card, version: int, *more: Hashable) -> Hashable:
    exercising, office_words = viewer.office.is_exercising, wording.current().stamp
    language = get_language()
    return piece, card.alert.pk, version, viewer.powers, exercising, language, office_words, card.stamp, more


def title(card: Card) -> str:
    """ "Attack under way, Mayi-Moya"; a restricted shell says the area only."""
    hides_kind = card.alert.is_restricted and not card.is_whole
    return where(card) if hides_kind else f"{card.alert.get_kind_display()}, {where(card)}"


def alarms(request: Any, page: str = "") -> str:
    """What is wrong with the hub itself, for the head of every page. Two statements."""
    facts = {"watch": watch.watch(request.viewer.office, request.now), "page": page}
    return render_to_string("parts/alarms.html", facts, request)


def home_lists(request: Any) -> str:
    """What the person owes, was told and filed, what is theirs to do, and the places that they are to look at again."""
    found = home.home(request.viewer, request.now, but_for="response:")
    mine = decisions.own(request.viewer)[: decisions.MOST_OWN]
    facts = {
        "home": found,
        "owed": [(card, acts.first(request.viewer, card)) for card in found.owed],
        "responses": responses.mine(request.viewer, request.now),
        "reviews": watched.to_review(request.viewer, request.now),
        "begun": own_watch.own_watches(request.viewer, request.now),
        "decided": decisions.rows(request.viewer, mine, request.now, office=request.viewer.office),
    }
    return render_to_string("parts/home.html", facts, request)


def duty_week(request: Any) -> str:
    """The week grid with what stands beside it; the address asks for the week."""
    week = duty_page.duty_week(request.viewer, request.now, request.GET.get("week", "")[:8])
    return render_to_string("parts/duty.html", {"week": week}, request)


def receipt(request: Any, shown: Alert) -> str:
    """What became of a filing, for whoever filed it."""
    page = pages.receipt(request.viewer, shown, request.now)
    facts = {"page": page, "card": page.card, "alert": shown, "help": progress(shown), "said": decided.decided(shown)}
    return render_to_string("parts/receipt.html", facts, request)
