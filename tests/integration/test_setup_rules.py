"""Rules are made, changed, moved and deleted one person at a time; their order has neither hole nor twin."""

from dataclasses import replace
from typing import Any

import pytest

from alerts.domain.events import Happened
from alerts.domain.routing import Conditions
from alerts.domain.rulebook import About, Fault
from alerts.domain.words import Level, ThreatType
from alerts.models import Area, Duty, Escalation, Event, Plan, Rule
from alerts.selectors import rulebook
from alerts.services import rules, setting_up
from ewrr.common import clock
from tests import make

pytestmark = pytest.mark.django_db
IN_ORDER = ["Restricted", "Critical", "High", "Medium", "Everything else"]


@pytest.fixture
def dora(beni):
    return make.viewer("Dora")


def draft(office, **changes):
    duties = Duty.objects.filter(office=office, code__in=["force-focal-point", "hub-duty-officer"])
    fields: dict[str, Any] = {
        "name_en": "Killings in Nord-Kivu",
        "name_fr": "Meurtres au Nord-Kivu",
        "conditions": Conditions(threat_types=frozenset({ThreatType.KILLING}), area_ids=frozenset({kivu().pk})),
        "duty_ids": tuple(duties.values_list("pk", flat=True)),
        "plan_id": Plan.objects.get(office=office, code="critical").pk,
    }
    return rules.Draft(**(fields | changes))


def kivu():
    return Area.objects.get(country="CD", code="CD-NK")


def order(office):
    stored = list(Rule.objects.filter(office=office).order_by("is_last", "position"))
    assert [rule.position for rule in stored] == list(range(1, len(stored) + 1))
    return [rule.name_en for rule in stored]


def rule(office, name):
    return Rule.objects.get(office=office, name_en=name)


def seen(office, row):
    return rulebook.version(About.RULE, rulebook.shelf(office, clock.now()), row.pk)


def last_event(office):
    event = Event.objects.filter(office=office).latest("seq")
    assert event.kind == Happened.RULES_CHANGED and event.alert_id is None
    return event


def test_a_new_rule_stands_before_the_last_one(dora, beni):
    made = rules.create(viewer=dora, draft=draft(beni))
    assert order(beni) == [*IN_ORDER[:4], "Killings in Nord-Kivu", "Everything else"]
    made.refresh_from_db()
    assert (made.threat_types, made.levels, made.for_restricted) == (["killing"], [], None)
    assert set(made.areas.all()) == {kivu()} and made.duties.count() == 2
    assert last_event(beni).person == dora.person
    assert last_event(beni).data == {
        "what": "rule",
        "act": "created",
        "id": made.pk,
        "code": "",
        "before": None,
        "after": 5,
    }


def test_a_new_rule_stands_before_the_one_that_is_named(dora, beni):
    rules.create(viewer=dora, draft=draft(beni), before=rule(beni, "Critical").pk)
    assert order(beni) == ["Restricted", "Killings in Nord-Kivu", *IN_ORDER[1:]]


def test_an_office_without_a_last_rule_gets_one(dora, beni):
    Rule.objects.filter(office=beni, is_last=True).delete()
    made = rules.create(viewer=dora, draft=draft(beni))
    made.refresh_from_db()
    assert made.is_last and not made.threat_types and not made.areas.exists(), "the last one asks nothing"
    assert order(beni)[-1] == "Killings in Nord-Kivu"


def test_a_rule_is_changed_as_a_whole(dora, beni):
    high = rule(beni, "High")
    wanted = draft(beni, conditions=Conditions(levels=frozenset({Level.HIGH, Level.MEDIUM}), is_restricted=False))
    rules.change(viewer=dora, rule_id=high.pk, seen=seen(beni, high), draft=wanted)
    high.refresh_from_db()
    assert (sorted(high.levels), high.for_restricted, high.threat_types) == (["high", "medium"], False, [])
    assert not high.areas.exists() and high.plan.code == "critical"
    assert (last_event(beni).data["act"], last_event(beni).data["id"]) == ("changed", high.pk)


