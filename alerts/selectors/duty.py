"""The office's duties as values for the rules, and a person's own watches."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from alerts.domain import duty as rota
from alerts.domain.duty import PassedOver
from alerts.domain.rota import next_watch
from alerts.domain.rotation import Rotation as Turns
from alerts.domain.words import Component
from alerts.domain.words_of_telling import ShiftKind, Turn
from alerts.models import Absence, Duty, Membership, Office, Person, Rotation, RotationPlace, Shift

AHEAD = timedelta(days=35)  # how far a person's next watch is looked for
FOR_EVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class OwnWatch:
    """A person's watch (UTC, half-open)."""

    duty: Duty
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Posts:
    """`duties`: the standing ones in their order on the grid; the roster holds the retired ones too."""

    duties: list[Duty]
    roster: rota.Roster


def roster_at(office_id: int, now: datetime, until: datetime | None = None) -> rota.Roster:
    """All that decides who holds which duty of the office from `now` to `until` (UTC, both included; None: at
    `now` only). Retired duties are among them: a plan that runs may still name one.

    Two statements however many duties: duties with their rotations and shifts; the people named there with
    their roles and absences.
    """
    return posts(office_id, now, until or now).roster


def posts(office_id: int, from_at: datetime, until_at: datetime, *, also: Iterable[int] = ()) -> Posts:
    """As `roster_at`, with the duties' own rows. `also`: people to know of whom no duty names yet."""
    found = list(_posts(Duty.objects.filter(office_id=office_id), from_at, until_at))
    standing = [post for post in found if post.retired_at is None]
    return Posts(standing, _roster(found, from_at, until_at, also=also))


def own_shift(person: Person, office_id: int, now: datetime) -> OwnWatch | None:
    """The person's running watch, else their next one within 35 days, else None. One statement for somebody
    whom no rotation and no shift names, else two.
    """
    until = now + AHEAD
    posts = list(_posts(_naming(person.pk, now).filter(office_id=office_id), now, until))
    if not posts:
        return None
    roster = _roster(posts, now, until)
    found = [OwnWatch(duty, *watch) for duty in posts if (watch := next_watch(duty.pk, roster, person.pk, now, until))]
    return min(found, key=lambda own: (own.starts_at > now, own.starts_at), default=None)


def holds_named_duty(person: Person, office_id: int, now: datetime) -> bool:
    """Whether the person holds a duty that opens restricted alerts. Two statements.

    A dead mailbox takes away no right from somebody who is signed in.
    """
    named = list(_posts(Duty.objects.filter(office_id=office_id, opens_restricted=True), now, now))
    roster = _roster(named, now, now, counts_unreachable=False)
    return any(
        holder.person_id == person.pk and holder.through_id == duty.pk
        for duty in named
        for holder in rota.holders(duty.pk, roster, now).holders
    )


def may_hold_named_duty(now: datetime) -> Exists | Q:
    """The condition on Membership that a rotation or a running shift of a duty that opens restricted alerts
    names the person: without it nothing more need be asked.
    """
    places = RotationPlace.objects.filter(
        person=OuterRef("person"), rotation__duty__office=OuterRef("office"), rotation__duty__opens_restricted=True
    )
    shifts = Shift.objects.filter(
        person=OuterRef("person"),
        duty__office=OuterRef("office"),
        duty__opens_restricted=True,
        starts_at__lte=now,
        ends_at__gt=now,
        cancelled_at__isnull=True,
    )
    return Q(Exists(places)) | Q(Exists(shifts))


def _naming(person_id: int, now: datetime) -> QuerySet[Duty]:
    """Duties of which a rotation or a standing shift names the person."""
    places = RotationPlace.objects.filter(rotation__duty=OuterRef("pk"), person=person_id)
    shifts = Shift.objects.filter(duty=OuterRef("pk"), person=person_id, ends_at__gt=now, cancelled_at__isnull=True)
    return Duty.objects.filter(Q(Exists(places)) | Q(Exists(shifts)))


