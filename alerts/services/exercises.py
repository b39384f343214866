"""Planning an exercise: its script is taken, changed while it has not begun, and thrown away."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.domain.exercise_script import Inject as Line
from alerts.domain.words import Precision
from alerts.domain.words_of_exercises import ExerciseAct, Stage
from alerts.models import Exercise, Inject, Office
from alerts.selectors import exercises
from alerts.selectors.access import Viewer
from ewrr.common.change import Change, change
from ewrr.common.errors import Refusal

from .setting_up import Stale, TooMany

MOST_PLANNED = 30


class MayNotExercise(Refusal):
    code = "may_not_exercise"


class WrongStage(Refusal):
    """It has begun, or has not, or has ended."""

    code = "wrong_stage"


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of the script with the place that it names, looked up: WGS 84; only the words where nothing was found."""

    line: Line
    name: str
    lat: float | None
    lon: float | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class Plan:
    """`language`: in which the injects are filed, `speed`: minutes of the script that pass in one, `script`: the file
    word for word, `injects`: what it says, by time.
    """

    name: str
    objectives: str
    language: str
    speed: int
    script: str
    injects: Sequence[Placed]


def create(*, viewer: Viewer, plan: Plan) -> Exercise:
    """Raises MayNotExercise, TooMany."""
    with editing(viewer) as c:
        if Exercise.objects.filter(office=viewer.office, started_at__isnull=True).count() >= MOST_PLANNED:
            raise TooMany
        exercise = Exercise(office=viewer.office)
        _write(c, exercise, plan)
        c.record(Happened.EXERCISE_CHANGED, act=ExerciseAct.CREATED, exercise=exercise.pk)
        return exercise


def change_it(*, viewer: Viewer, exercise_id: int, seen: int, plan: Plan) -> Exercise:
    """What is planned, while it has not begun. `seen`: the version that was looked at.

    Raises Exercise.DoesNotExist, MayNotExercise, WrongStage, Stale.
    """
    with editing(viewer) as c:
        exercise = planned(viewer, exercise_id, seen)
        exercise.version += 1
        _write(c, exercise, plan)
        c.record(Happened.EXERCISE_CHANGED, act=ExerciseAct.CHANGED, exercise=exercise.pk)
        return exercise


def delete(*, viewer: Viewer, exercise_id: int, seen: int) -> None:
    """For good, while it has not begun. Raises as `change_it`."""
    with editing(viewer) as c:
        planned(viewer, exercise_id, seen).delete()
        c.record(Happened.EXERCISE_CHANGED, act=ExerciseAct.DELETED, exercise=exercise_id)


@contextmanager
def editing(viewer: Viewer) -> Iterator[Change]:
    """Opens the change; the office row is locked, so that two people who plan or start follow each other."""
    if not viewer.may_run_exercises:
        raise MayNotExercise(_("Your role in this office does not run exercises."))
    with change(viewer.office.pk, viewer.person) as c:
        Office.objects.select_for_update(no_key=True).get(pk=viewer.office.pk)
        yield c


def planned(viewer: Viewer, exercise_id: int, seen: int) -> Exercise:
    """Locked, as it was seen. Raises Exercise.DoesNotExist, WrongStage, Stale."""
    exercise = locked(viewer, exercise_id)
    if exercise.stage is not Stage.PLANNED:
        raise WrongStage(_("This exercise has begun: its script is not changed any more."))
    if exercise.version != seen:
        raise Stale(exercises.last_change(exercise_id))
    return exercise


def locked(viewer: Viewer, exercise_id: int) -> Exercise:
    rows = Exercise.objects.select_for_update(no_key=True, of=("self",)).select_related("office")
    return rows.get(pk=exercise_id, office=viewer.office)


def _write(c: Change, exercise: Exercise, plan: Plan) -> None:
    exercise.name, exercise.objectives, exercise.language = plan.name, plan.objectives, plan.language
    exercise.speed, exercise.script = plan.speed, plan.script
    exercise.changed_by, exercise.changed_at = c.by, c.now
    exercise.save()
    exercise.injects.all().delete()
    Inject.objects.bulk_create(
        Inject(
            exercise=exercise,
            place=place,
            key=one.line.key,
            minute=one.line.minute,
            cells={**one.line.cells, "key": one.line.key},
            spot_name=one.name,
            lat=one.lat,
            lon=one.lon,
            precision=one.precision,
        )
        for place, one in enumerate(plan.injects, 1)
    )
