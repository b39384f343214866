"""One's own watches as a calendar: the page where its secret address is made, and the address itself."""

import hashlib
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from alerts.selectors import calendar as shelf
from alerts.services import calendar_links
from alerts.transfer import calendar
from ewrr.common import buckets, clock

WITHIN_S = 300
MOST_FROM_AN_ADDRESS = 600  # phones ask each hour, many of them through one satellite
MOST_OF_ONE = 30


@require_safe
def show(request: Any) -> HttpResponse:
    _viewer(request)
    facts = {"link": shelf.link_of(request.user), "ended": "ended" in request.GET}
    return render(request, "alerts/duty_calendar.html", facts)


@require_POST
@sensitive_variables("secret", "address")
def make(request: Any) -> HttpResponse:
    """Shows the address: on this page, and never again."""
    secret = calendar_links.make(viewer=_viewer(request))
    address = f"{settings.PUBLIC_URL}{reverse('duty_feed', args=[secret])}"
    facts = {"link": shelf.link_of(request.user), "address": address}
    return render(request, "alerts/duty_calendar.html", facts)


@require_POST
def end(request: Any) -> HttpResponse:
    calendar_links.end(viewer=_viewer(request))
    return redirect(f"{reverse('duty_calendar')}?ended=1")


@login_not_required
@require_safe
@sensitive_variables("secret")
def feed(request: Any, secret: str) -> HttpResponse:
    """Knowing the address is the right. A wrong one, one that was ended and a closed account look the same."""
    came_from = get_adapter().get_client_ip(request)
    if not buckets.allows("calendar", came_from, MOST_FROM_AN_ADDRESS, WITHIN_S):
        return _later()
    person = shelf.owner(secret)
    if person is None:
        raise Http404
    if not buckets.allows("calendar of", str(person.pk), MOST_OF_ONE, WITHIN_S):
        return _later()
    with translation.override(person.language):
        body = calendar.ics(person, shelf.entries(person, clock.now()))
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="duty.ics"'
    answer["Cache-Control"] = "private, no-cache"
    answer["ETag"] = etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    return get_conditional_response(request, etag=etag, response=answer) or answer


def _later() -> HttpResponse:
    return HttpResponse(status=429, headers={"Retry-After": str(WITHIN_S)})


def _viewer(request: Any) -> Any:
    if request.viewer is None:
        raise Http404
    return request.viewer
