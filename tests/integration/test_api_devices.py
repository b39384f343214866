"""Devices: their tokens are shown once, good for a while, within scopes and rights, and ended one by one."""

import datetime as dt
import json
import logging

import pytest
from django.contrib.auth import authenticate

from alerts.api import buckets
from alerts.domain.scopes import Scope, whole
from alerts.domain.words import Role, ThreatType
from alerts.models import Device, Event, Membership, Person
from alerts.selectors.access import Sight, viewer_of, viewer_of_device, whole_to
from alerts.services import devices
from ewrr.common import clock
from tests import make
from tests.integration.devices import device, machine, speaks, waiting

pytestmark = pytest.mark.django_db

NEW = {"name": "SMS gateway", "acts_as": "machine", "component": "civilian", "scopes": ["file", "read"], "days": "90"}


def status(client, path="/api/v1/alerts/"):
    return client.get(path).status_code


def test_the_hub_keeps_a_fingerprint_and_not_the_token(beni):
    issued = device("Amina")
    row = Device.objects.values().get()
    assert issued.token not in json.dumps(row, default=str)
    assert issued.token.startswith("ewrr_") and len(issued.token) > 60
    assert issued.device.expiry and issued.device.expiry - clock.now() > dt.timedelta(days=29)


def test_a_token_opens_until_it_is_ended(as_, beni):
    issued, other = device("Amina"), device("Ben")
    assert status(speaks(issued)) == 200
    answer = as_("Ivan").post(f"/setup/devices/{issued.device.pk}/end/")
    assert answer.status_code == 303
    assert status(speaks(issued)) == 401
    assert status(speaks(other)) == 200
    assert Device.objects.filter(pk=issued.device.pk).exists()


def test_a_token_runs_out_and_stays_on_record(beni):
    issued = device("Amina")
    Device.objects.update(expiry=clock.now() - dt.timedelta(seconds=1))
    assert status(speaks(issued)) == 401
    assert Device.objects.count() == 1