def _posts(duties: QuerySet[Duty], from_at: datetime, until_at: datetime) -> QuerySet[Duty]:
    """The duties with what of rotations and standing shifts touches the period, as `turns` and `by_hand`."""
    people = RotationPlace.objects.filter(rotation=OuterRef("pk")).order_by("position").values("person_id")
    # Wall clocks differ from UTC by less than a day, and a watch may begin the day before.
    first, last = from_at.date() - timedelta(days=2), until_at.date() + timedelta(days=1)
    rotations = (
        Rotation.objects.filter(Q(until_date__isnull=True) | Q(until_date__gt=first), duty=OuterRef("pk"))
        .filter(first_date__lte=last)
        .order_by("from_time", "id")
        .values(
            told=JSONObject(
                people=ArraySubquery(people),
                turn="turn",
                from_time="from_time",
                until_time="until_time",
                first_date="first_date",
                until_date="until_date",
            )
        )
    )
    shifts = (
        Shift.objects.filter(duty=OuterRef("pk"), cancelled_at__isnull=True)
        .filter(starts_at__lte=until_at, ends_at__gt=from_at)
        .order_by("starts_at", "id")
        .values(told=JSONObject(person="person_id", start="starts_at", end="ends_at", kind="kind", made="made_at"))
    )
    return (
        duties.select_related("office")
        .annotate(turns=ArraySubquery(rotations), by_hand=ArraySubquery(shifts))
        .order_by("position", "id")
    )


def _roster(
    posts: list[Any],
    from_at: datetime,
    until_at: datetime,
    *,
    also: Iterable[int] = (),
    counts_unreachable: bool = True,
) -> rota.Roster:
    duties = {post.pk: _as_value(post) for post in posts}
    if not duties:
        return rota.Roster({})
    office: Office = posts[0].office
    named = (
        set(also)
        | {shift.person_id for duty in duties.values() for shift in duty.shifts}
        | {person_id for duty in duties.values() for rotation in duty.rotations for person_id in rotation.person_ids}
    )
    people = list(_people(named, office, from_at, until_at))
    away = [absence for person in people for absence in _away(person, office, from_at, until_at)]
    return rota.Roster(
        duties,
        tuple(away),
        frozenset(person.pk for person in people if not person.is_active),
        frozenset(person.pk for person in people if counts_unreachable and person.unreachable_since),
    )


def _as_value(post: Any) -> rota.Duty:
    shifts = (
        rota.Shift(
            told["person"],
            _moment(told["start"]),
            _moment(told["end"]),
            ShiftKind(told["kind"]),
            _moment(told["made"]) if told["made"] else None,
        )
        for told in post.by_hand
    )
    rotations = (
        Turns(
            tuple(told["people"]),
            Turn(told["turn"]),
            time.fromisoformat(told["from_time"]),
            time.fromisoformat(told["until_time"]),
            date.fromisoformat(told["first_date"]),
            date.fromisoformat(told["until_date"]) if told["until_date"] else None,
        )
        for told in post.turns
    )
    component = Component(post.component) if post.component else None
    return rota.Duty(post.pk, component, post.fallback_id, tuple(shifts), tuple(rotations), post.time_zone)


def _people(named: Iterable[int], office: Office, from_at: datetime, until_at: datetime) -> QuerySet[Person]:
    """The people with their roles in the office and what of their absences touches the period."""
    roles = Membership.objects.filter(person=OuterRef("pk"), office=office).values(
        told=JSONObject(first="from_date", until="until_date")
    )
    away = Absence.objects.filter(
        person=OuterRef("pk"), office=office, cancelled_at__isnull=True, starts_at__lte=until_at, ends_at__gt=from_at
    ).values(told=JSONObject(start="starts_at", end="ends_at", said="declared_at"))
    return Person.objects.filter(pk__in=named).annotate(roles=ArraySubquery(roles), away=ArraySubquery(away))


def _away(person: Any, office: Office, from_at: datetime, until_at: datetime) -> Iterator[rota.Absence]:
    """Absences, and the times at which the person has no role in the office: no shift overrides those."""
    for told in person.away:
        yield rota.Absence(person.pk, _moment(told["start"]), _moment(told["end"]), _moment(told["said"]))
    zone = ZoneInfo(office.time_zone)
    begins = from_at
    for first, until in sorted(
        (_midnight(told["first"], zone), _midnight(told["until"], zone)) for told in person.roles
    ):
        if first > begins:
            yield rota.Absence(person.pk, begins, first, FOR_EVER, PassedOver.INACTIVE)
        begins = max(begins, until)
    if begins <= until_at:
        yield rota.Absence(person.pk, begins, FOR_EVER, FOR_EVER, PassedOver.INACTIVE)


def _midnight(day: str | None, zone: ZoneInfo) -> datetime:
    """The day's first moment in the zone; without a day the end of time."""
    return datetime.combine(date.fromisoformat(day), time(), zone).astimezone(UTC) if day else FOR_EVER


def _moment(told: str) -> datetime:
    return datetime.fromisoformat(told).astimezone(UTC)
