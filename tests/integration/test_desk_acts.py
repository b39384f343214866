"""The further acts of the desk by their pages and sheets: place, join, restrict, comment, sum up, grade, withdraw."""

import re
from typing import Any

import pytest

from alerts.domain.words import Component, Role, ThreatType
from alerts.models import Actor, Alert, Assessment, Comment, Delivery, FormerNumber, Grade, SetApart, Summary
from alerts.selectors.actors import key_of
from alerts.services import delivery
from ewrr.common import clock
from tests import make
from tests.integration.moving import SHEET, hidden_version

pytestmark = pytest.mark.django_db


def path(alert: Alert, act: str) -> str:
    return f"/alerts/{alert.number}/{act}/"


def sent(alert: Alert, act: str) -> dict[str, Any]:
    """What a browser sends."""
    filing = alert.filings.first()
    said: dict[str, dict[str, Any]] = {
        "place": {"name": "Oicha", "place": "0.7, 29.517", "precision": "exact", "area": "", "reason": "Seen."},
        "restrict": {"reason": "A child is named."},
        "comment": {"text": "@Ben, is the bridge open?"},
        "summarise": {"language": "en", "text": "People flee to Oicha."},
        "grade": {"filing": filing.pk if filing else "", "reliability": "B", "credibility": "2"},
    }
    return {"version": alert.version} | said[act]


ACTS = ("place", "restrict", "comment", "summarise", "grade")


@pytest.mark.parametrize("act", ACTS)
def test_each_is_a_page_of_its_own_and_leads_back_to_the_alert(as_, beni, act):
    alert = make.alert(is_routed=True)
    page = as_("Dora").get(path(alert, act))
    assert page.status_code == 200 and hidden_version(page) == 1 and "hx-post" not in page.content.decode()
    done = as_("Dora").post(path(alert, act), sent(alert, act))
    alert.refresh_from_db()
    assert (done.status_code, done["Location"]) == (303, f"/alerts/{alert.number}/")
    assert as_("Noor").get(done["Location"]).status_code == 200


@pytest.mark.parametrize("act", ACTS)
def test_in_a_sheet_the_alert_itself_is_the_answer(as_, beni, act):
    alert = make.alert(is_routed=True)
    sheet = as_("Noor").get(path(alert, act), headers=SHEET).content.decode()
    assert f'hx-post="{path(alert, act)}"' in sheet and "<html" not in sheet
    done = as_("Noor").post(path(alert, act), sent(alert, act), headers=SHEET)
    assert (done.status_code, done["HX-Retarget"]) == (200, "#alert")


@pytest.mark.parametrize("act", ACTS)
def test_empty_it_comes_back_with_a_sentence(as_, beni, act):
    alert = make.alert()
    refused = as_("Dora").post(path(alert, act), {"version": 1})
    assert refused.status_code == 422 and 'class="err"' in refused.content.decode()


@pytest.mark.parametrize("act", ["place", "restrict", "summarise", "grade"])
def test_whoever_does_not_assess_is_refused_and_others_learn_of_nothing(as_, beni, act):
    alert = make.alert()
    assert as_("Hana").post(path(alert, act), sent(alert, act)).status_code == 403
    assert as_("Farid").get(path(alert, act)).status_code == 403
    for name in ("Ivan", "Esther"):
        assert as_(name).post(path(alert, act), sent(alert, act)).status_code == 404


def test_the_place_and_who_else_could_go_are_shown(as_, beni):
    alert = make.alert()
    page = as_("Dora").get(path(alert, "place")).content.decode()
    assert "0.81700, 29.57800" in page and re.search(r"km [NS][EW]?, \d{3}°", page)
    as_("Dora").post(path(alert, "place"), sent(alert, "place") | {"name": "Mayi-Moya school"})
    alert.refresh_from_db()
    assert (alert.place_name, alert.lat, alert.precision) == ("Mayi-Moya school", 0.7, "exact")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"place": "35N QA 999"}, "grid reference cannot be read"),
        ({"place": "95, 200"}, "not on the earth"),
        ({"place": "nowhere at all"}, "in no list"),
        ({"name": ""}, "what the place is called"),
        ({"area": "999999"}, ""),
    ],
)
def test_a_place_that_cannot_be_is_refused_and_kept(as_, beni, typed, sentence):
    alert = make.alert()
    refused = as_("Dora").post(path(alert, "place"), sent(alert, "place") | typed)
    body = refused.content.decode()
    assert refused.status_code == 422 and sentence in body and "Seen." in body


