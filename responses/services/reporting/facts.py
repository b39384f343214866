"""What a paper is written from: figures, names, texts and who signed, and the words for every value of a facet."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from alerts.domain import words as w
from alerts.domain import words_of_deciding as d
from alerts.domain import words_of_filings as f
from ewrr.common.wording import Wording
from responses.domain.figures import Figures
from responses.domain.indicators import Figure
from responses.domain.words import Responder
from responses.domain.words_of_reports import (
    HIDDEN,
    NOT_SAID,
    Became,
    By,
    Facet,
    Harm,
    Indicator,
    Passage,
    Span,
    Stage,
    Unanswered,
    WordBackStands,
)
from responses.models.choices import label
from responses.selectors.decisions import Row

Text = tuple[str, str]  # what was written, and in which language
VOCABULARIES: dict[Facet, tuple[type[StrEnum], ...]] = {
    Facet.BECAME: (Became,),
    Facet.LEVEL: (w.Level,),
    Facet.KIND: (w.Kind,),
    Facet.TYPE: (w.ThreatType,),
    Facet.FAMILY: (w.Family,),
    Facet.COMPONENT: (w.Component,),
    Facet.CHANNEL: (f.ReceivedBy,),
    Facet.REASON: (d.NotResponded, Unanswered),
    Facet.RESPONDER: (Responder, By),
    Facet.HARM: (Harm,),
    Facet.WHO: (f.AgeSex,),
    Facet.POPULATION: (f.Population,),
    Facet.ACTOR: (f.ActorKind,),
    Facet.GRAVE: (f.GraveViolation, w.ThreatType),
    Facet.WORD_BACK: (WordBackStands,),
    Facet.SPAN: (Span,),
    Facet.IN_TIME: (Span,),
    Facet.TOO_LATE: (Span,),
    Facet.SPAN_LATE: (Span,),
}
ASIDE = {
    Facet.IN_TIME: gettext_lazy("%(value)s, inside target"),
    Facet.TOO_LATE: gettext_lazy("%(value)s, over target"),
    Facet.SPAN_LATE: gettext_lazy("%(value)s, of those that arrived late"),
}


@dataclass(frozen=True, slots=True)
class Signed:
    """How far a version is and by whom; names as people bear them. `number`: 0 while no draft was begun."""

    number: int = 0
    stage: Stage = Stage.DRAFT
    prepared_by: str = ""
    approved_by: str = ""
    approved_at: dt.datetime | None = None
    issued_by: str = ""
    issued_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """`names`: selectors.figures.names. `texts`: by passage. `changes`: figures that differ from the version before,
    as [name, was, is], None where there is none. `positions`: [name, lat, lon] of our own bases. `watched`:
    selectors.watched.rows, None in an exercise edition and in versions that kept none. `meetings`:
    decisions of the POC meeting.
    """

    figures: Figures
    names: dict[str, Any]
    is_exercise: bool = False
    texts: dict[Passage, Text] = field(default_factory=dict)
    signed: Signed = field(default_factory=Signed)
    changes: list[list[Any]] | None = None
    positions: tuple[tuple[str, float, float], ...] = ()
    watched: list[dict[str, Any]] | None = None
    meetings: tuple[Row, ...] = ()

    @property
    def words(self) -> Wording:
        """What the office called things when this was kept, whatever it calls them now."""
        return Wording.of_kept(self.names.get("words", ()))

    @property
    def office(self) -> str:
        return self.named(self.names["office"])

    def named(self, pair: list[str]) -> str:
        """[English, French] in the language that is active."""
        return pair[1] if (get_language() or "en").startswith("fr") else pair[0]

    def word(self, facet: Facet, value: str) -> str:
        """A value of a facet in words."""
        if value == HIDDEN:
            return pgettext("value", "Restricted: not shown")
        if value == NOT_SAID:
            return _("Area not known") if facet is Facet.AREA else pgettext("value", "Not said")
        if facet is Facet.AREA:
            return str(self.names["areas"].get(value, value))
        if facet is Facet.SECTION:
            return self.named(self.names["sections"].get(value, [value, value]))
        for words in VOCABULARIES[facet]:
            if value in set(words):
                return str(ASIDE.get(facet, "%(value)s")) % {"value": label(words(value))}
        return value

    def figure_said(self, figure: Figure) -> str:
        """The name of a figure in words: "Not responded: Too far, Critical"."""
        values = ", ".join(self.word(facet, value) for facet, value in figure.where)
        said = str(label(figure.indicator))
        return colon(said, values) if values else said


def colon(what: object, value: object) -> str:
    """ "Not responded: Too far": in French with a space before the colon."""
    return _("%(what)s: %(value)s") % {"what": what, "value": value}


def name(indicator: Indicator, **where: str) -> str:
    """The name of a figure: name(Indicator.THREAT, type="killing", level="high")."""
    return str(Figure(indicator, tuple((Facet(facet), value) for facet, value in where.items())))


def in_order(words: Iterable[StrEnum], values: set[str]) -> list[str]:
    """Values in the order of their vocabulary, then those of none: not said, hidden."""
    known = [word.value for word in words if word.value in values]
    return [*known, *(value for value in (NOT_SAID, HIDDEN) if value in values)]
