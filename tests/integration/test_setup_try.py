""" "Who would be told now?" says what routing then does, for the same facts, people for people; and writes nothing."""

import datetime as dt
import html
import re
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from alerts.domain.escalation import offset
from alerts.domain.routing import Conditions
from alerts.domain.words import GoingOn, Level, Role, Sensitivity, ThreatType
from alerts.models import Absence, Alert, Area, Delivery, Duty, Escalation, Event, Plan, Rotation, Rule
from alerts.services import matching, routing, rules
from ewrr.common import clock
from tests import make

pytestmark = pytest.mark.django_db
T, G = ThreatType, GoingOn
OICHA, FAR = {"lat": 0.703, "lon": 29.52}, {"lat": -4.3, "lon": 15.3}


@pytest.fixture
def dora(as_, beni):
    return as_("Dora")


def text(answer):
    body = html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return re.sub(r"\s+", " ", body)


def told(alert, step):
    """Person and channel of every message of a step, and the duties through which they were found."""
    rows = Delivery.objects.filter(alert=alert, step=step)
    return set(rows.values_list("person_id", "channel")), set(rows.values_list("person_id", "through_id"))


def rehearsed(alert, at, number):
    """The same as `rehearse` says it for the alert's own facts."""
    filers = list(alert.filings.values_list("filer_id", flat=True))
    found = routing.rehearse(alert.office_id, matching.facts_of(alert), filers, at)
    rung = found.rungs[number]
    people = {
        (holder.person_id, channel.value) for one in rung.found for holder in one.holders for channel in rung.channels
    }
    return people, {(holder.person_id, holder.through_id) for one in rung.found for holder in one.holders}


def nobody_but_the_filer(office):
    """Ben is away, Chidi's rotation is over, Dora may no longer sign in."""
    now = clock.now()
    ben, dora = make.person("Ben"), make.person("Dora")
    Absence.objects.create(
        office=office,
        person=ben,
        starts_at=now - dt.timedelta(hours=1),
        ends_at=now + dt.timedelta(hours=9),
        declared_at=now,
        declared_by=ben,
    )
    Rotation.objects.filter(duty__office=office, duty__code="force-focal-point").update(
        until_date=(now - dt.timedelta(days=2)).date()
    )
    dora.is_active = False
    dora.save()


def arson_in_kivu_first(office):
    viewer = make.viewer("Noor")
    kivu = Area.objects.get(country="CD", code="CD-NK")
    duties = tuple(
        Duty.objects.filter(office=office, code__in=["force-deputy", "hub-chief"]).values_list("pk", flat=True)
    )
    draft = rules.Draft(
        "Arson",
        "Incendies",
        Conditions(threat_types=frozenset({T.ARSON}), area_ids=frozenset({kivu.pk})),
        duties,
        Plan.objects.get(office=office, code="medium").pk,
    )
    rules.create(viewer=viewer, draft=draft, before=Rule.objects.get(office=office, position=1).pk)


def as_it_is(office):
    """The sample's own rules and rotas."""


