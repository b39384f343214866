"""Who sees what: by page, board, count, change door, API and answer link, for each role."""

from dataclasses import replace
from typing import Any

import pytest

from alerts.domain.words import Component, Role, ThreatType
from alerts.models import AccessLog, Alert, Rotation
from alerts.selectors import access, board
from alerts.selectors.access import Sight, visible_to, whole_to
from ewrr.common import clock
from tests import make

pytestmark = pytest.mark.django_db

C, R, S = Component, Role, Sight
# role, component, sight of: a civilian alert, a police alert, a restricted one
TABLE = [
    (R.OFFICER, C.CIVILIAN, S.WHOLE, S.SHELL, S.SHELL),
    (R.OFFICER, C.POLICE, S.SHELL, S.WHOLE, S.SHELL),
    (R.FOCAL_POINT, C.CIVILIAN, S.WHOLE, S.WHOLE, S.SHELL),
    (R.FOCAL_POINT, C.MILITARY, S.WHOLE, S.WHOLE, S.SHELL),
    (R.HUB_DUTY, None, S.WHOLE, S.WHOLE, S.SHELL),
    (R.HUB_CHIEF, None, S.WHOLE, S.WHOLE, S.WHOLE),
    (R.HEAD_OF_OFFICE, None, S.WHOLE, S.WHOLE, S.SHELL),
    (R.POC_MANAGER, None, S.WHOLE, S.WHOLE, S.SHELL),
    (R.ADMINISTRATOR, None, S.NONE, S.NONE, S.NONE),
    (R.MACHINE, C.CIVILIAN, S.WHOLE, S.SHELL, S.SHELL),
]


@pytest.fixture
def three(beni):
    """A civilian, a police and a restricted civilian alert."""
    return make.alert(by="Hana"), make.alert(by="Ben"), make.alert(by="Hana", threat_types=(ThreatType.CRSV,))


@pytest.mark.parametrize(("role", "component", "civilian", "police", "restricted"), TABLE)
def test_each_role_sees_what_the_table_says(beni, three, role, component, civilian, police, restricted):
    viewer = make.member(beni, role, component)
    assert tuple(viewer.sight(alert) for alert in three) == (civilian, police, restricted)
    assert visible_to(viewer).count() == (0 if role is R.ADMINISTRATOR else 3)
    whole = set(Alert.objects.filter(whole_to(viewer)).values_list("pk", flat=True))
    assert whole == {alert.pk for alert in three if viewer.sight(alert) is S.WHOLE}


def test_whoever_holds_a_named_duty_is_asked_of_the_database_as_of_the_rule(three):
    sifa = make.viewer("Sifa")
    assert sifa.opens_restricted
    assert set(Alert.objects.filter(whole_to(sifa))) == {alert for alert in three if sifa.sees_whole(alert)} == {*three}


def test_the_wall_sees_a_shell_of_each_alert_and_may_nothing(beni, bouar, three):
    wall = access.wall_of(beni)
    assert {wall.sight(alert) for alert in three} == {S.SHELL}
    assert not Alert.objects.filter(whole_to(wall)).exists() and not visible_to(access.wall_of(bouar)).exists()
    may = {name for name in vars(type(wall)) if name.startswith("may_") and getattr(wall, name)}
    assert may == {"may_read"}


@pytest.mark.parametrize("role", list(Role))
def test_nobody_sees_another_office(bouar, three, role):
    component = C.CIVILIAN if role in {R.OFFICER, R.FOCAL_POINT, R.MACHINE} else None
    viewer = access.wall_of(bouar) if role is R.WALL else make.member(bouar, role, component)
    assert {viewer.sight(alert) for alert in three} == {S.NONE}
    assert not visible_to(viewer).exists()
    assert board.counts(viewer, clock.now()) == board.Counts(0, 0, 0, 0, 0, 0)


def test_whoever_holds_the_named_duty_opens_restricted_alerts_while_on_shift(beni, three):
    restricted = three[2]
    assert make.viewer("Sifa").sight(restricted) is S.WHOLE
    Rotation.objects.filter(duty__code="protection-adviser").delete()
    assert make.viewer("Sifa").sight(restricted) is S.SHELL


def test_a_role_that_ended_shows_nothing(beni, three):
    make.person("Amina").memberships.update(from_date="2021-01-01", until_date="2022-01-01")
    with pytest.raises(AssertionError, match="no role"):
        make.viewer("Amina")


CANARY = "CANARY-WORDS"
PATHS = ("/alerts/{n}/", "/board/?open={n}", "/api/v1/alerts/{n}/", "/api/v1/alerts/", "/board/", "/")


def texts(client, number):
    return {path: client.get(path.format(n=number)).content.decode() for path in PATHS}


