"""Changes of the rota as somebody asks for them: checked, and not made yet, so that one sees first what they leave."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alerts.domain import duty as rota
from alerts.domain.redrawing import Redraw
from alerts.domain.rota import spans
from alerts.domain.words_of_telling import DutyAct, HeldBy, ShiftKind
from alerts.models import Absence, Duty, Person, Shift
from alerts.selectors import duty as duties
from alerts.selectors import duty_choices
from alerts.selectors.access import Viewer

from . import duty_checks as checks
from .duty_checks import BadPeriod, MayNotChange, NotStanding

OWN_LONGEST = timedelta(days=1)  # for which one takes a duty over without asking anybody
UNKNOWN_END = timedelta(hours=12)  # where a gap has no end within a day
ACTS = {
    ShiftKind.ADD: DutyAct.ADDED,
    ShiftKind.REPLACE: DutyAct.REPLACED,
    ShiftKind.REMOVE: DutyAct.REMOVED,
    ShiftKind.SURGE: DutyAct.SURGED,
}


@dataclass(frozen=True, slots=True)
class Held:
    """A watch as it stands: who holds which duty from when until when (UTC, half-open)."""

    duty_id: int
    person_id: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """`redraw`: the change as a value; `from_at` to `until_at` (UTC): the time in which it changes something.
    `shift_ids`, `absence_ids`, `rotation_ids`: rows that it calls off or ends.
    """

    act: DutyAct
    redraw: Redraw
    from_at: datetime
    until_at: datetime
    duty_ids: tuple[int, ...] = ()
    person_ids: tuple[int, ...] = ()
    shift_ids: tuple[int, ...] = ()
    absence_ids: tuple[int, ...] = ()
    rotation_ids: tuple[int, ...] = ()


def shift(
    viewer: Viewer,
    now: datetime,
    *,
    duty: Duty,
    person: Person,
    kind: ShiftKind,
    starts_at: datetime,
    ends_at: datetime,
) -> Draft:
    """Somebody stands beside, in the place of, out of or before whoever has the duty. Raises MayNotChange,
    BadPeriod, NotAMember.
    """
    checks.edits(viewer)
    checks.is_here(viewer, duty)
    checks.is_period(starts_at, ends_at, now)
    checks.are_members(viewer, [person], now)
    if kind is not ShiftKind.REMOVE:
        checks.may_come(viewer, duty, person)
    return _written(ACTS[kind], now, duty, rota.Shift(person.pk, starts_at, ends_at, kind, now))


def take(viewer: Viewer, now: datetime, *, duty: Duty, ends_at: datetime | None = None) -> Draft:
    """The viewer has the duty from now until the running watch or gap ends, or until `ends_at`. Raises
    MayNotChange, BadPeriod.
    """
    checks.is_here(viewer, duty)
    if not may_take(viewer, duty):
        raise MayNotChange(_("You may take over duties of your own component, and those in whose rotation you are."))
    roster = duties.roster_at(viewer.office.pk, now, now + OWN_LONGEST)
    running = spans(duty.pk, roster, now, now + OWN_LONGEST)[0]
    if ends_at is None and viewer.person.pk in running.person_ids:
        raise NotStanding(_("You have it already."))
    ends = ends_at or max((holder.until for holder in running.holders), default=running.ends_at)
    if ends_at is None and not running.holders and ends == now + OWN_LONGEST:
        ends = now + UNKNOWN_END
    checks.is_period(now, ends, now)
    if not viewer.may_edit_duty and ends > now + OWN_LONGEST:
        sentence = _("You may take it for a day at most; the hub can write more.")
        raise BadPeriod(sentence, fields={"ends_at": sentence})
    return _written(DutyAct.TAKEN, now, duty, rota.Shift(viewer.person.pk, now, ends, ShiftKind.REPLACE, now))


def may_take(viewer: Viewer, duty: Duty) -> bool:
    """Whether the viewer may take this duty over. One statement at most."""
    return duty_choices.duties_to_take(viewer).filter(pk=duty.pk).exists()


def absence(viewer: Viewer, now: datetime, *, person: Person, starts_at: datetime, ends_at: datetime) -> Draft:
    """A person is away from every duty of the office. Raises MayNotChange, BadPeriod, NotAMember."""
    if person.pk != viewer.person.pk:
        checks.edits(viewer)
    elif not viewer.may_hold_duty:
        raise MayNotChange(_("Your role in this office holds no duty."))
    checks.is_period(starts_at, ends_at, now)
    checks.are_members(viewer, [person], now)
    away = rota.Absence(person.pk, starts_at, ends_at, now)
    return Draft(DutyAct.ABSENT, Redraw(away=(away,)), starts_at, ends_at, person_ids=(person.pk,))


def swap(viewer: Viewer, now: datetime, *, first: Held, second: Held, is_agreed: bool = False) -> Draft:
    """Two people exchange two of their watches. Without being an editor one may only offer a watch of one's own;
    `is_agreed`: the other takes the offer. Raises MayNotChange, NotStanding.
    """
    people = {person.pk: person for person in Person.objects.filter(pk__in=[first.person_id, second.person_id])}
    posts = {duty.pk: duty for duty in viewer.office.duties.filter(pk__in=[first.duty_id, second.duty_id])}
    if len(people) < 2 or not {first.duty_id, second.duty_id} <= posts.keys():
        raise NotStanding(_("Choose a watch of one person and a watch of another."))
    own = second.person_id if is_agreed else first.person_id
    if viewer.person.pk != own:
        checks.edits(viewer)
    checks.are_members(viewer, people.values(), now)
    roster = duties.roster_at(viewer.office.pk, now, max(first.ends_at, second.ends_at))
    written: list[tuple[int, rota.Shift]] = []
    for held, comes in ((first, second.person_id), (second, first.person_id)):
        checks.may_come(viewer, posts[held.duty_id], people[comes])
        written += _handed_over(held, comes, roster, now)
    return _drafted(
        DutyAct.SWAPPED,
        tuple(written),
        max(now, min(first.starts_at, second.starts_at)),
        max(first.ends_at, second.ends_at),
        (first.person_id, second.person_id),
    )


def cancel_shift(viewer: Viewer, now: datetime, *, shift: Shift) -> Draft:
    """A shift written by hand counts no more. Raises MayNotChange, NotStanding."""
    checks.is_here(viewer, shift.duty)
    if shift.made_by_id != viewer.person.pk or not viewer.may_hold_duty:
        checks.edits(viewer)
    if shift.cancelled_at is not None or shift.ends_at <= now:
        raise NotStanding(_("That is over, or was called off before."))
    return Draft(
        DutyAct.CANCELLED,
        Redraw(cancelled=((shift.duty_id, as_value(shift)),)),
        max(now, shift.starts_at),
        shift.ends_at,
        (shift.duty_id,),
        (shift.person_id,),
        shift_ids=(shift.pk,),
    )


def cancel_absence(viewer: Viewer, now: datetime, *, absence: Absence) -> Draft:
    """Somebody is back. Raises MayNotChange, NotStanding."""
    if absence.office_id != viewer.office.pk:
        raise MayNotChange(_("That is another office’s."))
    if absence.person_id != viewer.person.pk:
        checks.edits(viewer)
    if absence.cancelled_at is not None or absence.ends_at <= now:
        raise NotStanding(_("That is over, or was called off before."))
    told = rota.Absence(absence.person_id, absence.starts_at, absence.ends_at, absence.declared_at)
    return Draft(
        DutyAct.CANCELLED,
        Redraw(back=(told,)),
        max(now, absence.starts_at),
        absence.ends_at,
        person_ids=(absence.person_id,),
        absence_ids=(absence.pk,),
    )


def _handed_over(held: Held, comes: int, roster: rota.Roster, now: datetime) -> list[tuple[int, rota.Shift]]:
    """The shifts that put `comes` in the person's place and leave whoever stands beside. Raises NotStanding."""
    written = []
    for span in spans(held.duty_id, roster, max(now, held.starts_at), held.ends_at):
        own = next((holder for holder in span.holders if holder.person_id == held.person_id), None)
        if own is None or own.held_by is HeldBy.SURGE:
            raise NotStanding(_("One of the two watches has changed: choose again."))
        people = dict.fromkeys([comes, *(person_id for person_id in span.person_ids if person_id != held.person_id)])
        kinds = [(person_id, ShiftKind.REPLACE) for person_id in people]
        if own.held_by is HeldBy.SHIFT:  # would go on standing beside
            kinds.append((held.person_id, ShiftKind.REMOVE))
        written += [rota.Shift(person_id, span.starts_at, span.ends_at, kind, now) for person_id, kind in kinds]
    if not written:
        raise NotStanding(_("One of the two watches is over: choose again."))
    return [(held.duty_id, shift) for shift in written]


