"""What the watch looks at, in few statements whatever the number of alerts, and what it last found."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, When

from alerts.domain import duty as rota
from alerts.domain import watch as rules
from alerts.domain.words import Channel, DeliveryState, EscalationState, OwedKind, Series, State
from alerts.domain.words_of_telling import AlarmKind, Late, Mark
from alerts.models import Alarm, Alert, Chase, Delivery, Duty, Escalation, Office, Owed, Plan, PlanStep, Pulse, Rule

from . import checking_in, relief

WHILE = timedelta(minutes=15)
LATEST = 300  # messages that a channel is judged by at most
OF_ADDRESSES = ("recipient_refused", "no_address")  # say nothing about the channel
GRAVITY = [
    AlarmKind.OVERDUE,
    AlarmKind.CHANNEL,
    AlarmKind.SILENT,
    AlarmKind.UNMANNED,
    AlarmKind.UNSEEN,
    AlarmKind.CLOCK,
]


@dataclass(frozen=True, slots=True)
class Watch:
    """What the head of a page says. `alarms`: those that ring in the office, gravest first, each with
    `duty_name_en` and `duty_name_fr` where it is about a duty. `watched_at`: when a round last ended, None: never.
    """

    alarms: list[Alarm]
    watched_at: datetime | None
    is_unwatched: bool


def watch(office: Office, now: datetime) -> Watch:
    """Two statements."""
    watched_at = last_round()
    return Watch(sorted(ringing(office), key=_gravity), watched_at, rules.is_unwatched(watched_at, now))


def is_unwatched(now: datetime) -> bool:
    """Whether no round of the watch has ended within a minute. One statement."""
    return rules.is_unwatched(last_round(), now)


def last_round() -> datetime | None:
    """When a round of the watch last ended, None: never. One statement."""
    return Pulse.objects.filter(name=Mark.WATCH).values_list("at", flat=True).first()


def ringing(office: Office) -> QuerySet[Alarm]:
    """Alarms of the office and of the whole hub that have not ended."""
    return with_duties(Alarm.objects.filter(Q(office=office) | Q(office=None), ended_at__isnull=True))


def with_duties(alarms: QuerySet[Alarm]) -> QuerySet[Alarm]:
    """With `duty_name_en` and `duty_name_fr`, None where an alarm is about no duty."""
    named = Duty.objects.filter(office=OuterRef("office"), code=OuterRef("subject"))
    return alarms.annotate(
        duty_name_en=Subquery(named.values("name_en")[:1]), duty_name_fr=Subquery(named.values("name_fr")[:1])
    )


def _gravity(alarm: Alarm) -> tuple[int, datetime, int]:
    return GRAVITY.index(AlarmKind(alarm.kind)), alarm.since, alarm.pk


def pulses() -> dict[str, datetime]:
    """Every part's and mark's last moment. One statement."""
    return dict(Pulse.objects.values_list("name", "at"))


def overdue(now: datetime) -> tuple[rules.Overdue, ...]:
    """Work late by more than a minute, by office and kind with the oldest of it. Seven statements, and some for each
    office that asks for check-in."""
    before = now - rules.LATE_AFTER
    waiting = [DeliveryState.PENDING, DeliveryState.FAILED]
    steps = Escalation.objects.filter(next_at__lt=before).annotate(office=F("alert__office_id"), due=F("next_at"))
    messages = Delivery.objects.filter(
        Q(state__in=waiting, due_at__lt=before) | Q(state=DeliveryState.SENDING, leased_until__lt=before)
    ).annotate(due=Case(When(state=DeliveryState.SENDING, then=F("leased_until")), default=F("due_at")))
    reminders = (
        Owed.objects.filter(settled_at__isnull=True, reminded_at__isnull=True, is_chased=False, due_at__lt=before)
        .exclude(kind=OwedKind.ANSWER)
        .annotate(office=F("alert__office_id"), due=F("due_at"))
    )
    chases = Chase.objects.filter(next_at__lt=before).annotate(office=F("owed__alert__office_id"), due=F("next_at"))
    late: tuple[tuple[Late, QuerySet[Any]], ...] = (
        (Late.STEPS, steps),
        (Late.MESSAGES, messages),
        (Late.REMINDERS, reminders),
        (Late.REMINDERS, chases),
        (Late.STOPPED, stopped(before).annotate(due=F("received_at"))),
    )
    oldest: dict[tuple[int, Late], datetime] = {}
    for what, rows in late:
        for row in rows.order_by().values("office").annotate(oldest=Min("due")):
            key = row["office"], what
            oldest[key] = min(row["oldest"], oldest.get(key, row["oldest"]))
    found = [rules.Overdue(office, what, at) for (office, what), at in oldest.items()]
    return (*found, *(rules.Overdue(office, Late.CHECK_INS, at) for office, at in _watches(before, now)))


def _watches(before: datetime, now: datetime) -> list[tuple[int, datetime]]:
    """Offices where people should have heard of a watch that nobody began, or of what nobody took over."""
    oldest: dict[int, datetime] = {}
    for office_id, at in (*checking_in.overdue(before, now), *relief.overdue(before, now)):
        oldest[office_id] = min(at, oldest.get(office_id, at))
    return list(oldest.items())


def stopped(before: datetime) -> QuerySet[Alert]:
    """Alerts received before that moment which nobody has decided on and for which nothing is due: neither a
    next step nor the end of an answer, and no answer or plan that lets them rest.
    """
    later = Escalation.objects.filter(alert=OuterRef("alert"), round__gt=OuterRef("round"))
    goes_on = Q(next_at__isnull=False)
    rests = Q(state=EscalationState.RUNNING, plan__insists=False)
    never_runs_out = Q(plan__decide_within_s=None) | Q(plan__decide_within_s__isnull=True)
    is_held = Q(state=EscalationState.ANSWERED) & never_runs_out
    fine = Escalation.objects.filter(goes_on | rests | is_held, ~Exists(later), alert=OuterRef("pk"))
    return (
        Alert.objects.filter(state=State.RECEIVED, decided_at__isnull=True, received_at__lt=before)
        .exclude(series=Series.HISTORY)
        .exclude(Exists(fine))
    )


@dataclass(frozen=True, slots=True)
class Traffic:
    """What a channel carried lately: when something last went out, None: nothing of the latest messages did;
    `fails_all`: some were tried more than once and none went out. `failure`: the code of the last one that
    failed, and when that message was written; empty where none did.
    """

    sent_at: datetime | None
    fails_all: bool
    failure: str = ""
    failed_of: datetime | None = None


def traffic(channel: Channel, now: datetime) -> Traffic:
    """By the latest messages; what counts against the channel is of the last quarter of an hour. One statement."""
    since = now - WHILE
    columns = ("channel", "state", "failure", "attempts", "sent_at", "created_at")
    rows = Delivery.objects.order_by("-pk").values_list(*columns, named=True)[:LATEST]
    latest = [row for row in rows if row.channel == channel]
    sent_at = max((row.sent_at for row in latest if row.sent_at is not None), default=None)
    failed = [row for row in latest if row.failure and row.sent_at is None]
    fails = any(
        row.failure not in OF_ADDRESSES and row.attempts > 1 and row.created_at >= since - WHILE
        for row in failed
        if row.state != DeliveryState.CANCELLED
    )
    return Traffic(
        sent_at,
        fails and (sent_at is None or sent_at < since),
        failed[0].failure if failed else "",
        failed[0].created_at if failed else None,
    )


@dataclass(frozen=True, slots=True)
class Post:
    """A duty that rules or plans name, and through which duties people are found for it: none: nobody is.
    `is_unseen`: none of those people has checked in.
    """

    duty: Duty
    through: tuple[int, ...]
    is_unseen: bool = False

    @property
    def is_unmanned(self) -> bool:
        return not self.through

    @property
    def is_missed(self) -> bool:
        """People hold it, none of whom has checked in."""
        return self.duty.pk in self.through and (self.is_unseen or len(self.through) > 1)

    @property
    def is_gap(self) -> bool:
        """Nobody holds it, or whoever does has not checked in; somebody else answers for it."""
        return bool(self.through) and (self.duty.pk not in self.through or len(self.through) > 1)


def posts(now: datetime, office: Office | None = None) -> list[Post]:
    """Every duty that a rule or a plan names and who is found for it at `now` (UTC), in one office or in all.
    One statement, and two for each office.
    """
    by_plan = Plan.objects.filter(Q(decided_by=OuterRef("pk")) | Q(last_resort=OuterRef("pk")))
    by_step = PlanStep.objects.filter(duties=OuterRef("pk"))
    by_rule = Rule.objects.filter(duties=OuterRef("pk"))
    named = Duty.objects.filter(Exists(by_rule) | Exists(by_step) | Exists(by_plan)).exclude(retired_at__lte=now)
    if office is not None:
        named = named.filter(office=office)
    rosters: dict[int, rota.Roster] = {}
    found = []
    for duty in named.order_by("office", "position", "pk"):
        if duty.office_id not in rosters:
            rosters[duty.office_id] = checking_in.roster_to_tell(duty.office_id, now)
        roster = rosters[duty.office_id]
        holders = rota.holders(duty.pk, roster, now).holders
        is_unseen = all((holder.through_id, holder.person_id) in roster.unseen for holder in holders)
        found.append(Post(duty, tuple(dict.fromkeys(holder.through_id for holder in holders)), is_unseen))
    return found