def test_the_shell_of_a_restricted_alert_carries_neither_words_nor_place(as_, beni):
    alert = make.alert(
        threat_types=(ThreatType.CRSV,),
        text=CANARY,
        place_name="CANARY-PLACE",
        people_note="CANARY-NOTE",
        actor_name="CANARY-ACTOR",
        is_routed=True,
    )
    for name in ("Hana", "Amina", "Ben", "Dora", "Grace", "Farid"):
        for path, text in texts(as_(name), alert.number).items():
            own = path == "/" and name == "Hana"  # what she typed herself
            assert own or "CANARY" not in text, (name, path)
            assert "exual" not in text, (name, path)
            assert "29.578" not in text and "0.817" not in text, (name, path)
    assert CANARY in as_("Noor").get(f"/alerts/{alert.number}/").content.decode()


def test_another_components_officer_sees_a_shell(as_, beni):
    alert = make.alert(by="Ben", text=CANARY, place_name="CANARY-PLACE")
    for path, text in texts(as_("Hana"), alert.number).items():
        assert "CANARY" not in text, path
    assert alert.number in as_("Hana").get("/board/").content.decode()


def test_esther_finds_nothing_of_beni(as_, beni):
    alert = make.alert(text=CANARY, is_routed=True)
    client = as_("Esther")
    cursor = client.get("/board/").context["cursor"]
    make.alert(text=CANARY)
    for path in ("/alerts/{n}/", "/api/v1/alerts/{n}/", "/alerts/{n}/receipt/"):
        assert client.get(path.format(n=alert.number)).status_code == 404, path
    assert client.post(f"/alerts/{alert.number}/answer/").status_code == 404
    assert client.post(f"/api/v1/alerts/{alert.number}/answers/").status_code == 404
    for path in ("/", "/board/", f"/board/?open={alert.number}", "/api/v1/alerts/", "/board/?tab=history"):
        body = client.get(path).content.decode()
        assert alert.number not in body.replace(f"open={alert.number}", "").replace(f'"{alert.number}"', ""), path
        assert CANARY not in body
    news = client.get("/changes/", {"since": cursor, "view": "board", "tab": "open", "open": alert.number}).json()
    assert news["fragments"] == []


def test_an_administrator_has_no_content_by_right_of_the_role(as_, beni):
    alert = make.alert(text=CANARY)
    client = as_("Ivan")
    assert client.get("/").status_code == 200
    assert CANARY not in client.get("/").content.decode()
    for path in (f"/alerts/{alert.number}/", "/board/", "/api/v1/alerts/", "/changes/"):
        assert client.get(path).status_code == 404, path
    assert client.get("/file/").status_code == 403


def test_reading_a_restricted_alert_whole_is_logged(as_, beni):
    alert = make.alert(threat_types=(ThreatType.CRSV,))
    as_("Dora").get(f"/alerts/{alert.number}/")
    assert not AccessLog.objects.exists()
    as_("Noor").get(f"/alerts/{alert.number}/")
    as_("Noor").get(f"/api/v1/alerts/{alert.number}/")
    assert list(AccessLog.objects.values_list("person__name", "alert", "what")) == [
        ("Noor", alert.pk, "restricted"),
        ("Noor", alert.pk, "restricted"),
    ]


def test_a_filer_keeps_the_receipt_of_a_restricted_alert(as_, beni):
    alert = make.alert(threat_types=(ThreatType.CRSV,), text=CANARY)
    receipt = as_("Hana").get(f"/alerts/{alert.number}/receipt/")
    assert receipt.status_code == 200
    assert alert.number in receipt.content.decode() and CANARY not in receipt.content.decode()
    assert as_("Amina").get(f"/alerts/{alert.number}/receipt/").status_code == 404


def test_the_source_is_in_no_answer_of_any_door(as_, beni):
    alert = make.alert(source={"name": "CANARY-SOURCE", "contact": "CANARY-PHONE"}, is_routed=True)
    for name in ("Hana", "Amina", "Dora", "Noor", "Grace"):
        for path, text in texts(as_(name), alert.number).items():
            assert "CANARY" not in text, (name, path)


def test_the_receipt_tells_a_shell_reader_no_names(as_, beni):
    """Hana's restricted filing: she may know that it is answered, not by whom."""
    alert = make.alert(threat_types=(ThreatType.CRSV,), is_routed=True)
    text = as_("Hana").get(f"/alerts/{alert.number}/receipt/").content.decode()
    assert "Sifa" not in text and "Noor" not in text


def test_the_same_powers_see_the_same_of_every_alert(beni, three):
    """Pieces of pages are shared among them: by role, component and named duty."""
    viewers = [
        replace(make.viewer("Amina"), roles=frozenset(roles), component=component, opens_restricted=opens)
        for roles in ([Role.OFFICER], [Role.FOCAL_POINT], [Role.HUB_DUTY], [Role.HUB_CHIEF], [Role.POC_MANAGER])
        for component in (None, *Component)
        for opens in (False, True)
    ]
    seen: dict[Any, Any] = {}
    for viewer in viewers:
        for one in (viewer, viewer.anybody()):
            sights = tuple(one.sight(alert) for alert in three)
            assert seen.setdefault(viewer.powers, sights) == sights
    assert 1 < len(seen) < len(viewers)
