"""The database's clock may be put back: what is due then moves with it, so that nothing comes late."""

import time
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from alerts.domain.watch import Finding
from alerts.domain.words import OPEN_STATES
from alerts.domain.words_of_telling import AlarmKind, Mark
from alerts.models import Alarm, Alert, Chase, Delivery, Escalation, Office, Owed, Pulse
from alerts.models.delivery import WAITING
from ewrr.common import clock

from . import alarms, pulse

TOLERATED = timedelta(seconds=5)
BETWEEN_LOOKS = timedelta(seconds=5)  # how old the moment that somebody else wrote may be

_mine: tuple[datetime, float] | None = None  # the moment that this process wrote last, and by its own steady clock


def check() -> timedelta | None:
    """Compares the database's clock with the latest moment that anybody saw; found more than 5 s behind it, all
    that is due moves back by as much (rather some seconds early than late). Says by how much, None where the
    clock did not go back. A jump forward needs nothing: it only makes things due early.

    One row is locked, so of several who look one moves it. Two short statements where all is well.
    """
    global _mine
    with transaction.atomic():
        latest = pulse.locked(Mark.CLOCK)
        assert latest is not None  # waited for
        now = clock.now()
        back = _expected(latest.at) - now
        moved = back + (timedelta() if _is_mine(latest.at) else BETWEEN_LOOKS) if back > TOLERATED else None
        if moved is not None:
            _move(moved, now)
        Pulse.objects.filter(pk=latest.pk).update(at=now)
    _mine = now, time.monotonic()
    return moved


def _is_mine(latest: datetime) -> bool:
    return _mine is not None and _mine[0] == latest


def _expected(latest: datetime) -> datetime:
    """What the clock must show at least: as much later as this process itself has waited since, where it knows."""
    waited = time.monotonic() - _mine[1] if _mine is not None and _is_mine(latest) else 0.0
    return latest + timedelta(seconds=waited)


def _move(by: timedelta, now: datetime) -> None:
    """Alerts are locked first and in order, as everywhere; then everything that waits for a moment."""
    owing = Owed.objects.filter(alert=OuterRef("pk"), settled_at__isnull=True)
    waiting = Alert.objects.filter(Q(state__in=[state.value for state in OPEN_STATES]) | Exists(owing)).order_by("pk")
    list(waiting.select_for_update(no_key=True, of=("self",)).values_list("pk", flat=True))
    Escalation.objects.filter(next_at__isnull=False).update(started_at=F("started_at") - by, next_at=F("next_at") - by)
    Chase.objects.filter(next_at__isnull=False).update(started_at=F("started_at") - by, next_at=F("next_at") - by)
    Delivery.objects.filter(state__in=WAITING).update(due_at=F("due_at") - by, leased_until=F("leased_until") - by)
    Owed.objects.filter(settled_at__isnull=True).update(due_at=F("due_at") - by)
    Office.objects.update(cursor_epoch=F("cursor_epoch") + 1)  # every due time on every open page
    Pulse.objects.filter(at__gt=now).update(at=now)  # nobody has been seen in the future
    for column in ("since", "seen_at", "told_at"):
        Alarm.objects.filter(ended_at__isnull=True, **{f"{column}__gt": now}).update(**{column: now})
    ringing = Alarm.objects.filter(kind=AlarmKind.CLOCK, ended_at__isnull=True)
    if not ringing.update(since=now, seen_at=now, told_at=None):
        alarms.begin(Finding(AlarmKind.CLOCK, "", None, now), now)
