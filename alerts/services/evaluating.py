"""Evaluating an exercise: what evaluators saw is written down, and the sheet is closed for good."""

from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.domain.words import Access
from alerts.domain.words_of_exercises import ExerciseAct, Stage
from alerts.models import AccessLog, Exercise, Observation
from alerts.selectors import evaluation
from alerts.selectors.access import Viewer
from ewrr.common.change import change
from ewrr.common.errors import Refusal

from .exercises import MayNotExercise, WrongStage, editing, locked


class Overtaken(Refusal):
    """Somebody else wrote meanwhile: `who`, `at`, `text`."""

    code = "stale"

    def __init__(self, latest: Observation) -> None:
        super().__init__(_("%(who)s wrote here meanwhile: look again. What you typed is kept.") % {"who": latest.by})
        self.latest = latest


def observe(*, viewer: Viewer, exercise_id: int, key: str, text: str, seen: str) -> Observation:
    """What an evaluator saw of an inject, or (an empty `key`) of the whole; earlier words are kept beneath. `seen`: id
    of the row that stood there, empty where none did.

    Raises Exercise.DoesNotExist, Inject.DoesNotExist, MayNotExercise, WrongStage once it is closed, Overtaken.
    """
    if not viewer.may_observe_exercises:
        raise MayNotExercise(_("Your role in this office does not evaluate exercises."))
    with editing(viewer) as c:
        exercise = locked(viewer, exercise_id)
        if exercise.stage in (Stage.PLANNED, Stage.CLOSED):
            raise WrongStage(NOT_WRITTEN[exercise.stage])
        inject = exercise.injects.get(key=key) if key else None
        rows = Observation.objects.filter(exercise=exercise, inject=inject).select_related("by")
        latest = rows.order_by("at", "pk").last()
        if str(latest.pk if latest else "") != seen:
            assert latest is not None, "what was seen is never deleted"
            raise Overtaken(latest)
        row = Observation.objects.create(exercise=exercise, inject=inject, text=text, by=viewer.person, at=c.now)
        c.record(Happened.EXERCISE_CHANGED, act=ExerciseAct.OBSERVED, exercise=exercise.pk)
        return row


def close(*, viewer: Viewer, exercise_id: int) -> Exercise:
    """The sheet as it stands now is kept and never changes again; those who read alerts may read it.

    Raises Exercise.DoesNotExist, MayNotExercise, WrongStage.
    """
    with editing(viewer) as c:
        exercise = locked(viewer, exercise_id)
        if exercise.stage is not Stage.ENDED:
            raise WrongStage(NOT_CLOSED.get(exercise.stage, _("Stop the exercise first.")))
        exercise.evaluation = evaluation.sheet(exercise, c.now)
        exercise.closed_at, exercise.closed_by = c.now, viewer.person
        exercise.save(update_fields=["evaluation", "closed_at", "closed_by"])
        c.record(Happened.EXERCISE_CHANGED, act=ExerciseAct.CLOSED, exercise=exercise.pk)
        return exercise


def log_export(*, viewer: Viewer) -> None:
    """That somebody took the sheet out of the hub."""
    with change(viewer.office.pk, viewer.person) as c:
        AccessLog.objects.create(office=viewer.office, person=viewer.person, what=Access.EXPORT, at=c.now)


NOT_WRITTEN = {
    Stage.PLANNED: _("This exercise has not begun."),
    Stage.CLOSED: _("This evaluation is closed: it never changes."),
}
NOT_CLOSED = {Stage.CLOSED: _("This evaluation is closed: it never changes.")}
