"""Following by API: that something happened, to alerts that the reader may know of, and nothing between the lines."""

import pytest

from alerts.domain.words import ThreatType
from alerts.models import Office
from alerts.selectors import happenings
from alerts.services import duty as rota
from alerts.services import restricting
from responses.domain.course import Step
from tests import make
from tests.integration.devices import device, machine, speaks

pytestmark = pytest.mark.django_db


def follow(client, cursor=""):
    answer = client.get("/api/v1/events/", {"since": cursor} if cursor else {})
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_the_first_cursor_begins_now_and_the_next_ones_go_on(as_, beni):
    make.alert(is_routed=True)
    dora = as_("Dora")
    first = follow(dora)
    assert first["reset"] and first["events"] == []
    alert = make.alert(is_routed=True)
    make.answered(alert, "Ben")
    news = follow(dora, first["cursor"])
    assert not news["reset"] and not news["more"]
    assert [event["kind"] for event in news["events"]] == ["alert.filed", "alert.routed", "alert.answered"]
    assert {event["alert"] for event in news["events"]} == {alert.number}
    assert all(event["at"] for event in news["events"])
    assert follow(dora, news["cursor"])["events"] == []


def test_whoever_sees_a_shell_learns_once_that_it_changed(as_, beni):
    hana = as_("Hana")
    cursor = follow(hana)["cursor"]
    alert = make.alert(by="Ben", is_routed=True)
    make.assessed(alert, verification="checking")
    news = follow(hana, cursor)
    assert news["events"] == [{"kind": "alert.changed", "alert": alert.number, "at": None}]


def test_what_is_done_about_an_alert_is_told_of_it(as_, beni):
    alert = make.decided(make.alert(is_routed=True))
    dora, hana = as_("Dora"), as_("Hana")
    cursors = follow(dora)["cursor"], follow(hana)["cursor"]
    make.stepped(make.response(alert), Step.ACCEPT)
    kinds = ["response.assigned", "response.stepped", "alert.responding"]
    for client, cursor in zip((dora, hana), cursors, strict=True):
        news = follow(client, cursor)
        assert [event["kind"] for event in news["events"]] == kinds
        assert {event["alert"] for event in news["events"]} == {alert.number}


def test_what_is_of_no_alert_is_not_told(as_, beni):
    dora = as_("Dora")
    cursor = follow(dora)["cursor"]
    rota.take_now(viewer=make.viewer("Tomas"), duty=make.viewer("Ben").office.duties.get(code="police-focal-point"))
    device("Amina")
    assert follow(dora, cursor)["events"] == []


def test_the_cursor_tells_no_number(as_, beni):
    dora = as_("Dora")
    first, again = follow(dora)["cursor"], follow(dora)["cursor"]
    assert first != again and len(first) == len(again) > 80


def test_another_offices_events_are_not_there(as_, beni):
    dora = as_("Dora")
    cursor = follow(dora)["cursor"]
    make.alert(by="Idris", is_routed=True)
    assert follow(dora, cursor)["events"] == []


@pytest.mark.parametrize("whose", ["Amina", "device", "nobody"])
def test_a_cursor_of_somebody_else_begins_anew(as_, beni, whose):
    own = as_("Dora")
    cursor = {
        "Amina": lambda: follow(as_("Amina"))["cursor"],
        "device": lambda: follow(speaks(device("Dora")))["cursor"],
        "nobody": lambda: "garbage",
    }[whose]()
    assert follow(own, cursor)["reset"]


def test_a_view_that_narrowed_begins_anew(as_, beni):
    alert = make.alert()
    dora = as_("Dora")
    cursor = follow(dora)["cursor"]
    restricting.restrict(viewer=make.viewer("Noor"), number=alert.number, version=1, reason="A child.")
    news = follow(dora, cursor)
    assert news["reset"] and news["events"] == []
    Office.objects.update(cursor_epoch=99)
    assert follow(dora, news["cursor"])["reset"]


def test_a_long_absence_is_read_page_by_page(as_, beni, monkeypatch):
    monkeypatch.setattr(happenings, "PAGE", 3)
    dora = as_("Dora")
    cursor = follow(dora)["cursor"]
    made = [make.alert().number for _ in range(5)]
    found = []
    for _page in range(5):
        news = follow(dora, cursor)
        found += [event["alert"] for event in news["events"]]
        cursor = news["cursor"]
        if not news["more"]:
            break
    assert found == made


def test_a_machine_follows_within_what_it_sees(beni):
    client = speaks(machine())
    cursor = follow(client)["cursor"]
    own, other = make.alert(by="Hana"), make.alert(by="Ben")
    restricted = make.alert(by="Hana", threat_types=(ThreatType.CRSV,))
    told = {event["alert"]: event["kind"] for event in follow(client, cursor)["events"]}
    assert told == {
        own.number: "alert.filed",
        other.number: "alert.changed",
        restricted.number: "alert.changed",
    }  # fmt: skip
