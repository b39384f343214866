"""Changing the rota: each verb checks, writes and records in one transaction. Running escalations keep their plan;
their next step finds whoever holds the duty then.
"""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import TypeVar

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.domain.rotation import Rotation as Turns
from alerts.domain.words_of_telling import CheckedInVia, DutyAct, ShiftKind, Turn
from alerts.models import Absence, Duty, Person, Rotation, RotationPlace, Shift
from alerts.selectors.access import Viewer
from ewrr.common.change import Change, change

from . import checking_in, rotation_drafts
from . import duty_checks as checks
from . import duty_drafts as drafts
from .duty_checks import NotStanding
from .duty_drafts import Draft, Held

Drafting = Callable[[datetime], Draft]
Row = TypeVar("Row", Shift, Absence, Rotation)


def save(viewer: Viewer, drafting: Drafting, then: Callable[[Change], None] | None = None) -> Draft:
    """Makes the change that `drafting(now)` drafts, and what else belongs to it, in one transaction: it is checked
    while no other change of the rota can come in between. Returns what was made. Raises what the draft raises.
    """
    with change(viewer.office.pk, viewer.person) as c:
        # Changes of an office's rota wait for each other: they are few, and each is checked against the others.
        posts = Duty.objects.select_for_update(no_key=True).filter(office=viewer.office).order_by("id")
        asking = dict(posts.values_list("pk", "asks_check_in"))
        draft = drafting(c.now)
        touched = set(draft.duty_ids) or set(asking)  # an absence is one from all
        held = checking_in.held(c, [pk for pk in touched if asking.get(pk)])
        _call_off(c, draft)
        shifts, absences, rotations = _write(c, draft)
        Duty.objects.filter(pk__in=touched).update(revision=F("revision") + 1, changed_at=c.now)
        checking_in.ask_anew(c, held)
        if draft.act is DutyAct.TAKEN:
            checking_in.is_there(c, CheckedInVia.TAKEN, draft.duty_ids)
        if then is not None:
            then(c)
        c.record(
            Happened.DUTY_CHANGED,
            act=draft.act,
            duties=list(draft.duty_ids),
            people=list(draft.person_ids),
            shifts=[*shifts, *draft.shift_ids],
            absences=[*absences, *draft.absence_ids],
            rotations=[*rotations, *draft.rotation_ids],
        )
        return draft


def _again(row: Row) -> Row:
    """The row as it stands under the lock. Raises NotStanding."""
    found: Row | None = type(row)._default_manager.filter(pk=row.pk).first()
    if found is None:
        raise NotStanding(_("That was changed since: look again."))
    return found


def _call_off(c: Change, draft: Draft) -> None:
    Shift.objects.filter(pk__in=draft.shift_ids).update(cancelled_at=c.now)
    Absence.objects.filter(pk__in=draft.absence_ids).update(cancelled_at=c.now)
    days = {until_date for _duty_id, _turns, until_date in draft.redraw.ended}
    for rotation in Rotation.objects.filter(pk__in=draft.rotation_ids):
        until_date = min(days)
        if rotation.first_date >= until_date:  # had not begun
            rotation.delete()
        else:
            rotation.until_date = until_date
            rotation.save(update_fields=["until_date"])


def _write(c: Change, draft: Draft) -> tuple[list[int], list[int], list[int]]:
    """Ids of the shifts, absences and rotations that are new."""
    shifts = Shift.objects.bulk_create(
        Shift(
            duty_id=duty_id,
            person_id=shift.person_id,
            starts_at=shift.starts_at,
            ends_at=shift.ends_at,
            kind=shift.kind,
            made_at=c.now,
            made_by=c.by,
        )
        for duty_id, shift in draft.redraw.written
    )
    absences = Absence.objects.bulk_create(
        Absence(
            office_id=c.office_id,
            person_id=away.person_id,
            starts_at=away.starts_at,
            ends_at=away.ends_at,
            declared_at=c.now,
            declared_by=c.by,
        )
        for away in draft.redraw.away
    )
    rotations = [_begin(duty_id, turns) for duty_id, turns in draft.redraw.begun]
    return [row.pk for row in shifts], [row.pk for row in absences], rotations


