"""The pages of exercises: planned, looked at, begun, led, stopped, evaluated; for whom they exist, and in French."""

import csv
import datetime as dt
import json
import re
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from alerts.domain.words import Role
from alerts.models import AccessLog, Alert, Delivery, Exercise, Inject, Notice, Observation
from alerts.services import evaluating
from tests import make
from tests.integration import rehearsed as x

pytestmark = pytest.mark.django_db
LIST = "/setup/exercises/"
TYPED = {"name": "Night drill", "objectives": "Who answers?", "language": "en", "speed": "1"}


def typed(script: str | None = None, **more: Any) -> dict[str, Any]:
    return TYPED | {"script": x.script() if script is None else script, "act": "save"} | more


def html(answer: Any) -> str:
    return answer.content.decode()


@pytest.fixture
def noor(as_):
    return as_("Noor")


def test_an_empty_list_offers_the_scripts_to_begin_with(noor, beni):
    page = html(noor.get(LIST))
    assert "No exercise yet." in page and "?ready=first_alert" in page and "?ready=storm" in page


@pytest.mark.parametrize("name", ["first_alert", "storm"])
def test_a_ready_script_is_planned_as_it_is(noor, beni, name):
    form = html(noor.get(f"{LIST}new/?ready={name}"))
    assert "What the script says" in form and "What is wrong" not in form
    script = noor.get(f"{LIST}ready/{name}/")
    told = script.content.decode("utf-8-sig")
    answer = noor.post(f"{LIST}new/", typed(told))
    made = Exercise.objects.get()
    assert answer.status_code == 303 and answer["Location"] == f"{LIST}{made.pk}/"
    assert made.injects.filter(lat__isnull=True).count() == 0, "each lies somewhere round the office"
    assert html(noor.get(f"{LIST}{made.pk}/")).count('<tr role="row"') == made.injects.count() + 1


def test_a_file_is_looked_at_before_it_is_kept_and_need_not_be_chosen_twice(noor, beni):
    file = x.script().encode("utf-8-sig")
    sent = TYPED | {"act": "look", "file": BytesIO(file)}
    looked = noor.post(f"{LIST}new/", sent)
    page = html(looked)
    assert looked.status_code == 200 and not Exercise.objects.exists()
    assert "EXERCISE. Strangers." in page and "the same as a" in page and "Kivumba" in page
    assert "a,0,control,movement,now" in page, "the text stands in the form"