def test_the_whole_assessment_is_taken_over_and_its_level_follows(as_, beni):
    actor = Actor.objects.create(office=beni, name="ADF", aliases="MTM", kind="rebel", search_key=key_of("ADF", "MTM"))
    alert = make.alert(level="medium", is_routed=True)
    page = as_("Amina").get(path(alert, "assess")).content.decode()
    assert "ADF" in page and 'name="more"' in page
    said = {
        "version": 1, "verification": "corroborated", "level": "", "reason": "", "more": "1", "going_on": "now",
        "threat_types": ["killing", "arson"], "certainty": "Observed", "people_from": "120", "people_to": "300",
        "people_note": "at the church", "population": ["displaced"], "age_sex": ["women"], "actors": [actor.pk],
        "actor_kind": "rebel", "actor_name": "", "release": "humanitarians",
    }  # fmt: skip
    assert as_("Amina").post(path(alert, "assess"), said).status_code == 303
    alert.refresh_from_db()
    assert (alert.level, alert.level_computed, alert.severity) == ("critical", "critical", "Extreme")
    assert (alert.people_from, alert.people_to, list(alert.actors.all())) == (120, 300, [actor])
    assert alert.escalations.count() == 2
    changed = Assessment.objects.get(alert=alert).changes
    assert changed["people_from"] == [11, 120] and changed["actors"] == [[], [actor.pk]]
    body = as_("Dora").get(f"/alerts/{alert.number}/").content.decode()
    assert "raised the level from medium to critical; verification: corroborated; anew: what is going on" in body
    again = as_("Amina").post(path(alert, "assess"), said | {"version": alert.version})
    assert again.status_code == 422 and "Nothing is different" in again.content.decode()


def test_without_the_folded_part_it_stays_as_it_is(as_, beni):
    alert = make.alert(people_note="near the river")
    as_("Amina").post(path(alert, "assess"), {"version": 1, "verification": "verified", "level": alert.level})
    alert.refresh_from_db()
    assert (alert.verification, alert.people_note) == ("verified", "near the river")


def test_the_level_by_the_tables_is_said_while_one_types(as_, beni):
    alert = make.alert(level="low")
    typed = {"going_on": "now", "threat_types": ["killing"], "certainty": "Likely", "people_from": ""}
    said = as_("Amina").post(path(alert, "level"), typed, headers=SHEET).content.decode()
    assert "CRITICAL" in said and "by the tables" in said
    assert as_("Amina").post(path(alert, "level"), {}, headers=SHEET).content.decode().strip() == ""
    assert as_("Hana").post(path(alert, "level"), typed).status_code == 403


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
    for odd in ("", "BEN-2026-0999", "x" * 400):
        assert as_("Dora").post(path(repeats, "set-apart"), {"other": odd}).status_code == 404


def test_whoever_restricts_sees_first_who_has_seen_it_and_the_old_number_leads_to_the_new(as_, beni):
    alert = make.alert(is_routed=True)
    was = alert.number
    page = as_("Dora").get(path(alert, "restrict")).content.decode()
    assert "What was seen stays seen" in page and "Amina" in page and was in page
    done = as_("Dora").post(path(alert, "restrict"), sent(alert, "restrict"))
    alert.refresh_from_db()
    assert done["Location"] == f"/alerts/{alert.number}/" and FormerNumber.objects.get().number == was
    led = as_("Amina").get(f"/alerts/{was}/")
    assert (led.status_code, led["Location"]) == (302, f"/alerts/{alert.number}/")
    assert as_("Esther").get(f"/alerts/{was}/").status_code == 404
    body = as_("Noor").get(f"/alerts/{alert.number}/").content.decode()
    assert f"bore the number {was}" in body and "restricted it; told before:" in body
    assert "Les gens fuient" not in as_("Amina").get(f"/alerts/{alert.number}/").content.decode()
    assert as_("Dora").get(path(alert, "open-up")).status_code == 403
    lifted = as_("Noor").post(path(alert, "open-up"), {"version": alert.version, "reason": "No child."})
    assert lifted.status_code == 303


