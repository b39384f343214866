"""Joining by its pages: suggested, compared side by side, joined, undone; and the form that asks before it is filed."""

import re

import pytest

from alerts.domain.words import Component, Role
from alerts.models import Alert, SetApart
from ewrr.common import clock
from tests import make
from tests.integration.moving import SHEET

pytestmark = pytest.mark.django_db


def path(alert: Alert, act: str) -> str:
    return f"/alerts/{alert.number}/{act}/"


def test_two_are_compared_and_joined_under_the_number_that_stays(as_, beni):
    known, repeats = make.alert(by="Hana"), make.alert(by="Ben", text="Deux cents arrivent.")
    body = as_("Dora").get(f"/alerts/{repeats.number}/").content.decode()
    assert "Likely the same event" in body and "same point" in body
    first = as_("Dora").get(path(repeats, "join")).content.decode()
    assert known.number in first and "Which alert is it the same as?" in first
    page = as_("Dora").get(path(repeats, "join"), {"with": known.number}).content.decode()
    assert "Deux cents arrivent." in page and "Les gens fuient" in page
    assert f'name="with" value="{known.number} 1"' in page
    assert re.search(rf'name="keep" value="{known.number}" checked', page)  # the one received first
    said = {"version": 1, "with": f"{known.number} 1", "keep": known.number, "note": "One attack."}
    assert as_("Dora").post(path(repeats, "join"), said).status_code == 303
    joined = as_("Dora").get(f"/alerts/{repeats.number}/").content.decode()
    assert f"Joined to {known.number}" in joined
    whole = as_("Dora").get(f"/alerts/{known.number}/").content.decode()
    assert f"from {repeats.number}, joined" in whole and f"/alerts/{repeats.number}/unjoin/" in whole
    repeats.refresh_from_db()
    undone = as_("Dora").post(path(repeats, "unjoin"), {"version": repeats.version, "reason": "Two villages."})
    assert undone.status_code == 303
    repeats.refresh_from_db()
    assert repeats.state == "received" and repeats.filings.count() == 1


def test_without_an_area_or_a_name_they_are_compared_all_the_same(as_, beni):
    known, repeats = make.alert(by="Hana"), make.alert(by="Ben")
    Alert.objects.update(area=None, place_name="")
    page = as_("Dora").get(path(repeats, "join"), {"with": known.number})
    assert page.status_code == 200 and known.number in page.content.decode()


def test_several_are_joined_at_once(as_, beni):
    first, second, third = make.alert(by="Hana"), make.alert(by="Ben"), make.alert(by="Chidi")
    page = as_("Dora").get(path(first, "join"), {"with": [second.number, third.number]}).content.decode()
    assert page.count('name="keep"') == 3
    said = {"version": 1, "with": [f"{second.number} 1", f"{third.number} 1"], "keep": second.number}
    assert as_("Dora").post(path(first, "join"), said).status_code == 303
    second.refresh_from_db()
    assert second.filing_count == 3 and set(Alert.objects.filter(joined_to=second)) == {first, third}


@pytest.mark.parametrize(
    ("said", "status", "sentence"),
    [
        ({"with": "BEN-2026-0999 1", "keep": "BEN-2026-0999"}, 404, ""),
        ({"with": [], "keep": "x"}, 422, "Say with which alert"),
        ({"with": "{known} 1", "keep": ""}, 422, "which number stays"),
        ({"with": "{known} 1", "keep": "BEN-2026-0777"}, 422, "which number stays"),
        ({"with": "{known} 9", "keep": "{own}"}, 409, "changed meanwhile"),
        ({"with": "{known} x", "keep": "{own}"}, 409, "changed meanwhile"),
    ],
)
def test_a_joining_that_cannot_be_is_refused(as_, beni, said, status, sentence):
    known, own = make.alert(by="Hana"), make.alert(by="Ben")
    filled = {
        name: value.format(known=known.number, own=own.number) if isinstance(value, str) else value
        for name, value in said.items()
    }
    refused = as_("Dora").post(path(own, "join"), {"version": 1} | filled)
    assert refused.status_code == status and sentence in refused.content.decode()
    assert not Alert.objects.filter(state="joined").exists()


def test_a_number_that_is_not_there_is_said(as_, beni):
    alert = make.alert()
    page = as_("Dora").get(path(alert, "join"), {"number": "BEN-2026-0999"}).content.decode()
    assert "Not found: BEN-2026-0999" in page


def test_what_is_not_the_same_is_suggested_no_more(as_, beni):
    known, repeats = make.alert(by="Hana"), make.alert(by="Ben")
    assert as_("Amina").post(path(repeats, "set-apart"), {"other": known.number}).status_code == 403
    done = as_("Dora").post(path(repeats, "set-apart"), {"other": known.number}, headers=SHEET)
    assert done.status_code == 200 and "Likely the same event" not in done.content.decode()
    assert SetApart.objects.count() == 1
    assert as_("Dora").post(path(repeats, "set-apart"), {"other": repeats.number}).status_code == 409
    for odd in ("", "BEN-2026-0999", "x" * 400):
        assert as_("Dora").post(path(repeats, "set-apart"), {"other": odd}).status_code == 404


def test_the_form_asks_whether_it_is_known_and_files_onto_it(as_, beni):
    known = make.alert(by="Hana", event_at=clock.now())
    typed = make.form(place="0.817, 29.578", precision="village")
    looked = as_("Ben").post("/file/alike/", typed).content.decode()
    assert f'value="{known.number}"' in looked and "Is it one of these?" in looked
    shown = as_("Ben").post("/file/", typed | {"look": "1"})
    assert shown.status_code == 200 and f'value="{known.number}"' in shown.content.decode()
    filed = as_("Ben").post("/file/", typed | {"onto": known.number})
    assert filed["Location"] == f"/alerts/{known.number}/receipt/"
    assert Alert.objects.count() == 1 and known.filings.count() == 2


def test_the_form_opened_from_an_alert_says_to_which_it_adds(as_, beni):
    known = make.alert(by="Hana")
    page = as_("Ben").get("/file/", {"onto": known.number}).content.decode()
    assert f"You add to {known.number}." in page and f'name="onto" value="{known.number}" checked' in page


@pytest.mark.parametrize("typed", [{}, {"place": "\x00"}, {"threat_types": "nonsense"}, {"place": "Mayi-Moya"}])
def test_what_cannot_be_compared_finds_nothing(as_, beni, typed):
    make.alert(by="Hana")
    answer = as_("Ben").post("/file/alike/", typed)
    assert answer.status_code == 200 and not answer.content.decode().strip()
    assert as_("Ivan").post("/file/alike/", typed).status_code == 403


def test_another_components_alert_is_suggested_by_what_its_shell_shows(as_, beni, client):
    known = make.alert(by="Hana")
    officer = make.member(beni, Role.OFFICER, Component.POLICE)
    client.force_login(officer.person)
    looked = client.post("/file/alike/", make.form(place="0.817, 29.578", going_on="now")).content.decode()
    if known.number in looked:
        assert "Mayi-Moya" not in looked and "km" not in looked and "same point" not in looked
        assert "Another component’s" in looked
    else:
        pytest.fail("the shell of the same area, hour and kind is not suggested")
