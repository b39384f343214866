"""What the forms of the rota choose from: duties, people, their watches ahead, what was changed by hand."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from alerts.domain.roles import READS_ALERTS
from alerts.domain.rota import spans
from alerts.domain.words import Role
from alerts.domain.words_of_telling import HeldBy
from alerts.models import Absence, Duty, Membership, Person, Rotation, RotationPlace, Shift

from . import duty as posts
from .access import Viewer, current_members

AHEAD = timedelta(days=28)
MOST = 200


def duties(viewer: Viewer) -> QuerySet[Duty]:
    """The office's standing duties in their order on the grid."""
    return Duty.objects.filter(office=viewer.office, retired_at__isnull=True).order_by("position", "id")


def duties_to_take(viewer: Viewer) -> QuerySet[Duty]:
    """Those that the viewer may take over: an editor any, others those of their component and those in whose
    rotation they are; one that opens restricted alerts only where they are in its rotation, or are the hub chief.
    """
    if not viewer.may_hold_duty:
        return Duty.objects.none()
    in_rotation = Q(Exists(RotationPlace.objects.filter(rotation__duty=OuterRef("pk"), person=viewer.person)))
    if Role.HUB_CHIEF in viewer.roles:
        return duties(viewer)
    if viewer.may_edit_duty:
        return duties(viewer).filter(Q(opens_restricted=False) | in_rotation)
    own = Q(component=viewer.component, opens_restricted=False) if viewer.component else Q(pk__in=[])
    return duties(viewer).filter(own | in_rotation)


def people(viewer: Viewer, now: datetime) -> QuerySet[Person]:
    """Everybody who could be on duty in the office, by name."""
    here = Membership.objects.filter(
        current_members(viewer.office, now), role__in=[role.value for role in READS_ALERTS]
    )
    return Person.objects.filter(is_active=True, pk__in=here.values("person")).order_by("name", "id")


@dataclass(frozen=True, slots=True)
class Ahead:
    """A watch that a person has ahead (UTC, half-open); `key` names it in a form, `name` its person where asked."""

    duty: Duty
    person_id: int
    starts_at: datetime
    ends_at: datetime
    name: str = ""

    @property
    def key(self) -> str:
        return key(self.duty.pk, self.person_id, self.starts_at, self.ends_at)


def watches(viewer: Viewer, person_id: int, now: datetime) -> list[Ahead]:
    """The person's watches of the next 28 days, the earliest first; a surge is none that could be swapped. Two
    statements.
    """
    found = posts.posts(viewer.office.pk, now, now + AHEAD)
    return sorted(
        (
            Ahead(duty, person_id, span.starts_at, span.ends_at)
            for duty in found.duties
            for span in spans(duty.pk, found.roster, now, now + AHEAD)
            if any(one.person_id == person_id and one.held_by is not HeldBy.SURGE for one in span.holders)
        ),
        key=lambda watch: (watch.starts_at, watch.duty.position, watch.duty.pk),
    )


def held_there(viewer: Viewer, duty_id: str, from_at: datetime, until_at: datetime, now: datetime) -> list[Ahead]:
    """The watches of whoever holds the duty in the period, as they still lie ahead, by name. Three statements."""
    from_at = max(from_at, now)
    if from_at >= until_at or not duty_id.isdecimal():
        return []
    found = posts.posts(viewer.office.pk, from_at, until_at)
    held = [
        (duty, span, one)
        for duty in found.duties
        if str(duty.pk) == duty_id
        for span in spans(duty.pk, found.roster, from_at, until_at)
        for one in span.holders
    ]
    names = dict(Person.objects.filter(pk__in={one.person_id for _duty, _span, one in held}).values_list("pk", "name"))
    return [Ahead(duty, one.person_id, span.starts_at, span.ends_at, names[one.person_id]) for duty, span, one in held]


def key(duty_id: int, person_id: int, starts_at: datetime, ends_at: datetime) -> str:
    """12_3_1795802400000000_1795845600000000: duty, person, microseconds since 1970."""
    ends = (round(moment.timestamp() * 1_000_000) for moment in (starts_at, ends_at))
    return "_".join(str(one) for one in (duty_id, person_id, *ends))


def read_key(text: str) -> tuple[int, int, datetime, datetime] | None:
    """What `key` wrote; None for anything else."""
    try:
        duty_id, person_id, starts, ends = (int(part) for part in text[:80].split("_"))
        start = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=starts)
        return duty_id, person_id, start, datetime.fromtimestamp(0, UTC) + timedelta(microseconds=ends)
    except (ValueError, OverflowError):
        return None


@dataclass(frozen=True, slots=True)
class ByHand:
    """Standing changes from now on. `may_cancel` of each."""

    shifts: list[tuple[Shift, bool]]
    absences: list[tuple[Absence, bool]]


def by_hand(viewer: Viewer, now: datetime) -> ByHand:
    """At most two hundred of each, the earliest first. Two statements."""
    shifts = (
        Shift.objects.filter(duty__office=viewer.office, cancelled_at__isnull=True, ends_at__gt=now)
        .select_related("duty", "person", "made_by")
        .order_by("starts_at", "id")[:MOST]
    )
    absences = (
        Absence.objects.filter(office=viewer.office, cancelled_at__isnull=True, ends_at__gt=now)
        .select_related("person", "declared_by")
        .order_by("starts_at", "id")[:MOST]
    )
    return ByHand(
        [(row, viewer.may_edit_duty or _is_own(viewer, row.made_by_id)) for row in shifts],
        [(row, viewer.may_edit_duty or _is_own(viewer, row.person_id)) for row in absences],
    )


def standing(viewer: Viewer, model: type[Any], pk: str) -> Any:
    """A shift or an absence of the office that still stands, by what an address says; None else."""
    if not pk.isdecimal() or len(pk) > 18:
        return None
    here = {"duty__office": viewer.office} if model is Shift else {"office": viewer.office}
    found = model.objects.filter(pk=pk, cancelled_at__isnull=True, **here).select_related("person")
    return (found.select_related("duty", "person") if model is Shift else found).first()


def _is_own(viewer: Viewer, person_id: int | None) -> bool:
    return person_id == viewer.person.pk and viewer.may_hold_duty


def rotations(viewer: Viewer, now: datetime) -> list[Duty]:
    """The office's duties, each with its rotations that run or are to come, and their people. Four statements."""
    ended = Q(until_date__isnull=False, until_date__lt=now.date())
    running = Prefetch(
        "rotations",
        Rotation.objects.exclude(ended).prefetch_related("places__person"),
        to_attr="running",
    )
    return list(duties(viewer).select_related("fallback").prefetch_related(running))


def is_in_turns(viewer: Viewer, pk: str) -> bool:
    """Whether the duty, by what an address says, has or had a rotation. True for what is no number."""
    if not pk.isdecimal():
        return True
    return Rotation.objects.filter(duty=int(pk), duty__office=viewer.office).exists()


def rotation(viewer: Viewer, pk: str) -> Rotation | None:
    """A rotation of the office by what an address says."""
    if not pk.isdecimal() or len(pk) > 18:
        return None
    found = Rotation.objects.filter(pk=pk, duty__office=viewer.office).select_related("duty")
    return found.prefetch_related("places__person").first()
