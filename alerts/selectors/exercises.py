"""The exercises of an office: which there are, which runs, whose they are, and who would be told."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from alerts.domain import duty as rota
from alerts.domain import roles
from alerts.domain.exercise_script import Known
from alerts.domain.filing_status import Run
from alerts.domain.words import OPEN_STATES, Component
from alerts.domain.words_of_exercises import InjectState
from alerts.models import Alert, Duty, Event, Exercise, Filing, Inject, Membership, Office, Person, Section
from alerts.models.exercise import RUNS
from ewrr.common import clock

from . import duty as duties
from .access import Viewer, current_members, visible_to

MOST = 100
LATE_FILINGS = dt.timedelta(days=30)  # how long ago a device may have sent for the first time


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A standing duty and who holds it now; `through`: the duty to which it fell back, None where it is manned."""

    duty: Duty
    people: tuple[Person, ...]
    through: Duty | None


def visible(viewer: Viewer) -> QuerySet[Exercise]:
    """Those of which the viewer may know: all to those who run them, to others who read evaluations the closed ones."""
    found = Exercise.objects.filter(office=viewer.office)
    if viewer.may_run_exercises:
        return found
    return found.filter(closed_at__isnull=False) if viewer.may_read_evaluations else found.none()


def listed(viewer: Viewer) -> list[Exercise]:
    """Newest first, a hundred at most, each with `injects_all` and `injects_filed`. One statement."""
    filed = Count("injects", filter=Q(injects__state=InjectState.FILED))
    rows = visible(viewer).select_related("changed_by", "started_by").defer("script", "evaluation")
    return list(rows.annotate(injects_all=Count("injects"), injects_filed=filed).order_by("-id")[:MOST])


def one(viewer: Viewer, exercise_id: int) -> Exercise:
    """With its office. Raises Exercise.DoesNotExist for what the viewer may not know of. One statement."""
    rows = visible(viewer).select_related("office", "changed_by", "started_by", "stopped_by", "closed_by")
    return rows.get(pk=exercise_id)


def running(office: Office) -> Exercise | None:
    return Exercise.objects.filter(RUNS, office=office).defer("script", "evaluation").first()


def injects(exercise: Exercise) -> list[Inject]:
    """In the order of time, with what became of them. One statement."""
    return list(exercise.injects.select_related("alert", "settled_by").order_by("place"))


def last_change(exercise_id: int) -> Event | None:
    """The last event of the exercise itself. One statement."""
    rows = Event.objects.filter(kind="exercise.changed", data__exercise=exercise_id).select_related("person")
    return rows.order_by("-seq").first()


def of_run(exercise: Exercise) -> QuerySet[Alert]:
    """Exercise alerts received since it began, until the next one of the office does; where the office exercises
    anyway, until this one ended.
    """
    assert exercise.started_at is not None, "it has begun"
    found = Alert.objects.filter(office=exercise.office_id, is_exercise=True, received_at__gte=exercise.started_at)
    later = Exercise.objects.filter(office=exercise.office_id, started_at__gt=exercise.started_at)
    next_at = later.order_by("started_at").values_list("started_at", flat=True).first()
    until = min(
        (at for at in (next_at, exercise.stopped_at if exercise.exercised_before else None) if at), default=None
    )
    return found if until is None else found.filter(received_at__lt=until)


def still_open(exercise: Exercise) -> QuerySet[Alert]:
    return of_run(exercise).filter(state__in=OPEN_STATES)


def on_duty(office: Office, now: dt.datetime) -> list[OnDuty]:
    """Every standing duty, in the order of the grid, with whoever would be told now. Three statements."""
    posts = duties.posts(office.pk, now, now)
    by_id = {post.pk: post for post in posts.duties}
    found = {post.pk: rota.holders(post.pk, posts.roster, now).holders for post in posts.duties}
    ids = {holder.person_id for holders in found.values() for holder in holders}
    people = Person.objects.in_bulk(ids)
    return [
        OnDuty(
            post,
            tuple(people[holder.person_id] for holder in found[post.pk]),
            next((by_id.get(one.through_id) for one in found[post.pk] if one.through_id != post.pk), None),
        )
        for post in posts.duties
    ]


def known(office: Office, now: dt.datetime) -> Known:
    """Who may be named in a script as the one who files. Two statements."""
    filers = [role.value for role in roles.FILES]
    members = Membership.objects.filter(current_members(office, now), role__in=filers, person__is_active=True)
    names: dict[str, Component] = {}
    for name_en, name_fr, component in office.sections.values_list("name_en", "name_fr", "component"):
        names |= dict.fromkeys((name_en.lower(), name_fr.lower()), Component(component))
    return Known(frozenset(members.values_list("person__email", flat=True)), names)


def section(office: Office, name: str) -> Section | None:
    """The section of this name in either language. One statement."""
    return Section.objects.filter(Q(name_en__iexact=name) | Q(name_fr__iexact=name), office=office).first()


# --- what a filing says of itself


def has_filing(office: Office, client_id: uuid.UUID) -> bool:
    return Filing.objects.filter(office=office, client_id=client_id).exists()


def was_exercise(office: Office, client_id: uuid.UUID) -> bool:
    """Whether the filing that was taken under this id is part of an exercise."""
    return Filing.objects.filter(office=office, client_id=client_id, alert__is_exercise=True).exists()


def late_runs(office: Office) -> list[Run]:
    """When exercises ran that a filing may speak of which comes now. One statement."""
    recent = Q(stopped_at__isnull=True) | Q(stopped_at__gte=clock.now() - LATE_FILINGS)
    rows = Exercise.objects.filter(recent, office=office, started_at__isnull=False)
    found = rows.order_by("-id").values_list("started_at", "stopped_at")[:MOST]
    return [Run(since, until) for since, until in found if since is not None]


def is_real(viewer: Viewer, number: str) -> bool:
    """Whether it names an alert of which they know, and which is of no exercise."""
    return visible_to(viewer).filter(number=number, is_exercise=False).exists()
