"""An exercise ends and leaves nothing behind; real alerts are not touched by it; how it went is kept for good."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from alerts.domain.words import OPEN_STATES, Outcome, OwedKind
from alerts.domain.words_of_deciding import WordBack
from alerts.models import Alert, Delivery, Escalation, Exercise, Notice, Owed
from alerts.selectors import evaluation
from alerts.services import (
    chasing,
    ending_exercises,
    evaluating,
    exercising,
    injecting,
    reminding,
    routing,
)
from alerts.services.exercises import WrongStage
from ewrr.common import clock
from ewrr.common.errors import Refusal
from responses.domain.course import Step
from responses.models import Response
from tests import make
from tests.integration import rehearsed as x

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def ended(exercise: Exercise) -> int:
    return ending_exercises.end_alerts(**x.noor(exercise))


# --- stopped


def test_stopped_it_files_no_more_the_band_goes_and_those_on_duty_are_told(beni):
    made = x.started(announces=True)
    x.filed(made)
    epoch = beni.cursor_epoch
    x.stopped(made)
    beni.refresh_from_db()
    assert not beni.is_exercising and beni.cursor_epoch > epoch
    assert len(x.filed(made, 60)) == 1
    assert list(made.injects.values_list("state", flat=True)) == ["filed", "cancelled", "cancelled"]
    assert list(Notice.objects.order_by("pk").values_list("what", flat=True)) == ["exercise_begun", "exercise_ended"]
    told = Delivery.objects.filter(notice__what="exercise_ended", channel="inbox")
    assert {"Amina", "Ben", "Chidi", "Dora"} <= set(told.values_list("person__name", flat=True))
    assert not make.alert().is_exercise, "what is filed now is real"


def test_an_office_that_exercised_before_goes_on(beni):
    beni.is_exercising = True
    beni.save()
    x.stopped(x.started())
    beni.refresh_from_db()
    assert beni.is_exercising


def test_forgotten_it_ends_by_itself_and_swallows_nothing(beni):
    made = x.started()
    with x.after(made, 20 + 12 * 60 - 1):
        injecting.file_due()
    made.refresh_from_db()
    assert made.is_running
    with x.after(made, 20 + 12 * 60):
        injecting.file_due()
        beni.refresh_from_db()
        assert not beni.is_exercising and not make.alert().is_exercise
    made.refresh_from_db()
    assert made.stopped_at and made.stopped_by is None


def test_the_forgotten_pause_ends_too(beni):
    made = x.started()
    with x.after(made, 60 * 5):
        exercising.pause(**x.noor(made))
    with x.after(made, 60 * 17 + 1):
        injecting.file_due()
    made.refresh_from_db()
    assert made.stopped_at is not None


def test_ending_its_alerts_leaves_nobody_owing_or_being_told_and_real_ones_alone(beni):
    """Received, decided, responding, restricted, closed with word back owed: all of it ends; the real twin does not."""
    real = make.alert(by="Hana", level="critical", is_routed=True)
    made = x.started()
    with x.after(made, 30):
        injecting.file_due()
        routing.route_due()
        received, decided, responding = Alert.objects.filter(is_exercise=True).order_by("pk")
        promised = make.closed(
            make.alert(level="low"), word_back=WordBack.OWED, word_back_date=clock.now().date() + dt.timedelta(days=2)
        )
        restricted = make.restricted(make.alert(level="critical"))
        make.decided(decided)
        under_way = make.stepped(make.response(make.decided(responding)), Step.ACCEPT, Step.MOVE)
        assert promised.is_exercise and restricted.is_exercise
        x.stopped(made)
        assert ended(made) == 4
    responding.refresh_from_db()
    assert (responding.state, responding.outcome, responding.state_before) == ("closed", "exercise_ended", "responding")
    assert responding.decided_at is not None and received.decided_at is None, "never inferred"
    mine = Alert.objects.filter(is_exercise=True)
    assert not mine.filter(state__in=OPEN_STATES).exists()
    assert not Owed.objects.filter(alert__in=mine, settled_at__isnull=True).exists()
    assert not Escalation.objects.filter(alert__in=mine, next_at__isnull=False).exists()
    assert not Delivery.objects.filter(alert__in=mine, state="pending").exists()
    assert Response.objects.get(pk=under_way.pk).status == "aborted"
    told = Delivery.objects.filter(alert__in=mine).count()
    with x.after(made, 60 * 24 * 9):
        routing.route_due()
        chasing.chase_due()
        reminding.remind_due()
    assert Delivery.objects.filter(alert__in=mine).count() == told
    before = real.version
    real.refresh_from_db()
    assert (real.state, real.version) == ("received", before)
    assert Owed.objects.filter(alert=real, settled_at__isnull=True, kind=OwedKind.ANSWER).exists()
    assert ended(made) == 0, "again it closes none"


def test_a_real_alert_filed_meanwhile_is_neither_ended_nor_counted(beni):
    made = x.started()
    x.filed(made)
    real = make.alert(is_exercise=False)
    assert not real.is_exercise and real.number.startswith("BEN-2")
    x.stopped(made)
    ended(made)
    real.refresh_from_db()
    assert real.state == "received" and real.escalations.get().next_at is not None
    sheet = evaluation.sheet(made, clock.now())
    assert real.number not in str(sheet)


def test_what_was_ended_so_can_be_reopened_and_is_closed_so_by_nobody_else(beni):
    made = x.started()
    (row,) = x.filed(made)
    with pytest.raises(Refusal) as refused:
        make.closed(x.alert_of(row), outcome=Outcome.EXERCISE_ENDED)
    assert "when their exercise ends" in str(refused.value.sentence)
    x.stopped(made)
    ended(made)
    assert make.reopened(x.alert_of(row)).state == "decided"


def test_while_it_runs_its_alerts_are_not_ended_together(beni):
    with pytest.raises(WrongStage):
        ended(x.started())


# --- evaluated


def test_duplicates_are_found_to_be_joined_as_expected_or_not(beni):
    made = x.started()
    with x.after(made, 20):
        injecting.file_due()
    first, other, twin = (x.alert_of(row) for row in made.injects.select_related("alert"))
    with x.after(made, 25) as now:
        make.joined(twin, first)
        make.joined(other, first)
        rows = {row["key"]: row for row in evaluation.sheet(made, now)["injects"]}
    assert rows["c"]["is_joined"] is True and rows["b"]["joined_unasked"] is True
    assert x.result(made, "c", "joined", now)["verdict"] == "met"
    with x.after(made, 26) as later:
        make.unjoined(twin)
        make.joined(twin, make.alert(by="Ben"))
    assert x.result(made, "c", "joined", later)["verdict"] == "not_yet", "joined with something else"


def test_the_level_and_the_restriction_are_compared_with_what_was_expected(beni):
    made = x.started()
    (row,) = x.filed(made)
    with x.after(made, 2) as now:
        make.assessed(x.alert_of(row), level="low", reason="One man.")
        make.restricted(x.alert_of(row))
        told = evaluation.sheet(made, now)["injects"][0]
    assert (told["level"]["computed"], told["level"]["now"], told["level"]["is_met"]) == ("high", "low", False)
    assert told["restricted"] == {"expected": False, "now": True, "is_met": False}


def test_that_the_exercise_ended_is_no_closing(beni):
    made = x.started(
        text=x.script("a,0,control,movement,now,,K,EXERCISE.,,,,,,,").replace("decided_within", "closed_within")
    )
    x.filed(made)
    x.stopped(made)
    ended(made)
    made.refresh_from_db()
    assert "closed" not in [row["step"] for row in evaluation.sheet(made, clock.now())["sums"] if row["done"]]


def test_closed_the_database_refuses_any_change(beni):
    made = x.started()
    x.filed(made)
    x.stopped(made)
    evaluating.observe(**x.noor(made, key="a", text="Seen.", seen=""))
    evaluating.close(**x.noor(made))
    for sql in (
        "UPDATE alerts_exercise SET name = 'other' WHERE id = %s",
        "DELETE FROM alerts_exercise WHERE id = %s",
        "UPDATE alerts_inject SET state = 'skipped' WHERE exercise_id = %s",
        "UPDATE alerts_observation SET text = 'x' WHERE exercise_id = %s",
        "INSERT INTO alerts_observation (exercise_id, text, by_id, at)"
        " SELECT exercise_id, 'x', by_id, at FROM alerts_observation WHERE exercise_id = %s",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [made.pk])
    with pytest.raises(WrongStage):
        evaluating.close(**x.noor(made))


def test_no_figure_of_it_is_in_the_office_s_own_report(beni):
    from responses.selectors import cases

    made = x.started()
    x.filed(made, 30)
    real = make.alert(is_exercise=False)
    span = {"since": clock.now() - 24 * HOUR, "until": clock.now() + 24 * HOUR}
    assert [case.number for case in cases.cases(beni, is_exercise=False, **span)] == [real.number]
    assert len(list(cases.cases(beni, is_exercise=True, **span))) == 3
