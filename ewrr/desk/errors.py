"""Pages for what went wrong: a clear sentence, and nothing that was typed or hidden."""

import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ewrr.common.errors import DATABASE_AWAY

from .words import WORDS

RETRY_AFTER_S = 5
OF_WALLS = "/wall/"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return _page(
            request,
            413,
            _("Too much text"),
            _("At most 256 kB can be sent at once. Go back: what you typed is still there."),
        )
    return _page(request, 400, _("Not understood"), _("The hub could not read what was sent. Go back and try again."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(
        request,
        403,
        _("This page is too old"),
        _(
            "You signed in or out since it was opened. Go back, load it again and send again: "
            "what you typed is still there."
        ),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403, _("Not allowed"), _("Your role in this office does not allow that."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404, _("Not found"), _("There is no such page or alert for you here. Check the number."))


def failed(request: HttpRequest) -> HttpResponse:
    """Called while the failure is being handled, which tells whether it is the database that is away."""
    if isinstance(sys.exc_info()[1], DATABASE_AWAY):
        return by_itself(request, away(request))
    failure = _page(
        request,
        500,
        _("The hub failed"),
        _(
            "This is the hub’s fault, not yours, and it was noted. Try again; if it is urgent, "
            "call the hub by radio or phone."
        ),
    )
    return by_itself(request, failure)


def by_itself(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """A wall's page is loaded again: nobody stands there to do it."""
    if request.path.startswith(OF_WALLS):
        answer["Refresh"] = str(2 * RETRY_AFTER_S)
    return answer


def away(request: HttpRequest) -> HttpResponse:
    """Nothing is asked of the database: not who is signed in, nor their language."""
    heading = _("The database does not answer")
    sentence = _(
        "What you sent just now may not have been received: go back, what you typed is still there, and send it again "
        "in a moment; it is never counted twice. What was confirmed before is safe. If it is urgent, call the hub by "
        "radio or phone."
    )
    answer: HttpResponse
    if _is_machine(request):
        answer = JsonResponse({"code": "database_away", "message": sentence, "fields": {}}, status=503)
    else:
        page = render_to_string("desk/away.html", {"heading": heading, "sentence": sentence, "words": WORDS})
        answer = HttpResponse(page, status=503)
    answer["Retry-After"] = str(RETRY_AFTER_S)
    return answer


def _is_machine(request: HttpRequest) -> bool:
    wanted = request.headers.get("Accept", "")
    return "/api/" in request.path or wanted.startswith("application/json")


def _page(request: HttpRequest, status: int, heading: str, sentence: str) -> HttpResponse:
    if _is_machine(request):
        return JsonResponse({"code": f"http_{status}", "message": sentence, "fields": {}}, status=status)
    facts: dict[str, Any] = {"heading": heading, "sentence": sentence}
    return render(request, "desk/error.html", facts, status=status)
