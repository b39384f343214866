"""Reading by API: what the pages would show this reader, no more and no less; page by page, as GeoJSON."""

import json
from urllib.parse import urlencode

import pytest

from alerts.domain.words import Precision, ThreatType
from alerts.models import AccessLog, Alert
from alerts.services import restricting
from tests import make
from tests.integration.devices import device, machine, speaks

pytestmark = pytest.mark.django_db

SHELL = {
    "number",
    "level",
    "kind",
    "area",
    "state",
    "is_exercise",
    "is_restricted",
    "received_at",
    "owed",
    "whole",
}  # fmt: skip


def listed(client, **asked):
    answer = client.get(f"/api/v1/alerts/?{urlencode(asked, doseq=True)}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def numbers(page):
    return [alert["number"] for alert in page["alerts"]]


def test_whoever_sees_it_whole_reads_all_but_the_source(as_, beni):
    alert = make.alert(is_routed=True, source={"name": "CANARY"})
    said = as_("Dora").get(f"/api/v1/alerts/{alert.number}/")
    assert "CANARY" not in said.content.decode()
    found = said.json()
    assert found["whole"] and set(found) > SHELL
    assert found["version"] == 1
    assert found["place"] == {
        "name": "Mayi-Moya",
        "lat": 0.817,
        "lon": 29.578,
        "precision": "village",
        "radius_m": 2000,
    }
    assert found["people"]["lowest"] == 11 and found["people"]["highest"] == 100
    assert found["owed"]["kind"] == "answer" and found["owed"]["by"] == ["civilian", "police", "military"]
    assert found["clocks"]["event_at"] == "2026-01-05T17:05:00Z"
    assert found["clocks"]["closed_at"] is None


def test_a_shell_has_the_fields_of_a_shell_and_no_other(as_, beni):
    alert = make.alert(by="Ben")
    found = as_("Hana").get(f"/api/v1/alerts/{alert.number}/").json()
    assert set(found) == SHELL and not found["whole"]
    assert found["area"] == {"code": alert.area.code, "name": alert.area.name}


def test_the_list_goes_on_after_the_last_number_and_ends(as_, beni):
    made = [make.alert(level="low").number for _ in range(5)]
    client, found, after = as_("Dora"), [], ""
    for _page in range(3):
        page = listed(client, limit=2, **({"after": after} if after else {}))
        found += numbers(page)
        after = page["after"]
    assert found == made[::-1]
    assert after is None


def test_a_key_of_another_office_begins_nothing(as_, beni):
    elsewhere = make.alert(by="Idris")
    answer = as_("Dora").get(f"/api/v1/alerts/?after={elsewhere.number}")
    never = as_("Dora").get("/api/v1/alerts/?after=BOU-2026-9999")
    assert answer.status_code == never.status_code == 422
    assert answer.json() == never.json()


def test_filters_narrow_the_list(as_, beni):
    high, low = make.alert(level="high"), make.alert(level="low")
    make.dismissed(make.alert(level="medium"))
    client = as_("Dora")
    assert numbers(listed(client, level="high")) == [high.number]
    assert numbers(listed(client, level=["high", "low"])) == [low.number, high.number]
    assert numbers(listed(client, state="received", kind="incident_past")) == [low.number]
    assert len(numbers(listed(client, area=high.area.code, until="2199-01-01"))) == 3
    assert numbers(listed(client, **{"from": "2199-01-01"})) == []
    assert numbers(listed(client, text=low.number)) == [low.number]
    assert len(numbers(listed(client, text="oicha"))) == 3
    assert numbers(listed(client, component="police")) == []


def test_nobody_finds_an_alert_by_what_is_hidden_from_them(as_, beni):
    police, restricted = make.alert(by="Ben", text="Kalashnikov"), make.alert(threat_types=(ThreatType.CRSV,))
    hana = as_("Hana")
    assert numbers(listed(hana, text="kalashnikov")) == []
    assert numbers(listed(hana, component="police")) == []
    assert numbers(listed(as_("Dora"), text="oicha", component="civilian")) == []
    assert set(numbers(listed(hana))) == {police.number, restricted.number}


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("levle=high", "levle"),
        ("level=very", "level"),
        ("limit=0", "limit"),
        ("limit=1000", "limit"),
        ("from=yesterday", "from"),
        ("from=0001-01-01", "from"),
        ("area=XX-99", "area"),
        ("text=" + "x" * 100, "text"),
        ("after=é", "after"),
    ],
)
def test_what_the_list_does_not_know_is_refused_by_name(as_, beni, asked, field):
    answer = as_("Dora").get(f"/api/v1/alerts/?{asked}")
    assert answer.status_code == 422
    assert list(answer.json()["fields"]) == [field]
    assert answer.json()["fields"][field][0].endswith(".")