def test_a_comment_stands_on_the_alert_and_in_the_inbox_of_whoever_it_names(as_, beni):
    alert = make.alert()
    as_("Dora").post(path(alert, "comment"), sent(alert, "comment"))
    body = as_("Amina").get(f"/alerts/{alert.number}/").content.decode()
    assert "@Ben, is the bridge open?" in body and "commented, naming Ben" in body
    assert "A comment names you" in as_("Ben").get("/").content.decode()
    refused = as_("Dora").post(path(alert, "comment"), {"version": 1, "text": "@Zebra, look."})
    assert refused.status_code == 409 and "@Zebra" in refused.content.decode() and Comment.objects.count() == 1


def test_a_poc_manager_and_the_officer_who_filed_comment_and_a_shell_does_not(as_, beni):
    alert = make.alert(by="Hana")
    for name in ("Farid", "Hana"):
        assert as_(name).post(path(alert, "comment"), {"version": 1, "text": "Noted."}).status_code == 303
    hidden = make.alert(by="Hana", threat_types=(ThreatType.CRSV,))
    assert as_("Dora").post(path(hidden, "comment"), {"version": 1, "text": "x"}).status_code == 403


def test_a_summary_stands_in_its_language_and_the_other_is_asked_for_next(as_, beni):
    alert = make.alert()
    as_("Dora").post(path(alert, "summarise"), sent(alert, "summarise"))
    body = as_("Amina").get(f"/alerts/{alert.number}/").content.decode()
    assert '<p lang="en"><b class="lang-mark">EN</b> People flee to Oicha.' in body
    page = as_("Dora").get(path(alert, "summarise")).content.decode()
    assert re.search(r'name="language" value="fr" checked', page) and Summary.objects.count() == 1


def test_a_grade_is_shown_beside_the_filing(as_, beni):
    alert = make.alert()
    as_("Amina").post(path(alert, "grade"), sent(alert, "grade"))
    assert "graded <b>B2</b> by Amina" in as_("Dora").get(f"/alerts/{alert.number}/").content.decode()
    other = make.alert(by="Ben")
    wrong = sent(alert, "grade") | {"filing": other.filings.get().pk}
    assert as_("Amina").post(path(alert, "grade"), wrong).status_code == 422 and Grade.objects.count() == 1


def test_a_filer_withdraws_even_what_they_now_see_as_a_shell(as_, beni):
    alert = make.alert(by="Hana")
    filing = alert.filings.get()
    said = {"version": 1, "filing": filing.pk, "reason": "A wedding."}
    assert as_("Dora").post(path(alert, "withdraw"), said).status_code == 404
    make.restricted(alert)
    done = as_("Hana").post(path(alert, "withdraw"), said)
    assert done.status_code == 303
    body = as_("Noor").get(f"/alerts/{alert.number}/").content.decode()
    assert "A wedding." in body and "Every filing was withdrawn" in body
    assert "Les gens fuient" not in as_("Hana").get(path(alert, "withdraw")).content.decode()


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


def test_no_message_of_the_new_acts_carries_content(as_, beni, mailoutbox):
    alert = make.alert()
    as_("Dora").post(path(alert, "comment"), {"version": 1, "text": "@Ben the chief of Kokola told me"})
    delivery.deliver_due()
    assert Delivery.objects.filter(purpose="mention", state="sent").count() == 2
    assert mailoutbox and not any("Kokola" in mail.body + mail.subject for mail in mailoutbox)
