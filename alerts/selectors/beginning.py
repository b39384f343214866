"""How far an office is on its way from nothing to the first answered exercise alert: told by facts, not by hand."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django.apps import apps
from django.db.models import Count, Q

from alerts.domain import beginning as steps
from alerts.domain.beginning import Step, Ticked
from alerts.domain.rota import spans
from alerts.domain.words import Role
from alerts.models import Acknowledgement, Alert, Area, Duty, Membership, Office, Place, Position

from . import duty, people
from .access import Viewer, current_members
from .rulebook import Shelf

AHEAD = timedelta(days=14)
DISPLAYS = "Display"


def is_shown(office: Office) -> bool:
    """An office that was made from nothing is guided until somebody says that its beginning is over."""
    return office.begun_at is not None and office.set_up_at is None


def ticked(viewer: Viewer, read: Shelf, now: datetime) -> list[Ticked]:
    """Every step that this hub knows, in order. About fifteen statements, beside those of `read`."""
    office = viewer.office
    facts: dict[Step, Callable[[], Ticked | None]] = {
        Step.OFFICE: lambda: Ticked(Step.OFFICE, office.checked_at is not None),
        Step.PEOPLE: lambda: _people(office, now),
        Step.DUTIES: lambda: _duties(office, read, now),
        Step.PLACES: lambda: _places(office),
        Step.POSITIONS: lambda: _counted(Step.POSITIONS, Position.objects.filter(office=office).count()),
        Step.RULES: lambda: _rules(read),
        Step.REACHED: lambda: _reached(office, now),
        Step.DISPLAY: lambda: _display(office),
        **_exercise(office),
    }
    return [found for step in Step if (found := facts[step]()) is not None]


def _counted(step: Step, count: int) -> Ticked:
    return Ticked(step, count > 0, count)


def _people(office: Office, now: datetime) -> Ticked:
    here = Membership.objects.filter(current_members(office, now)).exclude(role=Role.MACHINE)
    counts = here.aggregate(
        all=Count("person", distinct=True), active=Count("person", filter=Q(person__is_active=True), distinct=True)
    )
    accepted = {Role(code) for code in here.filter(person__is_active=True).values_list("role", flat=True).distinct()}
    lacks = steps.missing(accepted)
    return Ticked(Step.PEOPLE, not lacks, counts["active"], counts["all"], tuple(role.value for role in lacks))


def _duties(office: Office, read: Shelf, now: datetime) -> Ticked:
    """Duties that a rule names, with somebody found at every moment of the coming fortnight, if through another."""
    named = set(chain.from_iterable(sheet.duty_ids for sheet in read.book.rules))
    posts = duty.posts(office.pk, now, now + AHEAD)
    asked = [post for post in posts.duties if post.pk in named]
    empty = [post for post in asked if _is_empty(post, posts, now)]
    manned = len(asked) - len(empty)
    return Ticked(Step.DUTIES, bool(asked) and not empty, manned, len(asked), tuple(str(one.pk) for one in empty))


def _is_empty(post: Duty, posts: duty.Posts, now: datetime) -> bool:
    found = spans(post.pk, posts.roster, now, now + AHEAD)
    return any(not span.holders and not span.falls_to for span in found)


def _places(office: Office) -> Ticked:
    areas = Area.objects.filter(country=office.country, outline__isnull=False).count()
    names = Place.objects.filter(country=office.country).count()
    return Ticked(Step.PLACES, areas > 0 and names > 0, areas, names)


def _rules(read: Shelf) -> Ticked:
    errors = sum(finding.is_error for finding in read.findings)
    return Ticked(Step.RULES, not errors and any(rule.is_last for rule in read.rules.values()), errors, len(read.rules))


def _reached(office: Office, now: datetime) -> Ticked:
    here = Membership.objects.filter(current_members(office, now), person__is_active=True).exclude(role=Role.MACHINE)
    everybody = here.aggregate(count=Count("person", distinct=True))["count"]
    left = people.unreached(office, now).count()
    return Ticked(Step.REACHED, everybody > 0 and not left, everybody - left, everybody)


def _display(office: Office) -> Ticked | None:
    """None where this hub has no displays."""
    try:
        displays: Any = apps.get_model("alerts", DISPLAYS)
    except LookupError:
        return None
    return _counted(Step.DISPLAY, displays.objects.filter(office=office, ended_at__isnull=True).count())


def _exercise(office: Office) -> dict[Step, Callable[[], Ticked | None]]:
    exercised = Alert.objects.filter(office=office, is_exercise=True)
    answers = Acknowledgement.objects.filter(alert__office=office, alert__is_exercise=True)
    return {
        Step.EXERCISE: lambda: Ticked(Step.EXERCISE, office.is_exercising or exercised.exists()),
        Step.FILED: lambda: Ticked(Step.FILED, exercised.exists()),
        Step.ANSWERED: lambda: Ticked(Step.ANSWERED, answers.exists()),
    }
