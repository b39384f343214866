"""The set-up's pages when two people edit at once, and when what is typed cannot be: a sentence, and nothing lost."""

import html
import re
from typing import Any

import pytest

from alerts.models import Area, Duty, Plan, Rule
from tests.integration.setup_typed import (
    LISTS,
    NEW,
    duty,
    new_duty,
    new_plan,
    new_rule,
    plan,
    rule,
    text,
    typed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def dora(as_, beni):
    return as_("Dora")


# Two at once


@pytest.mark.parametrize(
    ("path", "row", "reads"),
    [
        ("rules", lambda office: rule(office, "High"), "It now reads: If the level is high: tells"),
        ("plans", lambda office: plan(office, "high"), "It now reads: +0 min the rule’s duties;"),
        ("duties", lambda office: duty(office, "hub-chief"), "It now reads: By Noor / Par Noor, no component,"),
    ],
)
def test_whoever_saves_second_keeps_what_was_typed_and_is_told_by_whom(as_, dora, beni, path, row, reads):
    one = row(beni)
    where = f"/setup/{path}/{one.pk}/"
    fields = typed(dora.get(where))
    noor = as_("Noor")
    noor.post(where, typed(noor.get(where)) | {"name_en": "By Noor", "name_fr": "Par Noor"})
    refused = dora.post(where, fields | {"name_en": "By Dora"})
    body = text(refused)
    assert refused.status_code == 409
    assert re.search(r"Noor changed this \d+ s ago: look again. What you typed is kept.", body)
    assert reads in body
    again = typed(refused)
    assert again["name_en"] == "By Dora"
    assert dora.post(where, again).status_code == 303, "saving again is meant"
    one.refresh_from_db()
    assert one.name_en == "By Dora"


@pytest.mark.parametrize(
    ("path", "row"), [("rules", lambda o: rule(o, "High")), ("plans", lambda o: plan(o, "by-night"))]
)
def test_what_somebody_deleted_meanwhile_can_be_made_anew(as_, dora, beni, path, row):
    dora.post("/setup/plans/new/", new_plan(beni))
    one = row(beni)
    where = f"/setup/{path}/{one.pk}/"
    fields = typed(dora.get(where))
    as_("Noor").post(f"{where}delete/", {"seen": fields["seen"]})
    refused = dora.post(where, fields | {"name_en": "Kept"})
    assert refused.status_code == 409 and "Noor deleted this" in text(refused)
    assert dora.get(where).status_code == 404
    again = typed(refused)
    assert again["name_en"] == "Kept"
    assert dora.post(f"/setup/{path}/new/", again).status_code == 303
    assert type(one).objects.filter(office=beni, name_en="Kept").exists()


def test_a_move_from_a_stale_page_says_who_was_quicker(as_, dora, beni):
    high = rule(beni, "High")
    as_("Noor").post(f"/setup/rules/{high.pk}/move/", {"way": "up", "place": "3"})
    refused = dora.post(f"/setup/rules/{high.pk}/move/", {"way": "up", "place": "3"})
    assert refused.status_code == 409
    assert "Not done: Noor changed this" in text(refused) and "1 Restricted" not in text(refused)[:200]


# What they refuse

LONG = "x" * 10_000
BAD: dict[str, tuple[str, dict[str, Any], str]] = {
    "rule without an English name": ("rules", {"name_en": " "}, "Give it a name in English."),
    "rule without a French name": ("rules", {"name_fr": ""}, "Give it a name in French."),
    "rule that tells nobody": ("rules", {"duties": []}, "It tells nobody."),
    "rule without a plan": ("rules", {"plan": ""}, "Choose a plan"),
    "rule with a long name": ("rules", {"name_en": LONG}, "120"),
    "rule with NUL": ("rules", {"name_en": "a\x00b"}, "Null characters"),
    "unknown level": ("rules", {"levels": ["worst"]}, "worst"),
    "unknown kind": ("rules", {"kinds": ["\x00"]}, "valid choice"),
    "unknown threat": ("rules", {"threat_types": ["martians"]}, "martians"),
    "unknown area": ("rules", {"areas": ["999999999999"]}, "999999999999"),
    "area that is no number": ("rules", {"areas": ["x"]}, "valid choice"),
    "unknown restriction": ("rules", {"restricted": "perhaps"}, "perhaps"),
    "unknown place in the order": ("rules", {"before": "-1"}, "-1"),
    "plan without a name": ("plans", {"name_en": ""}, "Give it a name in English."),
    "plan without a need": ("plans", {"need": ""}, "Say which answers are needed."),
    "plan with another need": ("plans", {"need": "two"}, "two"),
    "plan without a time to answer": ("plans", {"answer_within_min": ""}, "Give the minutes."),
    "no time to answer": ("plans", {"answer_within_min": "0"}, "At least 1."),
    "words for minutes": ("plans", {"answer_within_min": "soon"}, "Write whole minutes"),
    "a billion minutes": ("plans", {"answer_within_min": str(10**12)}, "At most 10080 minutes"),
    "ten thousand figures": ("plans", {"answer_within_min": "9" * 10_000}, "minutes"),
    "negative step": ("plans", {"step1-after_min": "-5"}, "At least 0."),
    "endless step": ("plans", {"step1-after_min": str(10**12)}, "At most 10080 minutes"),
    "step without minutes": ("plans", {"step1-after_min": ""}, "After how many minutes?"),
    "step for nobody": ("plans", {"step1-duties": []}, "This step tells nobody."),
    "same minute twice": ("plans", {"step1-after_min": "0"}, "Another step has the same minute."),
    "first step late": ("plans", {"step0-after_min": "1"}, "The first step is at 0 minutes"),
    "no step at all": ("plans", {"steps": "0"}, "It has no step"),
    "unknown channel": ("plans", {"step0-channels": ["pigeon"]}, "pigeon"),
    "unknown duty in a step": ("plans", {"step1-duties": ["0"]}, "valid choice"),
    "no last resort": ("plans", {"last_resort": ""}, "needs a last resort"),
    "decision of nobody": ("plans", {"decided_by": ""}, "but by nobody"),
    "negative decision": ("plans", {"decide_within_min": "-1"}, "At least 1."),
    "plan that does not say how it ends": ("plans", {"insists": ""}, "Say what comes after the last step."),
    "duty without a name": ("duties", {"name_en": "", "name_fr": ""}, "Give it a name in French."),
    "unknown component": ("duties", {"component": "press"}, "press"),
    "unknown fallback": ("duties", {"fallback": "0"}, "valid choice"),
    "duty with a long name": ("duties", {"name_fr": LONG}, "120"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(dora, beni, case):
    what, changes, sentence = BAD[case]
    counts = Rule.objects.count(), Plan.objects.count(), Duty.objects.count()
    kept = "name_fr" if "name_fr" not in changes else "name_en"
    refused = dora.post(f"/setup/{what}/new/", NEW[what](beni, **({kept: "Gardé / kept"} | changes)))
    body = refused.content.decode()
    assert refused.status_code == 422
    assert sentence in html.unescape(body)
    assert 'role="alert"' in body
    assert changes.get(kept) == "" or "Gardé / kept" in body
    assert (Rule.objects.count(), Plan.objects.count(), Duty.objects.count()) == counts


@pytest.mark.parametrize("field", ["duties", "plan", "before", "areas"])
def test_ids_of_another_office_are_no_choices_of_a_rule(dora, beni, bouar, field):
    theirs = {
        "duties": [duty(bouar, "hub-chief").pk],
        "plan": plan(bouar, "high").pk,
        "before": rule(bouar, "High").pk,
        "areas": [Area.objects.filter(country="CF")[0].pk],
    }
    refused = dora.post("/setup/rules/new/", new_rule(beni, **{field: theirs[field]}))
    assert refused.status_code == 422 and "valid choice" in text(refused)


@pytest.mark.parametrize("field", ["last_resort", "decided_by", "step1-duties"])
def test_duties_of_another_office_are_no_choices_of_a_plan(dora, beni, bouar, field):
    refused = dora.post("/setup/plans/new/", new_plan(beni, **{field: duty(bouar, "hub-chief").pk}))
    assert refused.status_code == 422 and "valid choice" in text(refused)


def test_ids_of_another_office_are_not_found(dora, beni, bouar):
    for path in (
        f"/setup/rules/{rule(bouar, 'High').pk}/",
        f"/setup/plans/{plan(bouar, 'high').pk}/",
        f"/setup/duties/{duty(bouar, 'hub-chief').pk}/",
        "/setup/rules/99999999999999999999999999/",
        "/setup/plans/0/",
    ):
        assert dora.get(path).status_code == 404, path
        assert dora.post(path, {}).status_code == 404, path


@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 400, "\x00", "²"])
def test_odd_addresses_and_places_never_fail_us(dora, beni, value):
    high = rule(beni, "High")
    for path in (f"/setup/rules/{high.pk}/move/", f"/setup/duties/{duty(beni, 'hub-chief').pk}/move/"):
        assert dora.post(path, {"way": value, "place": value}).status_code in {303, 409}
    for path in ("/setup/rules/", "/setup/duties/", "/setup/plans/"):
        for name in ("saved", "moved", "way"):
            assert dora.get(path, {name: value}).status_code in {200, 400}
    assert dora.post("/setup/plans/new/", new_plan(beni, steps=value)).status_code in {303, 422}
    assert dora.post("/setup/duties/new/", new_duty(beni, seen=value)).status_code in {303, 422}


def test_what_is_typed_is_never_markup(dora, beni):
    nasty = "<script>alert(1)</script>{{ x }}"
    for what in NEW:
        assert dora.post(f"/setup/{what}/new/", NEW[what](beni, name_en=nasty, name_fr=nasty)).status_code == 303
    for path in LISTS:
        assert "<script>alert" not in dora.get(path).content.decode()
