"""Screens for tests of displays: one that shows a code, one that is paired."""

import re

from django.conf import settings
from django.test import Client

from alerts.models import Display
from alerts.services import displays
from alerts.services.displays import Draft
from ewrr.desk.at_the_wall import PATHS
from tests import make

PAIR = "/wall/pair/"
NEW = "/setup/displays/new/"
CODE = re.compile(r'id="code">([A-Z]{4}-[A-Z]{4})<')


def screen() -> Client:
    """A browser that shows a code."""
    client = Client()
    assert client.post(PAIR).status_code == 303
    return client


def code_on(client: Client) -> str:
    found = CODE.search(client.get(PAIR).content.decode())
    assert found, "no code is shown"
    return found[1]


def paired(*, by: str = "Ivan", name: str = "Operations room", language: str = "en") -> tuple[Display, Client]:
    """A display of the office of whoever pairs it, and its browser."""
    secret = displays.fresh_secret()
    code = displays.code(displays.show_code(secret=secret), secret)
    made = displays.confirm(viewer=make.viewer(by), code=code, draft=Draft(name, language))
    client = Client()
    for suffix in PATHS:
        client.cookies[settings.DISPLAY_COOKIE_NAME + suffix] = secret
    return made, client


def cookies(client: Client) -> str:
    """The header with which its browser opens the socket."""
    name = f"{settings.DISPLAY_COOKIE_NAME}-socket"
    return f"{name}={client.cookies[name].value}"
