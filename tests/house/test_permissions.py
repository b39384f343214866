"""Every route x method x kind of person answers as the table says (what reading gives: test_reading.py)."""

import asyncio
import datetime as dt
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.db import transaction

from tests import make
from tests.house import doors
from tests.house.permissions import OF_WALLS, PUBLIC, WHO, expected, rows
from tests.integration import rehearsed

PAGES = sorted({name for name, method in rows() if method != "SOCKET"})
FORM = make.form(place="third house after the mill", precision="")
DUTY = {"name_en": "Post", "name_fr": "Poste"}
FILING = "5d0f9f4e-6c1e-4f1b-9a39-3c1f0c5e7a11"  # the one of the alert that is asked for
NEXT_WEEK = dt.date.today() + dt.timedelta(days=7)
DECISION = {"text": "Light the road.", "owner": "outside", "outside": "Partner", "due_date": NEXT_WEEK.isoformat()}
TOMORROW = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
TASK = {"type": "patrol", "responder": "force", "duty": "hub-duty-officer", "due_at": TOMORROW.isoformat()}
AS_JSON = {"content_type": "application/json"}
# What a door is sent so that it does what it is for.
SENT: dict[tuple[str, str], dict[str, Any]] = {
    ("file", "POST"): {"data": FORM},
    ("setup_new_duty", "POST"): {"data": DUTY},
    ("setup_duty", "POST"): {"data": DUTY},
    ("setup_move_duty", "POST"): {"data": {"way": "down", "place": "10"}},
    ("setup_move_rule", "POST"): {"data": {"way": "down", "place": "1"}},
    ("assess", "POST"): {"data": {"version": 1, "verification": "verified", "level": "critical"}},
    ("place", "POST"): {"data": {"version": 1, "name": "Oicha", "place": "0.7, 29.5", "precision": "exact"}},
    ("join", "POST"): {"data": {"version": 1, "keep": "x"}},  # with none: refused
    ("unjoin", "POST"): {"data": {"version": 1, "reason": "two villages"}},  # not joined: refused
    ("restrict", "POST"): {"data": {"version": 1, "reason": "a child is named"}},
    ("open_up", "POST"): {"data": {"version": 1, "reason": "no child"}},  # not restricted: refused
    ("comment", "POST"): {"data": {"version": 1, "text": "noted"}},
    ("summarise", "POST"): {"data": {"version": 1, "language": "en", "text": "people flee"}},
    ("decide", "POST"): {"data": {"version": 1, "course": "respond"}},
    ("dismiss", "POST"): {"data": {"version": 1, "reason": "nuisance"}},
    ("close", "POST"): {
        "data": {"version": 1, "outcome": "handled", "harm": "none", "word_back": "given"}
    },  # undecided: refused
    ("harm", "POST"): {"data": {"version": 1, "rows": "1", "row-0-what": "killed", "row-0-men": "2"}},
    ("review", "POST"): {"data": {"version": 1, "went_well": "all"}},  # not closed: refused
    ("reopen", "POST"): {"data": {"version": 1, "reason": "again"}},  # open: refused
    ("word_back", "POST"): {"data": {"version": 1, "word_back": "given"}},  # not closed: refused
    ("response_abort", "POST"): {"data": {"reason": "access"}},
    ("response_refuse", "POST"): {"data": {"reason": "access"}},
    ("response_log", "POST"): {"data": {"text": "At the bridge."}},
    ("handover", "POST"): {"data": {"act": "approve", "version": 1, "reason": "it saves lives"}},
    ("checklist_item", "POST"): {"data": {"act": "done"}},
    ("api_filings", "POST"): {"data": FORM} | AS_JSON,
    ("api_answers", "POST"): AS_JSON,
    ("api_assessments", "POST"): {"data": {"version": 1, "verification": "verified"}} | AS_JSON,
    ("api_placings", "POST"): {"data": {"version": 1, "place": "0.7, 29.5"}} | AS_JSON,
    ("api_summaries", "POST"): {"data": {"language": "en", "text": "people flee"}} | AS_JSON,
    ("api_comments", "POST"): {"data": {"text": "noted"}} | AS_JSON,
    ("api_grades", "POST"): {"data": {"filing": FILING, "reliability": "B", "credibility": "2"}} | AS_JSON,
    ("api_withdrawals", "POST"): {"data": {"filing": FILING, "reason": "It was a wedding."}} | AS_JSON,
    ("api_joinings", "POST"): {"data": {"version": 1, "into": "BEN-2026-9999"}} | AS_JSON,
    ("api_unjoinings", "POST"): {"data": {"version": 1, "reason": "two"}} | AS_JSON,
    ("api_decisions", "POST"): {"data": {"version": 1, "course": "respond"}} | AS_JSON,
    ("api_dismissals", "POST"): {"data": {"version": 1, "reason": "nuisance"}} | AS_JSON,
    ("api_closings", "POST"): {"data": {"version": 1, "outcome": "handled", "harm": "none", "word_back": "given"}}
    | AS_JSON,
    ("api_harm", "POST"): {"data": {"version": 1, "records": [{"what": "killed", "men": 2}]}} | AS_JSON,
    ("api_reopenings", "POST"): {"data": {"version": 1, "reason": "again"}} | AS_JSON,
    ("api_words_back", "POST"): {"data": {"version": 1, "word_back": "given"}} | AS_JSON,
    ("meetings", "POST"): {"data": {"held_at": "2020-01-06T09:00"}},
    ("meeting", "POST"): {"data": {"held_at": "2020-01-07T09:00", "revision": 1}},
    ("meeting_close", "POST"): {"data": {"revision": 1}},
    ("meeting_decide", "POST"): {"data": DECISION},
    ("meeting_decision", "POST"): {"data": {"act": "done", "note": "seen", "revision": 1}},
    ("meeting_decision_change", "POST"): {"data": DECISION | {"revision": 1}},
    ("api_responses", "POST"): {
        "data": TASK | {"client_id": FILING, "alerts": [f"BEN-{TOMORROW - dt.timedelta(days=1):%Y}-0001"]}
    }
    | AS_JSON,
    ("api_response_assign", "POST"): {"data": TASK | {"version": 1}} | AS_JSON,
    ("api_response_steps", "POST"): {"data": {"step": "refuse", "reason": "no_asset"}} | AS_JSON,
    ("api_response_log", "POST"): {"data": {"text": "The bridge is cut."}} | AS_JSON,
    ("invitation", "POST"): {"data": {"password": make.PASSWORD, "again": make.PASSWORD, "language": "en"}},
    ("setup_end_sessions", "POST"): {"data": {"session": "all"}},
    ("setup_new_exercise", "POST"): {
        "data": {"name": "Drill", "language": "en", "speed": "1", "script": rehearsed.script(), "act": "save"}
    },
    ("setup_exercise_act", "POST"): {"data": {"act": "pause"}},  # it has ended: refused
    ("setup_observe", "POST"): {"data": {"text": "Nobody looked at the board."}},
    ("setup_new_device", "POST"): {
        "data": {"name": "Gateway", "acts_as": "machine", "component": "civilian", "scopes": ["file"], "days": "30"}
    },
}


