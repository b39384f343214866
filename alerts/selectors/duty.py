"""The office's duties as values for the rules, and a person's own shifts."""

from datetime import datetime

from django.db.models import Prefetch, Q

from alerts.domain import duty as rota
from alerts.domain.words import Component
from alerts.models import Duty, Membership, Person, Shift

from .access import current_members


def duties_at(office_id: int, now: datetime) -> dict[int, rota.Duty]:
    """Every duty of the office with the shifts that run at `now`. Three statements."""
    running = Prefetch(
        "shifts",
        Shift.objects.filter(starts_at__lte=now, ends_at__gt=now).select_related("person").order_by("starts_at", "id"),
        to_attr="running",
    )
    duties = list(Duty.objects.filter(office_id=office_id).select_related("office").prefetch_related(running))
    if not duties:
        return {}
    members = set(Membership.objects.filter(current_members(duties[0].office, now)).values_list("person_id", flat=True))
    return {
        duty.pk: rota.Duty(
            duty.pk,
            Component(duty.component) if duty.component else None,
            duty.fallback_id,
            tuple(
                rota.Shift(
                    shift.person_id,
                    shift.starts_at,
                    shift.ends_at,
                    is_active=shift.person.is_active and shift.person_id in members,
                )
                for shift in duty.running
            ),
        )
        for duty in duties
    }


def own_shift(person: Person, office_id: int, now: datetime) -> Shift | None:
    """The person's running shift, else their next one, else None. One statement."""
    return (
        Shift.objects.filter(Q(person=person, duty__office_id=office_id, ends_at__gt=now))
        .select_related("duty")
        .order_by("starts_at")
        .first()
    )
