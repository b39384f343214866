"""Running an exercise: started, paused, gone on with, its injects skipped or brought forward, stopped."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.domain.words_of_exercises import ExerciseAct, InjectAct, InjectState, Stage
from alerts.domain.words_of_telling import Note
from alerts.models import Exercise, Inject, Office
from alerts.models.exercise import RUNS
from alerts.selectors import exercises
from alerts.selectors.access import Viewer
from ewrr.common import clock
from ewrr.common.change import Change

from . import messages
from .exercises import WrongStage, editing, locked, planned
from .turns import ROUTE

# After the last inject was due, or while it is paused, it ends by itself: forgotten, it would mark real warnings.
FORGOTTEN_AFTER = timedelta(hours=12)

NOT_NOW = {
    Stage.PLANNED: _("This exercise has not begun."),
    Stage.RUNNING: _("This exercise runs already."),
    Stage.PAUSED: _("This exercise is paused already."),
    Stage.ENDED: _("This exercise has ended."),
    Stage.CLOSED: _("This exercise has ended."),
}


class AnotherRuns(WrongStage):
    """One exercise of an office at a time."""

    code = "another_runs"


def start(*, viewer: Viewer, exercise_id: int, seen: int, announces: bool = True) -> Exercise:
    """From now on what is filed here is part of the exercise unless somebody says that it is real; the injects are due
    by their minutes. `announces`: those on duty are told that it begins.

    Raises Exercise.DoesNotExist, MayNotExercise, WrongStage, AnotherRuns, Stale.
    """
    with editing(viewer) as c:
        exercise = planned(viewer, exercise_id, seen)
        if Exercise.objects.filter(RUNS, office=viewer.office).exists():
            raise AnotherRuns(_("Another exercise runs in this office: stop it first."))
        rows = list(exercise.injects.all())
        if not rows:
            raise WrongStage(_("This exercise has no injects."))
        for row in rows:
            row.due_at = c.now + timedelta(minutes=row.minute) / exercise.speed
        Inject.objects.bulk_update(rows, ["due_at"])
        exercise.started_at, exercise.started_by = c.now, viewer.person
        exercise.exercised_before = exercise.office.is_exercising
        exercise.ends_at = max(row.due_at for row in rows if row.due_at) + FORGOTTEN_AFTER
        exercise.save(update_fields=["started_at", "started_by", "exercised_before", "ends_at"])
        _set_office(exercise, is_exercising=True)
        c.record(Happened.EXERCISE_CHANGED, act=ExerciseAct.STARTED, exercise=exercise.pk)
        if announces:
            _tell(c, exercise, Note.EXERCISE_BEGUN)
        c.nudge(ROUTE)
        return exercise


def pause(*, viewer: Viewer, exercise_id: int) -> Exercise:
    """No inject is filed; what was filed goes on. Raises Exercise.DoesNotExist, MayNotExercise, WrongStage."""
    with editing(viewer) as c:
        exercise = _at(viewer, exercise_id, Stage.RUNNING)
        exercise.paused_at = c.now
        exercise.ends_at = max(exercise.ends_at or c.now, c.now + FORGOTTEN_AFTER)
        exercise.save(update_fields=["paused_at", "ends_at"])
        c.record(Happened.EXERCISE_CHANGED, act=ExerciseAct.PAUSED, exercise=exercise.pk)
        return exercise


def resume(*, viewer: Viewer, exercise_id: int) -> Exercise:
    """What waits is due later by as long as it was paused. Raises as `pause`."""
    with editing(viewer) as c:
        exercise = _at(viewer, exercise_id, Stage.PAUSED)
        assert exercise.paused_at is not None and exercise.ends_at is not None, "it is paused"
        pause = c.now - exercise.paused_at
        exercise.injects.filter(state=InjectState.WAITING).update(due_at=F("due_at") + pause)
        exercise.paused_at, exercise.ends_at = None, exercise.ends_at + pause
        exercise.save(update_fields=["paused_at", "ends_at"])
        c.record(Happened.EXERCISE_CHANGED, act=ExerciseAct.RESUMED, exercise=exercise.pk)
        c.nudge(ROUTE)
        return exercise


def skip(*, viewer: Viewer, exercise_id: int, inject_id: int) -> Inject:
    """It is not filed at all. Raises as `pause`, and Inject.DoesNotExist."""
    with editing(viewer) as c:
        inject = _waiting(viewer, exercise_id, inject_id)
        inject.state, inject.settled_at, inject.settled_by = InjectState.SKIPPED, c.now, viewer.person
        inject.save(update_fields=["state", "settled_at", "settled_by"])
        _record(c, inject, InjectAct.SKIPPED)
        return inject


def bring_forward(*, viewer: Viewer, exercise_id: int, inject_id: int) -> Inject:
    """It is due now. Raises as `skip`."""
    with editing(viewer) as c:
        inject = _waiting(viewer, exercise_id, inject_id)
        if inject.exercise.paused_at is not None:
            raise WrongStage(_("The exercise is paused: go on with it first."))
        inject.due_at, inject.settled_by = c.now, viewer.person
        inject.save(update_fields=["due_at", "settled_by"])
        _record(c, inject, InjectAct.BROUGHT_FORWARD)
        c.nudge(ROUTE)
        return inject


def stop(*, viewer: Viewer, exercise_id: int) -> Exercise:
    """What was not filed yet never is; from now on what is filed is real, unless the office exercised before; those on
    duty are told. Its alerts stay as they are: services.ending_exercises ends them.

    Raises Exercise.DoesNotExist, MayNotExercise, WrongStage.
    """
    with editing(viewer) as c:
        exercise = _at(viewer, exercise_id, Stage.RUNNING, Stage.PAUSED)
        stop_it(c, exercise)
        return exercise


def stop_it(c: Change, exercise: Exercise) -> None:
    """The locked exercise ends, by whoever has opened the change."""
    now = clock.now()  # after whoever held the row: no inject was filed later than this
    exercise.injects.filter(state=InjectState.WAITING).update(state=InjectState.CANCELLED, settled_at=now)
    exercise.stopped_at, exercise.stopped_by, exercise.paused_at = now, c.by, None
    exercise.save(update_fields=["stopped_at", "stopped_by", "paused_at"])
    _set_office(exercise, is_exercising=exercise.exercised_before)
    c.record(Happened.EXERCISE_CHANGED, act=ExerciseAct.STOPPED, exercise=exercise.pk)
    _tell(c, exercise, Note.EXERCISE_ENDED)


def _set_office(exercise: Exercise, *, is_exercising: bool) -> None:
    """Every open page is loaded anew: the band comes or goes."""
    Office.objects.filter(pk=exercise.office_id).update(is_exercising=is_exercising, cursor_epoch=F("cursor_epoch") + 1)
    exercise.office.is_exercising = is_exercising


def _tell(c: Change, exercise: Exercise, what: Note) -> None:
    people = {person.pk for post in exercises.on_duty(exercise.office, c.now) for person in post.people}
    today = c.now.astimezone(ZoneInfo(exercise.office.time_zone)).date()
    tomorrow = today + timedelta(days=1)
    messages.notify(c, what, people, path="/board/", first=today, until=tomorrow, is_exercise=True)


def _at(viewer: Viewer, exercise_id: int, *stages: Stage) -> Exercise:
    exercise = locked(viewer, exercise_id)
    if exercise.stage not in stages:
        raise WrongStage(NOT_NOW[exercise.stage])
    return exercise


def _waiting(viewer: Viewer, exercise_id: int, inject_id: int) -> Inject:
    exercise = _at(viewer, exercise_id, Stage.RUNNING, Stage.PAUSED)
    inject = exercise.injects.select_for_update(no_key=True).get(pk=inject_id)
    if inject.state != InjectState.WAITING:
        raise WrongStage(_("This inject does not wait any more."))
    inject.exercise = exercise
    return inject


def _record(c: Change, inject: Inject, act: InjectAct) -> None:
    c.record(Happened.INJECT_CHANGED, act=act, exercise=inject.exercise_id, inject=inject.pk, late_s=0)
