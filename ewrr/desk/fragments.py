"""The pieces of a page that change: the page and the change door render the same ones."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from alerts.models import Alert
from alerts.selectors import alert_page as pages
from alerts.selectors import board, duty_page, home, watch
from alerts.selectors.board import Asked, Counts
from alerts.selectors.board_order import is_by_receipt
from alerts.selectors.card import Card
from alerts.selectors.storms import Group
from alerts.services import reading

from . import acts
from .board_asks import Ask
from .templatetags.hub import lower_first, span


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
    """An alert whole or as a shell, whichever the viewer may see; reading a restricted one is logged."""
    return render_to_string("parts/alert.html", alert_facts(request, shown), request)


def opened(request: Any, shown: Alert) -> str:
    """The same as `alert`, for somebody who has just opened it: their messages about it then count as seen."""
    return render_to_string("parts/alert.html", alert_facts(request, shown) | {"is_opening": True}, request)


def alert_facts(request: Any, shown: Alert) -> dict[str, Any]:
    page = pages.alert_page(request.viewer, shown, request.now)
    if shown.is_restricted and page.card.is_whole:
        reading.log(viewer=request.viewer, alert=shown)
    return {
        "page": page,
        "card": page.card,
        "alert": shown,
        "title": title(page.card),
        "acts": acts.acts(request.viewer, page.card),
    }


def title(card: Card) -> str:
    """ "Attack under way, Mayi-Moya"; a restricted shell says the area only."""
    shown = card.alert
    if not card.is_whole:
        area = shown.area.name if shown.area else _("area not known")
        return (
            _("Restricted, %(area)s") % {"area": area} if shown.is_restricted else f"{shown.get_kind_display()}, {area}"
        )
    place = shown.place_name or (shown.area.name if shown.area else _("place not known"))
    return f"{shown.get_kind_display()}, {place}"


def alarms(request: Any, page: str = "") -> str:
    """What is wrong with the hub itself, for the head of every page. Two statements."""
    facts = {"watch": watch.watch(request.viewer.office, request.now), "page": page}
    return render_to_string("parts/alarms.html", facts, request)


def home_lists(request: Any) -> str:
    """What the person owes, was told and filed."""
    found = home.home(request.viewer, request.now)
    owed = [(card, acts.first(request.viewer, card)) for card in found.owed]
    return render_to_string("parts/home.html", {"home": found, "owed": owed}, request)


def duty_week(request: Any) -> str:
    """The week grid with what stands beside it; the address asks for the week."""
    week = duty_page.duty_week(request.viewer, request.now, request.GET.get("week", "")[:8])
    return render_to_string("parts/duty.html", {"week": week}, request)


def receipt(request: Any, shown: Alert) -> str:
    """What became of a filing, for whoever filed it."""
    page = pages.receipt(request.viewer, shown, request.now)
    return render_to_string("parts/receipt.html", {"page": page, "card": page.card, "alert": shown}, request)
