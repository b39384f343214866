"""What becomes of the alerts of an exercise that is over: ended together, so that nobody is chased after it."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from alerts.domain.events import Happened
from alerts.domain.lifecycle import Move
from alerts.domain.words import Outcome
from alerts.domain.words_of_deciding import EndingKind
from alerts.domain.words_of_exercises import ExerciseAct
from alerts.models import Alert, Ending, Exercise, Owed
from alerts.selectors import exercises
from alerts.selectors.access import Viewer
from ewrr.common.change import Change, change

from . import moving, owed, routing
from .exercises import MayNotExercise, WrongStage, editing, locked

LIFE = ["state", "state_before", "version", "outcome", "closed_at", "closed_by"]


def end_alerts(*, viewer: Viewer, exercise_id: int) -> int:
    """Closes every open alert of an exercise that has ended, as "the exercise ended": what they owe is settled, nobody
    is told of them any more, their responses stand down; what ended ones still owe is settled too. Each in a
    transaction of its own; no real alert is touched. Says how many it closed; again it closes none.

    Raises Exercise.DoesNotExist, MayNotExercise, WrongStage while it runs.
    """
    if not viewer.may_run_exercises:
        raise MayNotExercise(_("Your role in this office does not run exercises."))
    exercise = Exercise.objects.select_related("office").get(pk=exercise_id, office=viewer.office)
    if exercise.stopped_at is None:
        raise WrongStage(_("Stop the exercise first."))
    ended = 0
    for pk in exercises.still_open(exercise).order_by("pk").values_list("pk", flat=True):
        ended += _end(viewer, pk)
    _settle_rest(viewer, exercise)
    with editing(viewer) as c:
        locked(viewer, exercise_id)
        c.record(Happened.EXERCISE_CHANGED, act=ExerciseAct.ALERTS_ENDED, exercise=exercise_id)
    return ended


def _end(viewer: Viewer, alert_id: int) -> int:
    with change(viewer.office.pk, viewer.person) as c:
        rows = Alert.objects.select_for_update(no_key=True, of=("self",)).select_related("office", "area")
        alert = rows.defer("area__outline").get(pk=alert_id)
        if not alert.is_exercise or not alert.is_open:  # somebody was faster
            return 0
        moving.move(c, alert, Move.END_EXERCISE, alert.version)
        alert.outcome, alert.closed_at, alert.closed_by = Outcome.EXERCISE_ENDED, c.now, viewer.person
        alert.save(update_fields=LIFE)
        Ending.objects.create(
            alert=alert, kind=EndingKind.CLOSED, outcome=Outcome.EXERCISE_ENDED, by=viewer.person, at=c.now
        )
        owed.settle_all(alert, c.by, c.now)
        routing.stop(c, alert)
        c.record(Happened.ALERT_STOOD_DOWN, alert, version=alert.version)
        return 1


def _settle_rest(viewer: Viewer, exercise: Exercise) -> None:
    """Word back, reviews and whatever else alerts that people closed themselves would go on asking for."""
    ids = list(exercises.of_run(exercise).values_list("pk", flat=True))
    rows = Owed.objects.filter(alert__in=ids, settled_at__isnull=True).select_related("alert")
    for alert in _once(row.alert for row in rows.order_by("alert")):
        with change(viewer.office.pk, viewer.person) as c:
            _settle(c, Alert.objects.select_for_update(no_key=True).get(pk=alert.pk))


def _settle(c: Change, alert: Alert) -> None:
    owed.settle_all(alert, c.by, c.now)
    subjects = Owed.objects.filter(alert=alert, settled_at__isnull=True).exclude(subject="")
    for subject in sorted(set(subjects.values_list("subject", flat=True))):
        owed.settle_for(subject, c.by, c.now)


def _once(alerts: Iterable[Alert]) -> list[Alert]:
    return list({alert.pk: alert for alert in alerts}.values())
