"""Who is who in an office: its people with their roles, how far their account is, what they may be asked by."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Lower

from alerts.domain.events import OF_PEOPLE
from alerts.domain.words import Component, DeliveryState, Role
from alerts.domain.words_of_telling import Purpose
from alerts.models import Delivery, Device, Event, Invitation, Membership, Office, Person
from ewrr.common.versions import version_of

from .access import Viewer
from .last_event import last_event

PAGE = 50
MOST_SESSIONS = 50


class Standing(StrEnum):
    """How far an account is. INVITED: its link may be used; LAPSED: its link is too old or was withdrawn; CLOSED:
    an administrator closed it; PAST: no role in this office runs or is to come.
    """

    ACTIVE = "active"
    INVITED = "invited"
    LAPSED = "lapsed"
    CLOSED = "closed"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to; empty: by nothing. `after`: id of the last person of the page before."""

    text: str = ""
    role: Role | None = None
    component: Component | None = None
    standing: Standing | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """`memberships`: of this office, those that run or are to come; `invitation`: the one that waits, if any."""

    person: Person
    memberships: list[Membership]
    invitation: Invitation | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Row]
    has_more: bool


def standing(day: date) -> QuerySet[Membership]:
    """Roles that run on that day or are to come after it; one that ended before its first day is neither."""
    return Membership.objects.filter(
        Q(until_date__isnull=True) | Q(until_date__gt=day) & Q(until_date__gt=F("from_date"))
    )


def page(viewer: Viewer, asked: Asked, now: datetime) -> Page:
    """Fifty people by name, those of this office only; none for whoever does not edit people. Three statements, and
    one for the place where the page begins.
    """
    if not viewer.may_edit_people:
        return Page([], has_more=False)
    day = now.astimezone(ZoneInfo(viewer.office.time_zone)).date()
    found = _narrowed(_of(viewer.office, day), viewer.office, asked, day, now)
    begins = _by_name(Person.objects.filter(pk=asked.after)).values_list("key", "pk").first() if asked.after else None
    if begins is not None:
        found = found.filter(Q(key__gt=begins[0]) | Q(key=begins[0], pk__gt=begins[1]))
    rows = list(found[: PAGE + 1])
    return Page([_row(person, now) for person in rows[:PAGE]], len(rows) > PAGE)


def row(viewer: Viewer, person_id: int, now: datetime) -> Row | None:
    """One person of the viewer's office; None where there is no such. Three statements."""
    if not viewer.may_edit_people:
        return None
    day = now.astimezone(ZoneInfo(viewer.office.time_zone)).date()
    person = _of(viewer.office, day).filter(pk=person_id).first()
    return _row(person, now) if person is not None else None


def _of(office: Office, day: date) -> Any:
    here = Membership.objects.filter(office=office, person=OuterRef("pk")).exclude(role=Role.MACHINE)
    mine = standing(day).filter(office=office).exclude(role=Role.MACHINE).select_related("section")
    waiting = Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    return _by_name(Person.objects.filter(Exists(here))).prefetch_related(
        Prefetch("memberships", mine.order_by("from_date", "pk"), to_attr="roles_here"),
        Prefetch("invitations", waiting.select_related("made_by"), to_attr="waiting"),
    )


def _by_name(found: QuerySet[Person]) -> Any:
    """In the order of the list, as the database compares names."""
    return found.annotate(key=Lower("name")).order_by("key", "pk")


