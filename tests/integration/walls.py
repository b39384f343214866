"""The wall as tests read it: pieces of the page, and what its door tells."""

import datetime as dt
import re
from typing import Any

from django.test import Client

from alerts.models import Alert
from ewrr.common import clock
from tests import make


def page(client: Client) -> str:
    answer = client.get("/wall/")
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def following(html: str) -> dict[str, str]:
    """What a page asks its door with."""
    found = dict(re.findall(r'data-(cursor|shown)="([^"]*)"', html))
    return {"since": found["cursor"], "shown": found["shown"]}


def news(client: Client, asks: dict[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = client.get("/wall/news/", asks).json()
    return told


def piece(html: str, name: str) -> str:
    """The element of a name, of a page or of the door's fragments."""
    begins = re.search(rf'<(\w+)[^>]*id="wall-{name}"', html)
    assert begins, name
    tag = begins[1]
    end = html.index(f"</{tag}>", begins.start())
    while html.count(f"<{tag}", begins.start(), end) > html.count(f"</{tag}>", begins.start(), end) + 1:
        end = html.index(f"</{tag}>", end + 1)
    return html[begins.start() : end]


def numbers(html: str) -> list[str]:
    """Short numbers of the queue's rows, in their order."""
    return re.findall(r'class="no">([^<]+)<', piece(html, "queue"))


def words(html: str) -> str:
    """What a person reads: without tags, one space between words."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def waiting(minutes: float, **filed: Any) -> Alert:
    """Filed and routed so many minutes ago."""
    with clock.set_to(clock.now() - dt.timedelta(minutes=minutes)):
        return make.alert(is_routed=True, **filed)
