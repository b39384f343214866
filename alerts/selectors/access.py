"""Who may see what: the one function that every page, door, count and search asks."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet

from alerts.domain.words import Component, Role
from alerts.models import Alert, Membership, Office, Person, Shift

READS_ALERTS = frozenset(
    {Role.OFFICER, Role.FOCAL_POINT, Role.HUB_DUTY, Role.HUB_CHIEF, Role.HEAD_OF_OFFICE, Role.POC_MANAGER}
)
READS_WHOLE = frozenset({Role.FOCAL_POINT, Role.HUB_DUTY, Role.HUB_CHIEF, Role.HEAD_OF_OFFICE, Role.POC_MANAGER})
FILES = frozenset({Role.OFFICER, Role.FOCAL_POINT, Role.HUB_DUTY, Role.HUB_CHIEF, Role.HEAD_OF_OFFICE})
ANSWERS = frozenset({Role.FOCAL_POINT, Role.HUB_DUTY, Role.HUB_CHIEF, Role.HEAD_OF_OFFICE})


class Sight(IntEnum):
    """NONE: does not exist for the reader. SHELL: number, level, kind, area, state, age, who owes what.
    WHOLE: all but the source.
    """

    NONE = 0
    SHELL = 1
    WHOLE = 2


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person in the office in which they are now, with what their roles there allow."""

    person: Person
    office: Office
    roles: frozenset[Role]
    component: Component | None
    section_id: int | None
    opens_restricted: bool  # holds, at this moment, a duty named for restricted alerts
    others: tuple[Office, ...] = ()  # further offices in which the person has a role now

    @property
    def may_read(self) -> bool:
        return bool(self.roles & READS_ALERTS)

    @property
    def may_file(self) -> bool:
        return bool(self.roles & FILES)

    @property
    def may_answer(self) -> bool:
        return bool(self.roles & ANSWERS)

    def sight(self, alert: Alert) -> Sight:
        """What this person sees of an alert."""
        if alert.office_id != self.office.pk or not self.may_read:
            return Sight.NONE
        if alert.is_restricted:
            opens = Role.HUB_CHIEF in self.roles or (self.opens_restricted and bool(self.roles & READS_WHOLE))
            return Sight.WHOLE if opens else Sight.SHELL
        if self.roles & READS_WHOLE or self.component in alert.components:
            return Sight.WHOLE
        return Sight.SHELL

    def sees_whole(self, alert: Alert) -> bool:
        return self.sight(alert) is Sight.WHOLE


def visible_to(viewer: Viewer) -> QuerySet[Alert]:
    """The alerts of which the viewer may at least know."""
    if not viewer.may_read:
        return Alert.objects.none()
    return Alert.objects.filter(office=viewer.office)


def viewer_of(person: Person, now: datetime, office_code: str | None = None) -> Viewer | None:
    """The person in one of their offices at `now` (UTC): the one named, else the first by code. None: no role.

    Roles begin and end at midnight in the office's own zone. One statement.
    """
    holds_named_duty = Shift.objects.filter(
        person=OuterRef("person"),
        duty__office=OuterRef("office"),
        duty__opens_restricted=True,
        starts_at__lte=now,
        ends_at__gt=now,
    )
    held = [
        membership
        for membership in Membership.objects.filter(person=person)
        .select_related("office")
        .annotate(opens_restricted=Exists(holds_named_duty))
        .order_by("office__code", "id")
        if _is_current(membership, now)
    ]
    office = next((m.office for m in held if m.office.code == office_code), held[0].office if held else None)
    if office is None:
        return None
    here = [membership for membership in held if membership.office_id == office.pk]
    return Viewer(
        person=person,
        office=office,
        roles=frozenset(Role(membership.role) for membership in here),
        component=next((Component(m.component) for m in here if m.component), None),
        section_id=next((m.section_id for m in here if m.section_id), None),
        opens_restricted=any(getattr(membership, "opens_restricted", False) for membership in here),
        others=tuple({m.office_id: m.office for m in held if m.office_id != office.pk}.values()),
    )


def current_members(office: Office, now: datetime) -> Q:
    """The condition on Membership: holds a role in the office at `now`."""
    today = now.astimezone(ZoneInfo(office.time_zone)).date()
    return Q(office=office, from_date__lte=today) & (Q(until_date__isnull=True) | Q(until_date__gt=today))


def _is_current(membership: Membership, now: datetime) -> bool:
    today = now.astimezone(ZoneInfo(membership.office.time_zone)).date()
    return membership.from_date <= today and (membership.until_date is None or today < membership.until_date)
