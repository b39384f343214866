"""For whom the doors of the wall open, and what they show: the same to everybody of an office."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse

from alerts.selectors import access


def for_walls(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """`request.wall` is the viewer whose eyes the wall has; the page does not exist for those who may not read."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer is None or not request.viewer.may_read:
            raise Http404
        request.wall = access.wall_of(request.viewer.office)
        return view(request, *args, **kwargs)

    return guarded
