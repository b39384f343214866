"""Devices for tests of the API: issued by Ivan, the administrator."""

from typing import Any

from django.test import Client

from alerts.domain.scopes import Scope
from alerts.domain.words import Component
from alerts.models import Device
from alerts.services import devices
from alerts.services.devices import Asked, Issued
from tests import make


def waiting(name: str, *scopes: Scope, called: str = "", days: int = 30) -> Device:
    """The phone of one of the cast, whose token they have yet to take; good for everything where nothing is said."""
    asked = Asked(called or f"{name}'s phone", scopes or tuple(Scope), days, make.person(name))
    return devices.issue(viewer=make.viewer("Ivan"), asked=asked).device


def device(name: str, *scopes: Scope, called: str = "", days: int = 30) -> Issued:
    """The same, with its token taken."""
    made = waiting(name, *scopes, called=called, days=days)
    return devices.take(viewer=make.viewer(name), device_id=made.pk)


def machine(
    *scopes: Scope, component: Component = Component.CIVILIAN, called: str = "Hotline", days: int = 30
) -> Issued:
    asked = Asked(called, scopes or (Scope.FILE, Scope.READ), days, None, component)
    return devices.issue(viewer=make.viewer("Ivan"), asked=asked)


def speaks(issued: Issued | str) -> Any:
    """A client that shows the token with every request, and nothing else."""
    token = issued if isinstance(issued, str) else issued.token
    return Client(headers={"Authorization": f"Bearer {token}"})
