"""What is being done about alerts, as pieces that pages and the change door both render."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from responses.domain.words import Responder
from responses.models import choices
from responses.selectors import responses as selected
from responses.selectors.responses import Asked, Board, Line

HEADINGS = (
    pgettext_lazy("responses", "Proposed"),
    pgettext_lazy("responses", "Waiting to be accepted"),
    pgettext_lazy("responses", "Under way"),
    pgettext_lazy("responses", "On site"),
    _("Ended within a week"),
)
NOTHING = (
    _("No proposal waits for the hub."),
    _("Everybody has answered."),
    _("Nobody is on the way."),
    _("Nobody is on site."),
    _("Nothing ended this week."),
)


@dataclass(frozen=True, slots=True)
class Ask:
    """How the address narrows the board."""

    asked: Asked

    @property
    def asks(self) -> dict[str, str]:
        one = self.asked
        said = {"mine": "1" if one.mine else "", "late": "1" if one.late else "", "responder": one.responder}
        return {name: value for name, value in said.items() if value}

    def turned(self, name: str) -> str:
        """The address with one of its switches the other way."""
        return "?" + urlencode({key: value for key, value in (self.asks | self._switch(name)).items() if value})

    def _switch(self, name: str) -> dict[str, str]:
        return {name: "" if name in self.asks else "1"}

    @property
    def turned_mine(self) -> str:
        return self.turned("mine")

    @property
    def turned_late(self) -> str:
        return self.turned("late")


def read(query: Any) -> Ask:
    """The address made sound."""
    responder = query.get("responder", "")
    known = responder in {one.value for one in Responder}
    return Ask(Asked(query.get("mine") == "1", query.get("late") == "1", responder if known else ""))


def board(request: Any, ask: Ask) -> str:
    """The columns of the board."""
    found = selected.board(request.viewer, ask.asked, request.now)
    facts = {"board": found, "columns": _columns(found), "ask": ask}
    return render_to_string("responses/parts/board.html", facts, request)


def _columns(found: Board) -> list[tuple[Any, Any, list[Line]]]:
    return list(zip(HEADINGS, NOTHING, found.columns, strict=True))


def responders() -> list[tuple[str, Any]]:
    return [(one.value, choices.label(one)) for one in Responder if one is not Responder.NONE]


def one(request: Any, page: selected.Page) -> str:
    """One response with its log."""
    return render_to_string("responses/parts/response.html", {"page": page, "line": page.line}, request)


def units(request: Any) -> str:
    """Where those who respond are, for the map."""
    return render_to_string("responses/parts/units.html", {"units": selected.placed(request.viewer)}, request)
