"""Pages for what went wrong: a clear sentence, and nothing that was typed or hidden."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


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
    return _page(
        request,
        500,
        _("The hub failed"),
        _(
            "This is the hub's fault, not yours, and it was noted. Try again; if it is urgent, "
            "call the hub by radio or phone."
        ),
    )


def _page(request: HttpRequest, status: int, heading: str, sentence: str) -> HttpResponse:
    if "/api/" in request.path or request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"code": f"http_{status}", "message": sentence, "fields": {}}, status=status)
    facts: dict[str, Any] = {"heading": heading, "sentence": sentence}
    return render(request, "desk/error.html", facts, status=status)
