"""The first page: what I owe, what I was told, what I filed and what became of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from . import fragments
from .context import live


@require_safe
def owed(request: Any) -> HttpResponse:
    viewer = request.viewer
    if viewer is None or not viewer.may_read:
        return render(request, "desk/no_alerts.html")
    following = live(request, "home")
    return render(request, "desk/home.html", following | {"lists": fragments.home_lists(request)})
