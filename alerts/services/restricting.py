"""From open to restricted: another number series, fewer readers, and what was seen before stays said."""

from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F

from alerts.domain.events import Happened
from alerts.domain.words import Sensitivity, Series, State
from alerts.domain.words_of_telling import Cause
from alerts.models import Alert, FormerNumber, NumberCounter, Office
from alerts.selectors import exposure
from alerts.selectors.access import Viewer, visible_to
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal

from . import finding, moving, numbering, placing, routing


class AlreadySo(Refusal):
    code = "already_so"


def restrict(*, viewer: Viewer, number: str, version: int, reason: str) -> Alert:
    """From now on only the hub chief and the holders of the named duties read it whole. It gets the next number of
    the restricted series (an exercise keeps its own); the number that it bore leads to it and is never given again.
    Alerts that were joined to it are restricted with it.
    Undecided, it is told anew by the rules for restricted alerts. Whoever saw it before has seen it: who that was
    goes on record.

    Raises Alert.DoesNotExist, MayNot, Stale, IllegalMove (imported history), AlreadySo.
    """
    asked = visible_to(viewer).select_related("office").get(number=number)
    with change(viewer.office.pk, viewer.person) as c:
        years = [] if asked.is_exercise else [_year(one) for one in (asked, *_joined_to(asked))]
        counters = numbering.lock_years(asked.office, Series.RESTRICTED, years) if years else {}
        numbers = [one.number for one in _joined_to(asked) if not one.is_restricted]
        alert, *joined = moving.lock(viewer, number, *numbers, has_right=viewer.may_assess)
        moving.touch(c, alert, version)
        if alert.is_restricted:
            raise AlreadySo(moving.why_not_restricted(alert))
        for one in joined:
            one.version += 1
        for one in (alert, *joined):
            _restrict(c, one, counters.get(_year(one)), reason)
        # Fewer see it: pages that stand open are read afresh.
        Office.objects.filter(pk=alert.office_id).update(cursor_epoch=F("cursor_epoch") + 1)
        if alert.state == State.RECEIVED:  # others are named for restricted alerts
            routing.begin_again(c, alert, Cause.RESTRICTED)
        return alert


def _joined_to(alert: Alert) -> list[Alert]:
    """Those whose filings lie under it: they tell of the same, so they are restricted with it."""
    found = list(Alert.objects.filter(joined_to=alert).select_related("office"))
    return found + [further for one in found for further in _joined_to(one)]


def _restrict(c: Change, alert: Alert, counter: NumberCounter | None, reason: str) -> None:
    seen = exposure.exposure(alert, c.now)
    before = [alert.sensitivity, alert.is_restricted]
    alert.is_restricted, alert.sensitivity = True, Sensitivity.STRICT
    if counter is not None:
        FormerNumber.objects.create(alert=alert, number=alert.number, by=c.by, until=c.now)
        given = numbering.take(alert.office, counter)
        alert.number, alert.series, alert.year, alert.serial = given.text, given.series, given.year, given.serial
    alert.save(update_fields=["version", "is_restricted", "sensitivity", "number", "series", "year", "serial"])
    finding.refresh(alert)
    _write(c, alert, before, reason)
    c.record(Happened.ALERT_RESTRICTED, alert, told=seen.told_ids, opened=seen.opened_ids, version=alert.version)


def open_up(*, viewer: Viewer, number: str, version: int, reason: str) -> Alert:
    """Not to be restricted after all, which only a hub chief says: read again as others are. Keeps its number.

    Raises Alert.DoesNotExist, MayNot, Stale, AlreadySo.
    """
    with change(viewer.office.pk, viewer.person) as c:
        alert = moving.lock(viewer, number, has_right=viewer.may_lift)[0]
        moving.touch(c, alert, version)
        if not alert.is_restricted:
            raise AlreadySo(moving.why_not_opened_up(alert))
        before = [alert.sensitivity, alert.is_restricted]
        alert.is_restricted, alert.sensitivity = False, Sensitivity.CONFIDENTIAL
        alert.save(update_fields=["version", "is_restricted", "sensitivity"])
        _write(c, alert, before, reason)
        c.record(Happened.ALERT_OPENED_UP, alert, version=alert.version)
        return alert


def _write(c: Change, alert: Alert, before: list[Any], reason: str) -> None:
    sensitivity, was = before
    changes = {"is_restricted": [was, alert.is_restricted], "sensitivity": [sensitivity, alert.sensitivity]}
    placing.write(c, alert, changes, reason)


def _year(alert: Alert) -> int:
    return alert.received_at.astimezone(ZoneInfo(alert.office.time_zone)).year