def _written(act: DutyAct, now: datetime, duty: Duty, shift: rota.Shift) -> Draft:
    return _drafted(act, ((duty.pk, shift),), max(now, shift.starts_at), shift.ends_at, (shift.person_id,))


def _drafted(
    act: DutyAct,
    written: tuple[tuple[int, rota.Shift], ...],
    from_at: datetime,
    until_at: datetime,
    person_ids: tuple[int, ...],
) -> Draft:
    """Shifts to be written; one that says the same person's same start anew takes the place of the older."""
    same = Q(pk__in=[])
    for duty_id, shift in written:
        same |= Q(duty_id=duty_id, person_id=shift.person_id, starts_at=shift.starts_at, kind=shift.kind)
    older = list(Shift.objects.filter(same, cancelled_at__isnull=True))
    return Draft(
        act,
        Redraw(written=written, cancelled=tuple((row.duty_id, as_value(row)) for row in older)),
        from_at,
        max([until_at, *(row.ends_at for row in older)]),
        tuple(dict.fromkeys(duty_id for duty_id, _shift in written)),
        person_ids,
        shift_ids=tuple(row.pk for row in older),
    )


def as_value(shift: Shift) -> rota.Shift:
    return rota.Shift(shift.person_id, shift.starts_at, shift.ends_at, ShiftKind(shift.kind), shift.made_at)
