"""What a duty hands over at the change of its watch: open items, with notes, accepted one by one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from alerts.domain import relieving as rules
from alerts.domain.relieving import Turn
from alerts.domain.rota import spans
from alerts.domain.words import OwedKind
from alerts.models import Delivery, Duty, Owed, Relief, ReliefItem

from . import checking_in
from .checking_in import Known
from .owing import standing

MOST = 60
A_MOMENT = checking_in.rules.TICK


def owed_at(duty: Duty, people: Collection[int] = ()) -> QuerySet[Owed]:
    """All that the duty owes now, what is due first: answers that were asked of it, what it owes itself, and what
    `people` (ids), who leave it, owe in person.
    """
    told = Delivery.objects.filter(alert=OuterRef("alert"), duty=duty, comment__isnull=True)
    answers = Q(Exists(told), kind=OwedKind.ANSWER, component__in={"", duty.component})
    by_duty = Q(duty=duty, person__isnull=True) & ~Q(kind=OwedKind.ANSWER)
    return standing(duty.office_id).filter(answers | by_duty | Q(person__in=people)).order_by("due_at", "pk")


def last_turn(found: Known, duty: Duty, now: datetime) -> Turn | None:
    """The latest change of hands of the last day, up to `now`; None: there was none."""
    past = spans(duty.pk, found.roster, now - rules.LASTS, now + A_MOMENT)
    return next(reversed(rules.turns(past)), None)


def next_turn(found: Known, duty: Duty, now: datetime) -> Turn | None:
    """The next change of hands within twelve hours, after `now`."""
    ahead = spans(duty.pk, found.roster, now, now + rules.AHEAD)
    return next(iter(rules.turns(ahead)), None)


def ahead(office_id: int, now: datetime) -> Known:
    """What `next_turn` needs. As many statements as checking_in.known."""
    return checking_in.known(office_id, now, rules.AHEAD)


def due_at(duty: Duty, turn: Turn) -> datetime:
    """When a list is to be made: as the watch begins, or as soon as the rota says that it has begun."""
    return max(turn.at, duty.changed_at or turn.at)


@dataclass(frozen=True, slots=True)
class Due:
    """What the hub must do by itself: lists that begin with a watch, and (with when it was due) those of which items
    were left.
    """

    turns: list[tuple[Duty, Turn]]
    left: list[tuple[Relief, datetime]]

    @property
    def since(self) -> datetime | None:
        """When the oldest of it was due."""
        begins = [due_at(duty, turn) for duty, turn in self.turns]
        return min(begins + [at for _relief, at in self.left], default=None)

    @property
    def duty_ids(self) -> list[int]:
        ids = [duty.pk for duty, _turn in self.turns] + [relief.duty_id for relief, _at in self.left]
        return list(dict.fromkeys(ids))


def due(found: Known, now: datetime, before: datetime) -> Due:
    """What was due by `before`. At most two statements; none where nothing changes hands."""
    latest = [
        (duty, turn)
        for duty in found.duties
        if duty.asks_check_in and (turn := last_turn(found, duty, now)) is not None
    ]
    if not latest:
        return Due([], [])
    rows = {
        (row.duty_id, row.starts_at): row
        for row in Relief.objects.filter(
            duty__in=[duty.pk for duty, _turn in latest], starts_at__in={turn.at for _duty, turn in latest}
        )
    }
    here = [(duty, turn, rows.get((duty.pk, turn.at))) for duty, turn in latest]
    begun = {row.pk: (row, row.begun_at) for _duty, _turn, row in here if row is not None and row.begun_at is not None}
    late = {pk: at for pk, (row, begun_at) in begun.items() if (at := rules.left_at(row.starts_at, begun_at)) <= before}
    untold = _open(late).filter(told_at__isnull=True).order_by("relief").values_list("relief", flat=True).distinct()
    return Due(
        [
            (duty, turn)
            for duty, turn, row in here
            if due_at(duty, turn) <= before and (row is None or row.begun_at is None)
        ],
        [(begun[pk][0], late[pk]) for pk in untold],
    )


def overdue(before: datetime, now: datetime) -> list[tuple[int, datetime]]:
    """(office id, since when) where what was due by `before` is not done. One statement, and some for each office
    that asks for check-in.
    """
    found = (
        (office_id, due(checking_in.known(office_id, now), now, before).since)
        for office_id in checking_in.offices_that_ask()
    )
    return [(office_id, since) for office_id, since in found if since is not None]


def _open(reliefs: Collection[int]) -> QuerySet[ReliefItem]:
    """Items that nobody accepted and that are still owed."""
    return ReliefItem.objects.filter(relief__in=reliefs, accepted_at__isnull=True, owed__settled_at__isnull=True)


def open_items(relief: Relief) -> QuerySet[ReliefItem]:
    return _open([relief.pk])


@dataclass(frozen=True, slots=True)
class Waiting:
    """A hand-over of which items are open. `is_late`: the fallback was told."""

    relief: Relief
    count: int
    is_late: bool


def waiting(duty_ids: Collection[int], now: datetime) -> list[Waiting]:
    """Of these duties the hand-overs of the last day that have begun, the latest of each duty, while items are open.
    One statement.
    """
    is_open = Q(items__accepted_at__isnull=True, items__owed__settled_at__isnull=True)
    rows: Any = (
        Relief.objects.filter(duty__in=duty_ids, starts_at__gt=now - rules.LASTS, begun_at__isnull=False)
        .select_related("duty", "by")
        .annotate(count=Count("items", filter=is_open), late_at=Max("items__told_at", filter=is_open))
        .order_by("starts_at", "pk")
    )
    latest = {row.duty_id: row for row in rows}
    return [Waiting(row, row.count, row.late_at is not None) for row in latest.values() if row.count]


def find(office_id: int, pk: int) -> Relief | None:
    """One of the office's."""
    rows = Relief.objects.filter(duty__office=office_id, pk=pk)
    return rows.select_related("duty__fallback", "duty__office", "by").first()
