"""Who may change what of the rota, and what a change must be to be taken."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from alerts.domain.roles import READS_ALERTS
from alerts.domain.words import Role
from alerts.models import Duty, Membership, Person, RotationPlace
from alerts.selectors.access import Viewer, current_members
from ewrr.common.errors import Refusal

LONGEST = timedelta(days=366)
BACK = timedelta(days=1)  # what is written begins at most so long ago


class MayNotChange(Refusal):
    code = "may_not_change_duty"


class BadPeriod(Refusal):
    code = "bad_period"


class NotAMember(Refusal):
    code = "not_a_member"


class NotStanding(Refusal):
    """What one would change is over, called off, or was never so."""

    code = "not_standing"


def edits(viewer: Viewer) -> None:
    """Raises MayNotChange where the viewer may change their own watches only."""
    if not viewer.may_edit_duty:
        raise MayNotChange(_("Only the hub and the Head of Office change other people’s watches."))


def edits_rotations(viewer: Viewer) -> None:
    if not viewer.may_edit_rotations:
        raise MayNotChange(_("Only the hub, the Head of Office and administrators change rotations."))


def is_here(viewer: Viewer, duty: Duty) -> None:
    """Raises MayNotChange for a duty of another office, or one that is no more."""
    if duty.office_id != viewer.office.pk or duty.retired_at is not None:
        raise MayNotChange(_("There is no such duty in this office."))


def is_period(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Raises BadPeriod, the sentence at the field that is wrong."""
    if ends_at <= starts_at:
        raise BadPeriod(_("The end is before the start."), fields={"ends_at": _("The end is before the start.")})
    if ends_at - starts_at > LONGEST:
        raise BadPeriod(_("That is longer than a year."), fields={"ends_at": _("That is longer than a year.")})
    if ends_at <= now:
        raise BadPeriod(_("That time is over."), fields={"ends_at": _("That time is over.")})
    if starts_at < now - BACK:
        sentence = _("It may begin a day back at most: what was, was.")
        raise BadPeriod(sentence, fields={"starts_at": sentence})
    if starts_at > now + LONGEST:
        sentence = _("That is more than a year ahead.")
        raise BadPeriod(sentence, fields={"starts_at": sentence})


def are_members(viewer: Viewer, people: Iterable[Person], now: datetime) -> None:
    """Raises NotAMember where one of the people has no role in the office that reads alerts. One statement."""
    named = {person.pk: person for person in people}
    there = Membership.objects.filter(
        current_members(viewer.office, now),
        person__in=named,
        person__is_active=True,
        role__in=[role.value for role in READS_ALERTS],
    )
    for missing in named.keys() - set(there.values_list("person_id", flat=True)):
        sentence = _("%(name)s has no role in this office that could be on duty.") % {"name": named[missing].name}
        raise NotAMember(sentence, fields={"person": sentence})


def may_come(viewer: Viewer, duty: Duty, person: Person) -> None:
    """Raises MayNotChange where the person may not be put on the duty by the viewer. A duty that opens restricted
    alerts is given by the hub, and nobody gives it to themselves who is not in its rotation; the hub chief reads
    them anyway.
    """
    if not duty.opens_restricted or Role.HUB_CHIEF in viewer.roles:
        return
    is_given = viewer.may_edit_rotations and person.pk != viewer.person.pk
    if not is_given and not is_in_rotation(duty, person):
        raise MayNotChange(_("Whoever holds this duty reads restricted alerts: somebody else must name them."))


def is_in_rotation(duty: Duty, person: Person) -> bool:
    return RotationPlace.objects.filter(rotation__duty=duty, person=person).exists()
