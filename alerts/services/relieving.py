"""Handing a watch over: whoever goes prepares the list, whoever comes accepts item by item, what is left is told on."""

import logging
from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alerts.domain import duty as rota
from alerts.domain.events import Happened
from alerts.domain.relieving import Turn
from alerts.domain.words_of_telling import CheckedInVia, Note
from alerts.models import Duty, Office, Owed, Relief, ReliefItem
from alerts.selectors import checking_in as presence
from alerts.selectors import relief as selected
from alerts.selectors import relief_page
from alerts.selectors.access import Viewer
from alerts.selectors.checking_in import Known
from ewrr.common import clock
from ewrr.common.change import Change, change
from ewrr.common.errors import DATABASE_AWAY, Refusal

from . import checking_in, owed, reading

log = logging.getLogger(__name__)


class NotYours(Refusal):
    """Somebody else's watch, or none that ends soon."""

    code = "not_yours"


class Rewritten(Refusal):
    """Somebody wrote notes since the list was read. `relief`: as it stands now."""

    code = "rewritten"

    def __init__(self, relief: Relief) -> None:
        super().__init__(_("Somebody wrote notes since you opened this: look again. What you typed is kept."))
        self.relief = relief


class AcceptedBefore(Refusal):
    """Somebody else was faster."""

    code = "accepted_before"

    def __init__(self, item: ReliefItem) -> None:
        super().__init__(_("%(name)s has accepted this already.") % {"name": item.accepted_by})
        self.item = item


class Settled(Refusal):
    code = "settled"


def prepare(*, viewer: Viewer, duty_id: int, notes: Mapping[int, str], seen: str) -> Relief:
    """Whoever goes writes what whoever comes must know, beside everything that the duty owes now. `notes`: by id of
    the debt; those of alerts that the viewer does not see whole are left out. `seen`: the list's version as it was
    read. Raises NotYours, Rewritten.
    """
    with change(viewer.office.pk, viewer.person) as c:
        duty = _lock(viewer.office.pk, duty_id)
        sheet = relief_page.sheet(viewer, duty, c.now) if duty is not None else None
        if duty is None or sheet is None:
            raise NotYours(_("No watch of yours of this duty ends within twelve hours."))
        if sheet.relief is not None and sheet.version != seen:
            raise Rewritten(sheet.relief)
        relief, _made = Relief.objects.get_or_create(
            duty=duty, starts_at=sheet.turn.at, defaults={"by": viewer.person, "at": c.now}
        )
        relief.by, relief.at = viewer.person, c.now
        relief.save(update_fields=["by", "at"])
        _add(relief, [line.debt for line in sheet.lines])
        for line in sheet.lines:
            if line.may_note:
                note = notes.get(line.debt.pk, "").strip()
                ReliefItem.objects.filter(relief=relief, owed=line.debt, accepted_at__isnull=True).update(note=note)
        c.record(Happened.RELIEF_PREPARED, relief=relief.pk, duty=duty.pk, items=len(sheet.lines))
        return relief


def accept(*, viewer: Viewer, relief_id: int, item_id: int) -> ReliefItem:
    """Whoever has the watch, or stands in for them, takes an item over; the same said twice is said once. What the one
    who left owes in person passes to them, and they count as there.

    Raises Relief.DoesNotExist, ReliefItem.DoesNotExist, AcceptedBefore, Settled.
    """
    with change(viewer.office.pk, viewer.person) as c:
        relief = selected.find(viewer.office.pk, relief_id)
        if relief is None or not relief_page.may_accept(viewer, relief):
            raise Relief.DoesNotExist
        # Joined tables are read as they were before the lock was waited for: whoever was faster is asked for after it.
        rows = ReliefItem.objects.select_for_update(no_key=True, of=("self",)).select_related("owed__alert")
        item: ReliefItem = rows.get(relief=relief, pk=item_id)
        if item.accepted_by_id not in {None, viewer.person.pk}:
            raise AcceptedBefore(item)
        if item.accepted_by_id is None:
            if Owed.objects.filter(pk=item.owed_id, settled_at__isnull=False).exists():
                raise Settled(_("That is done meanwhile: nothing is left to accept."))
            item.accepted_at, item.accepted_by = c.now, viewer.person
            item.save(update_fields=["accepted_at", "accepted_by"])
            is_passed_on = owed.pass_on(item.owed, viewer.person)
            c.record(
                Happened.RELIEF_ACCEPTED,
                item.owed.alert,
                relief=relief.pk,
                owed=item.owed.kind,
                is_passed_on=is_passed_on,
            )
            checking_in.is_there(c, CheckedInVia.RELIEF, [relief.duty_id])
            reading.saw_notices(viewer, path_of(relief))
        return item