@pytest.mark.parametrize("token", ["", "x", "ewrr_" + "0" * 64, "x" * 5000, "é", "a b"])
def test_what_is_no_token_gets_401_and_no_hint(client, beni, token):
    answer = client.get("/api/v1/alerts/", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401
    assert set(answer.json()) == {"code", "message", "fields"}


def test_the_day_of_use_is_written_once_a_day(beni, django_assert_num_queries):
    client = speaks(device("Amina"))
    client.get("/api/v1/alerts/")
    assert Device.objects.get().last_used_date == clock.now().date()
    with django_assert_num_queries(4):
        client.get("/api/v1/alerts/")


SCOPED = [
    ("GET", "/api/v1/alerts/", Scope.READ),
    ("GET", "/api/v1/events/", Scope.READ),
    ("GET", "/api/v1/alerts/{n}/", Scope.READ),
    ("POST", "/api/v1/filings/", Scope.FILE),
    ("POST", "/api/v1/alerts/{n}/answers/", Scope.ANSWER),
    ("POST", "/api/v1/alerts/{n}/assessments/", Scope.ASSESS),
    ("POST", "/api/v1/alerts/{n}/placings/", Scope.ASSESS),
    ("GET", "/api/v1/alerts/{n}/summaries/", Scope.READ),
    ("POST", "/api/v1/alerts/{n}/summaries/", Scope.ASSESS),
    ("GET", "/api/v1/alerts/{n}/comments/", Scope.READ),
    ("POST", "/api/v1/alerts/{n}/comments/", Scope.ANSWER),
    ("POST", "/api/v1/alerts/{n}/grades/", Scope.ASSESS),
    ("POST", "/api/v1/alerts/{n}/withdrawals/", Scope.FILE),
    ("POST", "/api/v1/alerts/{n}/decisions/", Scope.DECIDE),
    ("POST", "/api/v1/alerts/{n}/joinings/", Scope.DECIDE),
]


@pytest.mark.parametrize(("method", "path", "needs"), SCOPED)
def test_each_door_asks_for_its_scope(beni, method, path, needs):
    alert = make.alert(is_routed=True)
    for scope in Scope:
        client = speaks(device("Dora", scope, called=f"only {scope}"))
        answer = getattr(client, method.lower())(path.format(n=alert.number), content_type="application/json")
        is_open = needs in whole([scope])
        assert (answer.status_code != 403) is is_open, (scope, answer.content)
        assert is_open or answer.json()["code"] == "scope_missing"


def test_a_token_never_may_more_than_its_person(beni):
    alert = make.alert(is_routed=True)
    client = speaks(device("Hana"))
    for door in ("answers", "decisions"):
        answer = client.post(
            f"/api/v1/alerts/{alert.number}/{door}/", {"version": 1, "course": "respond"} if "dec" in door else {},
            content_type="application/json",
        )  # fmt: skip
        assert answer.status_code == 403 and answer.json()["code"].startswith("may_not")


def test_a_token_loses_what_its_person_loses(beni):
    issued = device("Amina")
    make.person("Amina").memberships.update(until_date=dt.date(2022, 1, 1), from_date=dt.date(2021, 1, 1))
    assert status(speaks(issued)) == 404
    Person.objects.filter(name="Amina").update(is_active=False)
    assert status(speaks(issued)) == 401


def test_a_token_works_in_its_office_only(beni, bouar):
    Membership.objects.create(person=make.person("Amina"), office=bouar, role=Role.HUB_DUTY, from_date="2020-01-01")
    elsewhere = make.alert(by="Idris")
    client = speaks(device("Amina"))
    assert status(client, f"/api/v1/alerts/{elsewhere.number}/") == 404
    make.person("Amina").memberships.filter(office=beni).delete()
    assert status(client) == 404


def test_no_device_reads_a_restricted_alert_whole(beni):
    alert = make.alert(threat_types=(ThreatType.CRSV,), text="CANARY")
    for name in ("Noor", "Sifa"):
        assert make.viewer(name).sees_whole(alert)
        issued = device(name)
        viewer = viewer_of_device(issued.device, clock.now())
        assert viewer is not None
        assert viewer.sight(alert) is Sight.SHELL
        assert not type(alert).objects.filter(whole_to(viewer)).exists()
        assert "CANARY" not in speaks(issued).get(f"/api/v1/alerts/{alert.number}/").content.decode()
        assert status(speaks(issued), f"/api/v1/alerts/{alert.number}/filings/") == 403


def test_a_session_beside_a_token_counts_for_nothing(as_, beni):
    client = as_("Noor")
    alert = make.alert(threat_types=(ThreatType.CRSV,))
    headers = {"Authorization": f"Bearer {machine().token}"}
    assert client.get(f"/api/v1/alerts/{alert.number}/", headers=headers).json()["whole"] is False


def test_a_token_opens_no_page(beni):
    client = speaks(device("Ivan"))
    for path in ("/", "/board/", "/setup/devices/", "/changes/"):
        assert client.get(path).status_code == 302


def test_nobody_signs_in_as_a_machine_nor_puts_it_on_duty(beni):
    made = machine().device.user
    assert not made.has_usable_password()
    assert authenticate(email=made.email, password="") is None
    viewer = viewer_of(made, clock.now())
    assert viewer.may_file and viewer.may_read
    assert not (viewer.may_hold_duty or viewer.may_answer or viewer.may_assess or viewer.may_decide)


def test_only_reading_is_slowed_and_only_for_devices(beni, as_, monkeypatch):
    monkeypatch.setattr(buckets, "A_MINUTE", 3)
    monkeypatch.setattr(buckets.ReadingBucket, "_read", {})
    monkeypatch.setattr(buckets.time, "time", lambda: 1_000_000.0)
    client = speaks(device("Dora"))
    assert [status(client) for _ in range(4)] == [200, 200, 200, 429]
    slowed = client.get("/api/v1/alerts/")
    assert 0 < int(slowed["Retry-After"]) <= 60 and slowed.json()["code"] == "throttled"
    assert client.post("/api/v1/filings/", make.form(), content_type="application/json").status_code == 201
    assert status(as_("Dora")) == 200


def test_issuing_and_ending_are_on_record_without_names(as_, beni):
    issued = machine(called="CANARY gateway")
    devices.end(viewer=make.viewer("Ivan"), device_id=issued.device.pk)
    devices.end(viewer=make.viewer("Ivan"), device_id=issued.device.pk)
    device("Amina")
    rows = list(Event.objects.filter(kind__startswith="device.").order_by("seq").values("kind", "data", "person__name"))
    assert [row["kind"] for row in rows] == ["device.made", "device.ended", "device.made", "device.taken"]
    assert "CANARY" not in json.dumps(rows)


@pytest.mark.parametrize("name", ["Dora", "Noor", "Grace", "Hana"])
def test_only_administrators_issue(beni, name):
    asked = devices.Asked("x", (Scope.READ,), 30, make.person("Hana"))
    with pytest.raises(devices.MayNotIssue):
        devices.issue(viewer=make.viewer(name), asked=asked)


def test_whoever_issues_a_persons_token_never_sees_it(as_, beni):
    ivan, form = as_("Ivan"), NEW | {"acts_as": "person", "person": make.person("Dora").pk, "name": "Dora's phone"}
    page = ivan.post("/setup/devices/new/", form, follow=True)
    assert "ewrr_" not in page.content.decode() and "waits for Dora" in page.content.decode()
    made = Device.objects.get()
    for name in ("Ivan", "Amina"):
        assert as_(name).post(f"/devices/{made.pk}/token/").status_code == 404
    shown = as_("Dora").post(f"/devices/{made.pk}/token/")
    assert shown["Cache-Control"] == "no-store" and status(speaks(shown.context["token"])) == 200
    again = as_("Dora").post(f"/devices/{made.pk}/token/")
    assert again.status_code == 409 and "shown before" in again.content.decode()


def test_what_waits_opens_nothing_and_runs_out(as_, beni):
    made = waiting("Dora")
    Device.objects.update(expiry=clock.now())
    assert as_("Dora").post(f"/devices/{made.pk}/token/").status_code == 404


def test_a_person_ends_what_acts_in_their_name(as_, beni):
    own, other = device("Dora"), device("Amina")
    dora = as_("Dora")
    assert dora.post(f"/devices/{other.device.pk}/end/").status_code == 404
    assert "Dora&#x27;s phone" in dora.get("/devices/").content.decode()
    assert dora.post(f"/devices/{own.device.pk}/end/").status_code == 303
    assert "No device acts in your name." in dora.get("/devices/").content.decode()
    assert (status(speaks(own)), status(speaks(other))) == (401, 200)


def test_nothing_is_taken_in_another_office(as_, beni, bouar):
    made = waiting("Dora")
    Device.objects.update(office=bouar)
    assert as_("Dora").post(f"/devices/{made.pk}/token/").status_code == 404


# --- the page


def test_the_token_is_shown_once_and_nowhere_else(as_, beni, caplog):
    ivan = as_("Ivan")
    with caplog.at_level(logging.DEBUG):
        page = ivan.post("/setup/devices/new/", NEW)
    assert page.status_code == 200 and page["Cache-Control"] == "no-store"
    token = page.context["token"]
    assert page.content.decode().count(token) == 1
    assert token not in caplog.text
    listed = ivan.get("/setup/devices/").content.decode()
    assert "SMS gateway" in listed and token not in listed and token[:15] not in listed
    assert status(speaks(token)) == 200


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Give it a name"),
        ({"component": ""}, "for which component"),
        ({"scopes": []}, "Choose what it may do"),
        ({"scopes": ["file", "decide"]}, "A machine files and reads"),
        ({"acts_as": "person"}, "Choose somebody"),
        ({"days": "4000"}, "4000"),
        ({"acts_as": "person", "person": "99999"}, "valid choice"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(as_, beni, changes, sentence):
    page = as_("Ivan").post("/setup/devices/new/", NEW | changes)
    body = page.content.decode()
    assert page.status_code == 422 and sentence in body
    assert changes.get("name") == "" or "SMS gateway" in body
    assert not Device.objects.exists() and not Membership.objects.filter(role=Role.MACHINE).exists()


def test_a_name_is_given_once_among_those_that_work(as_, beni):
    ivan = as_("Ivan")
    ivan.post("/setup/devices/new/", NEW)
    assert "has that name" in ivan.post("/setup/devices/new/", NEW).content.decode()
    ivan.post(f"/setup/devices/{Device.objects.get().pk}/end/")
    assert ivan.post("/setup/devices/new/", NEW).status_code == 200


def test_the_list_says_when_it_is_empty_and_what_was_ended(as_, beni):
    ivan = as_("Ivan")
    assert "No device has a token now." in ivan.get("/setup/devices/").content.decode()
    issued = device("Amina")
    page = ivan.post(f"/setup/devices/{issued.device.pk}/end/", follow=True).content.decode()
    assert "Ended:" in page and "ended by Ivan" in page


def test_devices_of_another_office_are_not_there(as_, beni, bouar):
    Membership.objects.create(person=make.person("Ivan"), office=bouar, role=Role.OFFICER, component="civilian",
                              from_date="2020-01-01")  # fmt: skip
    issued = device("Amina")
    Device.objects.update(office=bouar)
    assert as_("Ivan").post(f"/setup/devices/{issued.device.pk}/end/").status_code == 404
    assert "Amina" not in as_("Ivan").get("/setup/devices/").content.decode().split("<main")[1]
