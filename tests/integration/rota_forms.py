"""Filling in the forms of the rota as a browser does: looks first, then saves what was seen."""

import re

from tests import make
from tests.integration.rota import ZONE


def typed(moment):
    return f"{moment.astimezone(ZONE):%Y-%m-%dT%H:%M}"


def fields(post, watch, **changes):
    who = {"duty": post.pk, "kind": "replace", "person": make.person("Rajiv").pk}
    return who | {"starts_at": typed(watch[0]), "ends_at": typed(watch[1])} | changes


def seen(body):
    found = re.search(r'name="seen" value="(\w+)"', body)
    return found[1] if found else ""


def look(client, path, told):
    return client.post(path, told | {"action": "look"}).content.decode()


def save(client, path, told):
    """As a person does: sees what it leaves, then saves."""
    return client.post(path, told | {"action": "save", "seen": seen(look(client, path, told))})
