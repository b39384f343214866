"""The pages of a hand-over: what whoever goes writes on, and what whoever comes accepts, each as they may see it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from alerts.domain import duty as rota
from alerts.domain.relieving import Turn
from alerts.models import Duty, Owed, Person, Relief, ReliefItem

from . import checking_in, relief
from .access import Viewer, visible_to
from .card import Card, cards


@dataclass(frozen=True, slots=True)
class Line:
    """One debt as the viewer may see it. `note`: empty also where they do not see the alert whole. `stays_with`: the
    name of whoever owes it in person for a thing that has an owner of its own, else empty.
    """

    debt: Owed
    card: Card
    item: ReliefItem | None
    note: str
    stays_with: str = ""

    @property
    def may_note(self) -> bool:
        return self.card.is_whole

    @property
    def is_done(self) -> bool:
        return self.debt.settled_at is not None

    @property
    def is_accepted(self) -> bool:
        return self.item is not None and self.item.accepted_at is not None

    @property
    def is_left(self) -> bool:
        """Nobody accepted it in time, and the fallback was told."""
        return self.item is not None and self.item.told_at is not None and not self.is_accepted and not self.is_done


@dataclass(frozen=True, slots=True)
class Sheet:
    """What somebody who goes prepares. `comes`: names of those who come. `relief`: None until somebody saved."""

    duty: Duty
    turn: Turn
    comes: list[str]
    relief: Relief | None
    lines: list[Line]
    version: str


@dataclass(frozen=True, slots=True)
class Page:
    """A hand-over as its readers see it. `may_accept`: whether the viewer has the watch, or stands in for it."""

    relief: Relief
    lines: list[Line]
    may_accept: bool

    @property
    def open(self) -> list[Line]:
        return [line for line in self.lines if not line.is_accepted and not line.is_done]

    @property
    def accepted(self) -> list[Line]:
        return [line for line in self.lines if line.is_accepted and not line.is_done]

    @property
    def done(self) -> list[Line]:
        return [line for line in self.lines if line.is_done]

    @property
    def is_left(self) -> bool:
        return any(line.is_left for line in self.lines)


def sheet(viewer: Viewer, duty: Duty, now: datetime) -> Sheet | None:
    """What the duty hands over next, for whoever has it now and goes then; None for others, and where nobody comes
    within twelve hours. About a dozen statements.
    """
    turn = relief.next_turn(relief.ahead(viewer.office.pk, now), duty, now)
    if turn is None or viewer.person.pk not in turn.goes:
        return None
    found = Relief.objects.filter(duty=duty, starts_at=turn.at).select_related("by").first()
    items = {item.owed_id: item for item in found.items.all()} if found else {}
    debts = list(relief.owed_at(duty, turn.goes).select_related("person")[: relief.MOST])
    comes = list(Person.objects.filter(pk__in=turn.comes).order_by("name").values_list("name", flat=True))
    return Sheet(duty, turn, comes, found, _lines(viewer, debts, items, now), version(items.values()))


def page(viewer: Viewer, pk: int, now: datetime) -> Page | None:
    """A hand-over for whoever has the watch, stands in for it, prepared it, or edits the rota; None for others. Its
    items, what is due first.
    """
    found = relief.find(viewer.office.pk, pk)
    if found is None or not may_see(viewer, found):
        return None
    rows = found.items.select_related("owed__person", "accepted_by").order_by(F("owed__due_at"), "pk")
    items = {item.owed_id: item for item in rows}
    lines = _lines(viewer, [item.owed for item in items.values()], items, now)
    return Page(found, lines, found.begun_at is not None and may_accept(viewer, found))


def may_accept(viewer: Viewer, found: Relief) -> bool:
    """Whether the viewer holds the duty now, or the one that it falls to; also while those stand in for others."""
    return bool(viewer.holds() & {found.duty_id, found.duty.fallback_id})


def may_see(viewer: Viewer, found: Relief) -> bool:
    return may_accept(viewer, found) or viewer.may_edit_duty or found.by_id == viewer.person.pk


@dataclass(frozen=True, slots=True)
class Leaving:
    """A watch of the viewer that another takes over soon."""

    duty: Duty
    turn: Turn
    relief: Relief | None


def leaving(viewer: Viewer, found: checking_in.Known, now: datetime) -> list[Leaving]:
    """The viewer's watches that others relieve within the time that is known ahead. One statement where one is."""
    own = [
        (duty, turn)
        for duty in found.duties
        if duty.asks_check_in
        and _holds(viewer, found.roster, duty, now)
        and (turn := relief.next_turn(found, duty, now)) is not None
        and viewer.person.pk in turn.goes
    ]
    rows = Relief.objects.filter(duty__in=[duty.pk for duty, _turn in own], starts_at__gt=now) if own else ()
    known = {(row.duty_id, row.starts_at): row for row in rows}
    return [Leaving(duty, turn, known.get((duty.pk, turn.at))) for duty, turn in own]


def _holds(viewer: Viewer, roster: rota.Roster, duty: Duty, now: datetime) -> bool:
    found = rota.holders(duty.pk, roster, now).holders
    return any(one.person_id == viewer.person.pk and one.through_id == duty.pk for one in found)


def version(items: Iterable[ReliefItem]) -> str:
    """Changes with every note and every acceptance."""
    told = sorted((item.owed_id, item.note, item.accepted_by_id) for item in items)
    return hashlib.blake2b(repr(told).encode(), digest_size=10).hexdigest()


def _lines(viewer: Viewer, debts: list[Owed], items: dict[int, ReliefItem], now: datetime) -> list[Line]:
    """Those whose alert the viewer may know of."""
    alerts = visible_to(viewer).filter(pk__in={debt.alert_id for debt in debts}).select_related("area")
    shown = {card.alert.pk: card for card in cards(viewer, alerts.defer("area__outline"), now)}
    return [_line(debt, card, items.get(debt.pk)) for debt in debts if (card := shown.get(debt.alert_id)) is not None]


def _line(debt: Owed, card: Card, item: ReliefItem | None) -> Line:
    has_owner = debt.person is not None and bool(debt.subject)
    return Line(
        debt,
        card,
        item,
        item.note if item is not None and card.is_whole else "",
        debt.person.name if has_owner and debt.person is not None else "",
    )
