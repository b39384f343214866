"""Filing, answering and moving by API: the rules of the pages, one shape of error, nothing done twice."""

import json
import uuid
from typing import Any

import pytest

from alerts.domain.words import ThreatType
from alerts.domain.words_of_deciding import WordBack
from alerts.models import Acknowledgement, Alert, Decision, Filing
from tests import make
from tests.integration.devices import device, machine, speaks

pytestmark = pytest.mark.django_db


def send(client, path, fields=None, **more):
    return client.post(f"/api/v1/{path}", json.dumps(fields or {}), content_type="application/json", **more)


def test_a_filing_sent_again_gets_the_same_answer(as_, beni):
    client, form = as_("Hana"), make.form()
    first, again = send(client, "filings/", form), send(client, "filings/", form)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() == {"number": Alert.objects.get().number, "level": "critical"}


def test_a_client_id_used_for_other_words_is_a_conflict(as_, beni):
    client, form = as_("Hana"), make.form()
    send(client, "filings/", form)
    answer = send(client, "filings/", form | {"text": "Other words."})
    assert answer.status_code == 409 and answer.json()["code"] == "reused_client_id"
    assert Filing.objects.count() == 1


def test_a_machine_files_for_its_component(beni):
    answer = send(speaks(machine(called="SMS gateway")), "filings/", make.form())
    assert answer.status_code == 201
    filing = Filing.objects.get()
    assert (filing.component, filing.filer.name) == ("civilian", "SMS gateway")