def tell_due(limit: int = 100, overdue_s: float = 0.0) -> int:
    """Makes the lists of watches that have begun and tells who has them; tells the fallback what nobody accepted; each
    once, and one duty a transaction. Says how many duties.

    `overdue_s`: only what is late by so much (the sweep leaves the worker its chance).
    """
    done = 0
    for office_id in presence.offices_that_ask():
        try:
            now = clock.now()
            late = selected.due(presence.known(office_id, now), now, now - timedelta(seconds=overdue_s))
            done += sum(_tell(office_id, duty_id) for duty_id in late.duty_ids[: limit - done])
        except DATABASE_AWAY:
            raise
        except Exception:  # one office must not hold the others; the watch says that it is late
            log.exception("hand-overs of office %s", office_id)
    return done


def _tell(office_id: int, duty_id: int) -> bool:
    with change(office_id) as c:
        duty = _lock(office_id, duty_id, skip_locked=True)
        if duty is None:
            return False
        found = presence.known(office_id, c.now)
        late = selected.due(found, c.now, c.now)
        turns = [turn for one, turn in late.turns if one.pk == duty_id]
        left = [relief for relief, _at in late.left if relief.duty_id == duty_id]
        office = Office.objects.get(pk=office_id)
        for turn in turns:
            _begin(c, office, duty, turn)
        for relief in left:
            _leave(c, office, duty, relief, found)
        return bool(turns or left)


def _begin(c: Change, office: Office, duty: Duty, turn: Turn) -> None:
    """The list is made whole: with what came since it was prepared, or where nobody prepared one."""
    relief, _made = Relief.objects.get_or_create(duty=duty, starts_at=turn.at, defaults={"at": c.now})
    debts = list(selected.owed_at(duty, turn.goes)[: selected.MOST])
    _add(relief, debts)
    relief.begun_at = c.now
    relief.save(update_fields=["begun_at"])
    count = selected.open_items(relief).count()
    if count:
        checking_in.notify(c, office, Note.RELIEF_WAITS, turn.comes, path_of(relief))
    c.record(Happened.RELIEF_BEGAN, relief=relief.pk, duty=duty.pk, people=sorted(turn.comes), items=count)


def _leave(c: Change, office: Office, duty: Duty, relief: Relief, found: Known) -> None:
    """Nobody accepted in time: whoever the duty falls to hears of it, beside those who have it."""
    roster = found.at(c.now).roster
    own = {one.person_id for one in rota.holders(duty.pk, roster, c.now).holders if one.through_id == duty.pk}
    fallback = rota.holders(duty.fallback_id, roster, c.now).holders if duty.fallback_id else ()
    told = sorted({one.person_id for one in fallback} - own)
    items = selected.open_items(relief)
    count = items.filter(told_at__isnull=True).update(told_at=c.now)
    if told:
        checking_in.notify(c, office, Note.RELIEF_LEFT, told, path_of(relief))
    c.record(Happened.RELIEF_LEFT, relief=relief.pk, duty=duty.pk, told=told, items=count)


def path_of(relief: Relief) -> str:
    return reverse("relief", args=[relief.pk])


def _add(relief: Relief, debts: Iterable[Owed]) -> None:
    ReliefItem.objects.bulk_create((ReliefItem(relief=relief, owed=debt) for debt in debts), ignore_conflicts=True)


def _lock(office_id: int, duty_id: int, *, skip_locked: bool = False) -> Duty | None:
    """The duty's row first, as check-ins do; None where the office has none that asks for check-in."""
    rows = Duty.objects.select_for_update(no_key=True, of=("self",), skip_locked=skip_locked)
    here = Q(office=office_id, asks_check_in=True, retired_at__isnull=True)
    return rows.filter(here, pk=duty_id).select_related("office").first()