FILED: dict[str, dict[str, Any]] = {
    "critical": {"level": "critical"},
    "high": {"level": "high"},
    "medium": {"level": "medium"},
    "low": {"level": "low"},
    "restricted": {"threat_types": (T.CRSV,)},
    "strictly confidential": {"level": "high", "sensitivity": Sensitivity.STRICT},
    "child victims": {"level": "low", "concerns_children": True},
    "arson nearby": {"threat_types": (T.ARSON,), "going_on": G.NOW, **OICHA},
    "arson far away": {"threat_types": (T.ARSON,), "going_on": G.NOW, **FAR},
    "arson anywhere": {"threat_types": (T.ARSON, T.KILLING), "going_on": G.SOON, "lat": None, "lon": None},
    "by a focal point": {"level": "critical", "by": "Amina"},
    "by the hub": {"level": "high", "by": "Dora"},
}
WORLDS = {"as it is": as_it_is, "a rule before": arson_in_kivu_first, "gaps": nobody_but_the_filer}


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("case", FILED)
def test_the_first_step_tells_whom_the_rehearsal_named(beni, case, world):
    WORLDS[world](beni)
    by = FILED[case].get("by", "Hana")
    if world == "gaps" and by == "Dora":
        by = "Grace"  # Dora cannot file there
    alert = make.alert(**FILED[case] | {"by": by})
    expected = rehearsed(alert, clock.now(), 0)
    assert Delivery.objects.count() == 0, "a rehearsal writes nothing"
    routing.route_due()
    assert told(alert, 0) == expected
    assert expected[0], "somebody is told in each of these"


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("case", ["critical", "high", "medium", "restricted", "by a focal point"])
def test_each_later_step_and_the_first_repeat_tell_whom_the_rehearsal_names(beni, case, world):
    """Whoever holds a duty then: each step is rehearsed at the moment at which it is due."""
    WORLDS[world](beni)
    alert = make.alert(is_routed=True, **FILED[case])
    plan = Escalation.objects.get(alert=alert).ladder
    for number in range(1, len(plan.steps) + 1):
        at = alert.received_at + offset(plan, number) + dt.timedelta(seconds=1)
        with clock.set_to(at):
            expected = rehearsed(alert, at, number)
            routing.route_due()
        assert told(alert, number) == expected, number
    assert Escalation.objects.get(alert=alert).state == "unanswered"


def test_the_page_names_the_rule_those_before_it_and_each_person(dora, beni):
    body = text(
        dora.get("/setup/rules/try/", {"level": "high", "kind": "attack_ongoing", "threat_types": ["movement"]})
    )
    assert "Rule 3, High, is the first that fits" in body
    assert "Rule 1, Restricted, passed over: it asks for restricted alerts" in body
    assert "Rule 2, Critical, passed over: another level" in body
    for name in ("Dora", "Amina", "Ben", "Chidi", "Luc", "Tomas", "Rajiv", "Noor", "Grace"):
        assert name in body
    assert re.search(r"Civilian focal point Amina until \d\d:\d\d \(rotation\)", body)
    assert "+15 min" in body and "+1 h" in body and "If nobody answers alarm at" in body


def test_the_page_says_who_is_passed_over_and_why(dora, beni):
    nobody_but_the_filer(beni)
    noor = make.person("Noor")
    client_of_noor = dora
    client_of_noor.force_login(noor)
    amina = make.person("Amina")
    body = text(client_of_noor.get("/setup/rules/try/", {"filer": amina.pk}))
    assert "Passed over: Amina, who filed it (Civilian focal point)." in body
    assert "Ben, absent (Police focal point)" in body
    assert "Force focal point, nobody holds it" in body
    assert "Dora, no longer in the office (Hub duty officer)" in body
    assert "Luc as Civilian deputy, until" in body


def test_a_step_that_finds_nobody_is_taken_at_once(dora, beni):
    Rotation.objects.filter(duty__office=beni).exclude(duty__code="head-of-office").delete()
    Duty.objects.filter(office=beni).update(fallback=None)
    body = text(dora.get("/setup/rules/try/"))
    assert body.count("Nobody is found: what comes next is done at once.") == 3
    assert body.count("at once") >= 4 and "Head of Office Grace" in body


def test_a_plan_that_rests_says_so_and_what_happens_when_nobody_is_found(dora, beni):
    body = text(dora.get("/setup/rules/try/", {"level": "low"}))
    assert "Rule 5, Everything else, is the first that fits" in body
    assert "If nobody answers it rests: inbox and board only" in body and "inbox only" in body
    Rotation.objects.filter(duty__office=beni).exclude(duty__code="head-of-office").delete()
    Duty.objects.filter(office=beni).update(fallback=None)
    body = text(dora.get("/setup/rules/try/", {"level": "low"}))
    assert "alarm at once; Head of Office is told again and again" in body


def test_another_moment_finds_another_watch(dora, beni):
    """At the very second of hand-over the incoming person has it."""
    zone = ZoneInfo(beni.time_zone)
    day = (clock.now().astimezone(zone) + dt.timedelta(days=3)).date()
    before = dt.datetime.combine(day, dt.time(5, 59), zone)
    for at in (before, before + dt.timedelta(minutes=1)):
        typed = f"{at:%Y-%m-%dT%H:%M}"
        body = text(dora.get("/setup/rules/try/", {"at": typed}))
        found = routing.rehearse(
            beni.pk,
            make_facts(),
            [],
            at.astimezone(dt.UTC),
        )
        until = next(h.until for one in found.rungs[0].found for h in one.holders)
        assert f"until {until.astimezone(zone):%d.%m. %H:%M}" in body
        assert f"{at:%H:%M} Beni" in body


