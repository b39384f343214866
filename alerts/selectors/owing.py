"""What a person owes: in person, as somebody who was told, or by a duty that they hold now."""

from datetime import datetime
from typing import NamedTuple, Protocol

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery

from alerts.domain.words import OwedKind
from alerts.models import Alert, Delivery, Owed
from ewrr.common.shelf import shelf

from .access import Viewer

CLOSING = "closing:"


class Debt(NamedTuple):
    """What of an Owed row that stands decides whom it concerns, and when."""

    alert_id: int
    kind: str
    component: str
    duty_id: int | None
    person_id: int | None
    due_at: datetime


class Owing(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def component(self) -> str: ...
    @property
    def duty_id(self) -> int | None: ...
    @property
    def person_id(self) -> int | None: ...


def review_of(alert_id: int) -> str:
    """The subject of the review of a closing: apart from the reviews of decisions, which a closing settles."""
    return f"{CLOSING}{alert_id}"


def is_review_of_closing(row: Owed) -> bool:
    return row.kind == OwedKind.REVIEW and row.subject.startswith(CLOSING)


def owed_by(viewer: Viewer) -> QuerySet[Owed]:
    """Everything in the viewer's office that they owe. Two statements are asked at once, which duties they hold,
    unless that was asked before.
    """
    asked_for = Func(
        OuterRef("component"),
        F("components"),
        template="(%(expressions)s))",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )
    told = Delivery.objects.filter(alert=OuterRef("alert"), person=viewer.person, comment__isnull=True)
    asked = Q(kind=OwedKind.ANSWER) & (Q(component="") & Exists(told) | Exists(told.filter(asked_for)))
    by_duty = Q(duty__in=viewer.holds()) & ~Q(kind=OwedKind.ANSWER)
    in_person, by_others = Q(person=viewer.person), Q(person__isnull=True)
    return standing(viewer.office.pk).filter(in_person | by_others & (asked | by_duty))


def standing(office_id: int) -> QuerySet[Owed]:
    """All that the office owes. Its alerts are looked up one by one: joined, all alerts of its past would be read."""
    of_office = Subquery(Alert.objects.filter(pk=OuterRef("alert")).values("office")[:1])
    return Owed.objects.alias(of_office=of_office).filter(settled_at__isnull=True, of_office=office_id)


def debts_since(office_id: int, seq: int) -> tuple[Debt, ...]:
    """All that the office owes, where `seq` is its last event: read once in a process until the next one."""
    return shelf.get(("debts", office_id, seq), lambda: _debts(office_id))


def _debts(office_id: int) -> tuple[Debt, ...]:
    return tuple(Debt(*row) for row in standing(office_id).values_list(*Debt._fields))


def is_owed_by(viewer: Viewer, row: Owing, asked: set[str]) -> bool:
    """The same of one row at hand. `asked`: components for which the viewer was told of its alert, "" when they were
    told at all.
    """
    if row.person_id is not None:
        return row.person_id == viewer.person.pk
    if row.kind == OwedKind.ANSWER:
        return row.component in asked
    return row.duty_id is not None and row.duty_id in viewer.holds()