def _narrowed(found: Any, office: Office, asked: Asked, day: date, now: datetime) -> Any:
    roles = standing(day).filter(office=office, person=OuterRef("pk")).exclude(role=Role.MACHINE)
    if asked.text:
        found = found.filter(Q(name__icontains=asked.text) | Q(email__icontains=asked.text))
    if asked.role is not None or asked.component is not None:
        fits = roles.filter(role=asked.role) if asked.role is not None else roles
        found = found.filter(Exists(fits.filter(component=asked.component) if asked.component is not None else fits))
    if asked.standing is Standing.PAST:
        return found.exclude(Exists(roles))
    if asked.standing is None:
        return found
    waits = Invitation.objects.filter(person=OuterRef("pk"), accepted_at__isnull=True, withdrawn_at__isnull=True)
    found = found.filter(Exists(roles))
    if asked.standing is Standing.ACTIVE:
        return found.filter(is_active=True)
    found = found.filter(is_active=False)
    if asked.standing is Standing.INVITED:
        return found.filter(Exists(waits.filter(expires_at__gt=now)))
    never = Q(password__startswith="!")  # noqa: S106  has never chosen a password
    if asked.standing is Standing.LAPSED:
        return found.filter(never).exclude(Exists(waits.filter(expires_at__gt=now)))
    return found.exclude(never).exclude(Exists(waits.filter(expires_at__gt=now)))


def _row(person: Person, now: datetime) -> Row:
    invitation = next(iter(person.waiting), None)  # type: ignore[attr-defined]
    memberships = list(person.roles_here)  # type: ignore[attr-defined]
    return Row(person, memberships, invitation, _standing(person, memberships, invitation, now))


def _standing(person: Person, memberships: list[Membership], invitation: Invitation | None, now: datetime) -> Standing:
    if not memberships:
        return Standing.PAST
    if person.is_active:
        return Standing.ACTIVE
    if invitation is not None and invitation.expires_at > now:
        return Standing.INVITED
    return Standing.CLOSED if person.has_usable_password() else Standing.LAPSED


def past_roles(office: Office, person: Person, day: date) -> QuerySet[Membership]:
    """Roles in the office that ended, the latest first, at most fifty."""
    ended = Membership.objects.filter(office=office, person=person).exclude(pk__in=standing(day).values("pk"))
    ended = ended.exclude(role=Role.MACHINE)
    return ended.select_related("section").order_by("-until_date", "-pk")[:50]


def is_elsewhere(office: Office, person: Person, day: date) -> bool:
    """Whether another office counts on them too. That is all that is said of it."""
    return standing(day).filter(person=person).exclude(office=office).exists()


def sessions(person: Person, now: datetime) -> QuerySet[UserSession]:
    """Where they are signed in, the latest first."""
    running = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    rows: QuerySet[UserSession] = UserSession.objects.filter(Exists(running), user=person)
    return rows.order_by("-created_at", "-pk")[:MOST_SESSIONS]


def devices(office: Office, person: Person, now: datetime) -> QuerySet[Device]:
    """Devices of the office that act as them and work."""
    return Device.objects.filter(office=office, user=person, ended_at__isnull=True, expiry__gt=now).order_by("name")


def last_mail(person: Person, *purposes: Purpose) -> Delivery | None:
    """The latest invitation or link to a new password that was sent to them."""
    return Delivery.objects.filter(person=person, purpose__in=purposes).order_by("-pk").first()


def unreached(office: Office, now: datetime) -> QuerySet[Person]:
    """Whoever can sign in and has a role now, but of whom nothing shows that a message reaches them: no test message
    that their mail server took, no link from a mail that they used.
    """
    day = now.astimezone(ZoneInfo(office.time_zone)).date()
    sent = Delivery.objects.filter(person=OuterRef("pk"), purpose=Purpose.TEST, state=DeliveryState.SENT)
    came = Invitation.objects.filter(person=OuterRef("pk"), accepted_at__isnull=False, is_by_hand=False)
    here = standing(day).filter(office=office, from_date__lte=day).exclude(role=Role.MACHINE)
    proven = Q(Exists(sent.exclude(channel="inbox"))) | Q(Exists(came))
    return Person.objects.filter(is_active=True, pk__in=here.values("person")).filter(
        ~proven | Q(unreachable_since__isnull=False)
    )


def version(person: Person) -> str:
    """Another one once name, phone or language is other."""
    return version_of(person.name, person.phone, person.language)


def last_change(office: Office, person_id: int) -> Event | None:
    """The latest event of the office about a person."""
    return last_event(office.pk, *OF_PEOPLE, person=person_id)
