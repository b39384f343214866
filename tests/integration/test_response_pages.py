"""Pages of responses: what is typed, refused and kept, who sees what, in both languages, with and without a script."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from alerts.models import Alert, Owed
from ewrr.common import clock
from responses.domain.course import Step
from responses.domain.words import Status
from responses.models import Response
from responses.selectors import responses as selected
from tests import make

pytestmark = pytest.mark.django_db
SHEET = {"HX-Request": "true"}


@pytest.fixture
def alert() -> Alert:
    make.offices()
    return make.decided(make.alert(is_routed=True))


@pytest.fixture
def made(alert) -> Response:
    return make.response(alert)


def come(name: str, language: str = "en") -> Client:
    person = make.person(name)
    person.language = language
    person.save()
    client = Client()
    client.force_login(person)
    return client


def typed(alert: Alert, **changes: Any) -> dict[str, Any]:
    said = {
        "version": alert.version,
        "type": "patrol",
        "phase": "response",
        "responder": "force",
        "owner": f"p{make.person('Chidi').pk}",
        "unit": "2 Coy",
        "due_in": "60",
        "task": "Stay until dark.",
        "how": "assign",
    }
    return said | changes


def respond(name: str, alert: Alert, language: str = "en", **changes: Any) -> Any:
    return come(name, language).post(f"/alerts/{alert.number}/respond/", typed(alert, **changes))


def test_dora_assigns_by_the_form_and_comes_back_to_the_alert(alert):
    answer = respond("Dora", alert, position=str(alert.office.positions.first().pk), strength="30")
    assert (answer.status_code, answer["Location"]) == (303, f"/alerts/{alert.number}/")
    made = Response.objects.get()
    assert (made.status, made.unit, made.strength, made.person.name) == (Status.ASSIGNED, "2 Coy", 30, "Chidi")
    page = come("Dora").get(f"/alerts/{alert.number}/").content.decode()
    assert "2 Coy" in page
    assert f"/responses/{made.pk}/" in page


def test_amina_may_only_propose_whatever_she_sends(alert):
    assert respond("Amina", alert, how="assign").status_code == 303
    assert Response.objects.get().status == Status.PROPOSED


def test_a_time_of_the_office_is_meant_and_several_alerts_by_their_short_numbers(alert):
    other = make.decided(make.alert(is_routed=True))
    tomorrow = f"{clock.now() + dt.timedelta(days=1):%Y-%m-%d}"
    sent = respond("Dora", alert, due_in="at", due_at=f"{tomorrow}T06:00", also=f"{other.serial}")
    assert sent.status_code == 303
    made = Response.objects.get()
    assert f"{made.due_at:%H:%M}" == "04:00"  # Beni is two hours ahead of UTC all year
    assert {row.alert for row in made.servings.all()} == {alert, other}


@pytest.mark.parametrize(
    ("changes", "sentence", "sentence_fr"),
    [
        ({"type": ""}, "Choose what is to be done.", "Choisissez ce qui est à faire."),
        ({"type": "x' OR 1=1"}, "Select a valid choice", "Sélectionnez un choix valide"),
        ({"responder": ""}, "Choose who responds.", "Choisissez qui intervient."),
        ({"owner": ""}, "Say who does it", "Dites qui s’en charge"),
        ({"due_in": "at", "due_at": ""}, "Give the day and the time.", "Donnez le jour et l’heure."),
        ({"due_in": "at", "due_at": "yesterday"}, "This time cannot be read", "Cette heure est illisible"),
        ({"due_in": "at", "due_at": "2020-01-01 06:00"}, "That time is past", "Cette heure est passée"),
        ({"due_in": "at", "due_at": "2999-01-01 06:00"}, "more than three months", "plus de trois mois"),
        ({"strength": "-4"}, "as a number", "en chiffres"),
        ({"strength": "९"}, "", ""),
        ({"also": "9999"}, "not known here", "pas connu ici"),
        ({"task": "x" * 1001}, "At most 1000 characters", "1000"),
    ],
)
def test_what_is_wrong_is_said_in_ones_language_and_nothing_typed_is_lost(alert, changes, sentence, sentence_fr):
    for language, said in (("en", sentence), ("fr", sentence_fr)):
        answer = respond("Dora", alert, language, **({"unit": "Côté <b>nord</b>"} | changes))
        if not said:
            continue  # other figures are figures as well
        page = answer.content.decode()
        assert answer.status_code == 422
        assert said in page.replace("&#x27;", "'")
        assert "Côté &lt;b&gt;nord&lt;/b&gt;" in page
        assert "Stay until dark." in page or "task" in changes
    assert Response.objects.count() == (0 if sentence else 2)


def test_the_owner_takes_each_step_with_one_tap_also_on_the_first_page(made):
    client = come("Chidi")
    for act, status in (("accept", "accepted"), ("move", "moving"), ("arrive", "on_site")):
        answer = client.post(f"/responses/{made.pk}/{act}/", {"next": "home"}, headers=SHEET)
        assert answer.status_code == 200
        assert 'id="home"' in answer.content.decode()
        made.refresh_from_db()
        assert made.status == status
    again = client.post(f"/responses/{made.pk}/arrive/", {"next": "home"})
    assert (again.status_code, again["Location"]) == (302, "/") or again.status_code == 303
    done = client.post(f"/responses/{made.pk}/finish/", {"result": "averted", "text": "They left."})
    assert (done.status_code, done["Location"]) == (303, f"/responses/{made.pk}/")


def test_a_step_that_cannot_be_is_refused_with_a_sentence_and_a_form_without_an_answer_too(made):
    client = come("Chidi")
    assert client.get(f"/responses/{made.pk}/finish/").status_code == 409
    make.stepped(made, Step.ACCEPT)
    empty = client.post(f"/responses/{made.pk}/finish/", {"text": "They left before."})
    assert empty.status_code == 422
    assert "Say how it went." in empty.content.decode()
    assert "They left before." in empty.content.decode()
    assert client.post(f"/responses/{made.pk}/abort/", {"reason": "access"}).status_code == 403
    made.refresh_from_db()
    assert made.status == Status.ACCEPTED


@pytest.mark.parametrize(
    ("said_at", "where", "status"),
    [
        ("", "0.71, 29.55", 303),
        ("00:01", "35N QA 80 78", 303),
        ("010203ZJAN26", "", 422),  # before it was assigned
        ("25:61", "", 422),
        ("now", "", 422),
        ("", "Nowhere in particular", 422),
        ("", "91, 200", 422),
    ],
)
def test_a_line_of_the_log_as_it_was_said_by_radio(made, said_at, where, status):
    Response.objects.filter(pk=made.pk).update(created_at=clock.now() - dt.timedelta(days=2))
    sent = {"text": "Bridge cut.", "said_at": said_at, "where": where}
    answer = come("Dora").post(f"/responses/{made.pk}/log/", sent)
    assert answer.status_code == status
    lines = made.entries.filter(text="Bridge cut.")
    assert lines.count() == (1 if status == 303 else 0)
    if status == 422:
        assert "Bridge cut." in answer.content.decode()
    elif where:
        assert lines.get().lat is not None
        assert "35N" in come("Amina").get(f"/responses/{made.pk}/").content.decode()
        assert [row.response.pk for row in selected.placed(make.viewer("Dora"))] == [made.pk]
        assert 'data-unit data-lat="0.7' in come("Amina").get("/board/").content.decode()


def test_another_owner_by_somebody_who_looked_before_is_refused_once_and_kept(made):
    client = come("Dora")
    form = client.get(f"/responses/{made.pk}/assign/").content.decode()
    version = re.findall(r'name="version" value="(\d+)"', form)[0]
    make.stepped(made, Step.ACCEPT)
    sent = typed(made.lead, version=version, owner=f"p{make.person('Ben').pk}", unit="FPU 2", due_in="120")
    refused = client.post(f"/responses/{made.pk}/assign/", sent)
    assert refused.status_code == 409
    assert "Chidi changed this meanwhile" in refused.content.decode()
    assert "FPU 2" in refused.content.decode()
    version = re.findall(r'name="version" value="(\d+)"', refused.content.decode())[0]
    assert client.post(f"/responses/{made.pk}/assign/", sent | {"version": version}).status_code == 303
    made.refresh_from_db()
    assert (made.person.name, made.status) == ("Ben", Status.ASSIGNED)


def test_of_another_office_there_is_nothing(made):
    client = come("Esther")
    for path in ("", "finish/", "assign/"):
        assert client.get(f"/responses/{made.pk}/{path}").status_code == 404
    assert made.number not in client.get("/responses/").content.decode()
    assert client.post(f"/responses/{made.pk}/accept/").status_code == 404


def test_a_restricted_alerts_response_is_absent_for_who_may_not_read_it_and_never_counted(made):
    make.restricted(made.lead, by="Noor")
    for name in ("Amina", "Farid", "Grace"):
        page = come(name).get("/responses/").content.decode()
        assert f"/responses/{made.pk}/" not in page
        assert "2 Coy" not in page
        assert come(name).get(f"/responses/{made.pk}/").status_code == 404
    assert "2 Coy" in come("Noor").get("/responses/").content.decode()
    own = come("Chidi").get("/").content.decode()
    assert "Stay on the road until dark." in own


def test_the_board_is_narrowed_to_mine_to_late_and_to_a_responder(made):
    make.response(made.lead, person=make.person("Ben").pk, responder="unpol", unit="FPU 2")
    chidi = come("Chidi").get("/responses/?mine=1").content.decode()
    assert "2 Coy" in chidi
    assert "FPU 2" not in chidi
    assert "2 Coy" not in come("Dora").get("/responses/?late=1").content.decode()
    Owed.objects.filter(subject=made.subject).update(due_at=clock.now() - dt.timedelta(minutes=1))
    late = come("Dora").get("/responses/?late=1").content.decode()
    assert "1 is late" in late
    assert "2 Coy" in late
    police = come("Dora", "fr").get("/responses/?responder=unpol").content.decode()
    assert "FPU 2" in police
    assert "2 Coy" not in police
    assert "Interventions" in police
    assert come("Dora").get("/responses/?responder=%27&mine=x").status_code == 200


def test_news_of_a_response_reach_board_page_and_first_page_by_the_change_door(made):
    views = {"Dora": ("responses", ""), "Noor": ("response", str(made.pk)), "Chidi": ("home", "")}
    paths = {"responses": "/responses/", "response": f"/responses/{made.pk}/", "home": "/"}
    clients = {name: come(name) for name in views}
    cursors = {
        name: re.findall(r'data-cursor="([^"]+)"', clients[name].get(paths[view]).content.decode())[0]
        for name, (view, _open) in views.items()
    }
    make.stepped(made, Step.ACCEPT)
    for name, (view, opened) in views.items():
        news = clients[name].get("/changes/", {"since": cursors[name], "view": view, "open": opened}).json()
        assert [piece["id"] for piece in news["fragments"]] == [view]
        assert "accepted" in news["fragments"][0]["html"]


def test_a_hand_over_by_its_pages_from_the_request_to_the_outcome(alert):
    sent = {
        "version": alert.version,
        "to": "state_army",
        "with_whom": "Sector operations officer",
        "what": "Armed men north of Oicha.",
        "diligence": "clear",
    }
    dora = come("Dora")
    lacking = dora.post(f"/alerts/{alert.number}/hand-over/", sent | {"what": "", "diligence": "mitigated"})
    assert lacking.status_code == 422
    assert "Sector operations officer" in lacking.content.decode()
    assert dora.post(f"/alerts/{alert.number}/hand-over/", sent).status_code == 303
    path = re.findall(r"/responses/hand-overs/\d+/", dora.get(f"/alerts/{alert.number}/").content.decode())[0]

    def act(name: str, **said: str) -> int:
        client = come(name)
        version = re.findall(r'name="version" value="(\d+)"', client.get(path).content.decode())[0]
        return int(client.post(path, {"version": version} | said).status_code)

    assert act("Dora", act="approve") == 403
    assert act("Noor", act="share") == 409
    assert act("Noor", act="approve") == 303
    assert act("Dora", act="share", shared_at="99:99") == 422
    assert act("Dora", act="share") == 303
    assert act("Dora", act="outcome", outcome="They went.") == 422
    assert act("Dora", act="outcome", known="known", outcome="They went.") == 303
    assert "They went." in come("Grace", "fr").get(path).content.decode()
