"""Responses by API: read, made, assigned, reported step by step; as on the pages, and never by name."""

import datetime as dt
import uuid
from typing import Any

import pytest

from alerts.domain.scopes import Scope
from alerts.models import AccessLog, Alert
from ewrr.common import clock
from responses.domain.course import Step
from responses.domain.words import Responder
from responses.models import Response
from tests import make
from tests.integration.devices import device, machine, speaks

pytestmark = pytest.mark.django_db


@pytest.fixture
def alert(beni: Any) -> Alert:
    return make.decided(make.alert(is_routed=True))


def ahead(**more: float) -> str:
    return (clock.now() + dt.timedelta(**(more or {"hours": 2}))).isoformat()


def asks(*alerts: Alert, **changes: Any) -> dict[str, Any]:
    said = {
        "client_id": str(uuid.uuid4()),
        "alerts": [one.number for one in alerts],
        "type": "patrol",
        "responder": "force",
        "due_at": ahead(),
        "duty": "force-focal-point",
        "task": "Stay on the road until dark.",
        "assign": True,
    }
    return said | changes


def post(client: Any, path: str, **said: Any) -> Any:
    return client.post(f"/api/v1/responses/{path}", said, content_type="application/json")


def listed(client: Any, **asked: Any) -> list[str]:
    answer = client.get("/api/v1/responses/", asked)
    assert answer.status_code == 200, answer.content
    return [one["number"] for one in answer.json()["responses"]]


def at(made: Response) -> str:
    return made.number.replace("/", ".") + "/"


def test_one_is_read_whole_with_its_log_and_without_a_name(as_, alert):
    made = make.stepped(make.response(alert, strength=12), Step.ACCEPT, text="On our way.")
    answer = as_("Dora").get(f"/api/v1/responses/{at(made)}")
    assert not any(name in answer.content.decode() for name in ("Chidi", "Dora", '"id"'))
    found = answer.json()
    assert (found["number"], found["ref"]) == (f"{alert.number}/1", f"{alert.number}.1")
    assert (found["alerts"], found["tier"], found["status"]) == ([alert.number], "physical", "accepted")
    assert found["owner"] == {"kind": "person", "duty": None}
    assert (found["owed"]["kind"], found["is_overdue"], found["strength"]) == ("arrive", False, 12)
    assert found["clocks"]["accepted_at"] and found["clocks"]["on_site_at"] is None
    assert [(line["step"], line["text"], line["component"]) for line in found["log"]] == [
        ("assign", "", None),
        ("accept", "On our way.", "military"),
    ]
    assert found["steps"] == ["assign", "move", "arrive", "finish", "abort"]


def test_whoever_may_not_know_of_one_finds_nothing(as_, alert):
    made = make.response(alert)
    police = make.filed(by="Ben").alert
    for path in (at(made), f"{alert.number}.9/", "1/", "x.y/", f"{police.number}.1/"):
        assert as_("Esther").get(f"/api/v1/responses/{path}").status_code == 404
    assert as_("Ivan").get("/api/v1/responses/").status_code == 404
    assert listed(as_("Esther")) == [] and listed(as_("Dora")) == [made.number]


def test_the_list_is_narrowed_and_goes_on_page_by_page(as_, alert):
    other = make.decided(make.alert(is_routed=True))
    first, second = make.response(alert), make.response(other, responder=Responder.UNPOL)
    ended = make.stepped(make.response(alert), Step.REFUSE)
    dora = as_("Dora")
    assert listed(dora) == [ended.number, second.number, first.number]
    assert listed(dora, alert=alert.number) == [ended.number, first.number]
    assert listed(dora, responder="unpol") == [second.number]
    assert listed(dora, status="refused") == [ended.number]
    assert listed(dora, open="1") == [second.number, first.number]
    assert listed(dora, mine="1") == [] and len(listed(as_("Chidi"), mine="1", open="1")) == 2
    assert listed(dora, late="1") == []
    found: list[str] = []
    after: dict[str, Any] = {}
    for _page in range(3):
        page = dora.get("/api/v1/responses/", {"limit": 1} | after).json()
        found += [one["number"] for one in page["responses"]]
        after = {"after": page["after"]}
    assert found == [ended.number, second.number, first.number] and after == {"after": None}
    assert dora.get("/api/v1/responses/?after=BEN-2026-0001.77").status_code == 422
    assert dora.get("/api/v1/responses/?alert=BEN-2026-9999").status_code == 422


