"""A page that stands open, as the scripts keep it: pieces by id, replaced as live.js and board.js replace them.

`live.js`: a fragment takes the place of the element of its id. A row that is not on the page waits in a line if its
tab holds it, else it is passed over. Rows that their tab no longer holds stay until the list is read afresh.
"""

import json
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from ewrr.common import clock

CURSOR = re.compile(r'data-cursor="([^"]*)"')
ASKS = re.compile(r'<script id="asks" type="application/json">(.*?)</script>', re.S)
WATCHED = re.compile(r'data-watched="(\d)"')
PIECES = ("tabs", "list-count", "alert", "home", "receipt", "duty", "alarms")
STORM = re.compile(r'id="(storm-[^"]+)"')
# What may differ: form tokens, what ticks on the page, what only a page that was just opened holds.
SETTLED = (
    (re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"'), ""),
    (re.compile(r"(<time[^>]* data-(?:age|due)[^>]*>)[^<]*(?=</time>)"), r"\1"),
    (re.compile(r'<form method="post" hx-post="[^"]*/seen/".*?</form>', re.S), ""),
    (re.compile(r'(<p class="st">.*?</p>)', re.S), ""),  # ends in an age
    (re.compile(r'(<p class="nothing">.*?</p>)', re.S), ""),  # says when it was looked at
    (re.compile(r'<svg class="nowline".*?</svg>', re.S), ""),  # moves with the clock, by duty.js
    (re.compile(r"\s+"), " "),
)


def settled(html: str) -> str:
    for pattern, instead in SETTLED:
        html = pattern.sub(instead, html)
    return html.strip()


def element(html: str, name: str) -> str:
    """The element of that id with all in it; empty where there is none."""
    begins = re.search(rf'<(\w+)\b[^>]*\bid="{re.escape(name)}"', html)
    if begins is None:
        return ""
    depth = 0
    for tag in re.finditer(rf"<(/?){begins[1]}\b", html[begins.start() :]):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return html[begins.start() : html.index(">", begins.start() + tag.end()) + 1]
    raise AssertionError(f"#{name} never ends")


def _found(pattern: re.Pattern[str], html: str) -> str:
    match = pattern.search(html)
    assert match is not None
    return match[1]


class Page:
    """`shown`: pieces by id. `rows`: those of the list; `left`: of them the ones that the tab no longer holds;
    `waiting`: rows that came and wait in the line above the list.
    """

    def __init__(self, client: Any, path: str, view: str) -> None:
        self.client, self.path, self.view = client, path, view
        self.open()

    def open(self) -> None:
        self.at = clock.now()
        answer = self.client.get(self.path)
        self.is_gone = answer.status_code != 200
        self.read("" if self.is_gone else answer.content.decode())

    def read(self, html: str) -> None:
        """What a fresh page holds."""
        pieces = [*(name for name in PIECES if f'id="{name}"' in html), *STORM.findall(html)]
        self.shown = {name: element(html, name) for name in pieces}
        self.rows = {name: element(html, name) for name in re.findall(r'<li id="(row-[^"]+)"', html)}
        self.left: set[str] = set()
        self.waiting: dict[str, str] = {}
        if html:
            self.cursor = unescape(_found(CURSOR, html))
            self.asks = json.loads(_found(ASKS, html))

    def catch_up(self) -> None:
        """What live.js does when it is woken. The rota counts hours up to now: it is of the moment it was read at."""
        if self.is_gone or (self.view == "duty" and clock.now() != self.at):
            return self.open()
        answer = self.ask()
        if answer.status_code in (302, 404):
            return self.open()
        news = answer.json()
        if news.get("reload"):
            return self.open()
        self.cursor = news["cursor"]
        for fragment in news["fragments"]:
            self.place(fragment)
        return None

    def ask(self) -> Any:
        """The request of live.js: what the page asks for, then what its address does."""
        watched = _found(WATCHED, self.shown["alarms"])
        asks = self.asks | dict(parse_qsl(urlsplit(self.path).query))
        return self.client.get("/changes/", asks | {"since": self.cursor, "view": self.view, "watched": watched})

    def place(self, fragment: dict[str, Any]) -> None:
        name = fragment["id"]
        if name in self.rows:
            self.rows[name] = fragment["html"]
            self.left -= {name}
            self.left |= set() if fragment["belongs"] and not fragment["behind"] else {name}
        elif name.startswith("row-"):
            self.waiting.pop(name, None)
            if fragment["belongs"] and not fragment["behind"]:
                self.waiting[name] = fragment["html"]
        elif name == "alike":  # within the alert
            alert = self.shown.get("alert", "")
            old = element(alert, name)
            self.shown |= {"alert": alert.replace(old, fragment["html"])} if old else {}
        elif name in self.shown or name.startswith("storm-"):
            self.shown[name] = fragment["html"]

    def state(self) -> dict[str, str]:
        """All that a reader has before them or waiting, settled; without rows that their tab no longer holds."""
        rows = {name: html for name, html in self.rows.items() if name not in self.left} | self.waiting
        return {name: settled(html) for name, html in (self.shown | rows).items()}
