"""What a move of an alert does to its checklists, in the move's own transaction; ewrr.wiring joins the two."""

from collections.abc import Iterable
from typing import Any

from alerts.domain.events import Happened
from alerts.domain.words_of_deciding import Course
from alerts.models import Alert
from alerts.services import owed
from ewrr.common.change import Change
from responses.models import Checklist
from responses.selectors import checklists as selected

from . import checklists


def decided(c: Change, alert: Alert, data: dict[str, Any]) -> None:
    """Playbooks that start themselves begin with the decision to respond, where they fit and do not run yet."""
    if data["course"] != Course.RESPOND:
        return
    for version in selected.starting_themselves(alert):
        checklists.begin(c, alert, version, by_itself=True)


def ended(c: Change, alert: Alert, data: dict[str, Any]) -> None:
    """Dismissed or closed: nothing of its checklists is owed any more; what was done stays on record."""
    for checklist in _running(alert):
        _end(c, checklist)


def reopened(c: Change, alert: Alert, data: dict[str, Any]) -> None:
    """What ended with the alert goes on, of each playbook the latest; what is late by now is late."""
    latest = {one.playbook_id: one for one in Checklist.objects.filter(alert=alert).order_by("pk")}
    _go_on(c, alert, (one for one in latest.values() if one.ended_at is not None))


def joined(c: Change, alert: Alert, data: dict[str, Any]) -> None:
    """They go over to the alert that it repeats; one whose playbook runs there already ends."""
    into = Alert.objects.get(pk=data["into"])  # locked by whoever joins
    there = {one.playbook_id for one in _running(into)}
    for checklist in _running(alert):
        checklist.joining = data["joining"]
        if checklist.playbook_id in there:
            _end(c, checklist)
            continue
        _settle(c, checklist)
        checklist.alert = into
        checklist.save(update_fields=["alert", "joining"])
        checklists.owe(c, into, checklist.items.select_related("person"))
        c.record(Happened.CHECKLIST_CARRIED, into, checklist=checklist.pk, alert=alert.pk, to=into.pk)


def unjoined(c: Change, alert: Alert, data: dict[str, Any]) -> None:
    """What went over with that joining comes back, and what it ended goes on."""
    carried = list(Checklist.objects.filter(joining=data["joining"]).order_by("pk"))
    for checklist in carried:
        _settle(c, checklist)
        if checklist.alert_id != alert.pk:
            checklist.alert = alert
            c.record(Happened.CHECKLIST_CARRIED, alert, checklist=checklist.pk, alert=data["of"], to=alert.pk)
    _go_on(c, alert, carried)


def _running(alert: Alert) -> list[Checklist]:
    return list(Checklist.objects.filter(alert=alert, ended_at__isnull=True).order_by("pk"))


def _go_on(c: Change, alert: Alert, found: Iterable[Checklist]) -> None:
    for checklist in found:
        checklist.ended_at = checklist.joining = None
        checklist.save(update_fields=["alert", "ended_at", "joining"])
        checklists.owe(c, alert, checklist.items.select_related("person"))


def _end(c: Change, checklist: Checklist) -> None:
    _settle(c, checklist)
    checklist.ended_at = c.now
    checklist.save(update_fields=["ended_at", "joining"])


def _settle(c: Change, checklist: Checklist) -> None:
    """It ended without anybody's act: settled by nobody."""
    for item in checklist.items.filter(done_at__isnull=True, skipped_at__isnull=True):
        owed.settle_for(item.subject, None, c.now)
