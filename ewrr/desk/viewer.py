"""Puts the viewer, their shift, the moment, the office's zone and words on each request of a signed-in person."""

from collections.abc import Callable
from datetime import datetime
from functools import partial, wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from alerts.selectors import access, duty, lists
from alerts.selectors.access import Viewer
from ewrr.common import clock, wording

OFFICE = "office"  # session key: the code of the office in which the person is now


class HubRequest(HttpRequest):
    """What views of signed-in people receive."""

    viewer: Viewer
    now: datetime
    htmx: Any


class ViewerOnRequest:
    """`request.viewer` is None for the anonymous and for people without a role in any office."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.viewer = None
        if request.user.is_authenticated:
            request.now = clock.now()
            request.viewer = access.viewer_of(request.user, request.now, request.session.get(OFFICE))
        if request.viewer is None:
            return self.get_response(request)
        request.shift = SimpleLazyObject(partial(duty.own_shift, request.user, request.viewer.office.pk, request.now))
        office = request.viewer.office
        with timezone.override(ZoneInfo(office.time_zone)), wording.speaking(lists.wording_of(office)):
            return self.get_response(request)


def for_readers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for people who may read alerts in their office; the page does not exist for others."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer is None or not request.viewer.may_read:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
