"""The office's devices and their tokens: a list, a form for a new one, the token shown once, an end."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alerts.domain.scopes import Scope
from alerts.domain.words import Role
from alerts.models import Device, Membership
from alerts.models.choices import labels
from alerts.selectors import devices as shelf
from alerts.services import devices
from alerts.services.devices import Issued
from ewrr.common.errors import Refusal

from .setting_up import to_list
from .setup_device_form import DeviceForm


def for_those_who_issue(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The page does not exist for others."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.viewer is None or not request.viewer.may_issue_tokens:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_those_who_issue
def list_devices(request: Any) -> HttpResponse:
    """?ended= and ?made= name the device of the page before."""
    here = shelf.of_office(request.viewer, request.now)
    machines = set(
        Membership.objects.filter(office=request.viewer.office, role=Role.MACHINE).values_list("person", flat=True)
    )
    ended = _named(request, "ended", here.past)
    made = _named(request, "made", here.working)
    facts = {
        "rows": [_row(device, machines) for device in here.working],
        "past": [_row(device, machines) for device in here.past],
        "saved": _said(made, ended),
    }
    return render(request, "alerts/setup/devices.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_issue
@sensitive_variables("issued")
def new(request: Any) -> HttpResponse:
    """POST answers with the token of a machine, which is shown on this page and never again; a person takes theirs."""
    form = DeviceForm(request.POST if request.method == "POST" else None, viewer=request.viewer, now=request.now)
    if request.method != "POST":
        return _form(request, form, 200)
    if not form.is_valid():
        return _form(request, form, 422)
    try:
        issued = devices.issue(viewer=request.viewer, asked=form.asked)
    except Refusal as refusal:
        form.refuse(refusal)
        return _form(request, form, 422)
    if not issued.token:
        return to_list("setup_devices", made=issued.device.pk)
    return show_token(request, issued, "setup_devices")


@require_POST
@for_those_who_issue
def end(request: Any, device: int) -> HttpResponse:
    try:
        ended = devices.end(viewer=request.viewer, device_id=device)
    except Device.DoesNotExist:
        raise Http404 from None
    return to_list("setup_devices", ended=ended.pk)


def show_token(request: Any, issued: Issued, back: str) -> HttpResponse:
    """The one time that a token is shown; `back`: the route of the list that it was asked from."""
    facts = {"device": issued.device, "token": issued.token, "may": may(issued.device), "back": back}
    return render(request, "alerts/setup/token.html", facts)


def _named(request: Any, name: str, rows: list[Device]) -> Device | None:
    return next((device for device in rows if str(device.pk) == request.GET.get(name)), None)


def _said(made: Device | None, ended: Device | None) -> str:
    """What the page before did."""
    if made is not None:
        told = {"name": made.name, "person": made.user.name}
        return _("Made: “%(name)s”. Its token waits for %(person)s, who finds it under “My devices”.") % told
    return _("Ended: “%(name)s”. Its token is refused from now on.") % {"name": ended.name} if ended else ""


def _row(device: Device, machines: set[int]) -> dict[str, Any]:
    return {"device": device, "may": may(device), "is_machine": device.user_id in machines}


def may(device: Device) -> list[Any]:
    return labels(Scope, device.scopes)


def _form(request: Any, form: DeviceForm, status: int) -> HttpResponse:
    return render(request, "alerts/setup/device.html", {"form": form}, status=status)
