"""Accounts closed and opened again, sessions ended, a link to a new password sent. Nothing is deleted."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.domain.words import Channel
from alerts.domain.words_of_telling import Purpose
from alerts.models import Delivery, Device, Person
from alerts.selectors import people as shelf
from alerts.selectors.access import Viewer
from ewrr.common.change import Change
from ewrr.common.errors import Refusal

from . import messages, people, roles
from .inviting import AT_MOST_EVERY, TooSoon

BY_MAIL = (Channel.EMAIL,)


class CannotSignIn(Refusal):
    code = "cannot_sign_in"

    def __init__(self) -> None:
        super().__init__(_("This account is not open: there is no password to renew and no session to end."))


class StillOpen(Refusal):
    code = "still_open"

    def __init__(self) -> None:
        super().__init__(_("This account is open already, or was never taken up: send the invitation again."))


def deactivate(*, viewer: Viewer, person_id: int) -> bool:
    """Closes the account: no sign-in, no message, passed over on every duty; roles, rota and all that they did stay
    as they are. Where another office counts on the person, their roles here end instead and the account stays open:
    False then. Their devices in this office are ended either way.

    Raises Person.DoesNotExist, MayNotEditPeople, NotOurs, OwnRoles, LastAdministrator, CannotSignIn.
    """
    with people.editing(viewer) as c:
        people.not_oneself(viewer, person_id)
        person = people.ours(viewer.office, person_id, c.now)
        if not person.is_active:
            raise CannotSignIn
        day = people.today(viewer.office, c.now)
        is_elsewhere = shelf.is_elsewhere(viewer.office, person, day)
        if is_elsewhere:
            roles.end_all(c, viewer.office, person)
        else:
            _close(c, viewer, person)
        for device in shelf.devices(viewer.office, person, c.now).select_for_update(no_key=True):
            _end_device(c, device)
        people.narrow(viewer.office.pk)
        people.tell_chiefs(c, viewer.office)
        c.record(Happened.PERSON_DEACTIVATED, person=person.pk, is_account=not is_elsewhere)
        return not is_elsewhere


def reactivate(*, viewer: Viewer, person_id: int) -> Person:
    """Opens a closed account again, with the password and the roles that it had; those that ended stay ended.

    Raises Person.DoesNotExist, MayNotEditPeople, NotOurs, StillOpen.
    """
    with people.editing(viewer) as c:
        person = people.ours(viewer.office, person_id, c.now)
        if person.is_active or not person.has_usable_password():
            raise StillOpen
        person.is_active = True
        person.save(update_fields=["is_active"])
        people.tell_chiefs(c, viewer.office)
        people.tell_them(c, viewer.office, person)
        c.record(Happened.PERSON_REACTIVATED, person=person.pk)
        return person


def send_reset(*, viewer: Viewer, person_id: int) -> Person:
    """A link to a new password, by mail to the person's own address and to nobody else: whoever asks for it must not
    come to act as them. Sessions go on until the password is changed, which ends them all.

    Raises Person.DoesNotExist, MayNotEditPeople, NotOurs, CannotSignIn, TooSoon.
    """
    with people.editing(viewer) as c:
        person = people.ours(viewer.office, person_id, c.now)
        if not person.is_active:
            raise CannotSignIn
        since = c.now - AT_MOST_EVERY
        if Delivery.objects.filter(person=person, purpose=Purpose.RESET, created_at__gt=since).exists():
            raise TooSoon
        messages.to_person(c, person.pk, Purpose.RESET, BY_MAIL)
        c.record(Happened.PERSON_RESET_SENT, person=person.pk)
        return person


def end_sessions(*, viewer: Viewer, person_id: int, session_id: int | None = None) -> int:
    """Signs a person out: of one session, or (None) of all; says of how many.

    Raises Person.DoesNotExist, MayNotEditPeople, NotOurs.
    """
    with people.editing(viewer) as c:
        person = people.ours(viewer.office, person_id, c.now)
        ended = _end_sessions(person, session_id)
        if ended:
            c.record(Happened.PERSON_SESSIONS_ENDED, person=person.pk, sessions=ended)
        return ended


def _close(c: Change, viewer: Viewer, person: Person) -> None:
    day = people.today(viewer.office, c.now)
    administers = shelf.standing(day).filter(office=viewer.office, person=person, role="administrator")
    if administers.exists():
        people.somebody_administers(viewer.office, day, without=person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    _end_sessions(person, None)


def _end_sessions(person: Person, session_id: int | None) -> int:
    found = UserSession.objects.filter(user=person)
    if session_id is not None:
        found = found.filter(pk=session_id)
    keys = list(found.values_list("session_key", flat=True))
    ended, _by_model = Session.objects.filter(session_key__in=keys).delete()
    found.filter(session_key__in=keys).delete()
    return ended


def _end_device(c: Change, device: Device) -> None:
    device.ended_at, device.ended_by = c.now, c.by
    device.save(update_fields=["ended_at", "ended_by"])
    c.record(Happened.DEVICE_ENDED, device=device.pk)