def _begin(duty_id: int, turns: Turns) -> int:
    rotation = Rotation.objects.create(
        duty_id=duty_id,
        turn=turns.turn,
        from_time=turns.from_time,
        until_time=turns.until_time,
        first_date=turns.first_date,
        until_date=turns.until_date,
    )
    RotationPlace.objects.bulk_create(
        RotationPlace(rotation=rotation, position=position, person_id=person_id)
        for position, person_id in enumerate(turns.person_ids, start=1)
    )
    return rotation.pk


# The verbs. Each takes what its draft takes and raises what that raises.


def add(*, viewer: Viewer, duty: Duty, person: Person, starts_at: datetime, ends_at: datetime) -> Draft:
    """Somebody stands beside whoever has the duty."""
    return write(viewer=viewer, duty=duty, person=person, kind=ShiftKind.ADD, starts_at=starts_at, ends_at=ends_at)


def replace(*, viewer: Viewer, duty: Duty, person: Person, starts_at: datetime, ends_at: datetime) -> Draft:
    """Somebody has the duty in the place of the rotation."""
    return write(viewer=viewer, duty=duty, person=person, kind=ShiftKind.REPLACE, starts_at=starts_at, ends_at=ends_at)


def remove(*, viewer: Viewer, duty: Duty, person: Person, starts_at: datetime, ends_at: datetime) -> Draft:
    """Somebody is taken out of the rotation."""
    return write(viewer=viewer, duty=duty, person=person, kind=ShiftKind.REMOVE, starts_at=starts_at, ends_at=ends_at)


def surge(*, viewer: Viewer, duty: Duty, person: Person, starts_at: datetime, ends_at: datetime) -> Draft:
    """Somebody has the duty before everybody else."""
    return write(viewer=viewer, duty=duty, person=person, kind=ShiftKind.SURGE, starts_at=starts_at, ends_at=ends_at)


def write(
    *, viewer: Viewer, duty: Duty, person: Person, kind: ShiftKind, starts_at: datetime, ends_at: datetime
) -> Draft:
    return save(
        viewer,
        lambda now: drafts.shift(
            viewer, now, duty=duty, person=person, kind=kind, starts_at=starts_at, ends_at=ends_at
        ),
    )


def take_now(*, viewer: Viewer, duty: Duty, ends_at: datetime | None = None) -> Draft:
    return save(viewer, lambda now: drafts.take(viewer, now, duty=duty, ends_at=ends_at))


def declare_absence(*, viewer: Viewer, person: Person, starts_at: datetime, ends_at: datetime) -> Draft:
    return save(viewer, lambda now: drafts.absence(viewer, now, person=person, starts_at=starts_at, ends_at=ends_at))


def swap(*, viewer: Viewer, first: Held, second: Held) -> Draft:
    """At once, for those who may change both people's watches; others offer (`services.swapping`)."""
    checks.edits(viewer)
    return save(viewer, lambda now: drafts.swap(viewer, now, first=first, second=second))


def cancel(*, viewer: Viewer, row: Shift | Absence) -> Draft:
    """Calls off a shift written by hand or an absence."""
    if isinstance(row, Absence):
        return save(viewer, lambda now: drafts.cancel_absence(viewer, now, absence=_again(row)))
    return save(viewer, lambda now: drafts.cancel_shift(viewer, now, shift=_again(row)))


def set_rotation(
    *,
    viewer: Viewer,
    duty: Duty,
    people: list[Person],
    turn: Turn,
    from_time: time,
    until_time: time,
    first_date: date,
    instead_of: Rotation | None = None,
) -> Draft:
    return save(
        viewer,
        lambda now: rotation_drafts.rotation(
            viewer,
            now,
            duty=duty,
            people=people,
            turn=turn,
            from_time=from_time,
            until_time=until_time,
            first_date=first_date,
            instead_of=_again(instead_of) if instead_of else None,
        ),
    )


def end_rotation(*, viewer: Viewer, rotation: Rotation, until_date: date) -> Draft:
    return save(viewer, lambda now: rotation_drafts.end(viewer, now, rotation=_again(rotation), until_date=until_date))
