"""Tokens of devices: issued by an administrator, shown once, ended one by one. Nobody signs in as a machine."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from knox.models import get_digest_token
from knox.settings import CONSTANTS

from alerts.domain import scopes as of_devices
from alerts.domain.events import Happened
from alerts.domain.scopes import Scope
from alerts.domain.words import Component, Role
from alerts.models import Device, Membership, Person
from alerts.selectors.access import Viewer, current_members
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal

MOST_DAYS = 366
NAME_TAKEN = _("Another device of this office has that name.")


class MayNotIssue(Refusal):
    code = "may_not_issue"


class ShownBefore(Refusal):
    code = "shown_before"


class NotIssued(Refusal):
    """What was asked for is not whole; `fields` says where."""

    code = "not_issued"


@dataclass(frozen=True, slots=True)
class Asked:
    """`person`: as whom it acts; None: a machine of its own, made for it, that files for `component`."""

    name: str
    scopes: tuple[Scope, ...]
    days: int
    person: Person | None = None
    component: Component | None = None


@dataclass(frozen=True, slots=True)
class Issued:
    """`token` exists here and nowhere else: the hub keeps its digest only. Empty where it waits for its person."""

    device: Device
    token: str


def issue(*, viewer: Viewer, asked: Asked) -> Issued:
    """A device with a token that is good for `asked.days`. A person's waits until they take it themselves: whoever
    issues it must not act as them. Raises MayNotIssue, NotIssued.
    """
    _ask_right(viewer)
    try:
        return _issue(viewer, asked)
    except IntegrityError:  # somebody gave the same name at the same moment
        raise NotIssued(NAME_TAKEN, fields={"name": NAME_TAKEN}) from None


def _issue(viewer: Viewer, asked: Asked) -> Issued:
    with change(viewer.office.pk, viewer.person) as c:
        _insist(c, viewer, asked)
        user = asked.person or _make_machine(c, viewer, asked)
        tokens: Any = Device.objects  # knox has no types
        device, token = tokens.create(
            user,
            expiry=timedelta(days=asked.days),
            office=viewer.office,
            name=asked.name,
            scopes=[scope.value for scope in of_devices.whole(asked.scopes)],
            made_by=viewer.person,
            shown_at=None if asked.person else c.now,
        )
        c.record(Happened.DEVICE_MADE, device=device.pk, person=user.pk, scopes=device.scopes)
        return Issued(device, "" if asked.person else token)


def take(*, viewer: Viewer, device_id: int) -> Issued:
    """The person as whom a device acts is shown its token, once; it is made in this moment.

    Raises Device.DoesNotExist for what is not theirs or works no more, ShownBefore.
    """
    with change(viewer.office.pk, viewer.person) as c:
        device: Device = _lock(viewer).get(user=viewer.person, pk=device_id, ended_at=None, expiry__gt=c.now)
        if device.shown_at is not None:
            raise ShownBefore(_("This token was shown before. If it is lost, end the device and ask for a new one."))
        fresh: Any = get_digest_token  # knox has no types
        device.digest, token = fresh()
        device.token_key = token[: CONSTANTS.TOKEN_KEY_LENGTH]
        device.shown_at = c.now
        device.save(update_fields=["digest", "token_key", "shown_at"])
        c.record(Happened.DEVICE_TAKEN, device=device.pk)
        return Issued(device, token)


def end(*, viewer: Viewer, device_id: int) -> Device:
    """Its token is refused from now on; ended before, nothing changes. By an administrator, or by the person as whom
    it acts. Raises Device.DoesNotExist.
    """
    with change(viewer.office.pk, viewer.person) as c:
        mine = Q() if viewer.may_issue_tokens else Q(user=viewer.person)
        device: Device = _lock(viewer).get(mine, pk=device_id)
        if device.ended_at is None:
            device.ended_at, device.ended_by = c.now, viewer.person
            device.save(update_fields=["ended_at", "ended_by"])
            c.record(Happened.DEVICE_ENDED, device=device.pk)
        return device


def used(device: Device, today: date) -> None:
    """That its token was shown on this day (UTC): one write a day."""
    if device.last_used_date != today:
        Device.objects.filter(pk=device.pk).update(last_used_date=today)


def _lock(viewer: Viewer) -> QuerySet[Device]:
    """The office's devices, to be locked; nothing to a device."""
    rows: QuerySet[Device] = Device.objects.select_for_update(no_key=True, of=("self",)).select_related("user")
    return rows.filter(office=viewer.office) if viewer.scopes is None else rows.none()


def _ask_right(viewer: Viewer) -> None:
    if not viewer.may_issue_tokens:
        raise MayNotIssue(_("Only administrators issue and end tokens."))


def _insist(c: Change, viewer: Viewer, asked: Asked) -> None:
    wrong = dict(_faults(c.now, viewer, asked))
    if wrong:
        raise NotIssued(next(iter(wrong.values())), fields=wrong)


def _faults(now: datetime, viewer: Viewer, asked: Asked) -> Iterable[tuple[str, object]]:
    if not asked.scopes:
        yield "scopes", _("Choose what it may do.")
    if not 1 <= asked.days <= MOST_DAYS:
        yield "days", _("A token is good for a year at most.")
    if Device.objects.filter(office=viewer.office, name=asked.name, ended_at__isnull=True).exists():
        yield "name", NAME_TAKEN
    if asked.person is None:
        if asked.component is None:
            yield "component", _("Choose for which component it files.")
        if set(asked.scopes) - of_devices.OF_MACHINES:
            yield "scopes", _("A machine files and reads; people answer, assess and decide.")
    elif not _is_here(viewer, asked.person, now):
        yield "person", _("Choose somebody who has a role in this office.")


def _is_here(viewer: Viewer, person: Person, now: datetime) -> bool:
    here = current_members(viewer.office, now)
    return person.is_active and Membership.objects.filter(here, person=person).exclude(role=Role.MACHINE).exists()


def _make_machine(c: Change, viewer: Viewer, asked: Asked) -> Person:
    """Nobody signs in as it: it has no password, and no mail reaches its address."""
    machine = Person.objects.create_user(
        f"machine-{uuid.uuid4().hex}@machines.invalid", None, name=asked.name, language=viewer.person.language
    )
    today = c.now.astimezone(ZoneInfo(viewer.office.time_zone)).date()
    Membership.objects.create(
        person=machine, office=viewer.office, role=Role.MACHINE, component=asked.component or "", from_date=today
    )
    return machine
