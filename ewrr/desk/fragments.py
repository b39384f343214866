"""The pieces of a page that change: the page and the change door render the same ones."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from alerts.models import Alert
from alerts.selectors import alert_page as pages
from alerts.selectors import board, home
from alerts.selectors.card import Card
from alerts.services import reading


def row(request: Any, card: Card, asks: dict[str, str]) -> str:
    """One row of the board's list."""
    return render_to_string("parts/row.html", {"card": card, "asks": asks}, request)


def tabs(request: Any, asks: dict[str, str]) -> str:
    """The board's tabs with their counts. One statement."""
    counts = board.counts(request.viewer)
    return render_to_string("parts/tabs.html", {"counts": counts, "asks": asks}, request)


def alert(request: Any, shown: Alert) -> str:
    """An alert whole or as a shell, whichever the viewer may see; reading a restricted one is logged."""
    return render_to_string("parts/alert.html", alert_facts(request, shown), request)


def alert_facts(request: Any, shown: Alert) -> dict[str, Any]:
    page = pages.alert_page(request.viewer, shown, request.now)
    if shown.is_restricted and page.card.is_whole:
        reading.log(viewer=request.viewer, alert=shown)
    return {"page": page, "card": page.card, "alert": shown, "title": title(page.card)}


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


def home_lists(request: Any) -> str:
    """What the person owes, was told and filed."""
    return render_to_string("parts/home.html", {"home": home.home(request.viewer, request.now)}, request)


def receipt(request: Any, shown: Alert) -> str:
    """What became of a filing, for whoever filed it."""
    page = pages.receipt(request.viewer, shown, request.now)
    return render_to_string("parts/receipt.html", {"page": page, "card": page.card, "alert": shown}, request)