def test_what_is_late_is_found_by_what_is_owed(as_, alert):
    made, _calm = make.response(alert), make.response(alert)
    from alerts.models import Owed

    Owed.objects.filter(subject=made.subject).update(due_at=clock.now() - dt.timedelta(minutes=1))
    assert listed(as_("Dora"), late="1") == [made.number]
    assert as_("Dora").get(f"/api/v1/responses/{at(made)}").json()["is_overdue"]


def test_a_task_sent_twice_is_one_response(as_, alert):
    said = asks(alert)
    first, again = post(as_("Dora"), "", **said), post(as_("Dora"), "", **said)
    assert (first.status_code, again.status_code) == (201, 200), first.content
    assert first.json() == again.json()
    assert first.json()["owner"] == {"kind": "duty", "duty": "force-focal-point"}
    assert Response.objects.count() == 1
    other = post(as_("Dora"), "", **(said | {"type": "qrf"}))
    assert (other.status_code, other.json()["code"]) == (409, "reused_client_id")


def test_a_focal_point_proposes_and_the_hub_assigns(as_, alert):
    assert post(as_("Amina"), "", **asks(alert)).status_code == 403
    proposed = post(as_("Amina"), "", **asks(alert, assign=False, duty=""))
    assert (proposed.status_code, proposed.json()["status"], proposed.json()["owner"]) == (201, "proposed", None)
    path = f"{proposed.json()['ref']}/assign/"
    assert post(as_("Amina"), path, version=1, duty="force-focal-point").status_code == 403
    assert post(as_("Dora"), path, version=1).json()["fields"].keys() == {"duty"}
    given = post(as_("Dora"), path, version=1, duty="force-focal-point", unit="2 Coy")
    assert (given.status_code, given.json()["status"], given.json()["unit"]) == (200, "assigned", "2 Coy")
    assert given.json()["task"] == "Stay on the road until dark."
    stale = post(as_("Dora"), path, version=1)
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")
    assert "Dora" not in stale.content.decode() and "version" in stale.json()["fields"]


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"alerts": ["BEN-2026-9999"]}, 422, "alerts"),
        ({"alerts": []}, 422, "alerts"),
        ({"duty": "no-such-duty"}, 422, "duty"),
        ({"duty": ""}, 422, "duty"),
        ({"position": "Nowhere"}, 422, "position"),
        ({"due_at": "2026-01-01T00:00:00Z"}, 422, "due_at"),
        ({"due_at": "9999-12-31T23:59:59-23:00"}, 422, "due_at"),
        ({"responder": "state_army"}, 422, "responder"),
        ({"type": "none"}, 422, "type"),
        ({"taks": "x"}, 422, "taks"),
        ({"assign": "maybe"}, 422, "assign"),
    ],
)
def test_what_is_wrong_is_named(as_, alert, changes, status, field):
    answer = post(as_("Dora"), "", **asks(alert, **changes))
    assert (answer.status_code, list(answer.json()["fields"])) == (status, [field])
    assert not Response.objects.exists()


def test_an_undecided_alert_is_decided_first(as_, beni):
    answer = post(as_("Dora"), "", **asks(make.alert(is_routed=True)))
    assert (answer.status_code, answer.json()["code"]) == (409, "illegal_move")


