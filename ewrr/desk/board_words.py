"""The filters of the board in words: what is offered, and what is set, each with the way to take it away."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from alerts.domain.words import Component, Kind, Level, State
from alerts.models import Area
from alerts.models.choices import label

from .board_asks import Ask


@dataclass(frozen=True, slots=True)
class OfCodes:
    """A filter by the codes of a vocabulary. `name`: in the address; `field`: of filtering.Filters."""

    name: str
    field: str
    title: Any
    vocabulary: Any


OF_CODES = (
    OfCodes("level", "levels", _("Level"), Level),
    OfCodes("component", "components", _("Component"), Component),
    OfCodes("kind", "kinds", _("Kind"), Kind),
    OfCodes("state", "states", _("State"), State),
)


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that is set; `query`: the list without it."""

    name: Any
    value: Any
    query: str


@dataclass(frozen=True, slots=True)
class Facet:
    """What can be chosen of one filter: code, word, whether it is set."""

    name: str
    title: Any
    choices: list[tuple[str, Any, bool]]

    @property
    def set(self) -> int:
        return sum(is_set for _code, _word, is_set in self.choices)


def chips(ask: Ask, areas: Iterable[Area]) -> list[Chip]:
    """What is set, in the order in which it is offered; words first."""
    filters = ask.filters
    names = {area.code: area.name for area in areas}
    found = [Chip(_("Text"), filters.text, _without(ask, text=""))] if filters.text else []
    for one in OF_CODES:
        found += [Chip(one.title, label(code), _less(ask, one.field, code)) for code in getattr(filters, one.field)]
    found += [Chip(_("Area"), names.get(code, code), _less(ask, "areas", code)) for code in filters.areas]
    if filters.from_date:
        found.append(Chip(_("From"), filters.from_date.isoformat(), _without(ask, from_date=None)))
    if filters.until_date:
        found.append(Chip(_("Before"), filters.until_date.isoformat(), _without(ask, until_date=None)))
    if ask.storm:
        found.append(Chip(_("Probably one event"), ask.storm, replace(ask, storm="").query))
    return found


def facets(ask: Ask, areas: Iterable[Area]) -> list[Facet]:
    filters = ask.filters
    found = [Facet("area", _("Area"), [(area.code, area.name, area.code in filters.areas) for area in areas])]
    for one in OF_CODES:
        chosen = getattr(filters, one.field)
        words = [(code.value, label(code), code in chosen) for code in one.vocabulary]
        found.append(Facet(one.name, one.title, words))
    return found


def _less(ask: Ask, field: str, code: str) -> str:
    return _without(ask, **{field: tuple(one for one in getattr(ask.filters, field) if one != code)})


def _without(ask: Ask, **changes: Any) -> str:
    return replace(ask, filters=replace(ask.filters, **changes)).query
