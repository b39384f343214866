"""Statements of each page and act, as written down in query_counts.json: with ten alerts and with a thousand.

UPDATE_QUERY_COUNTS=1 writes the file anew.
"""

import datetime as dt
import json
import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import dropwhile
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alerts.models import Alert, Delivery, Duty, Escalation, Filing
from alerts.services import delivery, routing, watch
from alerts.services import duty as rota
from ewrr.common import clock
from ewrr.common.shelf import shelf
from tests import make
from tests.house import crowd, playbook_acts
from tests.house.responding_acts import RespondingActs
from tests.integration import reported, walls
from tests.integration.devices import device, speaks
from tests.integration.displaying import paired

FILE = Path(__file__).with_name("query_counts.json")
CONTROL = re.compile(r"^(BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK)")
# Who asks, and now: the statements with which every request of a signed-in person begins.
OF_THE_VIEWER = re.compile(r"FROM \"(django_session|alerts_person|alerts_membership)\"|^SELECT statement_timestamp")
MOST_TO_FILE = 20
VIEWS = {"duty": "/duty/", "board": "/board/", "alert": "/alerts/{n}/", "home": "/", "receipt": "/alerts/{n}/receipt/"}

Act = Callable[[], Any]


class Desk(RespondingActs):
    """Signed-in people before a hub with `size` alerts; `number` is a critical one that nobody answered."""

    def __init__(self, office: Any, size: int) -> None:
        alerts = crowd.ten(office)
        crowd.multiply(alerts, size // len(alerts))
        assert Alert.objects.count() == size
        self.number, self.twin = alerts[0].number, alerts[1].number
        self.closed = next(alert.number for alert in alerts if alert.state == "closed" and not alert.is_history)
        self.clients = {name: Client() for name in ("Amina", "Hana", "Dora", "Ivan")}
        for name, client in self.clients.items():
            client.force_login(make.person(name))

    def acts(self) -> Iterator[tuple[str, Act]]:
        """(what, how), each from the same start."""
        tabs = ("unanswered", "mine", "verify", "decide", "overdue", "history")
        for path in ("/", "/board/", *(f"/board/?tab={tab}" for tab in tabs)):
            yield f"GET {path}", self.get(path, "Dora")
        narrowed = "/board/?level=critical&component=civilian&state=received&text=oicha"
        yield "GET /board/?level=…&text=…", self.get(narrowed, "Dora")
        yield "GET /board/?text=N", self.get(f"/board/?text={self.number}", "Dora")
        yield (
            "POST /board/act/ answer",
            self.post("/board/act/", "Amina", {"act": "answer", "alert": f"{self.number}~1"}),
        )
        yield "GET /board/lists/", self.get("/board/lists/", "Dora")
        yield "POST /board/lists/", self.post("/board/lists/", "Dora", {"name": "Night", "asks": "tab=mine"})
        yield "GET /board/?open=N", self.get(f"/board/?open={self.number}")
        yield "GET /alerts/N/", self.get(f"/alerts/{self.number}/")
        yield "GET /alerts/N/receipt/", self.get(f"/alerts/{self.number}/receipt/", "Hana")
        yield "GET /changes/ without news", self.changes("board", is_changed=False)
        for view in VIEWS:
            yield f"GET /changes/?view={view}", self.changes(view)
        yield "GET /wall/", self.get("/wall/", "Dora")
        for is_changed in (False, True):
            yield f"GET /wall/news/{'' if is_changed else ' without news'}", self.wall(is_changed)
        for path in ("", "shift/", "take/", "absence/", "swap/", "changes/", "rotation/"):
            yield f"GET /duty/{path}", self.get(f"/duty/{path}", "Dora")
        yield "GET /duty/shift/?…", self.get(f"/duty/shift/?{self.shift()}", "Dora")
        yield "GET /file/", self.get("/file/", "Hana")
        yield "POST /file/", self.post("/file/", "Hana", make.form())
        yield "POST /alerts/N/answer/", self.post(f"/alerts/{self.number}/answer/")
        yield from self.moves()
        yield from self.machines()
        yield "GET /setup/health/", self.get("/setup/health/", "Dora")
        yield "a round of the watch", lambda: _is_one(watch.make_round(0))
        yield from self.reports()
        yield from self.watching()
        yield from self.responding()
        yield from self.coordination()
        yield from self.setting_up()
        yield "route one alert", self.route()
        yield "deliver one message", self.deliver()

    def reports(self) -> Iterator[tuple[str, Act]]:
        """Of this week: previewed, written, submitted."""
        edition = reported.edition(make.offices()["BEN"])
        week = reported.address(edition)
        yield "GET /reports/W/", self.get(week, "Dora")
        yield "GET /reports/W/alerts/", self.get(f"{week}alerts/?figure=threat:level=critical", "Dora")
        yield "POST /reports/W/begin/", self.post(f"{week}begin/", "Dora")
        for what, path, fields in (
            ("GET /reports/", "/reports/", None),
            ("GET /reports/W/ draft", week, None),
            (
                "POST /reports/W/write/",
                f"{week}write/",
                {"passage": "outlook", "language": "en", "text": "Market day."},
            ),
            ("POST /reports/W/files/", f"{week}files/", {"format": "csv"}),
            ("POST /reports/W/submit/", f"{week}submit/", {"revision": "1"}),
        ):
            reported.drafted(edition)
            yield what, self.get(path, "Dora") if fields is None else self.post(path, "Dora", fields)
        for what, path in (("GET /reports/W/ submitted", week), ("GET /reports/W/alerts/ submitted", f"{week}alerts/")):
            reported.submitted(edition)
            yield what, self.get(path, "Dora")

    def setting_up(self) -> Iterator[tuple[str, Act]]:
        self.get("/map/layers/")()  # the first asks for the shapes too, and each process keeps them
        yield "GET /map/layers/", self.get("/map/layers/")
        names = ("", "layers/", "layers/new/", "duties/", "rules/", "plans/", "rules/try/", "actors/", "displays/")
        for path in (*(f"/setup/{name}" for name in names), "/wall/beat/"):
            yield f"GET {path}", self.get(path, "Dora")
        yield from playbook_acts.acts(self)
        _display, screen = paired()
        screen.get("/wall/beat/")  # from here on the minute of its use is written
        yield "a display: GET /wall/beat/", lambda: _fine(screen.get("/wall/beat/"))

    def machines(self) -> Iterator[tuple[str, Act]]:
        """By API: of somebody signed in, and of their phone."""
        one = f"/api/v1/alerts/{self.number}/"
        # Two statements more where a duty owes something on the page.
        yield "GET /api/v1/alerts/?text=N", self.get(f"/api/v1/alerts/?text={self.number}")
        yield "GET /api/v1/alerts/?state=dismissed", self.get("/api/v1/alerts/?state=dismissed")
        yield "GET /api/v1/alerts/?format=geojson", self.get("/api/v1/alerts/?format=geojson&level=critical")
        yield "GET /api/v1/alerts/N/", self.get(one)
        yield "GET /api/v1/alerts/N/?format=cap", self.get(f"{one}?format=cap")
        for door in ("filings", "summaries", "comments"):
            yield f"GET /api/v1/alerts/N/{door}/", self.get(f"{one}{door}/")
        filing = str(Filing.objects.filter(alert__number=self.number).values_list("client_id", flat=True)[0])
        cursor = self.clients["Amina"].get("/api/v1/events/").json()["cursor"]
        make.answered(Alert.objects.get(number=self.number), "Ben")
        yield "GET /api/v1/events/", self.get(f"/api/v1/events/?since={cursor}")
        yield "GET /setup/devices/", self.get("/setup/devices/", "Ivan")
        yield "GET /devices/", self.get("/devices/")
        yield "GET /setup/devices/new/", self.get("/setup/devices/new/", "Ivan")
        phone = speaks(device("Dora"))
        phone.get("/api/v1/alerts/?limit=1")  # from here on the day of its use is written
        yield (
            "a device: GET /api/v1/alerts/?state=dismissed",
            lambda: _fine(phone.get("/api/v1/alerts/?state=dismissed")),
        )
        for door, said in (
            ("filings/", make.form()),
            (f"alerts/{self.number}/answers/", {}),
            (f"alerts/{self.number}/assessments/", {"version": 1, "verification": "verified"}),
            (f"alerts/{self.number}/placings/", {"version": 1, "place": "0.7, 29.5"}),
            (f"alerts/{self.number}/summaries/", {"language": "en", "text": "People flee."}),
            (f"alerts/{self.number}/comments/", {"text": "@Amina, who is there?"}),
            (f"alerts/{self.number}/grades/", {"filing": filing, "reliability": "B", "credibility": "2"}),
            (f"alerts/{self.number}/decisions/", {"version": 1, "course": "respond"}),
            (f"alerts/{self.number}/dismissals/", {"version": 1, "reason": "refuted"}),
            (f"alerts/{self.number}/joinings/", {"version": 1, "into": self.twin}),
        ):
            phone = speaks(device("Dora"))
            phone.get("/api/v1/alerts/?limit=1")
            what = "a device: POST /api/v1/" + door.replace(self.number, "N")
            yield what, partial(_send, phone, f"/api/v1/{door}", said)

    def moves(self) -> Iterator[tuple[str, Act]]:
        """By the hub duty officer; `closed` is one whose word back is still owed."""
        open_one, closed = f"/alerts/{self.number}", f"/alerts/{self.closed}"
        for move in ("assess", "decide", "dismiss"):
            yield f"GET /alerts/N/{move}/", self.get(f"{open_one}/{move}/", "Dora")
        yield "GET /alerts/N/since/", self.get(f"{open_one}/since/?version=0", "Dora")
        found = {"version": 1, "verification": "verified", "level": "critical"}
        yield "POST /alerts/N/assess/", self.post(f"{open_one}/assess/", "Dora", found)
        yield "GET /alerts/N/harm/", self.get(f"{open_one}/harm/", "Dora")
        harm = {"version": 1, "rows": "1", "row-0-what": "killed", "row-0-men": "2"}
        yield "POST /alerts/N/harm/", self.post(f"{open_one}/harm/", "Dora", harm)
        decided = {"version": 1, "course": "monitor", "review_date": crowd.AHEAD.isoformat()}
        yield "POST /alerts/N/decide/", self.post(f"{open_one}/decide/", "Dora", decided)
        yield "POST /alerts/N/dismiss/", self.post(f"{open_one}/dismiss/", "Dora", {"version": 1, "reason": "refuted"})
        known = Alert.objects.get(number=self.closed).version
        given = {"version": known, "word_back": "given"}
        yield "POST /alerts/N/word-back/", self.post(f"{closed}/word-back/", "Dora", given)
        yield "POST /alerts/N/reopen/", self.post(f"{closed}/reopen/", "Dora", {"version": known, "reason": "again"})
        decided_one = Alert.objects.filter(state="decided").order_by("id")[0]
        ended = {"version": decided_one.version, "outcome": "handled", "harm": "none", "word_back": "given"}
        yield "POST /alerts/N/close/", self.post(f"/alerts/{decided_one.number}/close/", "Dora", ended)

    def get(self, path: str, by: str = "Amina") -> Act:
        return lambda: _fine(self.clients[by].get(path))

    def post(self, path: str, by: str = "Amina", fields: dict[str, Any] | None = None) -> Act:
        return lambda: _fine(self.clients[by].post(path, fields or {}))

    def changes(self, view: str, is_changed: bool = True) -> Act:
        client = self.clients["Hana" if view == "receipt" else "Amina"]
        cursor = client.get(VIEWS[view].format(n=self.number)).context["cursor"]
        if view == "duty":
            rota.take_now(viewer=make.viewer("Ben"), duty=Duty.objects.get(office__code="BEN", code="police-deputy"))
        elif is_changed:
            make.answered(Alert.objects.get(number=self.number), "Ben")
        asks = {"since": cursor, "view": view, "tab": "open", "open": self.number, "watched": "0"}

        def ask() -> None:
            assert bool(_fine(client.get("/changes/", asks)).json()["fragments"]) is is_changed

        return ask

    def wall(self, is_changed: bool) -> Act:
        client = self.clients["Amina"]
        asks = walls.following(walls.page(client))
        if is_changed:
            make.answered(Alert.objects.get(number=self.number), "Ben")

        def ask() -> None:
            assert bool(_fine(client.get("/wall/news/", asks)).json()["fragments"]) is is_changed

        return ask

    def shift(self) -> str:
        """The address of a form that is filled in: what it would leave is shown."""
        duty = Duty.objects.get(office__code="BEN", code="force-focal-point")
        begins = clock.now() + dt.timedelta(days=1)
        ends = begins + dt.timedelta(hours=6)
        who = f"duty={duty.pk}&person={make.person('Rajiv').pk}&kind=replace"
        return f"{who}&starts_at={begins:%Y-%m-%dT%H:%M}&ends_at={ends:%Y-%m-%dT%H:%M}"

    def route(self) -> Act:
        Escalation.objects.update(next_at=None)
        make.alert()
        return lambda: _is_one(routing.route_due(limit=1))

    def deliver(self) -> Act:
        Delivery.objects.exclude(state="sent").delete()
        make.alert(is_routed=True)
        return lambda: _is_one(delivery.deliver_due(limit=1))


def _send(client: Client, path: str, said: dict[str, Any]) -> None:
    _fine(client.post(path, said, content_type="application/json"))


def _fine(answer: Any) -> Any:
    assert answer.status_code < 400, answer.content[:500]
    return answer


def _is_one(done: int) -> None:
    assert done == 1


def statements(desk: Desk) -> dict[str, list[str]]:
    """What each act asked the database, transaction control left out; each is undone before the next."""
    found: dict[str, list[str]] = {}
    acts = desk.acts()
    while True:
        with transaction.atomic():
            what, act = next(acts, ("", None))
            if act is None:
                return found
            shelf.clear()  # as in a process that has just begun
            with CaptureQueriesContext(connection) as asked:
                act()
            transaction.set_rollback(True)
        found[what] = [query["sql"] for query in asked if not CONTROL.match(query["sql"])]


@pytest.mark.parametrize("size", [10, 1000])
def test_each_page_and_act_asks_as_often_as_written_down(beni, size):
    asked = statements(Desk(beni, size))
    counts = {what: len(sql) for what, sql in asked.items()}
    if os.environ.get("UPDATE_QUERY_COUNTS"):
        FILE.write_text(json.dumps(counts, indent=2) + "\n", "utf-8")
    written = json.loads(FILE.read_text("utf-8"))
    wrong = [what for what in counts.keys() | written.keys() if counts.get(what) != written.get(what)]
    told = [f"{what}: {counts.get(what)}, not {written.get(what)}" for what in sorted(wrong)]
    told += [f"\n{what}\n  " + "\n  ".join(line[:400] for line in asked.get(what, [])) for what in sorted(wrong)]
    assert not wrong, "\n".join(told)


def test_filing_stays_within_twenty_statements(beni):
    client = Client()
    client.force_login(make.person("Hana"))
    with CaptureQueriesContext(connection) as asked:
        _fine(client.post("/file/", make.form()))
    sql = [query["sql"] for query in asked if not CONTROL.match(query["sql"])]
    own = list(dropwhile(OF_THE_VIEWER.search, sql))
    assert len(own) <= MOST_TO_FILE, f"{len(own)} statements:\n" + "\n".join(line[:300] for line in own)
