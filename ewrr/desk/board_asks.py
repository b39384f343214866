"""What the board's address asks for, made sound: the page, the change door and saved lists read it the same way."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict

from alerts.selectors import board, filtering
from alerts.selectors.board import Asked
from alerts.selectors.filtering import Filters

NUMBER = re.compile(r"[A-Z0-9-]{1,24}", re.ASCII)
LONGEST_KEY = 100
LONGEST_QUERY = 2000


@dataclass(frozen=True, slots=True)
class Ask:
    """`open`: the alert that stands open; `storm`: the one that is looked at; `held`: key of the last row shown;
    `map`: whether the map is shown.
    """

    tab: str = "open"
    filters: Filters = field(default_factory=Filters)
    storm: str = ""
    open: str = ""
    after: str = ""
    held: str = ""
    pages: int = 1
    map: bool = False

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
        map=bool(asks.get("map")),
        pages=min(int(pages), board.MOST_PAGES) if pages.isdecimal() and len(pages) < 4 else 1,
    )


def _number(text: str) -> str:
    return text if NUMBER.fullmatch(text) else ""
