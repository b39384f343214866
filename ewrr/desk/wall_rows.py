"""An alert as a row of the wall: no more than its shell, and the place's name where it is not restricted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from alerts.domain.words import Component, OwedKind
from alerts.models import Alert, Owed
from alerts.models.choices import label
from alerts.selectors import wall
from alerts.selectors.card import Card, Cell
from alerts.selectors.wall_duty import Strip
from responses.selectors.wall import is_on_map

from .templatetags.hub import clock, short_component, span
from .templatetags.owes import OWES

WHO = "\ufffc"  # where the name goes: it alone may be cut short on the screen
# Of what is restricted: that something is owed, not by whom.
OWED = {
    OwedKind.ANSWER: gettext_lazy("Answer owed"),
    OwedKind.VERIFY: gettext_lazy("Verification owed"),
    OwedKind.DECIDE: gettext_lazy("Decision owed"),
    OwedKind.WORD_BACK: gettext_lazy("Word back owed"),
    OwedKind.REVIEW: gettext_lazy("Review owed"),
}


@dataclass(frozen=True, slots=True)
class Owes:
    """`before` `who` `after`: one sentence; `due_at`: None where nothing is owed."""

    before: str
    who: str = ""
    after: str = ""
    due_at: datetime | None = None
    text: str = ""
    is_late: bool = False
    is_silence: bool = False  # it is an answer that is late

    @property
    def sentence(self) -> str:
        return f"{self.before}{self.who}{self.after}"


@dataclass(frozen=True, slots=True)
class Row:
    """`answered`: the components that have, where each must; `is_placed`: the map shows it."""

    card: Card
    where: str
    owes: Owes
    answered: tuple[Cell, ...]

    @property
    def alert(self) -> Alert:
        return self.card.alert

    @property
    def is_placed(self) -> bool:
        return is_on_map(self.alert)

    @property
    def is_unanswered(self) -> bool:
        return wall.is_silent(self.card)


def row(card: Card, strip: Strip) -> Row:
    answered = tuple(cell for cell in card.triad if cell.state == "yes") if card.needs_each else ()
    return Row(card, where(card.alert), owes(card, strip), () if card.alert.is_restricted else answered)


def where(alert: Alert) -> str:
    area = alert.area.name if alert.area else _("area not known")
    return area if alert.is_restricted else alert.place_name or area


def owes(card: Card, strip: Strip) -> Owes:
    """What is owed next, by whom, until when."""
    debt = card.owed
    if debt is None:
        return Owes(_nothing(card.alert))
    kind = OwedKind(debt.kind)
    said = str(OWED.get(kind, _("Something owed"))) if card.alert.is_restricted else ""
    sentence, who = (said, "") if said else _sentence(card, debt, kind, strip)
    before, _who, after = sentence.partition(WHO)
    is_late = debt.due_at <= card.now
    is_silence = is_late and kind is OwedKind.ANSWER
    return Owes(before, who, after, debt.due_at, due(debt.due_at, card.now), is_late, is_silence)


def _sentence(card: Card, debt: Owed, kind: OwedKind, strip: Strip) -> tuple[str, str]:
    """The sentence with WHO in it, and who."""
    if kind is OwedKind.ANSWER and card.triad:
        if not card.needs_each:
            return _("One answer owed"), ""
        if len(card.silent) == len(card.triad):
            return pgettext("wall", "All three owe answer"), ""
        names = ", ".join(short_component(component) for component in card.silent)
        owe = ngettext("%(who)s owes", "%(who)s owe", len(card.silent))
        return owe % {"who": WHO}, names
    return str(OWES[kind]) % {"who": WHO}, _who(debt, strip)


def _who(debt: Owed, strip: Strip) -> str:
    """Whoever answers for a duty now is whom one calls; the duty's own name where nobody does."""
    if debt.person:
        return debt.person.name
    if debt.duty:
        return strip.answering(debt.duty_id) or debt.duty.name
    return str(label(Component(debt.component))) if debt.component else _("The hub")


def _nothing(alert: Alert) -> str:
    if alert.decided_at and alert.state != "received":
        return _("Decided %(time)s") % {"time": clock(alert.decided_at)}
    if alert.answered_at:
        return _("Answered %(time)s") % {"time": clock(alert.answered_at)}
    return _("Nothing owed")


def due(at: datetime, now: datetime) -> str:
    """ "in 38 min", "6 min late": in French shorter than elsewhere, for the row has one line."""
    words: Any = pgettext("wall", "in {time}") if at > now else pgettext("wall", "{time} late")
    return str(words.format(time=span(abs(at - now))))
