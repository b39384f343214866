"""While an exercise runs a real warning is filed as real: from the page, without a script, by the API."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail

from alerts.models import Alert, Exercise, Office
from alerts.services import delivery, exercising, injecting, routing
from ewrr.common import clock
from tests import make
from tests.integration import rehearsed as x
from tests.integration.devices import device, machine, speaks

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


def html(answer: Any) -> str:
    return answer.content.decode()


def checked(page: str) -> list[str]:
    """Which answers to "Is this real?" are chosen, and a hidden one."""
    told = re.findall(r'name="status" value="(\w*)"([^>]*)', page)
    return [value for value, rest in told if "checked" in rest or "autocomplete" in rest]


@pytest.fixture
def hana(as_):
    return as_("Hana")


@pytest.fixture
def running(beni) -> Exercise:
    return x.started()


def filed(answer: Any) -> Alert:
    assert answer.status_code in (303, 201), html(answer)[:2000]
    return Alert.objects.latest("pk")


def test_nobody_is_asked_while_nobody_exercises(hana, beni):
    page = html(hana.get("/file/"))
    assert "Is this real?" not in page and checked(page) == ["unasked"]
    assert not filed(hana.post("/file/", make.form(status="unasked"))).is_exercise


def test_the_choice_stands_first_and_part_of_the_exercise_is_chosen(hana, running):
    page = html(hana.get("/file/"))
    assert page.index("Is this real?") < page.index("What kind?")
    assert checked(page) == ["exercise"]
    assert filed(hana.post("/file/", make.form(status="exercise"))).number.startswith("BEN-X-")


def test_a_real_warning_gets_a_real_number_rule_and_message(hana, running):
    alert = filed(hana.post("/file/", make.form(status="actual")))
    assert not alert.is_exercise and re.fullmatch(r"BEN-\d{4}-0001", alert.number)
    routing.route_due()
    delivery.deliver_due()
    about = [mailed for mailed in mail.outbox if alert.number in mailed.subject]
    assert about and all(mailed.subject.endswith("[REAL]") and "REAL: not part" in mailed.body for mailed in about)
    assert not any("EXERCISE" in mailed.subject for mailed in about)


def test_it_is_marked_as_real_on_every_page_while_the_exercise_runs(hana, as_, running):
    alert = filed(hana.post("/file/", make.form(status="actual")))
    x.filed(running)
    board = html(as_("Dora").get("/board/"))
    row = board[board.index(f'id="row-{alert.number}"') :].split("</li>")[0]
    drill = Alert.objects.get(is_exercise=True)
    other = board[board.index(f'id="row-{drill.number}"') :].split("</li>")[0]
    assert "is-real" in row and "is-real" not in other
    assert "Real, no exercise" in html(as_("Dora").get(f"/alerts/{alert.number}/"))
    assert "Real, no exercise" not in html(as_("Dora").get(f"/alerts/{drill.number}/"))
    assert "Real, no exercise" in html(hana.get(f"/alerts/{alert.number}/receipt/"))
    x.stopped(running)
    assert "is-real" not in html(as_("Dora").get("/board/"))


def test_a_wrong_answer_elsewhere_keeps_what_was_said(hana, running):
    refused = hana.post("/file/", make.form(status="actual", text=""))
    assert refused.status_code == 422 and checked(html(refused)) == ["actual"]


def test_whoever_opened_the_page_before_it_began_is_asked_and_loses_nothing(hana, running):
    asked = hana.post("/file/", make.form(status="unasked"))
    assert asked.status_code == 422 and not Alert.objects.exists()
    page = html(asked)
    assert "An exercise has begun since you opened this page" in page and checked(page) == []
    assert "Les gens fuient vers Oicha." in page
    assert not filed(hana.post("/file/", make.form(status="actual"))).is_exercise


def test_what_a_phone_had_sent_before_it_began_is_real_without_a_question(hana, running):
    sent_at = (clock.now() - MINUTE).isoformat()
    with clock.set_to(clock.now() + MINUTE):
        Exercise.objects.update(started_at=clock.now() - 30 * dt.timedelta(seconds=1))
        alert = filed(hana.post("/file/", make.form(status="unasked", typed_at=sent_at)))
    assert not alert.is_exercise


def test_said_to_be_of_an_exercise_that_has_ended_it_is_asked_about(hana, running):
    x.stopped(running)
    asked = hana.post("/file/", make.form(status="exercise"))
    page = html(asked)
    assert asked.status_code == 422 and not Alert.objects.exists()
    assert "The exercise has ended since you opened this page" in page and checked(page) == []
    assert 'value="exercise"' not in page.replace('name="q"', "")
    again = html(hana.post("/file/", make.form(status="exercise", text="")))
    assert checked(again) == [], "an error elsewhere must not make it real behind one's back"
    assert not filed(hana.post("/file/", make.form(status="actual"))).is_exercise


def test_what_a_phone_had_sent_while_it_ran_is_part_of_it(hana, running):
    sent_at = clock.now()
    with clock.set_to(sent_at + 5 * MINUTE):
        exercising.stop(**x.noor(running))
        alert = filed(hana.post("/file/", make.form(status="exercise", typed_at=sent_at.isoformat())))
    assert alert.is_exercise and alert.number.startswith("BEN-X-")


def test_sent_again_after_the_end_it_is_what_it_was_taken_for(hana, running):
    form = make.form(status="exercise")
    first = filed(hana.post("/file/", form))
    x.stopped(running)
    again = hana.post("/file/", form)
    assert again.status_code == 303 and first.number in again["Location"] and Alert.objects.count() == 1


def test_what_is_added_to_a_real_alert_begins_as_real(hana, running):
    real = make.alert(is_exercise=False)
    assert checked(html(hana.get(f"/file/?onto={real.number}"))) == ["actual"]
    filed(hana.post("/file/", make.form(status="actual", onto=real.number)))
    assert real.filings.count() == 2 and Alert.objects.count() == 1
    x.filed(running)
    drill = Alert.objects.get(is_exercise=True)
    assert checked(html(hana.get(f"/file/?onto={drill.number}"))) == ["exercise"]
    other = filed(hana.post("/file/", make.form(status="actual", onto=drill.number)))
    assert other.pk != drill.pk and not other.is_exercise, "a real warning never goes under an exercise"


def test_likely_duplicates_are_of_the_same_kind(hana, running):
    real = make.alert(is_exercise=False, by="Amina", event_at=clock.now())
    drill = make.alert(by="Amina", event_at=clock.now())
    asked = {name: value for name, value in make.form().items() if name != "client_id"}
    for status, there, absent in (("actual", real, drill), ("exercise", drill, real)):
        page = html(hana.post("/file/alike/", asked | {"status": status}))
        assert there.number in page and absent.number not in page, status


def test_it_is_asked_in_french(as_, running):
    hana = make.person("Hana")
    hana.language = "fr"
    hana.save()
    page = html(as_("Hana").get("/file/"))
    assert "Est-ce réel" in page and "Fait partie de l’exercice" in page and "hors exercice" in page


@pytest.mark.parametrize(
    ("said", "part"),
    [({}, True), ({"status": "actual"}, False), ({"status": "exercise"}, True), ({"status": ""}, True)],
)
def test_by_the_api_it_is_said_too(beni, said, part):
    client = speaks(device("Hana"))
    x.started()
    answer = client.post("/api/v1/filings/", make.form() | said, content_type="application/json")
    assert filed(answer).is_exercise is part


@pytest.mark.parametrize(("said", "part"), [({}, False), ({"status": "exercise"}, True), ({"status": "actual"}, False)])
def test_what_a_gateway_passes_on_is_real_unless_it_says_otherwise(beni, said, part):
    client = speaks(machine())
    x.started()
    answer = client.post("/api/v1/filings/", make.form() | said, content_type="application/json")
    assert filed(answer).is_exercise is part


def test_the_api_refuses_what_only_a_person_can_say(beni):
    client = speaks(device("Hana"))
    answer = client.post("/api/v1/filings/", make.form(status="exercise"), content_type="application/json")
    assert answer.status_code == 422 and "status" in answer.json()["fields"] and not Alert.objects.exists()


def test_without_a_script_the_office_s_own_rule_stands(hana, beni):
    Office.objects.filter(pk=beni.pk).update(is_exercising=True)
    assert make.alert().is_exercise
    assert checked(html(hana.get("/file/"))) == ["exercise"]
    assert filed(hana.post("/file/", make.form())).is_exercise, "a form that says nothing"
    assert injecting.file_due() == 0