def test_what_is_wrong_is_told_line_by_line_and_the_file_comes_back_with_it(noor, beni):
    bad = x.script(
        "a,soon,control,movement,now,,Kivumba,X,,,,,,,",
        "b,5,nobody@x.example,cattle,over,,Y,X,,zz,,,,,",
        "c,9,control,cows,over,,Z,,,,,,,,",
    )
    refused = noor.post(f"{LIST}new/", typed(bad))
    page = html(refused)
    assert refused.status_code == 422 and not Exercise.objects.exists()
    for told in (
        "line 2, minute",
        "Write a whole number of minutes",
        "line 3, by",
        "Nobody with this address",
        "line 3, joins",
        "line 4, threat_types",
    ):
        assert told in page, told
    assert "Night drill" in page and "cows" in page, "nothing typed is lost"
    back = noor.post(f"{LIST}new/", typed(bad, act="faults"))
    told = back.content.decode("utf-8-sig").splitlines()
    assert back["Content-Disposition"].endswith('"script-faults.csv"')
    assert told[0].endswith(",fault") and "whole number" in told[1] and "cows" in told[3]
    again = noor.post(f"{LIST}new/", typed(back.content.decode("utf-8-sig"), act="look"))
    assert "no such column" not in html(again), "the column of faults is read over"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Give the exercise a name."),
        ({"script": ""}, "The file holds no injects."),
        ({"script": "minute,place\n1,here\n"}, "Columns are missing: threat_types, going_on."),
        ({"script": "{"}, "no JSON"),
        ({"script": x.script('a,0,control,movement,now,,"95.1, 200.2",X,,,,,,,')}, "not on the earth"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(noor, beni, changes, sentence):
    refused = noor.post(f"{LIST}new/", typed(**changes))
    assert refused.status_code == 422 and sentence in html(refused) and not Exercise.objects.exists()


def test_a_file_that_is_not_utf8_is_told_so(noor, beni):
    sent = TYPED | {"act": "save", "file": BytesIO("minute,é".encode("latin-1"))}
    assert "CSV UTF-8" in html(noor.post(f"{LIST}new/", sent))


def test_json_is_a_script_too(noor, beni):
    told = json.dumps(
        {
            "injects": [
                {
                    "minute": 3,
                    "threat_types": ["movement", "looting"],
                    "going_on": "now",
                    "place": "Kivumba",
                    "text_fr": "EXERCICE.",
                }
            ]
        }
    )
    assert noor.post(f"{LIST}new/", typed(told)).status_code == 303
    assert Inject.objects.get().minute == 3
    assert noor.get(f"{LIST}{Exercise.objects.get().pk}/script/")["Content-Type"] == "application/json"


def test_whoever_was_slower_sees_it_and_loses_nothing(as_, noor, beni):
    made = x.planned()
    path = f"{LIST}{made.pk}/plan/"
    assert noor.post(path, typed(seen="1", name="Noor's")).status_code == 303
    late = as_("Grace").post(path, typed(seen="1", name="Grace's"))
    assert late.status_code == 409 and "Noor changed this" in html(late) and "Grace&#x27;s" in html(late)
    assert as_("Grace").post(path, typed(seen="2", name="Grace's")).status_code == 303
    assert as_("Grace").post(f"{LIST}{made.pk}/delete/", {"seen": "2"}).status_code == 409
    assert as_("Grace").post(f"{LIST}{made.pk}/delete/", {"seen": "3"}).status_code == 303
    assert not Exercise.objects.exists()


def test_before_it_begins_it_says_who_will_be_told(noor, beni):
    made = x.planned()
    page = html(noor.get(f"{LIST}{made.pk}/start/"))
    for name in ("Amina", "Ben", "Chidi", "Dora"):
        assert f"<b>{name}" in page
    assert "people are on duty and get real messages" in page and not Notice.objects.exists()
    begun = noor.post(f"{LIST}{made.pk}/start/", {"seen": "1", "announces": "on"})
    assert begun.status_code == 303
    assert Delivery.objects.filter(notice__what="exercise_begun", person=make.person("Amina")).count() == 2
    page = html(noor.get(f"{LIST}{made.pk}/"))
    assert "Pause" in page and "EXERCISE" in page and "File now" in page
    other = x.planned()
    assert "stop it first" in html(noor.post(f"{LIST}{other.pk}/start/", {"seen": "1"}))


def test_it_is_led_inject_by_inject(noor, beni):
    made = x.started()
    _first, second, third = made.injects.all()
    path = f"{LIST}{made.pk}/act/"
    assert noor.post(path, {"act": f"skip-{second.pk}"}).status_code == 303
    assert noor.post(path, {"act": f"skip-{second.pk}"}).status_code == 409
    assert noor.post(path, {"act": "pause"}).status_code == 303
    assert "paused since" in html(noor.get(f"{LIST}{made.pk}/"))
    assert noor.post(path, {"act": f"forward-{third.pk}"}).status_code == 409
    assert noor.post(path, {"act": "resume"}).status_code == 303
    assert noor.post(path, {"act": "nonsense"}).status_code == 404
    assert noor.post(path, {"act": "skip-999999"}).status_code == 404
    news = noor.get(f"{LIST}{made.pk}/", headers={"accept": "application/json"}).json()
    assert [piece["id"] for piece in news["fragments"]] == ["injects"] and "skipped" in news["fragments"][0]["html"]


@pytest.mark.parametrize(("said", "left"), [("close", 0), ("leave", 1)])
def test_it_is_stopped_and_its_alerts_are_closed_or_left(noor, beni, said, left):
    made = x.started()
    x.filed(made)
    assert "1 alert of the exercise is open" in html(noor.get(f"{LIST}{made.pk}/stop/"))
    assert noor.post(f"{LIST}{made.pk}/stop/", {"alerts": said}).status_code == 303
    assert Alert.objects.filter(is_exercise=True, state="received").count() == left
    page = html(noor.get(f"{LIST}{made.pk}/"))
    assert ("Close them: the exercise ended" in page) is bool(left)
    assert noor.post(f"{LIST}{made.pk}/alerts/").status_code == 303
    assert not Alert.objects.filter(is_exercise=True, state="received").exists()
    assert noor.get(f"{LIST}{made.pk}/stop/").status_code == 303, "it has ended"


# --- the sheet


@pytest.fixture
def ended(beni):
    """The first inject answered in time, the second never filed, stopped."""
    made = x.started()
    filed = x.filed(made)[0]
    make.answered(x.alert_of(filed), "Amina")
    x.stopped(made)
    return made


def test_the_sheet_says_what_was_done_within_its_target(noor, ended):
    page = html(noor.get(f"{LIST}{ended.pk}/evaluation/"))
    assert "Steps within target" in page and "<b>1 of 1</b>" in page
    assert "CIV" in page and "Amina" in page and "cancelled: the exercise ended" in page


def test_an_answer_that_speaks_for_no_component_is_the_hub_s(noor, beni):
    made = x.started()
    make.answered(x.alert_of(x.filed(made)[0]), "Dora")
    assert re.search(r">hub \d+ s, Dora<", html(noor.get(f"{LIST}{made.pk}/evaluation/")))
    rows = list(csv.DictReader(noor.post(f"{LIST}{made.pk}/evaluation/csv/").content.decode("utf-8-sig").splitlines()))
    assert rows[0]["answered_hub_s"].isdecimal() and rows[0]["answered_civilian_s"] == ""


def test_what_evaluators_saw_is_kept_beneath_and_the_slower_one_is_told(noor, as_, ended):
    path = f"{LIST}{ended.pk}/evaluation/"
    assert 'name="key" value="a"' in html(noor.get(f"{path}?note=a"))
    assert noor.post(f"{path}observe/", {"key": "a", "text": "Answered at once.", "seen": ""}).status_code == 303
    late = as_("Grace").post(f"{path}observe/", {"key": "a", "text": "Nobody looked.", "seen": ""})
    assert late.status_code == 409 and "Noor wrote here meanwhile" in html(late) and "Nobody looked." in html(late)
    seen = str(Observation.objects.get().pk)
    assert as_("Grace").post(f"{path}observe/", {"key": "a", "text": "Nobody looked.", "seen": seen}).status_code == 303
    assert Observation.objects.count() == 2
    page = html(noor.get(path))
    assert "Nobody looked." in page and "Answered at once." not in page
    assert noor.post(f"{path}observe/", {"key": "zz", "text": "x", "seen": ""}).status_code == 404
    assert noor.post(f"{path}observe/", {"key": "", "text": "x" * 2001, "seen": ""}).status_code == 422


def test_closed_it_never_changes_and_may_be_read_by_those_who_were_exercised(noor, as_, ended):
    path = f"{LIST}{ended.pk}/evaluation/"
    assert as_("Dora").get(path).status_code == 404 and ended.name not in html(as_("Dora").get(LIST))
    assert noor.post(f"{path}close/").status_code == 303
    before = html(as_("Dora").get(path))
    assert "never changes" in before and ended.name in html(as_("Amina").get(LIST))
    Alert.objects.filter(is_exercise=True).update(decided_at=dt.datetime(2031, 1, 1, tzinfo=dt.UTC), level="low")
    after = html(as_("Dora").get(path))
    strip = re.compile(r'csrfmiddlewaretoken" value="\w+"|data-now="[^"]+"|<span class="clocks">.*?</span></span>')
    assert strip.sub("", after) == strip.sub("", before)
    refused = noor.post(f"{path}observe/", {"key": "", "text": "More.", "seen": ""})
    assert refused.status_code == 409 and "it never changes" in html(refused) and "More." not in html(noor.get(path))


def test_the_administrator_sees_times_and_no_content(as_, noor, ended):
    path = f"{LIST}{ended.pk}/evaluation/"
    noor.post(f"{path}observe/", {"key": "a", "text": "Answered at once.", "seen": ""})
    page = html(as_("Ivan").get(path))
    number = Alert.objects.get(is_exercise=True).number
    assert "1 of 1" in page
    assert not [told for told in (number, "Amina", "Answered at once", "What did you see") if told in page]
    told = as_("Ivan").post(f"{path}csv/").content.decode()
    assert number not in told and "Answered at once" not in told
    assert as_("Ivan").post(f"{path}observe/", {"key": "a", "text": "x", "seen": ""}).status_code == 409


def test_as_csv_it_has_a_line_for_each_inject_and_the_export_is_logged(noor, ended):
    evaluating.observe(viewer=make.viewer("Noor"), exercise_id=ended.pk, key="a", text="=cmd", seen="")
    rows = noor.post(f"{LIST}{ended.pk}/evaluation/csv/").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 4 and rows[1].startswith("a,0,") and rows[1].endswith(",'=cmd")
    assert AccessLog.objects.filter(what="export", person=make.person("Noor")).count() == 1


# --- for whom, where, in which language


@pytest.mark.parametrize("name", ["Dora", "Amina", "Hana", "Farid", "Esther"])
def test_others_do_not_run_it_and_do_not_know_of_it(as_, beni, name):
    made = x.started()
    client = as_(name)
    for path in ("", "plan/", "script/", "start/", "stop/", "evaluation/"):
        assert client.get(f"{LIST}{made.pk}/{path}").status_code == 404, path
    for path in ("act/", "stop/", "alerts/", "delete/", "evaluation/observe/", "evaluation/close/", "evaluation/csv/"):
        assert client.post(f"{LIST}{made.pk}/{path}", {"act": "pause"}).status_code == 404, path
    made.refresh_from_db()
    assert made.is_running and made.paused_at is None


def test_an_exercise_of_another_office_does_not_exist(as_, beni, bouar):
    client = Client()
    client.force_login(make.member(bouar, Role.HUB_CHIEF, name="Paul").person)
    made = x.started(name="Night drill")
    assert client.get(LIST).status_code == 200 and made.name not in html(client.get(LIST))
    for path in ("", "start/", "stop/", "evaluation/"):
        assert client.get(f"{LIST}{made.pk}/{path}").status_code == 404


def test_it_is_read_in_french(as_, beni, ended):
    grace = make.person("Grace")
    grace.language = "fr"
    grace.save()
    client = as_("Grace")
    assert "Exercices" in html(client.get(LIST)) and "Nouvel exercice" in html(client.get(LIST))
    assert "Étapes dans les délais" in html(client.get(f"{LIST}{ended.pk}/evaluation/"))
    planned = x.planned()
    assert "en service" in html(client.get(f"{LIST}{planned.pk}/start/"))
    assert "Il manque des colonnes" in html(client.post(f"{LIST}new/", typed("a,b\n1,2\n")))
