"""The further acts of the desk by their pages and sheets: place, join, restrict, comment, sum up, grade, withdraw."""

import re
from typing import Any

import pytest

from alerts.domain.words import ThreatType
from alerts.models import Actor, Alert, Assessment, Comment, Delivery, FormerNumber, Grade, Summary
from alerts.services import delivery
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
    actor = Actor.objects.get(office=beni, name="ADF")
    alert = make.alert(level="medium", is_routed=True)
    page = as_("Amina").get(path(alert, "assess")).content.decode()
    assert "ADF" in page and 'name="more"' in page
    said = {
        "version": 1, "verification": "corroborated", "level": "", "reason": "", "more": "1", "going_on": "now",
        "threat_types": ["killing", "arson"], "certainty": "Observed", "people_from": "120", "people_to": "300",
        "people_note": "at the church", "population": ["displaced"], "age_sex": ["women"], "actors": [actor.pk],
        "actor_kind": "rebel", "actor_name": "", "release": "humanitarians",
        "sensitivity": "unclassified",
    }  # fmt: skip
    assert as_("Amina").post(path(alert, "assess"), said).status_code == 303
    alert.refresh_from_db()
    assert (alert.level, alert.level_computed, alert.severity) == ("critical", "critical", "Extreme")
    assert (alert.people_from, alert.people_to, list(alert.actors.all())) == (120, 300, [actor])
    assert alert.escalations.count() == 2 and alert.sensitivity == "unclassified"
    strict = as_("Amina").post(path(alert, "assess"), said | {"version": alert.version, "sensitivity": "strict"})
    assert strict.status_code == 422  # restricting is an act of its own
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
    assert refused.status_code == 422 and "@Zebra" in refused.content.decode() and Comment.objects.count() == 1


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


def test_no_message_of_the_new_acts_carries_content(as_, beni, mailoutbox):
    alert = make.alert()
    as_("Dora").post(path(alert, "comment"), {"version": 1, "text": "@Ben the chief of Kokola told me"})
    delivery.deliver_due()
    assert Delivery.objects.filter(purpose="mention", state="sent").count() == 2
    assert mailoutbox and not any("Kokola" in mail.body + mail.subject for mail in mailoutbox)