@pytest.fixture
def alert(beni):
    made = make.alert(is_routed=True, client_id=FILING)
    make.response(made, by="Amina", assigns=False, person=None)
    make.checklist(made, make.playbook())
    return made


@pytest.fixture
def visitors(beni):
    return doors.Visitors(beni)


def outcome(answer: Any) -> str:
    if answer.status_code // 100 == 3:
        return "in" if answer["Location"].startswith("/accounts/login/") else "3xx"
    return "2xx" if answer.status_code // 100 == 2 else str(answer.status_code)


def knock(visitors: doors.Visitors, who: str, method: str, name: str, path: str) -> str:
    """What the door answers; nothing that was done there remains."""
    with transaction.atomic():
        answer = visitors.ask(who, method, path, **SENT.get((name, method), {}))
        transaction.set_rollback(True)
    return outcome(answer)


def test_every_route_has_a_row_and_every_row_a_route():
    assert {name for name, _method in rows()} == set(doors.routes())
    assert set(PUBLIC) < set(doors.routes())


@pytest.mark.parametrize("name", PAGES)
def test_each_door_answers_each_person_as_the_table_says(visitors, alert, name):
    path = doors.addresses(alert)[name][0]
    wrong = [
        f"{method} {path} {who}: {found}, not {wanted}"
        for method in doors.METHODS
        for who in WHO
        if (found := knock(visitors, who, method, name, path)) != (wanted := expected(name, method, who))
    ]
    assert not wrong, "\n".join(wrong)


def closed(name: str) -> set[str]:
    """What says that a door is not for somebody unknown; the wall's doors know no other method than reading."""
    return {"in", "401", "403", "404"} | ({"405"} if name in OF_WALLS else set())


def test_a_door_that_is_not_named_public_opens_to_nobody_unknown(visitors, alert):
    opened = {
        name
        for name, paths in doors.addresses(alert).items()
        for path in paths
        for method in doors.METHODS
        if name in PAGES and knock(visitors, "anonymous", method, name, path) not in closed(name)
    }
    assert opened == set(PUBLIC)


@pytest.mark.parametrize("name", [name for name in PAGES if (name, "POST") in rows()])
def test_nothing_is_taken_from_a_page_of_another_site(beni, alert, name):
    """A POST without the page's own token is refused wherever somebody is signed in or signs in."""
    visitors = doors.Visitors(beni, with_csrf=True)
    path = doors.addresses(alert)[name][0]
    who = "anonymous" if rows()[name, "POST"]["hub_duty"] == "3xx" and name in PUBLIC else "hub_duty"
    before = doors.digests()
    assert visitors.ask(who, "POST", path, **SENT.get((name, "POST"), {})).status_code == 403
    assert doors.digests() == before


async def told_by_socket(path: str, session: str) -> str:
    """ "live" when the socket beats, "out" when it closes saying that one is not signed in."""
    from ewrr.asgi import application
    from ewrr.desk import consumers

    cookie = f"{settings.SESSION_COOKIE_NAME}={session}".encode()
    headers = [(b"origin", b"http://testserver"), (b"cookie", cookie)]
    scope = {"type": "websocket", "path": f"/{path}", "headers": headers, "query_string": b"", "subprotocols": []}
    socket = ApplicationCommunicator(application, scope)
    await socket.send_input({"type": "websocket.connect"})
    assert (await socket.receive_output(10))["type"] == "websocket.accept"
    first = await socket.receive_output(10)
    if first["type"] == "websocket.close":
        assert first["code"] == consumers.SIGNED_OUT
        return "out"
    await socket.send_input({"type": "websocket.disconnect", "code": 1000})
    await socket.wait(5)
    return "live"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["ws/live/", "ws/wall/"])
async def test_the_socket_is_live_for_whom_the_table_says(offices, path):
    visitors = await sync_to_async(doors.Visitors)(offices["BEN"])
    async with asyncio.timeout(60):
        found = {who: await told_by_socket(path, visitors.sessions[who]) for who in WHO}
    assert found == rows()[path, "SOCKET"]
