"""An exercise runs through the whole chain: its injects are filed once, when due, by whom the script says."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F

from alerts.domain.words import Role
from alerts.models import Alert, Delivery, Event, Exercise, Inject, Membership, Person
from alerts.selectors import evaluation
from alerts.services import (
    ending_exercises,
    evaluating,
    exercises,
    exercising,
    filing,
    injecting,
    routing,
)
from alerts.services.exercises import MayNotExercise, WrongStage
from alerts.services.setting_up import Stale
from ewrr.common import clock
from tests import make
from tests.integration import rehearsed as x

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def kinds() -> list[tuple[str, str]]:
    rows = Event.objects.filter(kind__startswith="exercise.").order_by("seq")
    return [(event.kind, event.data["act"]) for event in rows]


# --- injects


def test_each_is_filed_at_its_minute_word_for_word_by_exercise_control(beni):
    made = x.started()
    assert beni.is_exercising is False
    beni.refresh_from_db()
    assert beni.is_exercising
    (first,) = x.filed(made)
    assert (first.alert.number[:6], first.alert.is_exercise, first.alert.level) == ("BEN-X-", True, "high")
    assert (first.filing.text, first.filing.language) == ("EXERCISE. Strangers.", "en")
    assert (first.filing.filer.name, first.filing.component) == ("EXCON", "civilian")
    assert [row.key for row in x.filed(made, 9.9)] == ["a"]
    second = x.filed(made, 10)[1]
    assert (second.filing.component, second.late_s) == ("police", 0)
    assert len(x.filed(made, 60)) == 3 and len(x.filed(made, 90)) == 3
    assert Membership.objects.filter(role=Role.MACHINE, person__name="EXCON").count() == 3


def test_it_is_told_answered_and_evaluated_as_any_alert(beni):
    made = x.started()
    with x.after(made, 0):
        injecting.file_due()
        routing.route_due()
    alert = Alert.objects.get(is_exercise=True)
    assert set(Delivery.objects.filter(alert=alert).values_list("person__name", flat=True)) >= {"Amina"}
    with x.after(made, 3):
        make.answered(alert, "Amina")
    with x.after(made, 20) as now:
        make.decided(alert)
        assert x.result(made, "a", "told", now)["took_s"] == 0
        assert x.result(made, "a", "answered", now)["verdict"] == "met"
        late = x.result(made, "a", "decided", now)
        assert (late["verdict"], late["late_s"]) == ("late", 5 * 60)
        assert x.result(made, "a", "verified", now)["verdict"] == "not_asked"


def test_filed_late_after_an_outage_it_says_so_and_its_times_are_those_of_the_script(beni):
    made = x.started(
        text=x.script("a,0,control,movement,now,,K,EXERCISE.,,,,,,,", "b,5,control,movement,now,,K,EXERCISE.,,,,,,,")
    )
    rows = x.filed(made, 65)
    assert [row.late_s for row in rows] == [65 * 60, 60 * 60]
    assert evaluation.sheet(made, clock.now())["late"] == 2


def test_the_texts_are_in_the_language_of_the_exercise_and_times_count_back(beni):
    told = (
        "minute,threat_types,going_on,place,text_en,text_fr,event_before,told_before\n"
        "0,movement,now,Kivumba,EXERCISE. Strangers.,EXERCICE. Des inconnus.,600,540\n"
    )
    made = x.started(text=told, language="fr")
    (row,) = x.filed(made)
    assert (row.filing.text, row.filing.language) == ("EXERCICE. Des inconnus.", "fr")
    assert made.started_at is not None
    assert row.alert.event_at == made.started_at - 10 * HOUR and row.alert.told_at == made.started_at - 9 * HOUR


@pytest.mark.parametrize("speed", [1, 2, 10])
def test_only_the_injects_run_faster(beni, speed):
    made = x.started(speed=speed)
    assert made.started_at is not None
    due = [row.due_at - made.started_at for row in made.injects.all() if row.due_at]
    assert due == [dt.timedelta(minutes=minute) / speed for minute in (0, 10, 20)]


def test_a_person_or_a_section_files_where_the_script_says_so(beni):
    told = x.script(
        "a,0,hana@beni.example,movement,now,,K,EXERCISE.,,,,,,,", "b,0,section:UNPOL,movement,now,,K,EXERCISE.,,,,,,,"
    )
    section = beni.sections.filter(component="police").first()
    made = x.started(text=told.replace("UNPOL", section.name_en))
    first, second = x.filed(made)
    assert first.filing.filer == make.person("Hana")
    assert (second.filing.filer.name, second.filing.section) == ("EXCON", section)


def test_somebody_who_lost_their_role_is_stood_in_for(beni):
    made = x.started(text=x.script("a,0,hana@beni.example,movement,now,,K,EXERCISE.,,,,,,,"))
    Membership.objects.filter(person=make.person("Hana")).update(until_date=F("from_date"))
    (row,) = x.filed(made)
    assert (row.code, row.filing.filer.name) == ("stood_in_for", "EXCON")


def test_what_the_hub_does_not_take_is_marked_and_the_others_go_on(beni, monkeypatch):
    made = x.started(
        text=x.script("a,0,control,movement,now,,K,EXERCISE.,,,,,,,", "b,0,police,movement,now,,K,EXERCISE.,,,,,,,")
    )
    x.filed(made)  # makes exercise control
    Inject.objects.update(state="waiting", alert=None, filing=None)
    Person.objects.filter(email="excon-ben-civilian@machines.invalid").update(is_active=False)
    assert [row.key for row in x.filed(made, 1)] == ["b"]
    refused = made.injects.get(key="a")
    assert (refused.state, refused.code) == ("refused", "no_control")


def test_one_that_breaks_is_given_up_and_logged_by_its_id(beni, monkeypatch, caplog):
    made = x.started(
        text=x.script(
            "a,0,control,movement,now,,K,EXERCISE. secret,,,,,,,", "b,1,control,cattle,now,,K,EXERCISE.,,,,,,,"
        )
    )
    real = filing.file

    def breaks(*, told: Any, **known: Any) -> Any:
        if "secret" in told.text:
            raise ZeroDivisionError
        return real(told=told, **known)

    monkeypatch.setattr(filing, "file", breaks)
    assert [row.key for row in x.filed(made, 2)] == ["b"]
    first = made.injects.get(key="a")
    assert (first.state, first.code) == ("refused", "bug_ZeroDivisionError")
    assert str(first.pk) in caplog.text and "secret" not in caplog.text.replace('secret" in told', "")


def test_filed_before_the_crash_it_is_not_filed_again(beni):
    """The state was lost, the filing was not: its id tells."""
    made = x.started()
    (first,) = x.filed(made)
    Inject.objects.filter(pk=first.pk).update(state="waiting", alert=None, filing=None)
    (again,) = x.filed(made, 5)
    assert again.alert == first.alert and Alert.objects.filter(is_exercise=True).count() == 1


# --- led


def test_paused_nothing_is_filed_and_the_rest_comes_later_by_as_long(beni):
    made = x.started()
    x.filed(made)
    with x.after(made, 5):
        exercising.pause(**x.noor(made))
    assert len(x.filed(made, 30)) == 1
    with x.after(made, 65):
        exercising.resume(**x.noor(made))
    assert len(x.filed(made, 69)) == 1 and len(x.filed(made, 70)) == 2
    with pytest.raises(WrongStage):
        exercising.resume(**x.noor(made))


def test_skipped_it_is_never_filed_brought_forward_it_is_filed_now(beni):
    made = x.started()
    _first, second, third = made.injects.all()
    with x.after(made, 1):
        exercising.skip(**x.noor(made, inject_id=second.pk))
        exercising.bring_forward(**x.noor(made, inject_id=third.pk))
    assert [row.key for row in x.filed(made, 2)] == ["a", "c"]
    assert [row.key for row in x.filed(made, 60)] == ["a", "c"]
    with pytest.raises(WrongStage):
        exercising.skip(**x.noor(made, inject_id=third.pk))
    assert kinds() == [
        ("exercise.changed", "created"),
        ("exercise.changed", "started"),
        ("exercise.inject_changed", "skipped"),
        ("exercise.inject_changed", "brought_forward"),
        ("exercise.inject_changed", "filed"),
        ("exercise.inject_changed", "filed"),
    ]


def test_one_runs_at_a_time_and_the_database_holds_it(beni):
    made, other = x.started(), x.planned()
    with pytest.raises(exercising.AnotherRuns):
        exercising.start(**x.noor(other, seen=1))
    with pytest.raises(DatabaseError), transaction.atomic():
        Exercise.objects.filter(pk=other.pk).update(started_at=clock.now(), started_by=make.person("Noor"))
    x.stopped(made)
    exercising.start(**x.noor(other, seen=1))


def test_what_was_changed_since_is_not_started_unseen(beni):
    made = x.planned()
    exercises.change_it(**x.noor(made, seen=1, plan=x.plan(name="Other")))
    with pytest.raises(Stale):
        exercising.start(**x.noor(made, seen=1))


@pytest.mark.parametrize("name", ["Dora", "Amina", "Hana", "Farid"])
def test_those_who_are_exercised_do_not_run_it(beni, name):
    made = x.started()
    for act in (exercising.pause, exercising.stop, ending_exercises.end_alerts, evaluating.close):
        with pytest.raises(MayNotExercise):
            act(viewer=make.viewer(name), exercise_id=made.pk)
