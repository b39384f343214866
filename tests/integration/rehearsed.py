"""Exercises for tests: planned from a few lines, started, and their time passing."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alerts.domain import exercise_script
from alerts.domain.words import Precision
from alerts.models import Alert, Exercise, Inject, Office
from alerts.selectors import evaluation
from alerts.services import exercises, exercising, injecting
from alerts.services.exercises import Placed, Plan
from ewrr.common import clock
from tests import make

READY = Path(__file__).resolve().parents[2] / "alerts" / "reference" / "exercises"
HEADER = (
    "key,minute,by,threat_types,going_on,people,place,text_en,text_fr,joins,level,restricted,answered_within,"
    "joined_within,decided_within"
)
LINES = (
    "a,0,control,movement,now,11-100,Kivumba,EXERCISE. Strangers.,EXERCICE. Des inconnus.,,high,no,5,,15",
    "b,10,police,cattle,over,1-10,Kasongole,EXERCISE. Two goats.,,,low,,,,30",
    "c,20,military,movement,now,,Kivumba,EXERCISE. The same.,,a,high,,5,10,",
)


def script(*lines: str) -> str:
    return "\n".join([HEADER, *(lines or LINES)]) + "\n"


def plan(text: str | None = None, **changes: Any) -> Plan:
    told = text or script()
    read = exercise_script.read(told)
    assert not read.faults, read.faults
    placed = [Placed(line, line.place, None, None, Precision.NAME_ONLY) for line in read.injects]
    said: dict[str, Any] = {"name": "First alert", "objectives": "", "language": "en", "speed": 1}
    return Plan(**(said | {"script": told, "injects": placed} | changes))


def planned(by: str = "Noor", text: str | None = None, **changes: Any) -> Exercise:
    return exercises.create(viewer=make.viewer(by), plan=plan(text, **changes))


def started(by: str = "Noor", text: str | None = None, *, announces: bool = False, **changes: Any) -> Exercise:
    made = planned(by, text, **changes)
    return exercising.start(viewer=make.viewer(by), exercise_id=made.pk, seen=made.version, announces=announces)


def over(office: Office) -> Exercise:
    """One that has ended, of which nothing was filed; as rows, nobody is told."""
    now, chief = clock.now(), make.person("Noor")
    said = {"name": "Past", "language": "en", "script": script(), "changed_by": chief, "changed_at": now}
    return Exercise.objects.create(office=office, started_at=now, started_by=chief, stopped_at=now, **said)


def stopped(exercise: Exercise, by: str = "Noor") -> Exercise:
    return exercising.stop(viewer=make.viewer(by), exercise_id=exercise.pk)


@contextmanager
def after(exercise: Exercise, minutes: float) -> Iterator[dt.datetime]:
    """So long after it began."""
    assert exercise.started_at is not None
    moment = exercise.started_at + dt.timedelta(minutes=minutes)
    with clock.set_to(moment):
        yield moment


def filed(exercise: Exercise, minutes: float = 0) -> list[Inject]:
    """What the hub has filed by then."""
    with after(exercise, minutes):
        injecting.file_due()
    return list(exercise.injects.filter(state="filed").select_related("alert", "filing").order_by("place"))


def noor(exercise: Exercise, **more: Any) -> dict[str, Any]:
    """The hub chief, and the exercise that they act on."""
    return {"viewer": make.viewer("Noor"), "exercise_id": exercise.pk} | more


def result(exercise: Exercise, key: str, step: str, at: dt.datetime) -> dict[str, Any]:
    """What the sheet says at `at` of one step of the inject with that key."""
    rows = evaluation.sheet(Exercise.objects.get(pk=exercise.pk), at)["injects"]
    row = next(row for row in rows if row["key"] == key)
    found: dict[str, Any] = next(one for one in row["results"] if one["step"] == step)
    return found


def alert_of(inject: Inject) -> Alert:
    """What an inject became."""
    assert inject.alert is not None, "it was filed"
    return inject.alert
