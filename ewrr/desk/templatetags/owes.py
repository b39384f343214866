"""Who owes what by when, in one line: the loudest of every alert."""

from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alerts.domain.words import Component, OwedKind
from alerts.models import Owed
from alerts.models.choices import label
from alerts.selectors.card import Card

from .hub import until

register = template.Library()

# Each its own sentence: "due" agrees with the noun in French.
OWES = {
    OwedKind.ANSWER: gettext_lazy("%(who)s owes answer"),
    OwedKind.VERIFY: gettext_lazy("%(who)s owes verification"),
    OwedKind.DECIDE: gettext_lazy("%(who)s owes decision"),
    OwedKind.ARRIVE: gettext_lazy("%(who)s owes arrival"),
    OwedKind.WORD_BACK: gettext_lazy("%(who)s owes word back"),
    OwedKind.REVIEW: gettext_lazy("%(who)s owes review"),
    OwedKind.ACCEPT: gettext_lazy("%(who)s owes acceptance"),
    OwedKind.RESULT: gettext_lazy("%(who)s owes result"),
    OwedKind.APPROVE: gettext_lazy("%(who)s owes approval"),
    OwedKind.OTHER: gettext_lazy("%(who)s owes an act"),
}
YOU_OWE = {
    OwedKind.ANSWER: gettext_lazy("You owe answer"),
    OwedKind.VERIFY: gettext_lazy("You owe verification"),
    OwedKind.DECIDE: gettext_lazy("You owe decision"),
    OwedKind.ARRIVE: gettext_lazy("You owe arrival"),
    OwedKind.WORD_BACK: gettext_lazy("You owe word back"),
    OwedKind.REVIEW: gettext_lazy("You owe review"),
    OwedKind.ACCEPT: gettext_lazy("You owe acceptance"),
    OwedKind.RESULT: gettext_lazy("You owe result"),
    OwedKind.APPROVE: gettext_lazy("You owe approval"),
    OwedKind.OTHER: gettext_lazy("You owe an act"),
}


@register.inclusion_tag("parts/owed.html")
def owed_line(card: Card) -> dict[str, Any]:
    """What is owed next; nothing where nothing is."""
    return _of(card, card.owed) if card.owed is not None else {"sentence": "", "card": card}


@register.inclusion_tag("parts/owed.html")
def my_debt(card: Card, row: Owed) -> dict[str, Any]:
    """One thing that the reader owes, by its own due time."""
    return _line(card, row, YOU_OWE[OwedKind(row.kind)])


@register.inclusion_tag("parts/owed.html")
def its_debt(card: Card, row: Owed) -> dict[str, Any]:
    """One thing that somebody owes, whoever reads it."""
    return _of(card, row)


def _of(card: Card, row: Owed) -> dict[str, Any]:
    kind = OwedKind(row.kind)
    if kind is OwedKind.ANSWER and len(card.silent) > 1:
        return _line(card, row, _several(card))
    return _line(card, row, YOU_OWE[kind] if row in card.mine else OWES[kind] % {"who": _who(card, row)})


def _several(card: Card) -> Any:
    """Who must answer, each of them; or that one answer of any of them is enough."""
    if not card.needs_each:
        return _("One answer owed")
    if len(card.silent) == len(card.triad):
        return _("All three owe answer")
    names = ", ".join(str(label(component)) for component in card.silent)
    return _("%(who)s owe answer") % {"who": names}


def _who(card: Card, row: Owed) -> str:
    if row.person or row.duty:
        return str(row.person or row.duty)
    if row.component:
        return str(label(Component(row.component)))
    return str(label(card.silent[0])) if card.silent else _("The hub")


def _line(card: Card, row: Owed, sentence: Any) -> dict[str, Any]:
    return {
        "sentence": sentence,
        "due_at": row.due_at,
        "text": until(row.due_at, card),
        "is_late": row.due_at <= card.now,
        "card": card,
    }
