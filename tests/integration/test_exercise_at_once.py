"""Several at the same moment, each over a connection of their own: two start, two workers file, one stops meanwhile."""

import datetime as dt

import pytest

from alerts.models import Alert, Event, Exercise, Inject, Office
from alerts.services import ending_exercises, evaluating, exercising, injecting
from ewrr.common.errors import Refusal
from tests import make
from tests.integration import rehearsed as x
from tests.integration.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
MANY = x.script(
    *(
        f"k{n},0,{who},movement,now,,Place {n},EXERCISE. {n},,,,,,,"
        for n, who in enumerate(["control", "police", "military"] * 5)
    )
)


def test_of_two_who_start_at_once_one_does(offices):
    first, second = x.planned(), x.planned()
    told = at_once(*(lambda made=made: exercising.start(**x.noor(made, seen=1)) for made in (first, second)))
    assert sum(isinstance(one, exercising.AnotherRuns) for one in told) == 1
    assert Exercise.objects.filter(started_at__isnull=False).count() == 1
    same = at_once(*(lambda: exercising.start(**x.noor(first, seen=1)) for _turn in range(2)))
    assert all(isinstance(one, Refusal) for one in same)


def test_four_workers_file_each_inject_once(offices):
    made = x.started(text=MANY)
    at_once(*[injecting.file_due] * 4)
    while injecting.file_due():  # what was skipped while another held the exercise
        pass
    rows = Inject.objects.filter(exercise=made)
    assert rows.filter(state="filed").count() == 15 == Alert.objects.count()
    assert len(set(rows.values_list("alert", flat=True))) == 15
    seqs = list(Event.objects.order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(1, len(seqs) + 1))


@pytest.mark.parametrize("turn", range(3))
def test_stopped_while_injects_are_filed_each_is_filed_or_cancelled_and_none_comes_after(offices, turn):
    made = x.started(text=MANY)
    at_once(injecting.file_due, injecting.file_due, lambda: exercising.stop(**x.noor(made)))
    stopped = Exercise.objects.get(pk=made.pk)
    rows = list(made.injects.select_related("alert"))
    assert {row.state for row in rows} <= {"filed", "cancelled"}
    assert stopped.stopped_at is not None
    filed = [row.alert for row in rows if row.alert is not None]
    assert all(alert.is_exercise and alert.received_at <= stopped.stopped_at for alert in filed)
    assert Alert.objects.count() == len(filed)
    assert injecting.file_due() == 0 and not Office.objects.get(code="BEN").is_exercising
    assert ending_exercises.end_alerts(**x.noor(made)) == len(filed)


def test_two_who_end_its_alerts_end_each_once(offices):
    made = x.started(text=MANY)
    injecting.file_due()
    x.stopped(made)
    ended = at_once(*[lambda: ending_exercises.end_alerts(**x.noor(made))] * 2)
    assert sum(ended) == 15 == Event.objects.filter(kind="alert.stood_down").count()


def test_a_decision_and_the_end_at_once_leave_one_story(offices):
    made = x.started()
    injecting.file_due()
    alert = Alert.objects.get()
    x.stopped(made)
    at_once(lambda: make.decided(alert), lambda: ending_exercises.end_alerts(**x.noor(made)))
    alert.refresh_from_db()
    assert alert.state == "closed" and alert.outcome == "exercise_ended"
    assert alert.state_before in ("received", "decided")
    assert (alert.decided_at is not None) is (alert.state_before == "decided")


def test_of_two_evaluators_at_once_one_is_told_and_of_two_who_close_one_does(offices):
    made = x.started()
    x.stopped(made)
    told = at_once(
        *(lambda n=n: evaluating.observe(**x.noor(made, key="", text=f"Seen {n}", seen="")) for n in range(2))
    )
    assert sum(isinstance(one, evaluating.Overtaken) for one in told) == 1
    closed = at_once(*[lambda: evaluating.close(**x.noor(made))] * 2)
    assert sum(isinstance(one, Refusal) for one in closed) == 1


def test_somebody_who_files_as_it_stops_files_real_or_exercise_never_neither(offices):
    made = x.started()
    Inject.objects.update(due_at=dt.datetime(2099, 1, 1, tzinfo=dt.UTC))
    told = at_once(*[lambda: make.filed().alert] * 3, lambda: exercising.stop(**x.noor(made)))
    alerts = [one for one in told if isinstance(one, Alert)]
    assert len(alerts) == 3
    assert all(alert.is_exercise is alert.number.startswith("BEN-X-") for alert in alerts)
    ending_exercises.end_alerts(**x.noor(made))
    assert not Alert.objects.filter(is_exercise=True, state="received").exists()
    assert not make.alert().is_exercise
