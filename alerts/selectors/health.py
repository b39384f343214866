"""The page of the hub's health: every part, what waits, what rings and rang; nothing of what alerts say."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db.models import Count, Min, Q, QuerySet

from alerts.domain import watch as rules
from alerts.domain.words import Channel, OwedKind
from alerts.domain.words_of_telling import AlarmKind, Late, Mark, Part, Purpose
from alerts.models import Alarm, Chase, Delivery, Duty, Escalation, Owed
from alerts.models.delivery import WAITING
from alerts.transports import PROBES

from . import watch
from .access import Viewer

RANG_SINCE = timedelta(days=7)
MOST = 50


class State(StrEnum):
    """`UNCLEAR`: it is heard of only through something that is silent, or nobody watches."""

    WORKS = "works"
    SILENT = "silent"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class PartLine:
    part: Part
    state: State
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """`answered_at`: when its server last took a message or said that it would."""

    channel: Channel
    state: State
    answered_at: datetime | None
    traffic: watch.Traffic


@dataclass(frozen=True, slots=True)
class QueueLine:
    """Of this office: how much is due now, and since when the oldest of it."""

    what: Late
    count: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Roads:
    """How alarms leave the hub: addresses besides the people on duty, a mail server apart, an address called;
    whether the outside waits for a heartbeat, and when it last took one.
    """

    mails: int
    has_own_server: bool
    has_url: bool
    has_heartbeat: bool
    heartbeat_at: datetime | None


@dataclass(frozen=True, slots=True)
class Health:
    watched: watch.Watch
    clean_at: datetime | None
    parts: list[PartLine]
    channels: list[ChannelLine]
    queue: list[QueueLine]
    past: list[Alarm]
    posts: list[tuple[watch.Post, list[Duty]]]
    roads: Roads
    tests: list[Delivery]


def health(viewer: Viewer, now: datetime) -> Health:
    """Whatever the number of alerts, about a dozen statements."""
    watched = watch.watch(viewer.office, now)
    pulses = watch.pulses()
    return Health(
        watched=watched,
        clean_at=pulses.get(Mark.CLEAN),
        parts=[_part(part, watched, pulses) for part in Part],
        channels=_channels(watched, pulses, now),
        queue=_queue(viewer, now),
        past=list(_past(viewer, now)[:MOST]),
        posts=_posts(viewer, now),
        roads=Roads(
            len(settings.ALARM_MAILS),
            bool(settings.ALARM_MAIL_SERVER),
            bool(settings.ALARM_URL),
            bool(settings.HEARTBEAT_URL),
            pulses.get(Mark.HEARTBEAT),
        ),
        tests=tests(viewer),
    )


def channels(watched: watch.Watch, now: datetime) -> list[ChannelLine]:
    """Those that leave the hub, for whoever asks for nothing else. One statement, and one for each."""
    return _channels(watched, watch.pulses(), now)


def _channels(watched: watch.Watch, pulses: dict[str, datetime], now: datetime) -> list[ChannelLine]:
    return [_channel(channel, watched, pulses, now) for channel in PROBES]


def tests(viewer: Viewer) -> list[Delivery]:
    """The person's last test message, one row for each channel. One statement."""
    rows = list(Delivery.objects.filter(person=viewer.person, purpose=Purpose.TEST).order_by("-pk")[: len(Channel)])
    return [row for row in rows[::-1] if row.created_at == rows[0].created_at]


def _part(part: Part, watched: watch.Watch, pulses: dict[str, datetime]) -> PartLine:
    silent = _silent(watched, AlarmKind.SILENT)
    is_unheard = (part in rules.HEARD_THROUGH_REDIS and Part.REDIS in silent) or (
        part is Part.BEAT and Part.WORKER in silent
    )
    state = _state(part, watched, silent, is_unheard or part not in pulses)
    return PartLine(part, state, pulses.get(part))


def _channel(channel: Channel, watched: watch.Watch, pulses: dict[str, datetime], now: datetime) -> ChannelLine:
    state = _state(channel, watched, _silent(watched, AlarmKind.CHANNEL), channel not in pulses)
    return ChannelLine(channel, state, pulses.get(channel), watch.traffic(channel, now))


def _silent(watched: watch.Watch, kind: AlarmKind) -> set[str]:
    return {alarm.subject for alarm in watched.alarms if alarm.kind == kind}


def _state(name: str, watched: watch.Watch, silent: set[str], is_unheard: bool) -> State:
    if watched.is_unwatched or is_unheard:
        return State.UNCLEAR
    return State.SILENT if name in silent else State.WORKS


def _queue(viewer: Viewer, now: datetime) -> list[QueueLine]:
    """Four statements."""
    steps = Escalation.objects.filter(alert__office=viewer.office, next_at__lte=now)
    messages = Delivery.objects.filter(office=viewer.office, state__in=WAITING, due_at__lte=now)
    reminders = Owed.objects.filter(
        alert__office=viewer.office, settled_at__isnull=True, reminded_at__isnull=True, is_chased=False, due_at__lte=now
    ).exclude(kind=OwedKind.ANSWER)
    chases = Chase.objects.filter(owed__alert__office=viewer.office, next_at__lte=now)
    return [
        _line(Late.STEPS, steps, "next_at"),
        _line(Late.MESSAGES, messages, "due_at"),
        _both(_line(Late.REMINDERS, reminders, "due_at"), _line(Late.REMINDERS, chases, "next_at")),
    ]


def _both(one: QueueLine, other: QueueLine) -> QueueLine:
    oldest = min((at for at in (one.oldest, other.oldest) if at is not None), default=None)
    return QueueLine(one.what, one.count + other.count, oldest)


def _line(what: Late, rows: QuerySet[Any], column: str) -> QueueLine:
    found = rows.order_by().aggregate(count=Count("pk"), oldest=Min(column))
    return QueueLine(what, found["count"], found["oldest"])


def _past(viewer: Viewer, now: datetime) -> QuerySet[Alarm]:
    """Alarms that ended within the last seven days, the latest first. One statement."""
    here = Q(office=viewer.office) | Q(office=None)
    return watch.with_duties(Alarm.objects.filter(here, ended_at__gte=now - RANG_SINCE)).order_by("-ended_at", "-pk")


def _posts(viewer: Viewer, now: datetime) -> list[tuple[watch.Post, list[Duty]]]:
    """Duties that nobody holds now, or whose people have not checked in, with those through which somebody else is
    found for them. Four statements.
    """
    lacking = [post for post in watch.posts(now, viewer.office) if post.is_unmanned or post.is_gap or post.is_unseen]
    through = {pk for post in lacking for pk in post.through}
    named = Duty.objects.in_bulk(through) if through else {}
    return [(post, [named[pk] for pk in post.through if pk in named and pk != post.duty.pk]) for post in lacking]
