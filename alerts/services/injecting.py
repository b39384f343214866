"""Filing the injects of a running exercise when they are due: each once, whoever dies meanwhile."""

import logging
import uuid
from datetime import datetime, timedelta
from typing import Any

from alerts.domain import exercise_script
from alerts.domain.events import Happened
from alerts.domain.words import Certainty, Precision, Sensitivity, TimePrecision
from alerts.domain.words_of_exercises import InjectAct, InjectState
from alerts.models import Exercise, Inject
from alerts.models.exercise import RUNS
from ewrr.common import clock
from ewrr.common.change import Change, change
from ewrr.common.errors import DATABASE_AWAY, Refusal

from . import excon, exercising, filing
from .told import Told

AT_A_LOOK = 20
log = logging.getLogger(__name__)


def file_due(limit: int = 100, overdue_s: float = 0.0) -> int:
    """Files the injects that are due, one a transaction; says how many. `overdue_s`: only those late by so much (the
    sweep leaves the worker its chance). Exercises that were forgotten end.

    Whatever happens, an inject is filed once: its filing and its state are committed together, and the filing bears
    an id of its own. One with which something is wrong is marked and logged by its id; the others go on.
    """
    end_forgotten()
    done = 0
    while done < limit and _file_one(overdue_s):
        done += 1
    return done


def end_forgotten() -> int:
    """Ends exercises whose last inject lies so long back that nobody can mean them any more; says how many."""
    ended = 0
    for pk, office_id in Exercise.objects.filter(RUNS, ends_at__lte=clock.now()).values_list("pk", "office_id"):
        with change(office_id) as c:
            rows = Exercise.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
            exercise = rows.select_related("office").filter(RUNS, pk=pk, ends_at__lte=c.now).first()
            if exercise is not None:
                exercising.stop_it(c, exercise)
                ended += 1
    return ended


def client_id(exercise_id: int, key: str) -> uuid.UUID:
    """The id under which an inject is filed: the same however often it is tried."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"ewrr:exercise:{exercise_id}:inject:{key}")


def _file_one(overdue_s: float) -> bool:
    before = clock.now() - timedelta(seconds=overdue_s)
    due = Inject.objects.filter(state=InjectState.WAITING, due_at__lte=before, exercise__paused_at__isnull=True)
    found = due.order_by("due_at", "place").values_list("exercise_id", "exercise__office_id")[:AT_A_LOOK]
    for exercise_id, office_id in dict.fromkeys(found):
        tried: list[int] = []
        try:
            with change(office_id) as c:
                if _file_next(c, exercise_id, before, tried):
                    return True
        except DATABASE_AWAY:
            raise
        except Exception as bug:
            inject_id = tried[0] if tried else 0
            log.exception("inject %s", inject_id)
            if inject_id:
                _give_up(office_id, inject_id, f"bug_{type(bug).__name__}"[:40])
                return True
    return False


def _file_next(c: Change, exercise_id: int, before: datetime, tried: list[int]) -> bool:
    """The exercise's row is locked, as it is by whoever stops it: filed before, or cancelled, never both."""
    rows = Exercise.objects.select_for_update(skip_locked=True, no_key=True, of=("self",)).select_related("office")
    exercise = rows.filter(RUNS, pk=exercise_id, paused_at__isnull=True).first()
    if exercise is None:  # another worker has it, or it was stopped or paused since
        return False
    waiting = exercise.injects.select_for_update(no_key=True).filter(state=InjectState.WAITING, due_at__lte=before)
    inject = waiting.order_by("due_at", "place").first()
    if inject is None:
        return False
    tried.append(inject.pk)
    try:
        _file(c, exercise, inject)
    except Refusal as refusal:
        _refuse(c, inject, refusal.code)
    return True


def _file(c: Change, exercise: Exercise, inject: Inject) -> None:
    line = exercise_script.one(inject.cells)
    viewer, is_as_said = excon.filer(exercise.office, line.by, c.now)
    told = _told(exercise, inject, line)
    filed = filing.file(viewer=viewer, client_id=client_id(exercise.pk, inject.key), told=told)
    assert inject.due_at is not None, "it is due"
    inject.state, inject.settled_at, inject.alert, inject.filing = InjectState.FILED, c.now, filed.alert, filed.filing
    inject.late_s = max(0, round((c.now - inject.due_at).total_seconds()))
    inject.code = "" if is_as_said else "stood_in_for"
    inject.save(update_fields=["state", "settled_at", "alert", "filing", "late_s", "code"])
    _record(c, inject, InjectAct.FILED)


def _told(exercise: Exercise, inject: Inject, line: exercise_script.Inject) -> Told:
    """Word for word; times count back from when it was due, however late it is filed."""
    text, language = line.text(exercise.language)
    said = line.said
    happened, heard = _before(inject, said["event_before"]), _before(inject, said["told_before"])
    return Told(
        threat_types=line.threat_types,
        going_on=line.going_on,
        text=text,
        place_as_told=line.place,
        place_name=inject.spot_name,
        lat=inject.lat,
        lon=inject.lon,
        precision=Precision(inject.precision),
        event_at=happened,
        event_precision=TimePrecision.EXACT if happened else TimePrecision.UNKNOWN,
        people_from=line.people.lowest,
        people_to=line.people.highest,
        people_note=said["people_note"],
        certainty=said["certainty"] or Certainty.LIKELY,
        language=language,
        actor_kind=said["actor_kind"],
        actor_name=said["actor_name"],
        received_by=said["channel"],
        source_kind=said["source"],
        relayer=said["relayer"],
        reliability=said["reliability"],
        credibility=said["credibility"],
        sensitivity=said["sensitivity"] or Sensitivity.CONFIDENTIAL,
        concerns_children=said["children"],
        told_at=heard,
        typed=(("exercise", (str(exercise.pk),)), ("inject", (inject.key,))),
        is_exercise=True,
    )


def _before(inject: Inject, minutes: Any) -> datetime | None:
    assert inject.due_at is not None, "it is due"
    return None if minutes is None else inject.due_at - timedelta(minutes=minutes)


def _refuse(c: Change, inject: Inject, code: str) -> None:
    inject.state, inject.settled_at, inject.code = InjectState.REFUSED, c.now, code
    inject.save(update_fields=["state", "settled_at", "code"])
    _record(c, inject, InjectAct.REFUSED)


def _give_up(office_id: int, inject_id: int, code: str) -> None:
    with change(office_id) as c:
        row = Inject.objects.select_for_update(no_key=True).filter(pk=inject_id, state=InjectState.WAITING).first()
        if row is not None:
            _refuse(c, row, code)


def _record(c: Change, inject: Inject, act: InjectAct) -> None:
    c.record(
        Happened.INJECT_CHANGED,
        inject.alert,
        act=act,
        exercise=inject.exercise_id,
        inject=inject.pk,
        late_s=inject.late_s,
    )