def test_an_answer_counts_and_is_said_once(as_, beni):
    alert = make.alert(is_routed=True)
    amina = as_("Amina")
    first, again = (send(amina, f"alerts/{alert.number}/answers/") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == {"components": ["civilian"], "counts": True, "complete": False}
    assert Acknowledgement.objects.get().via == "api"


def test_an_assessment_says_what_was_found_and_leaves_the_rest(as_, beni):
    alert = make.alert(level="medium")
    found = {"version": 1, "verification": "corroborated", "threat_types": ["killing"], "people_from": 200}
    answer = send(as_("Amina"), f"alerts/{alert.number}/assessments/", found | {"people_to": 300})
    assert answer.status_code == 200, answer.content
    said = answer.json()
    assert said["version"] == 2 and said["verification"] == "corroborated"
    assert said["threat_types"] == ["killing"] and said["level"] == said["level_computed"] == "critical"
    assert said["urgency"] == "Expected"


def test_people_who_are_fewer_than_the_fewest_are_refused(as_, beni):
    alert = make.alert()
    answer = send(as_("Amina"), f"alerts/{alert.number}/assessments/", {"version": 1, "people_from": 500})
    assert answer.status_code == 422 and list(answer.json()["fields"]) == ["people_to"]


def test_another_level_needs_its_reason(as_, beni):
    alert = make.alert()
    answer = send(as_("Amina"), f"alerts/{alert.number}/assessments/", {"version": 1, "level": "low"})
    assert answer.status_code == 422
    assert answer.json()["code"] == "incomplete" and "reason" in answer.json()["fields"]


def test_an_alert_is_decided_closed_and_reopened(as_, beni):
    alert, dora = make.alert(), as_("Dora")
    moves = [
        ("decisions", {"course": "respond", "note": "Patrol."}, "decided"),
        ("closings", {"outcome": "handled", "harm": "none", "word_back": "given"}, "closed"),
        ("reopenings", {"reason": "They came back."}, "decided"),
        ("dismissals", {"reason": "refuted"}, "dismissed"),
    ]
    for version, (move, said, state) in enumerate(moves, start=1):
        answer = send(dora, f"alerts/{alert.number}/{move}/", {"version": version} | said)
        assert answer.status_code == 200, answer.content
        assert (answer.json()["state"], answer.json()["version"]) == (state, version + 1)


def test_word_back_is_said_after_closing(as_, beni):
    alert = make.closed(make.alert(), word_back=WordBack.OWED, word_back_date=make.today())
    said = {"version": alert.version, "word_back": "given"}
    answer = send(as_("Dora"), f"alerts/{alert.number}/words-back/", said)
    assert answer.status_code == 200 and answer.json()["clocks"]["word_back_at"]


def test_a_duplicate_is_joined_and_un_joined(as_, beni):
    kept, twin = make.alert(), make.alert(by="Ben")
    dora = as_("Dora")
    joined = send(dora, f"alerts/{twin.number}/joinings/", {"version": 1, "into": kept.number})
    assert joined.status_code == 200, joined.content
    assert (joined.json()["state"], joined.json()["joined_to"]) == ("joined", kept.number)
    assert len(dora.get(f"/api/v1/alerts/{kept.number}/filings/").json()["filings"]) == 2
    apart = send(dora, f"alerts/{twin.number}/unjoinings/", {"version": 2, "reason": "Another village."})
    assert (apart.json()["state"], apart.json()["joined_to"]) == ("received", None)


def test_an_alert_is_joined_to_one_that_is_known(as_, beni):
    alert, elsewhere = make.alert(), make.alert(by="Idris")
    answers = [
        send(as_("Dora"), f"alerts/{alert.number}/joinings/", {"version": 1, "into": number}).json()
        for number in (elsewhere.number, "BEN-2026-9999")
    ]
    assert answers[0] == answers[1] and list(answers[0]["fields"]) == ["into"]


def test_a_stale_version_is_a_conflict_and_names_nobody(as_, beni):
    alert = make.alert()
    make.assessed(alert, by="Amina", verification="checking")
    answer = send(as_("Dora"), f"alerts/{alert.number}/decisions/", {"version": 1, "course": "respond"})
    assert answer.status_code == 409 and answer.json()["code"] == "stale"
    assert list(answer.json()["fields"]) == ["version"] and "Amina" not in answer.content.decode()
    assert not Decision.objects.exists()


def test_a_move_sent_twice_is_made_once(as_, beni):
    alert, said = make.alert(), {"version": 1, "course": "respond"}
    dora = as_("Dora")
    first, again = (send(dora, f"alerts/{alert.number}/decisions/", said) for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 409)
    assert "sent twice" in again.json()["message"]
    assert Decision.objects.count() == 1


def test_whoever_sees_a_shell_moves_nothing(as_, beni):
    alert = make.alert(threat_types=(ThreatType.CRSV,))
    answer = send(as_("Dora"), f"alerts/{alert.number}/decisions/", {"version": 1, "course": "respond"})
    assert answer.status_code == 403 and answer.json()["code"] == "may_not"


@pytest.mark.parametrize("path", ["filings/", "alerts/{n}/decisions/", "alerts/{n}/answers/"])
def test_unknown_fields_are_refused_by_name(as_, beni, path):
    alert = make.alert(is_routed=True)
    fields = make.form() if path == "filings/" else {"version": 1, "course": "respond"} if "dec" in path else {}
    answer = send(as_("Dora"), path.format(n=alert.number), fields | {"corse": "x"})
    assert answer.status_code == 422
    assert "corse" in json.dumps(answer.json()["fields"])
    assert not Decision.objects.exists() and Filing.objects.count() == 1


ERRORS: dict[int, tuple[str, str, dict[str, Any]]] = {
    400: ("POST", "/api/v1/filings/", {"data": b"{", "content_type": "application/json"}),
    404: ("GET", "/api/v1/alerts/BEN-2026-9999/", {}),
    405: ("DELETE", "/api/v1/alerts/", {}),
    406: ("GET", "/api/v1/alerts/", {"headers": {"Accept": "text/html"}}),
    409: ("POST", "/api/v1/alerts/{n}/reopenings/", {"data": {"version": 1, "reason": "x"}}),
    413: ("POST", "/api/v1/filings/", {"data": {"text": "x" * 300_000}}),
    415: ("POST", "/api/v1/filings/", {"data": b"a=1", "content_type": "text/plain"}),
    422: ("POST", "/api/v1/filings/", {"data": {}}),
}


@pytest.mark.parametrize("status", ERRORS)
def test_every_error_has_one_shape(as_, beni, status):
    alert = make.alert()
    method, path, more = ERRORS[status]
    if method == "POST":
        more = {"content_type": "application/json"} | more
    answer = getattr(as_("Dora"), method.lower())(path.format(n=alert.number), **more)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/json"
    error = answer.json()
    assert set(error) == {"code", "message", "fields"} and error["code"] and error["message"]
    assert all(isinstance(found, list) for found in error["fields"].values())


def test_without_a_sign_in_it_is_401_and_says_how(client, beni):
    answer = client.get("/api/v1/alerts/")
    assert answer.status_code == 401 and answer["WWW-Authenticate"] == "Bearer"
    assert set(answer.json()) == {"code", "message", "fields"}


def test_a_form_format_refused_is_json_too(as_, beni):
    answer = as_("Dora").get("/api/v1/alerts/BEN-2026-9999/?format=cap")
    assert answer.status_code == 404 and answer["Content-Type"] == "application/json"


def test_json_that_lies_too_deep_is_refused(as_, beni):
    deep = '{"text": ' + "[" * 20 + "]" * 20 + "}"
    answer = as_("Dora").post("/api/v1/filings/", deep, content_type="application/json")
    assert answer.status_code == 400


def test_the_sentences_are_in_the_language_of_the_devices_person(beni):
    token = device("Sifa")
    answer = send(speaks(token), "filings/", {"client_id": str(uuid.uuid4())})
    assert answer.status_code == 422 and answer.json()["message"] != "Something is missing or wrong."
