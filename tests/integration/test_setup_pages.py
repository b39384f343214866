"""The set-up's pages without a script: what they show, and what they take."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alerts.domain.words import ThreatType
from alerts.models import Duty, Plan, Rule
from ewrr.common import clock
from tests import make
from tests.integration.setup_typed import (
    LISTS,
    NEW,
    duty,
    new_duty,
    new_plan,
    new_rule,
    plan,
    rule,
    seen_on,
    text,
    typed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def dora(as_, beni):
    return as_("Dora")


# What the pages show


def test_rules_read_as_sentences_in_their_order(dora, beni):
    body = text(dora.get("/setup/rules/"))
    assert "2 Up Critical, now at 2 Down Critical, now at 2 Critical If the level is critical →" in body
    assert (
        "→ Hub duty officer, Civilian focal point, Police focal point, Force focal point by the plan Critical" in body
    )
    assert body.index("Restricted If it is restricted") < body.index("If the level is high")
    assert "Everything else Everything else" in body


def test_every_condition_of_a_rule_is_told(dora, beni):
    assert dora.post("/setup/rules/new/", new_rule(beni, kinds=["attack_ongoing", "unknown"])).status_code == 303
    body = text(dora.get("/setup/rules/"))
    assert (
        "If the level is critical or high, the warning is “Attack under way” or “Warning, timing not known”, "
        "the threat is “Burning of houses or villages”, the place is in Nord-Kivu, it is not restricted"
    ) in body


def test_a_plan_shows_its_ladder_and_how_it_ends(dora, beni):
    body = text(dora.get("/setup/plans/"))
    assert "+5 min the rule’s duties, Civilian deputy, Police deputy, Force deputy" in body
    assert "then every 5, 10, 15 … min all who are silent, and the last resort" in body
    assert "then it rests inbox and board" in body
    assert "Hub duty officer decides within 15 min of the answer Last resort: Head of Office" in body


def test_what_is_wrong_stands_beside_what_it_concerns(dora, beni):
    dora.post("/setup/rules/new/", new_rule(beni, before=str(rule(beni, "Medium").pk), restricted="", threat_types=[]))
    body = text(dora.get("/setup/rules/"))
    assert "No alert gets here: rules 2 “Critical”, 3 “High” together catch all that this one could." in body
    Rule.objects.filter(office=beni, is_last=True).delete()
    body = text(dora.get("/setup/rules/"))
    assert "No last rule catches what the others leave" in body
    assert "2 to look at" in text(dora.get("/setup/"))


def test_the_index_counts_and_links(dora, beni):
    body = text(dora.get("/setup/"))
    assert "Duties 10" in body and "Rules 5" in body and "Plans 5" in body
    assert 'href="/setup/"' in dora.get("/").content.decode()


@pytest.mark.parametrize("name", ["Amina", "Hana", "Farid"])
def test_whoever_may_not_sees_no_link_and_no_page(as_, beni, name):
    client = as_(name)
    assert "/setup/" not in client.get("/").content.decode()
    assert {client.get(path).status_code for path in LISTS} == {404}


def test_the_administrator_sets_up_and_sees_no_alert(as_, beni):
    alert = make.alert(is_routed=True, text="CANARY")
    ivan = as_("Ivan")
    for path in LISTS:
        body = ivan.get(path).content.decode()
        assert alert.number not in body and "CANARY" not in body and "Mayi-Moya" not in body, path
    assert ivan.post("/setup/duties/new/", new_duty(beni)).status_code == 303


def test_nobody_sees_another_offices(as_, beni, bouar):
    Rule.objects.filter(office=beni, name_en="High").update(name_en="CANARY", name_fr="CANARY")
    Plan.objects.filter(office=beni, code="high").update(name_en="CANARY", name_fr="CANARY")
    Duty.objects.filter(office=beni, code="hub-chief").update(name_en="CANARY", name_fr="CANARY")
    esther = as_("Esther")
    for path in (*LISTS, "/setup/rules/new/", "/setup/plans/new/", "/setup/duties/new/"):
        assert "CANARY" not in esther.get(path).content.decode(), path


# What they take


@pytest.mark.parametrize("what", NEW)
def test_a_new_one_is_made_and_said(dora, beni, what):
    answer = dora.post(f"/setup/{what}/new/", NEW[what](beni))
    assert answer.status_code == 303
    name = NEW[what](beni)["name_en"]
    body = text(dora.get(answer["Location"]))
    assert f"Saved: “{name}”." in body


def test_a_new_rule_is_what_was_typed(dora, beni):
    dora.post("/setup/rules/new/", new_rule(beni))
    made = rule(beni, "Arson in Nord-Kivu")
    assert (made.position, sorted(made.levels), made.threat_types) == (2, ["critical", "high"], ["arson"])
    assert (made.for_restricted, made.plan.code) == (False, "high")
    assert [one.code for one in made.areas.all()] == ["CD-NK"]


def test_a_new_plan_is_what_was_typed_its_steps_in_order_and_empty_rows_none(dora, beni):
    dora.post(
        "/setup/plans/new/",
        new_plan(beni, **{"steps": "5", "step4-after_min": "4", "step4-is_again": "on", "step3-channels": ["email"]}),
    )
    made = plan(beni, "by-night")
    steps = [(step.after_min, step.is_again, step.channels) for step in made.steps.order_by("after_min")]
    assert steps == [(0, True, ["inbox", "email"]), (4, True, ["inbox"]), (9, False, ["inbox"])]


@pytest.mark.parametrize(
    ("path", "row"),
    [
        ("rules", lambda office: rule(office, "Critical")),
        ("rules", lambda office: rule(office, "Everything else")),
        ("plans", lambda office: plan(office, "critical")),
        ("plans", lambda office: plan(office, "low")),
        ("duties", lambda office: duty(office, "protection-adviser")),
    ],
)
def test_a_form_sent_back_as_it_came_changes_nothing(dora, beni, path, row):
    one = row(beni)
    lists = ("/setup/rules/", "/setup/plans/", "/setup/duties/")
    with clock.set_to(clock.now()):  # the pages show it
        page = dora.get(f"/setup/{path}/{one.pk}/")
        before = [dora.get(listed).content for listed in lists]
        answer = dora.post(f"/setup/{path}/{one.pk}/", typed(page))
        assert answer.status_code == 303, text(answer)
        after = [dora.get(listed).content for listed in lists]
    clean = [[re.sub(rb'value="\w{64}"', b"", body) for body in bodies] for bodies in (before, after)]
    assert clean[0] == clean[1]


def test_a_step_is_left_out_by_its_box(dora, beni):
    critical = plan(beni, "critical")
    fields = typed(dora.get(f"/setup/plans/{critical.pk}/")) | {"step1-is_left_out": "on", "step1-after_min": "x"}
    assert dora.post(f"/setup/plans/{critical.pk}/", fields).status_code == 303
    assert list(critical.steps.values_list("after_min", flat=True)) == [0, 10, 15]


def test_the_button_that_was_pressed_has_the_focus_again(dora, beni):
    high = rule(beni, "High")
    answer = dora.post(f"/setup/rules/{high.pk}/move/", {"way": "up", "place": "3"})
    assert answer["Location"] == f"/setup/rules/?moved={high.pk}&way=up"
    body = dora.get(answer["Location"]).content.decode()
    row = body[body.index(f'id="rule-{high.pk}"') :].partition("</tr>")[0]
    assert row.count("autofocus") == 1 and body.count("autofocus") == 1
    assert 'value="up" autofocus' in row
    answer = dora.post(f"/setup/rules/{high.pk}/move/", {"way": "up", "place": "2"})
    body = dora.get(answer["Location"]).content.decode()
    assert 'value="down" autofocus' in body, "on top there is only the way down"


def test_a_duty_is_retired_listed_apart_and_taken_back(dora, beni):
    dora.post("/setup/duties/new/", new_duty(beni))
    made = duty(beni, "child-protection")
    seen = seen_on(dora.get(f"/setup/duties/{made.pk}/"), "retire")
    assert dora.post(f"/setup/duties/{made.pk}/retire/", {"seen": seen, "act": "retire"}).status_code == 303
    page = dora.get("/setup/duties/")
    body = page.content.decode()
    assert "Retired" in body and f'id="duty-{made.pk}"' not in body
    assert "Child Protection" not in text(dora.get("/setup/rules/new/")), "no rule may name it"
    again = {"seen": seen_on(page, "retire"), "act": "restore"}
    assert dora.post(f"/setup/duties/{made.pk}/retire/", again).status_code == 303
    made.refresh_from_db()
    assert made.retired_at is None


def test_a_rule_is_deleted_from_its_page(dora, beni):
    high = rule(beni, "High")
    seen = seen_on(dora.get(f"/setup/rules/{high.pk}/"), "delete")
    assert dora.post(f"/setup/rules/{high.pk}/delete/", {"seen": seen}).status_code == 303
    assert not Rule.objects.filter(pk=high.pk).exists()
    last = rule(beni, "Everything else")
    assert "Delete this rule" not in text(dora.get(f"/setup/rules/{last.pk}/"))
    refused = dora.post(f"/setup/rules/{last.pk}/delete/", {"seen": "x"})
    assert refused.status_code == 409


def test_names_follow_the_readers_language(as_, beni):
    person = make.person("Dora")
    person.language = "fr"
    person.save()
    dora = as_("Dora")
    dora.post("/setup/rules/new/", new_rule(beni))
    body = dora.get("/setup/rules/").content.decode()
    assert "Incendies au Nord-Kivu" in body and "Arson in Nord-Kivu" not in body
    assert "Point focal civil" in body


def test_no_page_asks_the_database_more_often_when_there_is_more(dora, beni):
    def asked(path):
        with CaptureQueriesContext(connection) as found:
            assert dora.get(path).status_code == 200
        return len(found)

    paths = (*LISTS, *(f"/setup/{what}/new/" for what in NEW))
    few = {path: asked(path) for path in paths}
    for number in range(12):
        for what in ("duties", "plans", "rules"):
            fields = NEW[what](beni, name_en=f"{what} {number}")
            assert dora.post(f"/setup/{what}/new/", fields).status_code == 303
    make.alert(threat_types=(ThreatType.CRSV,), is_routed=True)
    assert {path: asked(path) for path in paths} == few


def test_a_last_rule_that_nothing_reaches_says_what_takes_all(dora, beni):
    everything = {"levels": [], "threat_types": [], "areas": [], "restricted": ""}
    dora.post("/setup/rules/new/", new_rule(beni, **everything))
    body = text(dora.get("/setup/rules/"))
    assert "No alert gets here: 2 “Arson in Nord-Kivu” catches everything. Give it a condition, or delete it." in body
