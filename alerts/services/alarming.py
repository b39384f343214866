"""Telling of alarms, and that all is well, by roads that do not depend on what may be broken: mail sent on the
spot, an address outside that is called. No failure here is a reason for the round to fail.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from alerts.domain import duty as rota
from alerts.domain.words import Role
from alerts.domain.words_of_telling import Mark
from alerts.models import Alarm, Membership, Office, Person, Pulse
from alerts.selectors import checking_in
from alerts.selectors import watch as selected
from alerts.selectors.access import current_members
from alerts.selectors.alarm_words import sentence, title
from alerts.transports import TransportError, outside
from alerts.transports.base import Message
from ewrr.common import clock

from . import pulse
from .alarms import STAYS_AWAY

AGAIN = timedelta(hours=1)  # while it lasts
TRY_AGAIN = timedelta(seconds=60)  # once no road took it
HEARTBEAT = timedelta(seconds=60)
HUB = (Role.HUB_DUTY, Role.HUB_CHIEF)
REPAIRS = Role.ADMINISTRATOR
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail about several alarms (their ids)."""

    message: Message
    address: str
    alarms: frozenset[int]


def tell_due() -> int:
    """Tells of alarms that began, that have lasted another hour, that ended; says of how many somebody was told.

    Told is what at least one road took. What none took is tried again a minute later.
    """
    now = clock.now()
    if Pulse.objects.filter(name=Mark.UNTOLD, at__gt=now - TRY_AGAIN).exists():
        return 0
    due = list(_due(now))
    if not due:
        return 0
    letters = list(_letters(due, now))
    told = _call_outside(due, now) | _mail(letters)
    Alarm.objects.filter(pk__in=told).update(told_at=now)
    has_road = {pk for letter in letters for pk in letter.alarms} if not settings.ALARM_URL else {a.pk for a in due}
    if has_road - told:
        pulse.mark(Mark.UNTOLD, now)
    return len(told)


def send_heartbeat() -> None:
    """Says outside that all is well, at most once a minute: whoever listens there raises the alarm when it stops."""
    now = clock.now()
    if not settings.HEARTBEAT_URL or Pulse.objects.filter(name=Mark.HEARTBEAT, at__gt=now - HEARTBEAT).exists():
        return
    try:
        outside.call(settings.HEARTBEAT_URL)
    except TransportError as failure:
        cause = failure.__context__ or failure
        log.warning("the heartbeat was not taken outside: %s", type(cause).__name__)
    else:
        pulse.mark(Mark.HEARTBEAT, now)


def _due(now: datetime) -> QuerySet[Alarm]:
    """What began, has lasted another hour, or has stayed away for a while after somebody was told of it."""
    rings = Q(ended_at__isnull=True) & (Q(told_at__isnull=True) | Q(told_at__lte=now - AGAIN))
    is_over = Q(ended_at__gt=now - AGAIN, ended_at__lte=now - STAYS_AWAY, told_at__lt=F("ended_at"))
    return selected.with_duties(Alarm.objects.filter(rings | is_over).select_related("office"))


def _call_outside(due: Iterable[Alarm], now: datetime) -> set[int]:
    """One call for each alarm, codes and times only; the first that is not taken ends it for now."""
    told: set[int] = set()
    for alarm in due if settings.ALARM_URL else ():
        try:
            outside.call(settings.ALARM_URL, _as_codes(alarm, now))
        except TransportError as failure:
            cause = failure.__context__ or failure
            log.warning("an alarm was not taken outside: %s", type(cause).__name__)
            break
        told.add(alarm.pk)
    return told


def _as_codes(alarm: Alarm, now: datetime) -> dict[str, Any]:
    return {
        "kind": alarm.kind,
        "subject": alarm.subject,
        "office": alarm.office.code if alarm.office else None,
        "since": alarm.since.isoformat(timespec="seconds"),
        "ended": alarm.ended_at.isoformat(timespec="seconds") if alarm.ended_at else None,
        "now": now.isoformat(timespec="seconds"),
    }


def _mail(letters: list[Letter]) -> set[int]:
    try:
        taken = outside.mail([(letter.message, letter.address) for letter in letters]) if letters else []
    except TransportError as failure:
        cause = failure.__context__ or failure
        log.warning("no mail server for alarms: %s", type(cause).__name__)
        return set()
    return {pk for letter, is_taken in zip(letters, taken, strict=True) if is_taken for pk in letter.alarms}


def _letters(due: list[Alarm], now: datetime) -> Iterator[Letter]:
    """One for each reader of an office, in their language and its time; one for each further address, in all."""
    for office in Office.objects.order_by("code"):
        of_office = [alarm for alarm in due if alarm.office_id in {None, office.pk}]
        for person in _readers(office, now) if of_office else ():
            yield _letter(of_office, [person.language], person.email, office, now)
    for address in settings.ALARM_MAILS:
        yield _letter(due, [code for code, _name in settings.LANGUAGES], address, None, now)


def _readers(office: Office, now: datetime) -> list[Person]:
    """Hub duty officers and hub chiefs who are on duty, all of them where none is; and whoever repairs it."""
    members = list(
        Membership.objects.filter(current_members(office, now), role__in=[*HUB, REPAIRS], person__is_active=True)
        .select_related("person")
        .order_by("pk")
    )
    roster = checking_in.roster_to_tell(office.pk, now)
    on_duty = {one.person_id for post in roster.duties for one in rota.holders(post, roster, now).holders}
    hub = [member.person for member in members if member.role in HUB]
    chosen = [person for person in hub if person.pk in on_duty] or hub
    chosen += [member.person for member in members if member.role == REPAIRS]
    return list({person.pk: person for person in chosen}.values())


def _letter(told: list[Alarm], languages: list[str], address: str, office: Office | None, now: datetime) -> Letter:
    """Times as in the office, in UTC where there is none."""
    zone = ZoneInfo(office.time_zone if office else "UTC")
    subjects, texts = [], []
    for language in languages:
        with translation.override(language):
            place = office.name if office else "UTC"
            facts = {
                "alarms": [_line(alarm, zone, place) for alarm in told],
                "link": f"{settings.PUBLIC_URL}{reverse('setup_health')}",
            }
            subjects.append(" ".join(render_to_string("messages/alarms_subject.txt", facts).split()))
            texts.append(render_to_string("messages/alarms.txt", facts).strip())
    message = Message(f"alarms-{now:%Y%m%d%H%M%S}", " / ".join(subjects), "\n\n".join(texts), "", languages[0])
    return Letter(message, address, frozenset(alarm.pk for alarm in told))


def _line(alarm: Alarm, zone: ZoneInfo, place: str) -> dict[str, Any]:
    """`office`: empty where it concerns all; `ended`: empty while it lasts."""
    since, ended = (f"{at.astimezone(zone):%d.%m. %H:%M} {place}" if at else "" for at in (alarm.since, alarm.ended_at))
    return {"office": alarm.office, "title": title(alarm), "sentence": sentence(alarm, since), "ended": ended}
