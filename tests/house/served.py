"""What a page makes a browser load: read out of the HTML, then out of the files themselves."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from django.conf import settings

HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")
MODULES = f"{settings.STATIC_URL}js/"  # scripts elsewhere are classic ones of others: they import nothing
IN_SCRIPT = re.compile(
    r"""(?:\bfrom|\bimport)\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)|\bimport\((?!\s*["'])(.{0,40})"""
)
IN_STYLE = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")


class Page(HTMLParser):
    """Every element as (tag, attributes), and the texts of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    handle_startendtag = handle_starttag

    def static(self) -> set[str]:
        """Addresses of static files in any attribute, without what follows "#"."""
        values = {value for _tag, attrs in self.elements for value in attrs.values()}
        return {value.partition("#")[0] for value in values if value.startswith(settings.STATIC_URL)}

    def styles(self) -> list[str]:
        return [attrs["href"] for tag, attrs in self.elements if tag == "link" and attrs.get("rel") == "stylesheet"]

    def scripts(self) -> list[str]:
        return [attrs["src"] for tag, attrs in self.elements if tag == "script" and "src" in attrs]

    def parts(self) -> set[str]:
        """Behaviours that main.js mounts here."""
        return {attrs["data-part"] for _tag, attrs in self.elements if "data-part" in attrs}


def file_of(address: str) -> Path:
    return Path(settings.STATIC_ROOT) / address.removeprefix(settings.STATIC_URL)


def asked_by(address: str) -> list[str]:
    """Addresses that a served script or style asks for in its turn; an import that is no literal stays as it is."""
    if not (address.endswith(".css") or address.startswith(MODULES)):
        return []
    text = re.sub(r"/\*.*?\*/", "", file_of(address).read_text("utf-8"), flags=re.S)
    pattern = IN_STYLE if address.endswith(".css") else IN_SCRIPT
    found = [next(filter(None, groups)) for groups in pattern.findall(text) if any(groups)]
    return [urljoin(address, other.partition("#")[0]) for other in found if not other.startswith(("data:", "#"))]


def everything(addresses: Iterable[str], leave: Any = ()) -> dict[str, list[str]]:
    """address -> who asks for it, of these files and all that they ask for; what is in `leave` is not followed."""
    found: dict[str, list[str]] = {address: ["a page"] for address in addresses}
    waiting = list(found)
    while waiting:
        address = waiting.pop()
        for other in asked_by(address) if HASHED.search(address) else []:
            if other in leave:
                continue
            if other not in found:
                found[other] = []
                waiting.append(other)
            found[other].append(address)
    return found
