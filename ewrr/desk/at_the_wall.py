"""For whom the doors of the wall open, and what they show: the same to everybody of an office.

A paired display is nobody: it has no viewer, so no other door knows it; its cookie is sent to these doors only.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.utils import timezone, translation

from alerts.models import Display
from alerts.selectors import access, lists
from alerts.selectors import displays as selected
from alerts.services import displays
from ewrr.common import clock, wording

LONGEST = 100  # characters of a cookie that is worth a question to the database
SAFE = ("GET", "HEAD")
LOOK_AGAIN_S = 60
PATHS = {"": "/wall/", "-socket": "/ws/wall/"}  # a cookie has one path: the same secret is kept twice


def for_walls(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """`request.wall` is the viewer whose eyes the wall has: for whoever signed in and reads, and for a paired display,
    which is `request.display` and writes nothing. Anybody else is told full screen that this one is signed out; a
    script is told so as JSON.
    """

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        request.display = None
        if request.viewer is not None and request.viewer.may_read:
            request.wall = access.wall_of(request.viewer.office)
            return view(request, *args, **kwargs)
        display = display_of(request.COOKIES)
        request.now = clock.now()
        if display is None or not selected.is_good(display, request.now):
            return signed_out(request)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        return _shown_to(display, request, lambda: view(request, *args, **kwargs))

    allowed: Callable[..., HttpResponse] = login_not_required(guarded)
    return allowed


def _shown_to(display: Display, request: Any, view: Callable[[], HttpResponse]) -> HttpResponse:
    """In the display's language, its office's words and zone; its cookie is renewed as often as its use is noted."""
    assert display.office is not None, "it is paired"
    request.display = display
    request.wall = access.wall_of(display.office)
    request.LANGUAGE_CODE = display.language
    zone, words = ZoneInfo(display.office.time_zone), lists.wording_of(display.office)
    with translation.override(display.language), timezone.override(zone), wording.speaking(words):
        response = view()
        response.headers.setdefault("Content-Language", display.language)
    if displays.used(display, request.now):
        keep(response, secret_in(request.COOKIES), is_secure=request.is_secure())
    return response


def display_of(cookies: Mapping[str, str], suffix: str = "") -> Display | None:
    """Whose secret the browser sent, waiting, ended and run out ones too. One statement, none without a cookie."""
    return selected.of_secret(secret_in(cookies, suffix))


def secret_in(cookies: Mapping[str, str], suffix: str = "") -> str:
    secret = cookies.get(settings.DISPLAY_COOKIE_NAME + suffix, "")
    return secret if len(secret) <= LONGEST else ""


def keep(response: HttpResponse, secret: str, *, is_secure: bool) -> None:
    """Has the browser keep the secret, for the doors of the wall and for its socket."""
    for suffix, path in PATHS.items():
        response.set_cookie(
            settings.DISPLAY_COOKIE_NAME + suffix,
            secret,
            max_age=displays.LASTS,
            path=path,
            secure=is_secure,
            httponly=True,
            samesite="Strict",
        )


def signed_out(request: Any) -> HttpResponse:
    """Never a form to sign in, never on to another page: a wall that shows nothing must say so from afar. 403 to
    somebody who is signed in and may not read.
    """
    status = 403 if request.user.is_authenticated else 401
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"code": "signed_out"}, status=status)
    languages = [code for code, _name in settings.LANGUAGES]
    answer = render(request, "wall/signed_out.html", {"languages": languages}, status=status)
    answer["Refresh"] = str(LOOK_AGAIN_S)  # nobody stands there to load it again
    return answer
