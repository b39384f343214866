"""The acts of the action bar: what the reader may do with an alert, what of it is owed next, what forbids the rest."""

from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alerts.domain import lifecycle
from alerts.domain.lifecycle import Move
from alerts.domain.words import OwedKind, State
from alerts.selectors.access import Viewer
from alerts.selectors.card import Card
from alerts.selectors.owing import is_review_of_closing


@dataclass(frozen=True, slots=True)
class Act:
    """`name`: the route. `why_not`: what is missing, in a few words; empty where it may be done."""

    name: str
    label: Any
    key: str
    href: str = ""
    why_not: Any = ""
    is_main: bool = False


ASSESS = Act("assess", pgettext_lazy("act", "Verify"), "v")
DECIDE = Act("decide", pgettext_lazy("act", "Decide"), "d")
DECIDE_AGAIN = Act("decide", pgettext_lazy("act", "Decide again"), "d")
RESPOND = Act("respond", pgettext_lazy("act", "Respond"), "t")
PROPOSE = Act("respond", pgettext_lazy("act", "Propose a response"), "t")
JOIN = Act("join", pgettext_lazy("act", "Join"), "m")
UNJOIN = Act("unjoin", pgettext_lazy("act", "Undo the joining"), "m")
DISMISS = Act("dismiss", pgettext_lazy("act", "Dismiss"), "x")
CLOSE = Act("close", pgettext_lazy("act on an alert", "Close"), "e")
HARM = Act("harm", pgettext_lazy("act", "Harm"), "h")
REVIEW = Act("review", pgettext_lazy("act", "Review"), "y")
REOPEN = Act("reopen", pgettext_lazy("act", "Reopen"), "r")
WORD_BACK = Act("word_back", pgettext_lazy("act", "Word back"), "w")
# What settles what is owed; answers have a button of their own, arrivals and the rest belong to responses.
SETTLES = {
    OwedKind.VERIFY: "assess",
    OwedKind.DECIDE: "decide",
    OwedKind.REVIEW: "decide",
    OwedKind.WORD_BACK: "word_back",
}
MOVES = {"decide": Move.DECIDE, "join": Move.JOIN, "dismiss": Move.DISMISS, "close": Move.CLOSE, "reopen": Move.REOPEN}
DECIDE_FIRST, REOPEN_FIRST = _("decide first"), _("reopen first")
BY_ANOTHER = _("by somebody else than you, who closed it")
JOINED = _("joined to another")
WHY_NOT: dict[State, Any] = {
    State.RECEIVED: DECIDE_FIRST,
    State.CLOSED: REOPEN_FIRST,
    State.DISMISSED: REOPEN_FIRST,
    State.JOINED: JOINED,
}


def acts(viewer: Viewer, card: Card) -> list[Act]:
    """What stands in the bar besides answering, the main one first; none for whoever never may."""
    alert = card.alert
    if alert.is_history or not card.is_whole:
        return []
    found = [_as_it_stands(act, card) for act in _shown(viewer, card)]
    main = _main(card, found)
    rest = [act for act in found if act.name != main]
    return [replace(act, is_main=True) for act in found if act.name == main] + rest


def first(viewer: Viewer, card: Card) -> Act | None:
    """The main act, None where the viewer's answer is asked or nothing is theirs to do."""
    return next((act for act in acts(viewer, card) if act.is_main), None)


def _shown(viewer: Viewer, card: Card) -> list[Act]:
    alert = card.alert
    has_harm = alert.is_open or alert.state == State.CLOSED
    assess = [ASSESS, *([HARM] if has_harm else [])] if viewer.may_assess else []
    if not viewer.may_decide:
        return [*assess, PROPOSE] if viewer.may_propose and alert.is_open else assess
    if alert.state == State.RESPONDING:  # neither decided again nor dismissed: these would only say so
        return [*assess, RESPOND, JOIN, CLOSE]
    if alert.is_open:
        undecided = alert.state == State.RECEIVED
        return [*assess, DECIDE if undecided else DECIDE_AGAIN, RESPOND, JOIN, DISMISS, CLOSE]
    if alert.state == State.JOINED:
        return [UNJOIN]
    word_back = [WORD_BACK] if alert.state == State.CLOSED and not alert.word_back_at else []
    return [*word_back, *_review(viewer, card), REOPEN, *assess, DECIDE]


def _review(viewer: Viewer, card: Card) -> list[Act]:
    """Where one is owed, and not by whoever closed it."""
    if card.review is None or not viewer.may_review:
        return []
    return [replace(REVIEW, why_not=BY_ANOTHER if card.has_closed else "")]


def _as_it_stands(act: Act, card: Card) -> Act:
    move, state = MOVES.get(act.name), State(card.alert.state)
    forbidden = move is not None and not lifecycle.allows(state, move)
    route = reverse(act.name, args=[card.alert.number])
    return replace(act, href=route, why_not=WHY_NOT.get(state, "") if forbidden else act.why_not)


def _main(card: Card, found: list[Act]) -> str:
    """The act that settles what the viewer owes next, else what anybody owes; "" while their answer is owed."""
    if card.asks_answer:
        return ""
    may = {act.name for act in found if not act.why_not}
    due = [row for row in card.debts if row.kind != OwedKind.REVIEW or row.due_at <= card.now]
    for row in (*card.mine, *due):
        name = REVIEW.name if is_review_of_closing(row) else SETTLES.get(OwedKind(row.kind), "")
        if name in may:
            return name
    return "decide" if "decide" in may and card.alert.state == State.RECEIVED else ""
