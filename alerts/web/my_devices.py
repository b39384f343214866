"""The devices that act in somebody's name: they take the token themselves, and end it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from alerts.models import Device
from alerts.selectors import devices as shelf
from alerts.services import devices
from ewrr.common.errors import Refusal

from .setting_up import to_list
from .setup_devices import may, show_token


@require_safe
def show(request: Any) -> HttpResponse:
    return _list(request)


@require_POST
@sensitive_variables("issued")
def take(request: Any, device: int) -> HttpResponse:
    """Shows the token: on this page, and never again."""
    try:
        issued = devices.take(viewer=_viewer(request), device_id=device)
    except Device.DoesNotExist:
        raise Http404 from None
    except Refusal as refusal:
        return _list(request, refusal)
    return show_token(request, issued, "my_devices")


@require_POST
def end(request: Any, device: int) -> HttpResponse:
    """Whoever it acts as ends it here; administrators have a page of their own."""
    viewer = _viewer(request)
    if not any(own.pk == device for own in shelf.own(viewer, request.now)):
        raise Http404
    devices.end(viewer=viewer, device_id=device)
    return to_list("my_devices")


def _viewer(request: Any) -> Any:
    if request.viewer is None:
        raise Http404
    return request.viewer


def _list(request: Any, refusal: Refusal | None = None) -> HttpResponse:
    own = shelf.own(_viewer(request), request.now)
    facts = {
        "rows": [{"device": device, "may": may(device)} for device in own],
        "refused": refusal and refusal.sentence,
    }
    return render(request, "alerts/my_devices.html", facts, status=409 if refusal else 200)
