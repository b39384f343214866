"""What every change of people and roles shares: who may, one at a time, whose accounts they are, who hears of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alerts.domain import roles
from alerts.domain.events import Happened
from alerts.domain.words import Role
from alerts.domain.words_of_telling import Note
from alerts.models import Membership, Office, Person
from alerts.selectors import people
from alerts.selectors.access import Viewer, current_members
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal

from . import messages
from .setting_up import Stale

WHERE_TO_LOOK = "?area=people"


class MayNotEditPeople(Refusal):
    code = "may_not_edit_people"

    def __init__(self) -> None:
        super().__init__(_("Only administrators of this office change its people and what it is."))


class OwnRoles(Refusal):
    """Nobody gives rights to themselves, nor is one administrator enough to leave none."""

    code = "own_roles"

    def __init__(self) -> None:
        super().__init__(_("Your own roles and your own account are changed by another administrator."))


class LastAdministrator(Refusal):
    code = "last_administrator"

    def __init__(self) -> None:
        super().__init__(
            _("This is the office’s last administrator. Give somebody else the role first, and let them sign in.")
        )


class NotOurs(Refusal):
    """The account has no role here that runs or is to come: it is not this office's to change."""

    code = "not_ours"

    def __init__(self) -> None:
        super().__init__(_("This person has no role in this office any more. Give them one first."))


@contextmanager
def editing(viewer: Viewer) -> Iterator[Change]:
    """Opens the change of the viewer's office. Its row is locked, so that administrators follow each other: two that
    end each other's role at once do not leave the office without any. Raises MayNotEditPeople.
    """
    if not viewer.may_edit_people:
        raise MayNotEditPeople
    with change(viewer.office.pk, viewer.person) as c:
        office = Office.objects.select_for_update(no_key=True).get(pk=viewer.office.pk)
        mine = Membership.objects.filter(
            current_members(office, c.now), person=viewer.person, role__in=roles.EDITS_PEOPLE, person__is_active=True
        )
        if not mine.exists():  # ended since the page was opened
            raise MayNotEditPeople
        yield c


def change_it(*, viewer: Viewer, person_id: int, seen: str, name: str, phone: str, language: str) -> Person:
    """Name, phone and language; the address stays, for it is what a person signs in with and is reached at. They are
    told of it. Raises Person.DoesNotExist, MayNotEditPeople, NotOurs, Stale.
    """
    with editing(viewer) as c:
        person = ours(viewer.office, person_id, c.now)
        if people.version(person) != seen:
            raise Stale(people.last_change(viewer.office, person_id))
        typed = {"name": name, "phone": phone, "language": language}
        fields = [field for field, value in typed.items() if getattr(person, field) != value]
        if fields:
            for field in fields:
                setattr(person, field, typed[field])
            person.save(update_fields=fields)
            c.record(Happened.PERSON_CHANGED, person=person.pk, fields=fields)
            tell_them(c, viewer.office, person)
        return person


def known(office: Office, person_id: int) -> Person:
    """Somebody who has or had a role in the office, locked. Raises Person.DoesNotExist."""
    here = Membership.objects.filter(office=office).exclude(role=Role.MACHINE)
    found: Person = Person.objects.select_for_update(no_key=True).get(pk=person_id, pk__in=here.values("person"))
    return found


def ours(office: Office, person_id: int, now: datetime) -> Person:
    """As `known`, with a role here that runs or is to come. Raises NotOurs besides."""
    person = known(office, person_id)
    if not people.standing(today(office, now)).filter(office=office, person=person).exists():
        raise NotOurs
    return person


def not_oneself(viewer: Viewer, person_id: int) -> None:
    """Raises OwnRoles."""
    if viewer.person.pk == person_id:
        raise OwnRoles


def somebody_administers(office: Office, day: date, *, without: Person) -> None:
    """Raises LastAdministrator where on that day nobody else would who can sign in."""
    others = people.standing(day).filter(
        office=office, role=Role.ADMINISTRATOR, from_date__lte=day, person__is_active=True
    )
    if not others.exclude(person=without).exists():
        raise LastAdministrator


def today(office: Office, now: datetime) -> date:
    return now.astimezone(ZoneInfo(office.time_zone)).date()


def narrow(office_id: int) -> None:
    """Somebody sees less from now on: open pages are read afresh."""
    Office.objects.filter(pk=office_id).update(cursor_epoch=F("cursor_epoch") + 1)


def tell_chiefs(c: Change, office: Office) -> None:
    """Hub chiefs and the Head of Office hear that somebody's roles changed; the page says whose."""
    members = Membership.objects.filter(
        current_members(office, c.now), role__in=roles.TOLD_OF_ROLES, person__is_active=True
    )
    readers = set(members.values_list("person_id", flat=True))
    if readers - {c.by.pk if c.by else 0}:
        _notify(c, office, Note.ROLES_CHANGED, readers, reverse("setup_changes") + WHERE_TO_LOOK)


def tell_them(c: Change, office: Office, person: Person) -> None:
    """Whoever signs in hears that somebody else changed their account."""
    if person.is_active and (c.by is None or c.by.pk != person.pk):
        _notify(c, office, Note.ACCOUNT_CHANGED, {person.pk}, reverse("owed"))


def _notify(c: Change, office: Office, what: Note, readers: set[int], path: str) -> None:
    day = today(office, c.now)
    messages.notify(c, what, readers, path=path, first=day, until=day + timedelta(days=1), is_exercise=False)