def make_facts():
    return matching.rules.Facts(
        Level.CRITICAL, matching.Kind.ATTACK_ONGOING, frozenset(), frozenset(), is_restricted=False
    )


def test_looking_writes_and_sends_nothing(dora, beni):
    before = Event.objects.count()
    for level in Level:
        assert dora.get("/setup/rules/try/", {"level": level.value, "restricted": "on"}).status_code == 200
    assert not Alert.objects.exists() and not Delivery.objects.exists() and not Escalation.objects.exists()
    assert Event.objects.count() == before


def test_from_each_rule_there_is_a_way_to_an_alert_that_meets_it(dora, beni):
    arson_in_kivu_first(beni)
    page = dora.get("/setup/rules/").content.decode()
    links = re.findall(r'href="(/setup/rules/try/\?[^"]+)"', page)
    assert len(links) == 6
    for position, link in enumerate(links, start=1):
        assert f"Rule {position}, " in text(dora.get(html.unescape(link))), link


def test_an_unreachable_rule_shows_what_catches_its_alerts(dora, beni):
    rules.create(
        viewer=make.viewer("Dora"),
        draft=rules.Draft(
            "Never",
            "Jamais",
            Conditions(levels=frozenset({Level.HIGH}), is_restricted=True),
            (Duty.objects.get(office=beni, code="hub-chief").pk,),
            Plan.objects.get(office=beni, code="low").pk,
        ),
    )
    page = dora.get("/setup/rules/").content.decode()
    link = re.findall(r'href="(/setup/rules/try/\?[^"]+)"', page)[4]
    assert "Rule 1, Restricted, is the first that fits" in text(dora.get(html.unescape(link)))


def test_an_office_without_a_last_rule_gets_a_sentence(dora, beni):
    Rule.objects.filter(office=beni, is_last=True).delete()
    answer = dora.get("/setup/rules/try/", {"level": "low"})
    assert answer.status_code == 200 and "No last rule catches what the others leave" in text(answer)


WRONG = {
    "unknown level": ({"level": "worst"}, "worst"),
    "unknown kind": ({"kind": "x"}, "valid choice"),
    "unknown threat": ({"threat_types": ["martians"]}, "martians"),
    "unknown area": ({"area": "0"}, "valid choice"),
    "unknown filer": ({"filer": "999999999999999999999"}, "valid choice"),
    "no moment": ({"at": "soon"}, "This moment cannot be read."),
    "two years from now": ({"at": "2199-01-01T00:00"}, "At most a year from now."),
    "before the calendar": ({"at": "0001-01-01T00:00"}, ""),
    "after the calendar": ({"at": "9999-12-31T23:59"}, "At most a year from now."),
    "thirtieth of February": ({"at": "2026-02-30T10:00"}, "This moment cannot be read."),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_question_that_cannot_be_asked_gets_a_sentence(dora, beni, case):
    asked, sentence = WRONG[case]
    answer = dora.get("/setup/rules/try/", asked)
    assert answer.status_code == 422
    assert sentence in text(answer) and "is the first that fits" not in text(answer)


def test_nobody_of_another_office_and_no_area_of_another_country_is_offered(dora, beni, bouar):
    theirs = make.person("Esther")
    assert dora.get("/setup/rules/try/", {"filer": theirs.pk}).status_code == 422
    assert dora.get("/setup/rules/try/", {"area": Area.objects.filter(country="CF")[0].pk}).status_code == 422
    body = dora.get("/setup/rules/try/").content.decode()
    assert "Esther" not in body and "Hana" in body


def test_somebody_whose_role_ended_is_no_filer_any_more(dora, beni):
    gone = make.member(beni, Role.HUB_DUTY, name="Zoe").person
    gone.memberships.update(until_date="2020-02-01")
    assert "Zoe" not in dora.get("/setup/rules/try/").content.decode()
