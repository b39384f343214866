"""Alarms of the hub itself: raised once however many watch, ended when what was found is gone."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta

from django.db.models import F, Q

from alerts.domain.events import Happened
from alerts.domain.watch import Finding, Verdict
from alerts.domain.words_of_telling import AlarmKind
from alerts.models import Alarm, Office
from ewrr.common.change import Change, change

STAYS_AWAY = timedelta(minutes=5)  # what comes back sooner is the same alarm: nobody is told of each time
CLOCK_RINGS = timedelta(hours=1)  # it is over as it is found: people must still have time to see it


def settle(verdict: Verdict, now: datetime) -> None:
    """Opens an alarm for each new finding, moves `seen_at` of those that last, ends those that are gone; what
    the verdict cannot tell stays as it is. One round at a time: the caller holds the lock.
    """
    found = {finding.key: finding for finding in verdict.findings}
    for alarm in Alarm.objects.filter(ended_at__isnull=True):
        if found.pop((alarm.office_id, alarm.kind, alarm.subject), None) is not None:
            Alarm.objects.filter(pk=alarm.pk).update(seen_at=now)
        elif alarm.kind == AlarmKind.CLOCK:
            if now - alarm.seen_at > CLOCK_RINGS:
                end(alarm, now)
        elif not verdict.is_unclear(alarm.kind, alarm.subject):
            end(alarm, now)
    for finding in found.values():
        begin(finding, now)


def begin(finding: Finding, now: datetime) -> Alarm:
    """An alarm that rings from `finding.since` on, with an event in each office that it concerns."""
    with _in_offices(finding.office_id) as changes:
        alarm = _back_again(finding, now) or Alarm(
            office_id=finding.office_id, kind=finding.kind, subject=finding.subject
        )
        alarm.since, alarm.seen_at, alarm.ended_at = finding.since, now, None
        alarm.save()
        for c in changes:
            c.record(Happened.ALARM_RAISED, None, alarm=alarm.pk, kind=alarm.kind, subject=alarm.subject)
    return alarm


def _back_again(finding: Finding, now: datetime) -> Alarm | None:
    """The one that ended a moment ago, unless somebody was told that it is over."""
    same = Alarm.objects.filter(
        Q(office=finding.office_id) if finding.office_id else Q(office=None), kind=finding.kind, subject=finding.subject
    )
    not_told_as_over = Q(told_at=None) | Q(told_at__lt=F("ended_at"))
    return same.filter(not_told_as_over, ended_at__gt=now - STAYS_AWAY).order_by("-ended_at").first()


def end(alarm: Alarm, now: datetime) -> None:
    """What was wrong is so no longer."""
    with _in_offices(alarm.office_id) as changes:
        Alarm.objects.filter(pk=alarm.pk).update(ended_at=now)
        for c in changes:
            c.record(Happened.ALARM_ENDED, None, alarm=alarm.pk, kind=alarm.kind, subject=alarm.subject)


@contextmanager
def _in_offices(office_id: int | None) -> Iterator[list[Change]]:
    """A change of the office, of every office where none is named; all of it in one transaction."""
    offices = [office_id] if office_id else Office.objects.order_by("pk").values_list("pk", flat=True)
    with ExitStack() as stack:
        yield [stack.enter_context(change(one)) for one in offices]
