"""What the board's address asks for, made sound: the page, the change door and saved lists read it the same way."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from alerts.domain.words import Component, Kind, Level, State
from alerts.models import Area
from alerts.models.choices import label
from alerts.selectors import board, filtering
from alerts.selectors.board import Asked
from alerts.selectors.filtering import Filters

NUMBER = re.compile(r"[A-Z0-9-]{1,24}", re.ASCII)
LONGEST_KEY = 100
LONGEST_QUERY = 2000
# name in the address -> field of Filters, vocabulary
OF_CODES: dict[str, tuple[str, Any]] = {
    "level": ("levels", Level),
    "component": ("components", Component),
    "kind": ("kinds", Kind),
    "state": ("states", State),
}


@dataclass(frozen=True, slots=True)
class Ask:
    """`open`: the alert that stands open; `storm`: the one that is looked at; `held`: key of the last row shown."""

    tab: str = "open"
    filters: Filters = field(default_factory=Filters)
    storm: str = ""
    open: str = ""
    after: str = ""
    held: str = ""
    pages: int = 1

    @property
    def asks(self) -> dict[str, str]:
        """What decides which alerts are in the list."""
        of_storm = {"storm": self.storm} if self.storm else {}
        return {"tab": self.tab} | filtering.as_asked(self.filters) | of_storm

    @property
    def query(self) -> str:
        return urlencode(self.asks, safe=",")

    @property
    def narrowed(self) -> str:
        """The query without its tab, to be put after another one; empty, or beginning with "&"."""
        found = urlencode(filtering.as_asked(self.filters), safe=",")
        return f"&{found}" if found else ""

    @property
    def asked(self) -> Asked:
        return Asked(self.tab, self.filters, self.after, self.pages)


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that is set; `query`: the list without it."""

    name: str
    value: str
    query: str


def read(query: QueryDict) -> Ask:
    """From an address, in which several values may be repeated or parted by commas. What is unknown is ignored."""
    return of({name: ",".join(query.getlist(name)) for name in query})


def of_text(query: str) -> Ask:
    """From an address's query as text, such as a form carries it along."""
    return read(QueryDict(query[:LONGEST_QUERY]))


def of(asks: Mapping[str, str]) -> Ask:
    tab, pages = asks.get("tab", ""), asks.get("pages", "")
    return Ask(
        tab=tab if tab in board.TABS else "open",
        filters=filtering.parse(asks),
        storm=_number(asks.get("storm", "")),
        open=_number(asks.get("open", "")),
        after=asks.get("after", "")[:LONGEST_KEY],
        held=asks.get("held", "")[:LONGEST_KEY],
        pages=min(int(pages), board.MOST_PAGES) if pages.isdecimal() and len(pages) < 4 else 1,
    )


def chips(ask: Ask, areas: Iterable[Area]) -> list[Chip]:
    """What is set, each with the address that takes it away."""
    filters, found = ask.filters, []

    def chip(name: Any, value: str, **without: Any) -> None:
        found.append(Chip(str(name), value, replace(ask, filters=replace(filters, **without)).query))

    if filters.text:
        chip(_("Text"), filters.text, text="")
    for asked, (field_, _vocabulary) in OF_CODES.items():
        codes = getattr(filters, field_)
        for code in codes:
            chip(NAMES[asked](), str(label(code)), **{field_: tuple(one for one in codes if one != code)})
    names = {area.code: area.name for area in areas}
    for code in filters.areas:
        chip(_("Area"), names.get(code, code), areas=tuple(one for one in filters.areas if one != code))
    if filters.from_date:
        chip(_("From"), filters.from_date.isoformat(), from_date=None)
    if filters.until_date:
        chip(_("Before"), filters.until_date.isoformat(), until_date=None)
    if ask.storm:
        found.append(Chip(_("Probably one event"), ask.storm, replace(ask, storm="").query))
    return found


NAMES: dict[str, Any] = {
    "level": lambda: _("Level"),
    "component": lambda: _("Component"),
    "kind": lambda: _("Kind"),
    "state": lambda: _("State"),
}


def facets(ask: Ask, areas: Iterable[Area]) -> list[dict[str, Any]]:
    """What the bar offers: each with its choices (code, word, whether it is set)."""
    filters = ask.filters
    of_areas = [(area.code, area.name, area.code in filters.areas) for area in areas]
    found: list[dict[str, Any]] = [{"name": "area", "title": _("Area"), "choices": of_areas, "set": len(filters.areas)}]
    for name, (field_, vocabulary) in OF_CODES.items():
        chosen = getattr(filters, field_)
        words = [(code.value, label(code), code in chosen) for code in vocabulary]
        found.append({"name": name, "title": NAMES[name](), "choices": words, "set": len(chosen)})
    return found


def _number(text: str) -> str:
    return text if NUMBER.fullmatch(text) else ""
