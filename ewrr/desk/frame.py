"""Small choices kept for a person: language, and in which of their offices they are."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from alerts.selectors import access

from .viewer import OFFICE


@login_not_required
@require_POST
def language(request: Any) -> HttpResponse:
    """In the person's record when signed in, in a cookie else."""
    code = request.POST.get("language", "")
    response = redirect(_back(request))
    if code in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            request.user.language = code
            request.user.save(update_fields=["language"])
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=365 * 86400,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


@require_POST
def office(request: Any) -> HttpResponse:
    """Goes to another office of the person; one without a role there changes nothing."""
    code = request.POST.get("office", "")
    viewer = access.viewer_of(request.user, request.now, code)
    if viewer is not None and viewer.office.code == code:
        request.session[OFFICE] = code
    return redirect("owed")


def _back(request: Any) -> str:
    target = request.POST.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if is_safe else "/"