def test_geojson_holds_what_the_reader_may_put_on_a_map(as_, beni):
    shown = make.alert()
    make.alert(by="Ben")  # a shell to Hana
    make.alert(lat=None, lon=None, precision=Precision.NAME_ONLY)
    make.alert(precision=Precision.NAME_ONLY)
    restricted = make.alert(threat_types=(ThreatType.CRSV,))
    answer = as_("Hana").get("/api/v1/alerts/", headers={"Accept": "application/geo+json"})
    assert answer["Content-Type"] == "application/geo+json"
    found = json.loads(answer.content)
    assert [feature["id"] for feature in found["features"]] == [shown.number]
    feature = found["features"][0]
    assert feature["geometry"] == {"type": "Point", "coordinates": [29.578, 0.817]}
    assert feature["properties"]["radius_m"] == 2000
    chief = as_("Noor").get("/api/v1/alerts/?format=geojson").content.decode()
    assert restricted.number not in chief and shown.number in chief


def test_filings_come_word_for_word_without_who_told(as_, beni):
    alert = make.alert(text="Ils sont passés par la rivière.", source={"name": "CANARY"})
    answer = as_("Amina").get(f"/api/v1/alerts/{alert.number}/filings/")
    [filing] = answer.json()["filings"]
    assert filing["text"] == "Ils sont passés par la rivière."
    assert filing["component"] == "civilian" and filing["withdrawn_at"] is None
    assert "CANARY" not in answer.content.decode()


def test_a_shell_readers_filings_are_refused(as_, beni):
    alert = make.alert(by="Ben", text="CANARY")
    answer = as_("Hana").get(f"/api/v1/alerts/{alert.number}/filings/")
    assert answer.status_code == 403 and answer.json()["code"] == "not_whole"


def test_a_former_number_leads_to_as_much_of_the_alert_as_the_reader_may_see(as_, beni):
    alert = make.alert(text="CANARY")
    before = alert.number
    restricting.restrict(viewer=make.viewer("Noor"), number=before, version=alert.version, reason="A child.")
    now = Alert.objects.get(pk=alert.pk).number
    whole, shell = (as_(name).get(f"/api/v1/alerts/{before}/").json() for name in ("Noor", "Dora"))
    assert (whole["number"], whole["whole"], shell["number"], shell["whole"]) == (now, True, now, False)
    assert as_("Esther").get(f"/api/v1/alerts/{before}/").status_code == 404


@pytest.mark.parametrize("path", ["", "filings/", "comments/", "summaries/", "?format=cap"])
def test_each_whole_reading_of_a_restricted_alert_is_logged(as_, beni, path):
    alert = make.alert(threat_types=(ThreatType.CRSV,))
    assert as_("Noor").get(f"/api/v1/alerts/{alert.number}/{path}").status_code == 200
    assert as_("Dora").get(f"/api/v1/alerts/{alert.number}/{path}").status_code in {200, 403}
    assert list(AccessLog.objects.values_list("person__name", "alert")) == [("Noor", alert.pk)]


def test_another_office_changes_nothing_that_a_reader_gets(as_, beni):
    """Twin worlds: with and without alerts of Bouar, and of a rota, the answers are the same to the letter."""
    make.alert(level="high")
    reader = as_("Hana")
    paths = ("/api/v1/alerts/", "/api/v1/alerts/?limit=1", "/api/v1/alerts/?format=geojson")
    before = [reader.get(path).content for path in paths]
    for _ in range(3):
        make.alert(by="Idris")
    device("Ben")
    assert [reader.get(path).content for path in paths] == before


def test_what_a_restricted_alert_hides_changes_nothing_in_its_shell(as_, beni):
    """Twin worlds: two restricted alerts that differ in all that is hidden look alike but for number and time."""
    shells = []
    for words, people in (("CANARY one", 1), ("CANARY two", 500)):
        alert = make.alert(threat_types=(ThreatType.CRSV,), text=words, people_from=people, people_to=people)
        shell = as_("Dora").get(f"/api/v1/alerts/{alert.number}/").json()
        shell["owed"].pop("due_at")  # counts from receipt
        shells.append({name: value for name, value in shell.items() if name not in {"number", "received_at", "level"}})
    assert shells[0] == shells[1]


def test_a_machine_reads_as_an_officer_of_its_component(beni):
    own, other = make.alert(by="Hana"), make.alert(by="Ben")
    client = speaks(machine())
    assert client.get(f"/api/v1/alerts/{own.number}/").json()["whole"] is True
    assert client.get(f"/api/v1/alerts/{other.number}/").json()["whole"] is False
