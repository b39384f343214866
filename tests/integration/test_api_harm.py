"""Harm to civilians by API: read by whoever sees the alert whole, written with the scope of assessing."""

from typing import Any

import pytest

from alerts.domain.harm import Harmed
from alerts.domain.scopes import Scope
from alerts.domain.words_of_harm import Harm
from alerts.models import HarmRecord
from tests import make
from tests.integration.devices import device, speaks
from tests.integration.test_api_write import send

pytestmark = pytest.mark.django_db
KILLED = Harmed(Harm.KILLED, men=2, note="Patrol.")


def test_rows_are_recorded_corrected_and_read(as_, beni):
    alert, amina = make.alert(), as_("Amina")
    path = f"alerts/{alert.number}/harm/"
    row = {"what": "killed", "men": 2, "girls": 0, "status": "displaced", "note": "Patrol."}
    made = send(amina, path, {"version": 1, "records": [row, {"what": "displaced", "is_collective": True}]})
    assert made.status_code == 200, made.content
    again = send(amina, path, {"version": 2, "records": [{"corrects": 1, "what": "killed", "men": 3}]})
    assert again.status_code == 200, again.content
    said = amina.get(f"/api/v1/{path}").json()
    assert said == again.json() and said["version"] == 3
    assert [(one["number"], one["men"], one["corrected_by"]) for one in said["records"]] == [
        (1, 2, 3),
        (2, None, None),
        (3, 3, None),
    ]
    assert said["records"][0] | row == said["records"][0] and "by" not in said["records"][0]


WRONG: dict[str, Any] = {
    "none": [],
    "no kind": [{"men": 2}],
    "unknown kind": [{"what": "scared"}],
    "sexual violence": [{"what": "sexual_violence", "women": 1}],
    "nobody": [{"what": "killed", "men": 0}],
    "fewer than none": [{"what": "killed", "men": -1}],
    "too many": [{"what": "killed", "men": 10**9}],
    "unknown field": [{"what": "killed", "name": "somebody"}],
    "long note": [{"what": "killed", "note": "é" * 201}],
    "NUL": [{"what": "killed", "note": "a\x00b"}],
    "no row of that number": [{"what": "killed", "corrects": 7}],
    "no rows": "killed",
    "too many rows": [{"what": "killed", "men": 1}] * 41,
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_input_is_refused_and_changes_nothing(as_, beni, case):
    alert = make.alert()
    answer = send(as_("Amina"), f"alerts/{alert.number}/harm/", {"version": 1, "records": WRONG[case]})
    assert answer.status_code == 422, answer.content
    assert answer.json()["message"] and not HarmRecord.objects.exists()


def test_the_same_sent_again_is_stale_so_nothing_is_recorded_twice(as_, beni):
    alert = make.alert()
    said = {"version": 1, "records": [{"what": "killed", "men": 2}]}
    answers = [send(as_("Amina"), f"alerts/{alert.number}/harm/", said).status_code for _turn in range(2)]
    assert answers == [200, 409] and HarmRecord.objects.count() == 1


def test_a_device_needs_the_scope_of_assessing(beni):
    alert, said = make.alert(), {"version": 1, "records": [{"what": "killed"}]}
    path = f"alerts/{alert.number}/harm/"
    refused = send(speaks(device("Dora", Scope.READ, Scope.DECIDE)), path, said)
    assert refused.status_code == 403 and refused.json()["code"] == "scope_missing"
    assert send(speaks(device("Amina", Scope.READ, Scope.ASSESS)), path, said).status_code == 200


def test_whoever_sees_the_shell_reads_no_harm_and_another_office_finds_none(as_, offices):
    alert = make.harmed(make.alert(by="Ben"), KILLED)
    assert as_("Hana").get(f"/api/v1/alerts/{alert.number}/harm/").status_code == 403
    assert as_("Esther").get(f"/api/v1/alerts/{alert.number}/harm/").status_code == 404


def test_closing_says_what_is_known_of_harm(as_, beni):
    alert = make.decided(make.harmed(make.alert(), KILLED))
    said = {"version": alert.version, "outcome": "handled", "word_back": "given"}
    path, dora = f"alerts/{alert.number}/closings/", as_("Dora")
    for harm in ({}, {"harm": "none"}, {"harm": "some"}):
        answer = send(dora, path, said | harm)
        assert answer.status_code == 422 and "harm" in answer.json()["fields"], answer.content
    closed = send(dora, path, said | {"harm": "on_record"})
    assert closed.status_code == 200 and closed.json()["owed"]["kind"] == "review"


def test_no_machine_reviews(beni):
    alert = make.closed(make.alert())
    assert send(speaks(device("Grace")), f"alerts/{alert.number}/reviews/", {"went_well": "x"}).status_code == 404