def test_the_last_rule_keeps_asking_nothing(dora, beni):
    last = rule(beni, "Everything else")
    rules.change(viewer=dora, rule_id=last.pk, seen=seen(beni, last), draft=draft(beni))
    last.refresh_from_db()
    assert last.is_last and not last.threat_types and not last.areas.exists()
    assert last.name_en == "Killings in Nord-Kivu"


@pytest.mark.parametrize(
    ("name", "is_up", "expected"),
    [
        ("High", True, ["Restricted", "High", "Critical", "Medium", "Everything else"]),
        ("High", False, ["Restricted", "Critical", "Medium", "High", "Everything else"]),
        ("Restricted", True, IN_ORDER),
        ("Medium", False, IN_ORDER),
    ],
)
def test_a_rule_moves_one_place_and_none_past_either_end(dora, beni, name, is_up, expected):
    events = Event.objects.count()
    moving = rule(beni, name)
    rules.move(viewer=dora, rule_id=moving.pk, seen_position=moving.position, is_up=is_up)
    assert order(beni) == expected
    assert Event.objects.count() - events == (expected != IN_ORDER)
    if expected != IN_ORDER:
        places = last_event(beni).data
        assert (places["before"], places["after"]) == (moving.position, moving.position + (-1 if is_up else 1))


def test_positions_with_holes_are_closed_by_the_next_move(dora, beni):
    Rule.objects.filter(office=beni, name_en="Medium").update(position=40)
    Rule.objects.filter(office=beni, name_en="Restricted").update(position=0)
    moving = rule(beni, "Medium")
    rules.move(viewer=dora, rule_id=moving.pk, seen_position=40, is_up=True)
    assert order(beni) == ["Restricted", "Critical", "Medium", "High", "Everything else"]


def test_the_last_rule_neither_moves_nor_goes(dora, beni):
    last = rule(beni, "Everything else")
    with pytest.raises(rules.LastRule):
        rules.move(viewer=dora, rule_id=last.pk, seen_position=last.position, is_up=True)
    with pytest.raises(rules.LastRule):
        rules.delete(viewer=dora, rule_id=last.pk, seen=seen(beni, last))
    assert order(beni) == IN_ORDER


def test_a_deleted_rule_leaves_no_hole_and_what_it_began_goes_on(dora, beni):
    alert = make.alert()
    critical = rule(beni, "Critical")
    before = Escalation.objects.get(alert=alert)
    assert before.rule == critical
    rules.delete(viewer=dora, rule_id=critical.pk, seen=seen(beni, critical))
    assert order(beni) == ["Restricted", "High", "Medium", "Everything else"]
    after = Escalation.objects.get(alert=alert)
    assert after.rule is None
    assert (after.plan, after.state, after.next_at, after.step) == (
        before.plan,
        before.state,
        before.next_at,
        before.step,
    )
    assert (last_event(beni).data["act"], last_event(beni).data["before"]) == ("deleted", 2)


def test_whoever_comes_second_is_told_by_whom_it_was_changed(dora, beni):
    high = rule(beni, "High")
    opened = seen(beni, high)
    rules.change(viewer=make.viewer("Noor"), rule_id=high.pk, seen=opened, draft=draft(beni))
    with pytest.raises(setting_up.Stale) as refused:
        rules.change(viewer=dora, rule_id=high.pk, seen=opened, draft=draft(beni, name_en="Mine"))
    assert refused.value.event.person.name == "Noor"
    with pytest.raises(setting_up.Stale):
        rules.delete(viewer=dora, rule_id=high.pk, seen=opened)
    high.refresh_from_db()
    assert high.name_en == "Killings in Nord-Kivu"


def test_moving_a_rule_makes_nobodys_typing_stale(dora, beni):
    high = rule(beni, "High")
    opened = seen(beni, high)
    rules.move(viewer=make.viewer("Noor"), rule_id=high.pk, seen_position=high.position, is_up=True)
    rules.change(viewer=dora, rule_id=high.pk, seen=opened, draft=draft(beni))
    assert order(beni) == ["Restricted", "Killings in Nord-Kivu", "Critical", "Medium", "Everything else"]


