"""Roles given and ended, with dates. Nobody gives one to themselves; each is told to hub chief and Head of Office."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from alerts.domain import roles
from alerts.domain.events import Happened
from alerts.domain.words import Component, Role
from alerts.models import Membership, Office, Person, Section
from alerts.models.choices import label
from alerts.selectors import people as shelf
from alerts.selectors.access import Viewer
from ewrr.common.change import Change
from ewrr.common.errors import Refusal

from . import people
from .setting_up import Stale

FARTHEST = timedelta(days=366)


class NotGiven(Refusal):
    """What was asked for is not whole or cannot be; `fields` says where."""

    code = "role_not_given"

    def __init__(self, field: str, sentence: object) -> None:
        super().__init__(sentence, fields={field: sentence})


@dataclass(frozen=True, slots=True)
class Draft:
    """`until_date`: the first day without the role; None: until somebody ends it."""

    role: Role
    from_date: date
    until_date: date | None = None
    component: Component | None = None
    section_id: int | None = None


def give(*, viewer: Viewer, person_id: int, draft: Draft) -> Membership:
    """Raises Person.DoesNotExist, MayNotEditPeople, OwnRoles, NotGiven."""
    with people.editing(viewer) as c:
        people.not_oneself(viewer, person_id)
        person = people.known(viewer.office, person_id)
        membership = write(c, viewer.office, person, draft)
        people.tell_them(c, viewer.office, person)
        return membership


def write(c: Change, office: Office, person: Person, draft: Draft) -> Membership:
    """Gives the role within an open change of the office. Raises NotGiven."""
    draft = _whole(office, draft)
    _must_fit(c, office, person, draft)
    membership, _made = Membership.objects.update_or_create(  # one that never ran stands there no more
        person=person,
        office=office,
        role=draft.role,
        from_date=draft.from_date,
        defaults={
            "component": draft.component or "",
            "section_id": draft.section_id,
            "until_date": draft.until_date,
        },
    )
    _record(c, membership, is_given=True)
    people.tell_chiefs(c, office)
    return membership


def end(*, viewer: Viewer, membership_id: int, seen: str, until_date: date) -> Person:
    """From `until_date` on the person does not have it; a day that is past means from now on. One that had not begun
    by then never runs. A later day than before lengthens it. `seen`: its end as it was read.

    Raises Membership.DoesNotExist, MayNotEditPeople, OwnRoles, LastAdministrator, NotGiven, Stale.
    """
    with people.editing(viewer) as c:
        day = people.today(viewer.office, c.now)
        here = shelf.standing(day).filter(office=viewer.office, role__in=roles.GIVEN).select_related("person")
        membership = here.select_for_update(no_key=True, of=("self",)).get(pk=membership_id)
        people.not_oneself(viewer, membership.person_id)
        if seen != until_of(membership):
            raise Stale(shelf.last_change(viewer.office, membership.person_id))
        if membership.until_date is not None and until_date > membership.until_date:
            _must_stand_alone(_as_draft(membership, until_date), membership)
        _end(c, viewer.office, membership, until_date)
        people.tell_chiefs(c, viewer.office)
        people.tell_them(c, viewer.office, membership.person)
        return membership.person


def end_all(c: Change, office: Office, person: Person) -> None:
    """Every role that runs or is to come in the office, from now on; whoever asks tells the chiefs. Raises
    LastAdministrator.
    """
    now = people.today(office, c.now)
    for membership in shelf.standing(now).filter(office=office, person=person).select_related("person"):
        _end(c, office, membership, now)


def until_of(membership: Membership) -> str:
    return membership.until_date.isoformat() if membership.until_date else ""


def _end(c: Change, office: Office, membership: Membership, until_date: date) -> None:
    now = people.today(office, c.now)
    day = max(until_date, now)
    if day > now + 5 * FARTHEST:
        raise NotGiven("until_date", _("That is more than five years ahead."))
    if membership.role == Role.ADMINISTRATOR:
        people.somebody_administers(office, day, without=membership.person)
    membership.until_date = max(day, membership.from_date)
    membership.save(update_fields=["until_date"])
    _record(c, membership, is_given=False)
    if day == now:
        people.narrow(office.pk)


def _whole(office: Office, draft: Draft) -> Draft:
    """With the component of its section. Raises NotGiven."""
    component = draft.component
    if draft.role not in roles.GIVEN:
        raise NotGiven("role", _("Choose a role."))
    if draft.section_id is not None:
        section = Section.objects.filter(office=office, pk=draft.section_id).first()
        if section is None or component not in {None, section.component}:
            raise NotGiven("section", _("This section belongs to another component."))
        component = Component(section.component)
    if component is None and roles.needs_component(draft.role):
        raise NotGiven("component", _("Choose the component: officers and focal points speak for one."))
    return Draft(draft.role, draft.from_date, draft.until_date, component, draft.section_id)


def _must_fit(c: Change, office: Office, person: Person, draft: Draft) -> None:
    """Dates that can be, and what else the person is at that time. Raises NotGiven."""
    now = people.today(office, c.now)
    if not now - FARTHEST <= draft.from_date <= now + FARTHEST:
        raise NotGiven("from_date", _("A role begins within a year from today."))
    if draft.until_date is not None and draft.until_date <= max(draft.from_date, now):
        raise NotGiven("until_date", _("A role ends after it begins, and not before today."))
    _must_stand_alone(draft, Membership(office=office, person=person))


def _as_draft(membership: Membership, until_date: date) -> Draft:
    component = Component(membership.component) if membership.component else None
    return Draft(Role(membership.role), membership.from_date, until_date, component)


def _must_stand_alone(draft: Draft, membership: Membership) -> None:
    """No role twice at a time, one component at a time, beside `membership` itself. Raises NotGiven."""
    person = membership.person
    beside = shelf.standing(draft.from_date).filter(office=membership.office, person=person).exclude(pk=membership.pk)
    if draft.until_date is not None:
        beside = beside.filter(from_date__lt=draft.until_date)
    for other in beside:
        if other.role == draft.role:
            raise NotGiven("role", _("%(name)s has this role at that time already.") % {"name": person.name})
        held = Component(other.component) if other.component else None
        if roles.clash(draft.role, draft.component, held):
            told = {"name": person.name, "component": label(held)} if held else {}
            raise NotGiven(
                "component", _("%(name)s speaks for another component here: %(component)s. End that role first.") % told
            )


def _record(c: Change, membership: Membership, *, is_given: bool) -> None:
    happened = Happened.ROLE_GIVEN if is_given else Happened.ROLE_ENDED
    c.record(
        happened,
        membership=membership.pk,
        person=membership.person_id,
        role=membership.role,
        component=membership.component,
        from_date=membership.from_date.isoformat(),
        until_date=until_of(membership),
    )
