"""Checklists are started on alerts and ticked off; each item is owed until it is done with."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.domain.words import OwedKind
from alerts.models import Alert
from alerts.selectors.access import Viewer, visible_to
from alerts.services import chasing, moving, owed
from alerts.services.moving import IllegalMove, MayNot
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal
from responses.domain.playbooks import Tick, due_at
from responses.models import Checklist, ChecklistItem, Playbook, PlaybookVersion
from responses.selectors import checklists as selected

LONGEST_REASON = 300


class Missing(Refusal):
    """There is no such item on this alert, or no such playbook, as far as the viewer may know."""

    code = "missing"

    def __init__(self) -> None:
        super().__init__(_("There is no such thing here."))


class Incomplete(Refusal):
    code = "incomplete"


def start(*, viewer: Viewer, number: str, playbook: int) -> Checklist:
    """The published version of a playbook begins on an alert; one that runs there already stays as it is.

    Raises Alert.DoesNotExist, MayNot, IllegalMove (an ended alert, a playbook that is retired or was never published),
    Missing.
    """
    with moving.locked(viewer, number, has_right=viewer.may_decide or viewer.may_assess) as (c, alert):
        if not alert.is_open:
            raise IllegalMove(_("Not started: the alert has ended."))
        found = Playbook.objects.filter(office=viewer.office, pk=playbook).first()
        if found is None:
            raise Missing
        running = Checklist.objects.filter(alert=alert, playbook=found, ended_at__isnull=True).first()
        if running is not None:
            return running
        version = selected.published(found)
        if found.retired_at is not None or version is None:
            raise IllegalMove(_("Not started: this playbook is not in use."))
        return begin(c, alert, version, by_itself=False)


def begin(c: Change, alert: Alert, version: PlaybookVersion, *, by_itself: bool) -> Checklist:
    """Starts it on the locked alert, where it does not run: one debt for each item, due from now on. Whoever decided
    owes what "whoever decides" owes; before the decision the duty that decides by the plan.
    """
    checklist = Checklist.objects.create(
        alert=alert, playbook_id=version.playbook_id, version=version, started_at=c.now, by=c.by
    )
    items = list(version.items.select_related("duty").order_by("position"))
    by_decider = any(item.duty is None or item.duty.retired_at is not None for item in items)
    decider = _decider(c, alert) if by_decider else {}
    rows = ChecklistItem.objects.bulk_create(
        ChecklistItem(
            checklist=checklist,
            item=item,
            due_at=due_at(c.now, item.due_after_min),
            **({"duty": item.duty} if item.duty is not None and item.duty.retired_at is None else decider),
        )
        for item in items
    )
    owe(c, alert, rows)
    c.record(
        Happened.CHECKLIST_STARTED,
        alert,
        checklist=checklist.pk,
        playbook=version.playbook_id,
        items=len(rows),
        by_itself=by_itself,
    )
    return checklist


def tick(*, viewer: Viewer, number: str, item: int) -> ChecklistItem:
    """It is done; twice is once. Raises Alert.DoesNotExist, MayNot, IllegalMove, Missing."""
    with _locked(viewer, number, item) as (c, alert, row):
        if row.done_at is None:
            row.skipped_at, row.skipped_by, row.reason = None, None, ""
            row.done_at, row.done_by = c.now, c.by
            _settled(c, alert, row, Tick.DONE)
        return row


def skip(*, viewer: Viewer, number: str, item: int, reason: str) -> ChecklistItem:
    """It is left out here, and why. Raises Alert.DoesNotExist, MayNot, IllegalMove (done already), Missing,
    Incomplete.
    """
    with _locked(viewer, number, item) as (c, alert, row):
        why = reason.strip()
        if not why or len(why) > LONGEST_REASON:
            said = _("Say in a few words why it is left out.")
            raise Incomplete(said, fields={"reason": said})
        if row.done_at is not None:
            raise IllegalMove(_("Not skipped: it was done meanwhile."))
        if row.skipped_at is None:
            row.skipped_at, row.skipped_by, row.reason = c.now, c.by, why
            _settled(c, alert, row, Tick.SKIPPED)
        return row


def untick(*, viewer: Viewer, number: str, item: int) -> ChecklistItem:
    """It was a wrong tap: it is owed again, until when it was. Raises Alert.DoesNotExist, MayNot, IllegalMove,
    Missing.
    """
    with _locked(viewer, number, item) as (c, alert, row):
        if not row.is_open:
            row.done_at, row.done_by = None, None
            row.skipped_at, row.skipped_by, row.reason = None, None, ""
            row.save()
            owe(c, alert, [row])
            _record(c, alert, row, Tick.UNDONE)
        return row


def owe(c: Change, alert: Alert, rows: Iterable[ChecklistItem]) -> None:
    """Writes what the open ones of these owe; whoever is late with one is reminded once."""
    path = reverse("checklists", args=[alert.number])
    for row in rows:
        if row.is_open:
            owed.owe_for(
                alert,
                OwedKind.OTHER,
                row.subject,
                f"{path}#item-{row.pk}",
                duty_id=row.duty_id,
                person=row.person,
                since=c.now,
                due_at=row.due_at,
            )


@contextmanager
def _locked(viewer: Viewer, number: str, item: int) -> Iterator[tuple[Change, Alert, ChecklistItem]]:
    """Opens a change with the alert's row locked. Whoever may assess ticks for all, others what they owe themselves.

    Raises Alert.DoesNotExist, MayNot, Missing, IllegalMove.
    """
    with change(viewer.office.pk, viewer.person) as c:
        rows = visible_to(viewer).select_for_update(no_key=True, of=("self",)).select_related("office")
        alert = rows.get(number=number)
        row = (
            ChecklistItem.objects.filter(pk=item, checklist__alert=alert)
            .select_related("checklist", "item", "person", "duty")
            .first()
        )
        sees_all = viewer.sees_whole(alert)
        is_own = row is not None and selected.is_owned_by(viewer, row)
        if not is_own and not (sees_all and viewer.may_assess):
            raise MayNot(_("Only whoever owes it or may assess the alert says that."))
        if row is None:
            raise Missing
        if row.checklist.ended_at is not None:
            raise IllegalMove(_("This checklist has ended: it stays as it is."))
        yield c, alert, row


def _settled(c: Change, alert: Alert, row: ChecklistItem, act: Tick) -> None:
    row.save()
    owed.settle_for(row.subject, c.by, c.now)
    _record(c, alert, row, act)


def _record(c: Change, alert: Alert, row: ChecklistItem, act: Tick) -> None:
    c.record(
        Happened.CHECKLIST_TICKED,
        alert,
        act=act.value,
        checklist=row.checklist_id,
        item=row.pk,
        place=row.item.position,
    )


def _decider(c: Change, alert: Alert) -> dict[str, Any]:
    """Whoever decided last; before that the duty that decides by the plan; where there is none, whoever starts it."""
    decision = alert.decisions.select_related("by").last()
    if decision is not None:
        return {"person": decision.by}
    duty_id = chasing.telling_plan(alert).decided_by
    return {"duty_id": duty_id} if duty_id is not None else {"person": c.by}
