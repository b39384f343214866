"""The first page: what I owe, what I was told, what I filed and what became of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alerts.selectors import beginning
from alerts.web import setup_index
from alerts.web.setup_book import shelf_of

from . import fragments
from .context import live


@require_safe
def owed(request: Any) -> HttpResponse:
    viewer = request.viewer
    if viewer is None or not viewer.may_read:
        return _without_alerts(request)
    following = live(request, "home")
    return render(request, "desk/home.html", following | {"lists": fragments.home_lists(request)})


def _without_alerts(request: Any) -> HttpResponse:
    """Of an administrator: while the office begins, how far it is."""
    viewer = request.viewer
    begins = viewer is not None and viewer.may_edit_rules and beginning.is_shown(viewer.office)
    facts = {"begins": setup_index.begins(request, shelf_of(request)) if begins else None}
    return render(request, "desk/no_alerts.html", facts)
