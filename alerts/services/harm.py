"""Recording harm to civilians: rows are added, and corrected by further ones; history stays."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alerts.domain.deciding import Fault
from alerts.domain.events import Happened
from alerts.domain.harm import COUNTED, MOST_ROWS, Harmed, faults_of_harm, has_death
from alerts.domain.words import State
from alerts.domain.words_of_deciding import ReviewCause
from alerts.models import Alert, HarmRecord
from alerts.selectors import harm
from alerts.selectors.access import Viewer
from ewrr.common.change import Change

from . import moving, reviewing
from .moving import IllegalMove, Incomplete


@dataclass(frozen=True, slots=True)
class Row:
    """`corrects`: the number of the row on the alert that it replaces, None for a new one."""

    harmed: Harmed
    corrects: int | None = None


def record(*, viewer: Viewer, number: str, version: int, rows: Sequence[Row]) -> Alert:
    """Adds rows to what is on record. A row that was corrected meanwhile is corrected by its latest; one that says the
    same as what it corrects is left out. A death on a closed alert is reviewed by a second person.

    Raises Alert.DoesNotExist, MayNot, Stale, IllegalMove, Incomplete (fields named "women_0": of the first row).
    """
    with moving.locked(viewer, number, has_right=viewer.may_assess) as (c, alert):
        moving.touch(c, alert, version)
        if refused := why_not(alert):
            raise IllegalMove(refused)
        moving.insist(_faults(rows))
        added, corrected = _write(c, alert, rows)
        alert.save(update_fields=["version"])
        c.record(
            Happened.ALERT_HARM_RECORDED,
            alert,
            records=[one.pk for one in added],
            corrected=[one.pk for one in corrected],
            version=alert.version,
        )
        if alert.state == State.CLOSED and has_death(one.harmed for one in added):
            reviewing.owe(c, alert, [ReviewCause.DEATH], viewer.holds())
        return alert


def why_not(alert: Alert) -> str | None:
    """The sentence that refuses to record harm on it, None where it is open or closed and no imported history."""
    if refused := moving.why_not_assessed(alert):
        return str(refused)
    if alert.state == State.JOINED:
        return _("It was joined to another: record the harm on that one.")
    return _("Dismissed alerts have no harm on record: reopen it first.") if alert.state == State.DISMISSED else None


def _faults(rows: Sequence[Row]) -> dict[str, Fault]:
    return {
        f"{name}_{place}": fault
        for place, row in enumerate(rows)
        for name, fault in faults_of_harm(row.harmed, row.corrects is not None).items()
    }


def _write(c: Change, alert: Alert, rows: Sequence[Row]) -> tuple[list[HarmRecord], list[HarmRecord]]:
    """What was added, and which it corrects."""
    found = harm.on_record(alert)
    known = {one.number: one for one in (*found.standing, *found.corrected)}
    by_id = {one.pk: one for one in known.values()}
    added: list[HarmRecord] = []
    corrected: list[HarmRecord] = []
    for row in rows:
        before = _latest(known, by_id, row.corrects)
        if before is not None and before.harmed == row.harmed:
            continue
        made = HarmRecord.objects.create(
            alert=alert, number=len(known) + len(added) + 1, by=c.by, at=c.now, **_columns(row.harmed)
        )
        added.append(made)
        by_id[made.pk] = made
        if before is not None:
            before.superseded_by = made
            before.save(update_fields=["superseded_by"])
            corrected.append(before)
    if not added:
        moving.insist({"version": Fault.NO_NEW_HARM})
    if len(found.standing) + len(added) - len(corrected) > MOST_ROWS:
        raise IllegalMove(_("At most %(most)d rows on one alert: add up what is alike.") % {"most": MOST_ROWS})
    return added, corrected


def _latest(known: dict[int, HarmRecord], by_id: dict[int, HarmRecord], number: int | None) -> HarmRecord | None:
    """The row of that number, or the one that corrects it last. Raises Incomplete."""
    if number is None:
        return None
    if number not in known:
        raise Incomplete(_("There is no row of that number on this alert."))
    row = known[number]
    while row.superseded_by_id is not None:
        row = by_id[row.superseded_by_id]
    return row


def _columns(harmed: Harmed) -> dict[str, object]:
    said = ("what", "is_collective", "despite_warning", "note", *COUNTED)
    return {name: getattr(harmed, name) for name in said} | {
        "status": harmed.status or "",
        "actor_kind": harmed.actor_kind or "",
    }
