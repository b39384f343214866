"""An alert as one row: what it is, how long it waits, who owes what by when."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from alerts.domain.words import Component, EscalationState, OwedKind
from alerts.models import Acknowledgement, Alert, Delivery, Escalation, Owed
from ewrr.common.shelf import shelf

from .access import Sight, Viewer
from .owing import is_owed_by, is_review_of_closing


@dataclass(frozen=True, slots=True)
class Cell:
    """One component of the triad: "yes", "late", "waiting", or "na" when it is not asked."""

    component: Component
    state: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is the same for every reader: all that is owed, the latest round, the answers of all rounds."""

    debts: tuple[Owed, ...]
    escalation: Escalation | None
    answers: tuple[Acknowledgement, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """`debts`: all that is owed, by when it is due; `mine`: of these what the viewer owes, in person or by a duty
    they hold. `silent`: components whose answer is owed. `escalation`: the latest round, with its rule;
    `acknowledgements`: answers of every round, with their people.
    """

    alert: Alert
    sight: Sight
    escalation: Escalation | None
    acknowledgements: tuple[Acknowledgement, ...]
    debts: tuple[Owed, ...]
    mine: tuple[Owed, ...]
    silent: tuple[Component, ...]
    triad: tuple[Cell, ...]
    is_unanswered: bool
    has_answered: bool
    was_told: bool
    has_closed: bool
    now: datetime

    @property
    def stamp(self) -> tuple[Hashable, ...]:
        """Whatever two readers with the same rights, or two moments between the same events, may see differently:
        the card of another person with an equal stamp shows the same.
        """
        mine = tuple(row in self.mine for row in self.debts)
        late = tuple(row.due_at <= self.now for row in self.debts)
        return self.sight, mine, late, self.has_answered

    @property
    def is_personal(self) -> bool:
        """Whether this reader has a part in it: was told, answered, closed it or owes. Then the alert says "you"."""
        return self.was_told or self.has_answered or self.has_closed or bool(self.mine)

    @property
    def is_whole(self) -> bool:
        return self.sight is Sight.WHOLE

    @property
    def owed(self) -> Owed | None:
        """What is owed next, None when nothing is."""
        return self.debts[0] if self.debts else None

    @property
    def review(self) -> Owed | None:
        """The review of its closing by a second person, where one is owed."""
        return next((row for row in self.debts if is_review_of_closing(row)), None)

    @property
    def owes_answer(self) -> bool:
        """Whether the viewer's answer is asked."""
        return any(row.kind == OwedKind.ANSWER for row in self.mine)

    @property
    def asks_answer(self) -> bool:
        """Whether it is the viewer's answer that is waited for: asked, and not given in this round."""
        return self.alert.is_open and self.owes_answer and not self.has_answered

    def is_overdue(self, *kinds: OwedKind) -> bool:
        """Whether something of these kinds is late."""
        return any(row.kind in kinds and row.due_at <= self.now for row in self.debts)

    @property
    def is_late(self) -> bool:
        return self.owed is not None and self.owed.due_at <= self.now

    @property
    def needs_each(self) -> bool:
        """Whether each component asked must answer for itself."""
        return self.escalation is not None and self.escalation.ladder.asks_each

    @property
    def answers(self) -> int:
        return sum(cell.state == "yes" for cell in self.triad)

    @property
    def asked(self) -> int:
        return sum(cell.state != "na" for cell in self.triad)


def cards(
    viewer: Viewer, alerts: Iterable[Alert], now: datetime, versions: Mapping[int, int] | None = None
) -> list[Card]:
    """One card an alert that the viewer may know of, in the order given. Four statements, whatever the number;
    two more, once a viewer, where a duty owes something. `versions`: the last event of each, as selectors.changes
    has it; with them what is the same for every reader is read once in a process.
    """
    shown = [alert for alert in alerts if viewer.sight(alert) is not Sight.NONE]
    ids = [alert.pk for alert in shown]
    facts = _facts(ids) if versions is None else _facts_at({pk: versions[pk] for pk in ids})
    asked: dict[int, set[str]] = defaultdict(set)
    told = set()
    messages = Delivery.objects.filter(alert__in=ids, person=viewer.person)
    for alert_id, components, comment in messages.values_list("alert_id", "components", "comment"):
        told.add(alert_id)
        if comment is None:  # being named in a comment asks for no answer
            asked[alert_id] |= {"", *components}
    return [_card(viewer, alert, facts[alert.pk], asked[alert.pk], alert.pk in told, now) for alert in shown]


def _facts(ids: Iterable[int]) -> dict[int, Facts]:
    """Three statements."""
    owed: dict[int, list[Owed]] = {pk: [] for pk in ids}
    for row in Owed.objects.filter(alert__in=owed, settled_at__isnull=True).select_related("person", "duty"):
        owed[row.alert_id].append(row)
    rounds: dict[int, Escalation] = {
        escalation.alert_id: escalation
        for escalation in Escalation.objects.filter(alert__in=owed).select_related("rule").order_by("alert_id", "round")
    }
    answers: dict[int, list[Acknowledgement]] = defaultdict(list)
    for answer in Acknowledgement.objects.filter(alert__in=owed).select_related("person"):
        answers[answer.alert_id].append(answer)
    return {pk: Facts(tuple(owed[pk]), rounds.get(pk), tuple(answers[pk])) for pk in owed}


def _facts_at(versions: Mapping[int, int]) -> dict[int, Facts]:
    """The same, of alerts whose last event is known: what was read since that event holds until the next one."""
    keys = {pk: ("facts", pk, seq) for pk, seq in versions.items()}
    found = {pk: facts for pk, key in keys.items() if (facts := shelf.find(key)) is not None}
    if missing := [pk for pk in keys if pk not in found]:
        found |= {pk: shelf.put(keys[pk], facts) for pk, facts in _facts(missing).items()}
    return found


def _card(viewer: Viewer, alert: Alert, facts: Facts, asked: set[str], was_told: bool, now: datetime) -> Card:
    """`asked`: components for which the viewer was told, "" when they were told at all."""
    escalation = facts.escalation
    here = [answer for answer in facts.answers if escalation and answer.round == escalation.round]
    owed_answers = [row for row in facts.debts if row.kind == OwedKind.ANSWER]
    silent = _silent(owed_answers, escalation)
    return Card(
        alert=alert,
        sight=viewer.sight(alert),
        escalation=escalation,
        acknowledgements=facts.answers,
        debts=facts.debts,
        mine=tuple(row for row in facts.debts if is_owed_by(viewer, row, asked)),
        silent=silent,
        triad=_triad(silent, owed_answers, escalation, here, now) if owed_answers else (),
        is_unanswered=escalation is not None and escalation.state == EscalationState.UNANSWERED,
        has_answered=any(answer.person_id == viewer.person.pk for answer in here),
        was_told=was_told,
        has_closed=alert.closed_by_id is not None and alert.closed_by_id == viewer.person.pk,
        now=now,
    )


def _silent(owed_answers: list[Owed], escalation: Escalation | None) -> tuple[Component, ...]:
    if any(row.component == "" for row in owed_answers) and escalation:
        return escalation.ladder.components
    names = {row.component for row in owed_answers}
    return tuple(component for component in Component if component.value in names)


def _triad(
    silent: tuple[Component, ...],
    owed_answers: list[Owed],
    escalation: Escalation | None,
    answers: list[Acknowledgement],
    now: datetime,
) -> tuple[Cell, ...]:
    asked = escalation.ladder.components if escalation else ()
    heard = {answer.component for answer in answers if answer.counts}
    is_late = any(row.due_at <= now for row in owed_answers)

    def state(component: Component) -> str:
        if component.value in heard:
            return "yes"
        if component not in asked:
            return "na"
        if component in silent and is_late:
            return "late"
        return "waiting"

    return tuple(Cell(component, state(component)) for component in Component)
