"""Checking in for a watch; and telling whoever it falls to, once, where nobody did."""

import logging
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alerts.domain import duty as rota
from alerts.domain.events import Happened
from alerts.domain.words import DeliveryState
from alerts.domain.words_of_telling import CheckedInVia, Note
from alerts.models import CheckIn, Delivery, Duty, MissedCheckIn, Notice, Office
from alerts.models.delivery import WAITING
from alerts.selectors import checking_in as selected
from alerts.selectors import duty as duties
from alerts.selectors.access import Viewer
from alerts.selectors.checking_in import Gap, Manned, Presence
from ewrr.common import clock
from ewrr.common.change import Change, change
from ewrr.common.errors import DATABASE_AWAY, Refusal

from . import duty_checks, messages, reading

DAY = timedelta(days=1)
log = logging.getLogger(__name__)


class NothingToCheckIn(Refusal):
    """No watch of theirs runs or is about to begin."""

    code = "nothing_to_check_in"


def check_in(*, viewer: Viewer, duty_id: int, person_id: int | None = None) -> CheckIn:
    """The viewer is there for their watch; the same said twice is one check-in. `person_id`: somebody else, who said
    so by radio: the hub writes it down. What was still to be sent about their absence is not sent.

    Raises Duty.DoesNotExist, duty_checks.MayNotChange, NothingToCheckIn.
    """
    by_radio = person_id is not None and person_id != viewer.person.pk
    if by_radio:
        duty_checks.edits(viewer)
    with change(viewer.office.pk, viewer.person) as c:
        # A gap is found under the same lock: whoever comes first is seen by the other.
        duty = Duty.objects.select_for_update(no_key=True).get(office=viewer.office, pk=duty_id, asks_check_in=True)
        named = person_id if by_radio else viewer.person.pk
        if not by_radio:
            reading.saw_notices(viewer, reverse("check_in"))
        found = selected.manned(viewer.office.pk, c.now).people
        own = [one for one in found if (one.duty.pk, one.watch.person_id) == (duty.pk, named)]
        if not own:
            raise NothingToCheckIn(_("No watch of this duty runs for them now, or begins within the hour."))
        asked = next((one for one in own if one.check_in is None), None)
        if asked is not None:
            return _write(c, asked, CheckedInVia.RADIO if by_radio else CheckedInVia.PAGE)
        said = own[-1].check_in
        assert said is not None  # all of them are
        return said


def is_there(c: Change, via: CheckedInVia, duty_ids: Iterable[int] | None = None) -> None:
    """Whoever does this is there: their watches that run count as begun, of these duties, of all where none is named.
    Within the caller's own transaction; one statement where no duty of the office asks for check-in. It locks nothing:
    what it comes with must not wait.
    """
    asking = Duty.objects.filter(office=c.office_id, asks_check_in=True, retired_at__isnull=True)
    if c.by is None or not asking.exists():
        return
    named = None if duty_ids is None else set(duty_ids)
    for one in selected.manned(c.office_id, c.now).people:
        is_own = one.watch.person_id == c.by.pk and (named is None or one.duty.pk in named)
        if is_own and one.check_in is None and one.watch.runs(c.now):
            _write(c, one, via)


def _write(c: Change, one: Presence, via: CheckedInVia) -> CheckIn:
    said, is_new = CheckIn.objects.get_or_create(
        duty=one.duty,
        person_id=one.watch.person_id,
        starts_at=one.watch.starts_at,
        defaults={"at": c.now, "via": via, "by": c.by},
    )
    if is_new:
        _call_off(c, one)
        c.record(Happened.DUTY_CHECKED_IN, duty=one.duty.pk, person=one.watch.person_id, via=via)
    return said


def _call_off(c: Change, one: Presence) -> None:
    """Nobody needs to hear any more that they are missed."""
    missed = MissedCheckIn.objects.filter(
        duty=one.duty, person=one.watch.person_id, starts_at=one.watch.starts_at
    ).first()
    notices = [pk for pk in (missed.reminder_id, missed.notice_id) if pk] if missed else []
    if notices:
        Delivery.objects.filter(notice__in=notices, state__in=WAITING).update(
            state=DeliveryState.CANCELLED, ended_at=c.now, leased_until=None
        )


