"""Rotations as somebody asks for them: who takes turns at which watch, from which day on."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from alerts.domain.redrawing import Redraw
from alerts.domain.rotation import Rotation as Turns
from alerts.domain.words_of_telling import DutyAct, Turn
from alerts.models import Duty, Person, Rotation
from alerts.selectors.access import Viewer

from . import duty_checks as checks
from .duty_checks import BadPeriod, NotAMember, NotStanding
from .duty_drafts import Draft

MOST_PLACES = 31
# For the gaps that a rotation leaves: from its first day, for reckoned from now no two looks would be alike.
LOOKED_AHEAD = timedelta(days=28)


def rotation(
    viewer: Viewer,
    now: datetime,
    *,
    duty: Duty,
    people: list[Person],
    turn: Turn,
    from_time: time,
    until_time: time,
    first_date: date,
    instead_of: Rotation | None = None,
) -> Draft:
    """People take turns at a watch from `first_date` on (times and days of the duty's zone), beside the duty's
    other rotations, or instead of one of them. Raises MayNotChange, BadPeriod, NotAMember, NotStanding.
    """
    checks.edits_rotations(viewer)
    checks.is_here(viewer, duty)
    _is_ahead(duty, first_date, now, "first_date")
    if not people or len(people) > MOST_PLACES:
        sentence = _("Name at least one person, and at most %(most)s.") % {"most": MOST_PLACES}
        raise NotAMember(sentence, fields={"people": sentence})
    checks.are_members(viewer, people, now)
    for person in people:
        checks.may_come(viewer, duty, person)
    begun = Turns(tuple(person.pk for person in people), turn, from_time, until_time, first_date)
    ended = () if instead_of is None else (_ended(duty, instead_of, first_date),)
    starts_at = _midnight(duty, first_date)
    return Draft(
        DutyAct.ROTATION_SET,
        Redraw(begun=((duty.pk, begun),), ended=ended),
        max(now, starts_at),
        starts_at + LOOKED_AHEAD,
        (duty.pk,),
        tuple(dict.fromkeys(begun.person_ids)),
        rotation_ids=() if instead_of is None else (instead_of.pk,),
    )


def end(viewer: Viewer, now: datetime, *, rotation: Rotation, until_date: date) -> Draft:
    """The rotation has no watch that begins on `until_date` (day of the duty's zone) or later. Raises
    MayNotChange, BadPeriod, NotStanding.
    """
    checks.edits_rotations(viewer)
    checks.is_here(viewer, rotation.duty)
    _is_ahead(rotation.duty, until_date, now, "until_date")
    ends_at = _midnight(rotation.duty, until_date)
    return Draft(
        DutyAct.ROTATION_ENDED,
        Redraw(ended=(_ended(rotation.duty, rotation, until_date),)),
        max(now, ends_at),
        ends_at + LOOKED_AHEAD,
        (rotation.duty_id,),
        rotation_ids=(rotation.pk,),
    )


def as_value(rotation: Rotation) -> Turns:
    """The rotation for the rules. One statement where its places are not at hand."""
    return Turns(
        tuple(place.person_id for place in rotation.places.all()),
        Turn(rotation.turn),
        rotation.from_time,
        rotation.until_time,
        rotation.first_date,
        rotation.until_date,
    )


def _ended(duty: Duty, rotation: Rotation, until_date: date) -> tuple[int, Turns, date]:
    if rotation.duty_id != duty.pk or (rotation.until_date is not None and rotation.until_date <= until_date):
        raise NotStanding(_("That rotation has ended, or was changed since: look at the rotations again."))
    return duty.pk, as_value(rotation), until_date


def _is_ahead(duty: Duty, day: date, now: datetime, field: str) -> None:
    today = now.astimezone(ZoneInfo(duty.time_zone)).date()
    if not today <= day <= today + checks.LONGEST:
        sentence = _("Choose a day from today on, within a year: what was, was.")
        raise BadPeriod(sentence, fields={field: sentence})


def _midnight(duty: Duty, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(duty.time_zone)).astimezone(UTC)
