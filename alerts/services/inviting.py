"""Accounts are made by invitation: a link in a mail, good once and for a week, or shown once to be passed on."""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.domain.words import Channel
from alerts.domain.words_of_telling import Purpose
from alerts.models import Delivery, Invitation, Office, Person
from alerts.selectors import people as shelf
from alerts.selectors.access import Viewer
from ewrr.common import clock
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal

from . import messages, people, roles

SALT = "alerts.invitation"
LASTS = timedelta(days=7)
AT_MOST_EVERY = timedelta(minutes=1)
BY_MAIL = (Channel.EMAIL,)  # nobody can look into an inbox before they can sign in


class KnownAddress(Refusal):
    """There is an account of this address: it is given the role, once that is meant (Asked.to_known)."""

    code = "known_address"


class NotWaiting(Refusal):
    """The invitation was used or withdrawn, or there was none."""

    code = "not_waiting"

    def __init__(self) -> None:
        super().__init__(_("Nobody waits for this invitation any more. Load the page again."))


class TooSoon(Refusal):
    code = "too_soon"

    def __init__(self) -> None:
        super().__init__(_("A mail was sent less than a minute ago. Give it the time to arrive."))


class LinkGone(Refusal):
    """Used, withdrawn, too old, or made anew since."""

    code = "link_gone"

    def __init__(self) -> None:
        super().__init__(_("This link was used or is too old. Ask the office’s administrator for another."))


@dataclass(frozen=True, slots=True)
class Asked:
    """`to_known`: the role goes to an account that the address has already; its name and the rest stay."""

    email: str
    name: str
    language: str
    phone: str
    role: roles.Draft
    to_known: bool = False


@dataclass(frozen=True, slots=True)
class Invited:
    """`invitation`: None where the address had an account that can be signed in with."""

    person: Person
    invitation: Invitation | None


def invite(*, viewer: Viewer, asked: Asked) -> Invited:
    """An account that waits for its person, with its role, and the mail that tells them. An address that is known
    gets the role only. Raises MayNotEditPeople, OwnRoles, KnownAddress, NotGiven.
    """
    with people.editing(viewer) as c:
        return begin(c, viewer.office, asked)


def begin(c: Change, office: Office, asked: Asked) -> Invited:
    """`invite` within an open change of the office; also by whoever runs the hub."""
    person = _person(c, asked)
    roles.write(c, office, person, asked.role)
    if person.is_active:
        people.tell_them(c, office, person)
        return Invited(person, None)
    waiting = Invitation.objects.filter(person=person, accepted_at__isnull=True, withdrawn_at__isnull=True).first()
    if waiting is not None and waiting.office_id != office.pk:  # another office's link opens both
        return Invited(person, None)
    if waiting is None:
        waiting = Invitation.objects.create(
            office=office, person=person, made_by=c.by, made_at=c.now, expires_at=c.now + LASTS
        )
    else:
        renew(c, waiting, is_by_hand=False)
    c.record(Happened.PERSON_INVITED, act="invited", person=person.pk, invitation=waiting.pk)
    messages.to_person(c, person.pk, Purpose.INVITATION, BY_MAIL)
    return Invited(person, waiting)


def send_again(*, viewer: Viewer, person_id: int) -> Invitation:
    """A new link by mail, good for another week; the one before is worth nothing. For somebody who was invited and
    whose invitation was withdrawn too. Raises Person.DoesNotExist, MayNotEditPeople, NotOurs, NotWaiting, TooSoon.
    """
    with people.editing(viewer) as c:
        invitation = _waiting(c, viewer, person_id)
        latest = Delivery.objects.filter(
            person_id=person_id, purpose=Purpose.INVITATION, created_at__gt=c.now - AT_MOST_EVERY
        )
        if latest.exists():
            raise TooSoon
        renew(c, invitation, is_by_hand=False)
        c.record(Happened.PERSON_INVITED, act="sent_again", person=person_id, invitation=invitation.pk)
        messages.to_person(c, person_id, Purpose.INVITATION, BY_MAIL)
        return invitation


def show_link(*, viewer: Viewer, person_id: int) -> str:
    """A new link's token, for a place without mail: it exists here and in no mail that was sent before. That it was
    shown goes on record. Raises as `send_again` without TooSoon.
    """
    with people.editing(viewer) as c:
        invitation = _waiting(c, viewer, person_id)
        renew(c, invitation, is_by_hand=True)
        c.record(Happened.PERSON_INVITED, act="shown", person=person_id, invitation=invitation.pk)
        return token(invitation)


