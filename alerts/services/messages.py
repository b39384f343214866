"""Writing messages to people: one row for each person and channel, before anything is sent."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from alerts.domain.channels import WAKES
from alerts.domain.duty import Found, Holder
from alerts.domain.escalation import Rung
from alerts.domain.plan import Plan
from alerts.domain.words import Channel, Component, DeliveryState
from alerts.domain.words_of_telling import Note, Purpose
from alerts.models import Alert, Comment, Delivery, Escalation, Notice, Owed, Person
from alerts.selectors import channels
from ewrr.common.change import Change

DELIVER = "alerts.deliver"
BOTH = (Channel.INBOX, Channel.EMAIL)


def tell(c: Change, alert: Alert, escalation: Escalation, plan: Plan, rung: Rung) -> list[Holder]:
    """Writes what a rung tells, each person once whatever the number of duties; says who they are."""
    holders = [holder for one in rung.found for holder in one.holders]
    by_person = _by_person(holders)
    told = [_foremost(own) for own in by_person.values()]
    ways = channels.ways(alert.office_id, by_person, rung.channels, wakes=alert.level in WAKES)
    named = {duty_id for step in plan.steps for duty_id in step.duty_ids}
    Delivery.objects.bulk_create(
        (
            _row(
                c,
                holder.person_id,
                channel,
                alert=alert,
                escalation=escalation,
                purpose=rung.purpose if holder.duty_id in named else Purpose.LAST_RESORT,
                round=escalation.round,
                step=rung.number,
                components=_components(by_person[holder.person_id]),
                **_found(holder, rung.found),
            )
            for holder in told
            for channel in ways[holder.person_id]
        ),
        ignore_conflicts=True,
    )
    c.nudge(DELIVER)
    return told


def remind(c: Change, alert: Alert, debt: Owed, found: Sequence[Found], people: Iterable[Person]) -> list[int]:
    """Reminds whoever owes something: the holders of a duty, or people themselves; says who they are (ids)."""
    rows: dict[int, dict[str, Any]] = {person.pk: {} for person in people}
    for one in found:
        rows |= {holder.person_id: _found(holder, found) for holder in one.holders}
    ways = channels.ways(alert.office_id, rows, BOTH, wakes=alert.level in WAKES)
    Delivery.objects.bulk_create(
        (
            _row(c, person_id, channel, alert=alert, purpose=Purpose.REMINDER, owed=debt, **facts)
            for person_id, facts in rows.items()
            for channel in ways[person_id]
        ),
        ignore_conflicts=True,
    )
    c.nudge(DELIVER)
    return list(rows)


def chase(c: Change, alert: Alert, debt: Owed, rung: Rung) -> list[int]:
    """Writes what a rung of a debt's ladder tells, each person once; says who they are (ids)."""
    by_person = _by_person([holder for one in rung.found for holder in one.holders])
    ways = channels.ways(alert.office_id, by_person, rung.channels, wakes=alert.level in WAKES)
    Delivery.objects.bulk_create(
        (
            _row(
                c, person_id, channel, alert=alert, purpose=Purpose.REMINDER, owed=debt, step=rung.number,
                **(_found(own[0], rung.found) if own[0].duty_id else {}),
            )
            for person_id, own in by_person.items()
            for channel in ways[person_id]
        ),
        ignore_conflicts=True,
    )  # fmt: skip
    c.nudge(DELIVER)
    return list(by_person)


def mention(c: Change, alert: Alert, comment: Comment, person_id: int) -> None:
    """Tells somebody that a comment names them."""
    about = {"alert": alert, "comment": comment, "purpose": Purpose.MENTION}
    ways = channels.ways(c.office_id, [person_id], BOTH, wakes=False)[person_id]
    Delivery.objects.bulk_create((_row(c, person_id, channel, **about) for channel in ways), ignore_conflicts=True)
    c.nudge(DELIVER)


def notify(
    c: Change, what: Note, people: Iterable[int], *, path: str, first: date, until: date, is_exercise: bool
) -> Notice:
    """Tells people (ids) something that is about no alert, each once, except whoever does it.

    `path`: where it leads, within the hub. `first`, `until`: the days it concerns, the last one before `until`.
    """
    notice = Notice.objects.create(
        office_id=c.office_id,
        what=what,
        first_date=first,
        until_date=until,
        path=path,
        is_exercise=is_exercise,
        at=c.now,
    )
    others = {*people} - ({c.by.pk} if c.by else set())
    ways = channels.ways(c.office_id, others, BOTH, wakes=False)
    Delivery.objects.bulk_create(
        (
            _row(c, person_id, channel, notice=notice, purpose=Purpose.NOTICE)
            for person_id in sorted(others)
            for channel in ways[person_id]
        ),
        ignore_conflicts=True,
    )
    c.nudge(DELIVER)
    return notice


def to_person(c: Change, person_id: int, purpose: Purpose, by: tuple[Channel, ...] = BOTH) -> list[Delivery]:
    """A message about the hub itself, not about an alert, by every one of these channels that the office has not
    switched off.
    """
    shut = channels.off(c.office_id)
    rows = [_row(c, person_id, channel, purpose=purpose) for channel in by if channel not in shut]
    c.nudge(DELIVER)
    return Delivery.objects.bulk_create(rows)


def _row(c: Change, person_id: int, channel: Channel, **facts: Any) -> Delivery:
    """The inbox row is the message itself and needs no sending."""
    is_here = channel is Channel.INBOX
    return Delivery(
        office_id=c.office_id,
        person_id=person_id,
        channel=channel,
        created_at=c.now,
        due_at=c.now,
        state=DeliveryState.SENT if is_here else DeliveryState.PENDING,
        sent_at=c.now if is_here else None,
        **facts,
    )


def _found(holder: Holder, found: Sequence[Found]) -> dict[str, Any]:
    """How the person was found: for which duty, through which, by what, and who was passed over on the way."""
    search = next(one for one in found if holder in one.holders)
    return {
        "duty_id": holder.duty_id,
        "through_id": holder.through_id,
        "shift_until": holder.until,
        "held_by": holder.held_by,
        "passed_over": [list(item) for item in search.passed_over],
    }


def _by_person(holders: list[Holder]) -> dict[int, list[Holder]]:
    grouped: dict[int, list[Holder]] = {}
    for holder in holders:
        grouped.setdefault(holder.person_id, []).append(holder)
    return grouped


def _foremost(own: list[Holder]) -> Holder:
    """Why a person is told who is found through several duties: the one that asks for a component's answer."""
    return next((holder for holder in own if holder.component), own[0])


def _components(own: list[Holder]) -> list[str]:
    named = {holder.component for holder in own if holder.component}
    return [component.value for component in Component if component in named]
