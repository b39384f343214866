"""The screen that is to become an office's wall: it shows a code until somebody who sets up confirms it."""

from contextlib import suppress
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_http_methods

from alerts.domain import pairing
from alerts.models import Display
from alerts.selectors.displays import is_good
from alerts.services import displays
from ewrr.common import clock

from .at_the_wall import PATHS, display_of, keep, secret_in

TRY_AGAIN_S = 60
WALL = PATHS[""]


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: Any) -> HttpResponse:
    """GET shows the code of this browser, if it has one that is good; POST makes one, and the secret that the browser
    keeps. Once confirmed it leads to the wall. For its own script, JSON: {"state": "waits", "ran_out" or "paired"}.
    """
    if request.method == "POST":
        return _begin(request)
    display, now = display_of(request.COOKIES), clock.now()
    state = _state(display, now)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"state": state})
    if state == "paired":
        return redirect(WALL)
    code = displays.code(display, secret_in(request.COOKIES)) if display is not None and state == "waits" else ""
    return _page(request, {"code": pairing.as_shown(code) if code else ""})


def _begin(request: Any) -> HttpResponse:
    """A browser that waits already keeps its secret; one whose display was ended begins anew."""
    if not ratelimit.consume(request, action="show_code"):
        return _page(request, {"is_slowed": True}, status=429)
    display = display_of(request.COOKIES)
    if is_good(display, clock.now()):
        return redirect(WALL)
    waits = display is not None and display.office_id is None
    secret = secret_in(request.COOKIES) if waits else displays.fresh_secret()
    with suppress(Display.DoesNotExist):  # confirmed in this very moment: the page leads on to the wall
        displays.show_code(secret=secret)
    response = redirect("wall_pair")
    response.status_code = 303
    keep(response, secret, is_secure=request.is_secure())
    return response


def _state(display: Display | None, now: Any) -> str:
    if is_good(display, now):
        return "paired"
    until = display.code_expires_at if display is not None else None
    return "waits" if until is not None and now < until else "ran_out"


def _page(request: Any, facts: dict[str, Any], status: int = 200) -> HttpResponse:
    """In both languages, the browser's own first: who stands before it may read either."""
    own = translation.get_language()
    languages = sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != own)
    answer = render(request, "wall/pair.html", {"languages": languages} | facts, status=status)
    if status == 429:
        answer["Refresh"] = f"{TRY_AGAIN_S};url={request.path}"
    return answer