def test_its_owner_says_step_by_step_how_it_goes(as_, alert):
    made = make.response(alert)
    chidi, steps = as_("Chidi"), at(made) + "steps/"
    for _twice in range(2):
        assert post(chidi, steps, step="accept").json()["version"] == 2
    assert post(as_("Amina"), steps, step="move").status_code == 403
    assert post(chidi, steps, step="abort", reason="no_asset").status_code == 403
    assert post(chidi, steps, step="arrive", lat=0.7).json()["fields"].keys() == {"lon"}
    assert post(chidi, steps, step="arrive", lat=0.7, lon=29.5).json()["status"] == "on_site"
    assert post(chidi, steps, step="move").status_code == 409
    assert post(chidi, steps, step="assign").status_code == 422
    assert post(chidi, steps, step="finish").json()["fields"].keys() == {"result"}
    assert post(chidi, steps, step="finish", result="presence", version=2).status_code == 409
    done = post(chidi, steps, step="finish", result="presence", version=3, text="Quiet.").json()
    assert (done["status"], done["result"], done["outcome_note"], done["owed"]) == ("done", "presence", "Quiet.", None)
    assert post(chidi, steps, step="finish", result="presence").status_code == 409
    alert.refresh_from_db()
    assert alert.state == "responding"


def test_a_line_of_the_log_with_its_moment_is_written_once(as_, alert):
    made = make.response(alert)
    log, said = at(made) + "log/", {"text": "Road cut.", "lat": 0.71, "lon": 29.55, "said_at": clock.now().isoformat()}
    first, again = post(as_("Chidi"), log, **said), post(as_("Chidi"), log, **said)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json() and first.json()["component"] == "military"
    assert made.entries.filter(text="Road cut.").count() == 1
    assert post(as_("Chidi"), log).json()["fields"].keys() == {"text"}
    assert post(as_("Ben"), log, text="x").status_code == 403


@pytest.mark.parametrize(
    ("scopes", "allowed"),
    [
        ((Scope.READ,), set()),
        ((Scope.READ, Scope.ASSESS), {"propose"}),
        ((Scope.READ, Scope.ANSWER), set()),
        ((Scope.READ, Scope.DECIDE), {"assign", "step", "log"}),
    ],
)
def test_a_token_does_what_its_scopes_say(alert, scopes, allowed):
    made = make.response(alert)
    dora = speaks(device("Dora", *scopes))
    assert dora.get(f"/api/v1/responses/{at(made)}").status_code == 200
    done = {
        "propose": post(dora, "", **asks(alert, assign=False)),
        "assign": post(dora, "", **asks(alert)),
        "step": post(dora, at(made) + "steps/", step="accept"),
        "log": post(dora, at(made) + "log/", text="They left."),
    }
    assert {what for what, answer in done.items() if answer.status_code < 300} == allowed
    assert {answer.status_code for what, answer in done.items() if what not in allowed} <= {403}


def test_the_phone_of_the_owner_answers_for_them(alert):
    made = make.response(alert)
    phone = speaks(device("Chidi", Scope.READ, Scope.ANSWER))
    assert post(phone, at(made) + "steps/", step="accept").status_code == 200


def test_no_token_reads_a_task_for_a_restricted_alert(as_, alert):
    made = make.response(alert)
    make.restricted(alert)
    made.lead.refresh_from_db()
    noor = as_("Noor")
    assert noor.get(f"/api/v1/responses/{at(made)}").status_code == 200
    assert AccessLog.objects.filter(alert=alert, person__name="Noor").count() == 1
    assert as_("Chidi").get(f"/api/v1/responses/{at(made)}").status_code == 200  # it is theirs to do
    for name in ("Noor", "Chidi"):
        assert speaks(device(name)).get(f"/api/v1/responses/{at(made)}").status_code == 404
        assert listed(speaks(device(name, called=f"Second of {name}"))) == []


def test_a_machine_reads_what_is_done_about_what_its_component_filed(alert):
    make.response(alert)
    make.response(make.decided(make.alert(by="Ben")))
    assert listed(speaks(machine())) == [f"{alert.number}/1"]
    assert post(speaks(machine(called="Other")), "", **asks(alert)).status_code == 403


def test_refusals_are_in_the_readers_language(as_, alert):
    person = make.person("Dora")
    person.language = "fr"
    person.save()
    make.stepped(made := make.response(alert), Step.ACCEPT)
    answer = post(as_("Dora"), at(made) + "steps/", step="move", version=1)
    assert answer.status_code == 409 and "entre-temps" in answer.json()["message"]