def withdraw(*, viewer: Viewer, person_id: int) -> Person:
    """Every role of the person here ends, and the link is worth nothing from now on, unless another office counts on
    them too. Raises as `show_link`.
    """
    with people.editing(viewer) as c:
        person = people.ours(viewer.office, person_id, c.now)
        invitation = _open(person)
        if invitation is None:
            raise NotWaiting
        roles.end_all(c, viewer.office, person)
        people.tell_chiefs(c, viewer.office)
        if not shelf.is_elsewhere(viewer.office, person, people.today(viewer.office, c.now)):
            invitation.withdrawn_at = c.now
            invitation.save(update_fields=["withdrawn_at"])
        c.record(Happened.PERSON_INVITED, act="withdrawn", person=person_id, invitation=invitation.pk)
        return person


def token(invitation: Invitation) -> str:
    """What the link carries: signed, and worth nothing once the row was renewed, used or withdrawn."""
    return signing.dumps([invitation.pk, invitation.round], salt=SALT)


def waiting_for(link: str) -> Invitation:
    """The invitation that a link was made for. Raises LinkGone."""
    found = _by_link(link)
    invitation = Invitation.objects.select_related("office", "person").filter(**found).first()
    if invitation is None or not _is_good(invitation, found["round"]):
        raise LinkGone
    return invitation


def accept(*, link: str, password: str, language: str, phone: str) -> Person:
    """The person chooses a password and can sign in. Once: of two at the same moment the second is refused.

    Raises LinkGone.
    """
    asked = waiting_for(link)
    with change(asked.office_id, asked.person) as c:
        invitation = Invitation.objects.select_for_update(no_key=True).get(pk=asked.pk)
        if not _is_good(invitation, asked.round):
            raise LinkGone
        person = Person.objects.select_for_update(no_key=True).get(pk=asked.person_id)
        person.set_password(password)
        person.is_active, person.language, person.phone = True, language, phone
        person.save(update_fields=["password", "is_active", "language", "phone"])
        invitation.accepted_at = c.now
        invitation.save(update_fields=["accepted_at"])
        c.record(Happened.PERSON_INVITED, act="accepted", person=person.pk, invitation=invitation.pk)
        return person


def _by_link(link: str) -> dict[str, int]:
    try:
        pk, number = signing.loads(link, salt=SALT, max_age=LASTS)
        return {"pk": int(pk), "round": int(number)}
    except (signing.BadSignature, TypeError, ValueError):
        raise LinkGone from None


def _is_good(invitation: Invitation, number: int) -> bool:
    ended = invitation.accepted_at or invitation.withdrawn_at
    return ended is None and invitation.round == number and invitation.expires_at > clock.now()


def _person(c: Change, asked: Asked) -> Person:
    """The account of the address, made where there is none. Raises KnownAddress, OwnRoles."""
    email = asked.email.strip().lower()
    known = Person.objects.select_for_update(no_key=True).filter(email=email).first()
    if known is None:
        try:
            with transaction.atomic():
                return Person.objects.create_user(
                    email, None, name=asked.name, language=asked.language, phone=asked.phone, is_active=False
                )
        except IntegrityError:  # somebody invited the same at the same moment
            raise KnownAddress(_("Somebody invited this address just now. Look again.")) from None
    if c.by is not None and c.by.pk == known.pk:
        raise people.OwnRoles
    if not asked.to_known:
        raise KnownAddress(
            _("This address has an account already. Save again to give it the role; its name and the rest stay.")
        )
    return known


def _waiting(c: Change, viewer: Viewer, person_id: int) -> Invitation:
    """The person's invitation, begun anew where it was withdrawn. Raises NotOurs, NotWaiting."""
    person = people.ours(viewer.office, person_id, c.now)
    waiting = None if person.is_active else _open(person)
    if waiting is not None:
        return waiting
    if person.is_active or person.has_usable_password():
        raise NotWaiting
    return Invitation.objects.create(office=viewer.office, person=person, made_by=c.by, made_at=c.now, expires_at=c.now)


def _open(person: Person) -> Invitation | None:
    waiting = Invitation.objects.select_for_update(no_key=True)
    return waiting.filter(person=person, accepted_at__isnull=True, withdrawn_at__isnull=True).first()


def renew(c: Change, invitation: Invitation, *, is_by_hand: bool) -> None:
    """A new link, good for a week; what it opens is the same, and the one before is worth nothing."""
    invitation.round += 1
    invitation.is_by_hand, invitation.expires_at = is_by_hand, c.now + LASTS
    invitation.save(update_fields=["round", "is_by_hand", "expires_at"])
