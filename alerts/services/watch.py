"""The round of the watch: looks whether the hub works, raises and ends alarms, tells of them by other roads."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from alerts.domain import watch as rules
from alerts.domain.words_of_telling import AlarmKind, Mark, Part
from alerts.models import Alarm, Pulse
from alerts.selectors import watch as selected
from alerts.transports import PROBES, TransportError
from ewrr.common import clock, pump

from . import alarming, alarms, pulse, timekeeping

WATCH = "alerts.watch"
EVERY_S = 9.0  # so each second turn of the sweep: a wall must know within 30 s that nobody watches
SECOND_ROAD_S = 30.0  # whoever only steps in leaves the other so long
PROVEN = timedelta(seconds=60)  # a channel that carried a message since then need not be asked
log = logging.getLogger(__name__)


def make_round(every_s: float = EVERY_S) -> bool:
    """One round, unless somebody began one within `every_s`: however many call it, one makes it. Says whether it
    was made here. Asks Redis, the mail server and the outside within a few seconds each, in no transaction.
    """
    timekeeping.check()
    begun_at = _claim(timedelta(seconds=every_s))
    if begun_at is None:
        return False
    verdict = rules.judge(_look(begun_at))
    if not _settle(begun_at, verdict):
        return False
    alarming.tell_due()
    if _is_clean(verdict):
        pulse.mark(Mark.CLEAN, clock.now())
        alarming.send_heartbeat()
    return True


def _claim(every: timedelta) -> datetime | None:
    """The moment at which this round begins; None when another began not long ago or begins right now."""
    with transaction.atomic():
        row = pulse.locked(Mark.ROUND, skip_locked=True)
        now = clock.now()
        if row is None or row.at > now - every:
            return None
        Pulse.objects.filter(pk=row.pk).update(at=now)
        # A part that was never seen counts from here on.
        Pulse.objects.bulk_create([Pulse(name=name, at=now) for name in (*Part, *PROBES)], ignore_conflicts=True)
        if rules.is_unwatched(selected.last_round(), now):
            pulse.mark(Mark.WATCHING, now)
    return now


def _look(now: datetime) -> rules.Seen:
    answers = pump.answers()
    before = selected.pulses()
    if answers:
        if now - before[Part.REDIS] > rules.SILENT_AFTER or Mark.HINTS not in before:
            pulse.mark(Mark.HINTS, now)
        pulse.mark(Part.REDIS, now)
    reach = tuple(_reach(now, before))
    pulses = selected.pulses()
    return rules.Seen(
        now=now,
        pulses={part: pulses[part] for part in Part},
        watching_since=pulses[Mark.WATCHING],
        hints_since=pulses.get(Mark.HINTS, now),
        redis_answers=answers,
        overdue=selected.overdue(now),
        reach=reach,
        unmanned=tuple((post.duty.office_id, post.duty.code) for post in selected.posts(now) if post.is_unmanned),
    )


def _reach(now: datetime, pulses: dict[str, datetime]) -> Iterator[rules.Reach]:
    """Each channel: proven by a message that went out a moment ago, else asked."""
    for channel, probe in PROBES.items():
        traffic = selected.traffic(channel, now)
        answers = traffic.sent_at is not None and now - traffic.sent_at < PROVEN
        if not answers:
            try:
                probe()
                answers = True
            except TransportError as failure:
                cause = failure.__context__ or failure
                log.warning("a channel does not answer: %s", type(cause).__name__)
        if answers:
            pulse.mark(channel, now)
        yield rules.Reach(channel, answers, now if answers else pulses[channel], traffic.fails_all)


def _settle(begun_at: datetime, verdict: rules.Verdict) -> bool:
    """Whether this round still counts: one that took so long that another began leaves all to that one."""
    with transaction.atomic():
        row = pulse.locked(Mark.ROUND)
        if row is None or row.at != begun_at:
            return False
        now = clock.now()
        alarms.settle(verdict, now)
        pulse.mark(Mark.WATCH, now)
    return True


def _is_clean(verdict: rules.Verdict) -> bool:
    """Nothing rings that concerns telling, and nothing is unclear."""
    return (
        not verdict.unclear and not Alarm.objects.filter(ended_at__isnull=True).exclude(kind=AlarmKind.CLOCK).exists()
    )