def held(c: Change, duty_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Who holds each of the duties in their own right as the change begins. Two statements, none without a duty."""
    if not duty_ids:
        return {}
    roster = duties.roster_at(c.office_id, c.now)
    found = {pk: rota.holders(pk, roster, c.now).holders for pk in duty_ids}
    return {pk: frozenset(one.person_id for one in own if one.through_id == pk) for pk, own in found.items()}


def ask_anew(c: Change, before: Mapping[int, frozenset[int]]) -> None:
    """Where the change puts others on a watch that runs, half an hour counts from now, whatever the rota then says of
    the time before. Two statements, and one where it does.
    """
    after = held(c, before.keys())
    turned = [pk for pk, people in after.items() if people - before[pk]]
    if turned:
        Duty.objects.filter(pk__in=turned).update(asked_since=c.now)


def tell_due(limit: int = 100, overdue_s: float = 0.0) -> int:
    """Reminds people who have not checked in after a quarter of an hour, and tells whom their duty falls to after
    half an hour, each once a watch and one duty a transaction; says how many duties.

    `overdue_s`: only what is late by so much (the sweep leaves the worker its chance).
    """
    done = 0
    for office_id in selected.offices_that_ask():
        try:
            now = clock.now()
            due = selected.untold(selected.manned(office_id, now), now - timedelta(seconds=overdue_s))
            done += sum(_tell(office_id, duty_id) for duty_id in due.duty_ids[: limit - done])
        except DATABASE_AWAY:
            raise
        except Exception:  # one office must not hold the others; the watch says that it is late
            log.exception("check-ins of office %s", office_id)
    return done


def _tell(office_id: int, duty_id: int) -> bool:
    """Whether there was still something to be told of the duty, and nobody else was at it."""
    with change(office_id) as c:
        locked = Duty.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=duty_id).first()
        if locked is None:
            return False
        found = selected.manned(office_id, c.now)
        due = selected.untold(found, c.now)
        office = Office.objects.get(pk=office_id)
        reminders = [one for one in due.reminders if one.duty.pk == duty_id]
        gaps = [gap for gap in due.gaps if gap.duty.pk == duty_id]
        for one in reminders:
            _remind(c, office, one)
        for gap in gaps:
            _fall_back(c, office, found, gap)
        return bool(reminders or gaps)


def _remind(c: Change, office: Office, one: Presence) -> None:
    people = [one.watch.person_id]
    notice = notify(c, office, Note.CHECK_IN_DUE, people, reverse("check_in"))
    _note(one, reminded_at=c.now, reminder=notice)
    c.record(Happened.DUTY_NOT_CHECKED_IN, duty=one.duty.pk, people=people, told=people, is_gap=False)


def _fall_back(c: Change, office: Office, found: Manned, gap: Gap) -> None:
    told = [holder.person_id for holder in gap.falls_to]
    notice = notify(c, office, Note.NOT_CHECKED_IN, told, reverse("duty")) if told else None
    for one in found.people:
        if one.duty.pk == gap.duty.pk and one.is_missing:
            _note(one, told_at=c.now, notice=notice)
    c.record(Happened.DUTY_NOT_CHECKED_IN, duty=gap.duty.pk, people=list(gap.people), told=told, is_gap=True)


def _note(one: Presence, **facts: Any) -> None:
    MissedCheckIn.objects.update_or_create(
        duty=one.duty, person_id=one.watch.person_id, starts_at=one.watch.starts_at, defaults=facts
    )


def notify(c: Change, office: Office, what: Note, people: Iterable[int], path: str) -> Notice:
    """A notice about watches of today, as the office has the day."""
    today = c.now.astimezone(ZoneInfo(office.time_zone)).date()
    return messages.notify(c, what, people, path=path, first=today, until=today + DAY, is_exercise=office.is_exercising)