def test_a_move_seen_from_another_place_is_refused(dora, beni):
    high = rule(beni, "High")
    rules.move(viewer=make.viewer("Noor"), rule_id=high.pk, seen_position=high.position, is_up=True)
    with pytest.raises(setting_up.Stale):
        rules.move(viewer=dora, rule_id=high.pk, seen_position=high.position, is_up=True)
    assert order(beni) == ["Restricted", "High", "Critical", "Medium", "Everything else"]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [({"duty_ids": ()}, Fault.RULE_TELLS_NOBODY), ({"duty_ids": "retired"}, Fault.RETIRED_DUTY)],
)
def test_a_rule_that_would_not_work_is_not_saved(dora, beni, changes, fault):
    if changes["duty_ids"] == "retired":
        gone = Duty.objects.create(
            office=beni, code="gone", name_en="Gone", name_fr="Parti", time_zone="UTC", retired_at=clock.now()
        )
        changes = {"duty_ids": (gone.pk,)}
    high = rule(beni, "High")
    wanted = replace(draft(beni), **changes)
    for act in (
        lambda: rules.create(viewer=dora, draft=wanted),
        lambda: rules.change(viewer=dora, rule_id=high.pk, seen=seen(beni, high), draft=wanted),
    ):
        with pytest.raises(setting_up.Unsound) as refused:
            act()
        assert [one.code for one in refused.value.findings] == [fault]
    assert order(beni) == IN_ORDER


def test_an_unreachable_rule_is_saved_and_shown(dora, beni):
    made = rules.create(viewer=dora, draft=draft(beni, conditions=Conditions(levels=frozenset({Level.CRITICAL}))))
    shelf = rulebook.shelf(beni, clock.now())
    assert [one.code for one in shelf.about(About.RULE, made.pk)] == [Fault.UNREACHABLE]
    assert shelf.about(About.RULE, made.pk)[0].ids == (rule(beni, "Critical").pk,)


def test_nothing_of_another_office_can_be_named_or_touched(dora, beni, bouar):
    theirs = rule(bouar, "High")
    foreign = {
        "duty_ids": (Duty.objects.filter(office=bouar)[0].pk,),
        "plan_id": Plan.objects.filter(office=bouar)[0].pk,
        "conditions": Conditions(area_ids=frozenset({Area.objects.filter(country="CF")[0].pk})),
    }
    for field, value in foreign.items():
        with pytest.raises(setting_up.NotHere):
            rules.create(viewer=dora, draft=draft(beni, **{field: value}))
    with pytest.raises(setting_up.NotHere):
        rules.create(viewer=dora, draft=draft(beni), before=theirs.pk)
    for act in (
        lambda: rules.change(viewer=dora, rule_id=theirs.pk, seen=seen(bouar, theirs), draft=draft(beni)),
        lambda: rules.move(viewer=dora, rule_id=theirs.pk, seen_position=theirs.position, is_up=True),
        lambda: rules.delete(viewer=dora, rule_id=theirs.pk, seen=seen(bouar, theirs)),
    ):
        with pytest.raises(Rule.DoesNotExist):
            act()
    assert order(bouar) == IN_ORDER and order(beni) == IN_ORDER


@pytest.mark.parametrize("name", ["Amina", "Hana", "Farid"])
def test_whoever_may_not_changes_nothing(beni, name):
    viewer, high = make.viewer(name), rule(beni, "High")
    for act in (
        lambda: rules.create(viewer=viewer, draft=draft(beni)),
        lambda: rules.change(viewer=viewer, rule_id=high.pk, seen=seen(beni, high), draft=draft(beni)),
        lambda: rules.move(viewer=viewer, rule_id=high.pk, seen_position=high.position, is_up=True),
        lambda: rules.delete(viewer=viewer, rule_id=high.pk, seen=seen(beni, high)),
    ):
        with pytest.raises(setting_up.MayNotSetUp):
            act()
    assert order(beni) == IN_ORDER


def test_sixty_rules_are_enough(dora, beni):
    plan = Plan.objects.get(office=beni, code="low")
    Rule.objects.bulk_create(
        Rule(office=beni, position=number, name_en="x", name_fr="x", plan=plan)
        for number in range(10, 10 + rules.MOST - 5)
    )
    with pytest.raises(setting_up.TooMany):
        rules.create(viewer=dora, draft=draft(beni))
