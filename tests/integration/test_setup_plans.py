"""Plans are made, changed and deleted as a whole; what runs keeps the plan that it began with."""

from dataclasses import replace
from typing import Any

import pytest

from alerts.domain.plan import Need
from alerts.domain.rulebook import About, Fault, PlanSheet, StepSheet
from alerts.domain.words import Channel
from alerts.models import Delivery, Duty, Escalation, Event, Plan, PlanStep, Rule
from alerts.selectors import rulebook
from alerts.services import plans, routing, setting_up
from ewrr.common import clock
from tests import make

pytestmark = pytest.mark.django_db
BOTH = (Channel.INBOX, Channel.EMAIL)


@pytest.fixture
def dora(beni):
    return make.viewer("Dora")


def duty(office, code):
    return Duty.objects.get(office=office, code=code).pk


def plan(office, code):
    return Plan.objects.get(office=office, code=code)


def draft(office, name="By night", **changes):
    sheet = PlanSheet(
        0,
        Need.ONE,
        (StepSheet(0, True, (), BOTH), StepSheet(7, False, (duty(office, "hub-chief"),), (Channel.INBOX,))),
        answer_within_min=7,
        decide_within_min=20,
        decided_by=duty(office, "hub-duty-officer"),
        last_resort=duty(office, "head-of-office"),
        insists=True,
    )
    return plans.Draft(name, "De nuit", replace(sheet, **changes))


def seen(office, row):
    return rulebook.version(About.PLAN, rulebook.shelf(office, clock.now()), row.pk)


def stored(made):
    steps = made.steps.order_by("after_min")
    return [(step.after_min, step.is_again, [one.code for one in step.duties.all()], step.channels) for step in steps]


def test_a_plan_is_made_with_its_steps_and_a_code_of_its_own(dora, beni):
    made = plans.create(viewer=dora, draft=draft(beni))
    again = plans.create(viewer=dora, draft=draft(beni))
    assert (made.code, again.code) == ("by-night", "by-night-2")
    assert stored(made) == [(0, True, [], ["inbox", "email"]), (7, False, ["hub-chief"], ["inbox"])]
    made.refresh_from_db()
    assert (made.need, made.answer_within_min, made.decide_within_min, made.insists) == ("one", 7, 20, True)
    assert (made.decided_by.code, made.last_resort.code) == ("hub-duty-officer", "head-of-office")
    data = Event.objects.filter(office=beni).latest("seq").data
    assert (data["what"], data["act"], data["code"]) == ("plan", "created", "by-night-2")


@pytest.mark.parametrize(("name", "code"), [("!!!", "plan"), ("ليل", "plan"), ("x" * 120, "x" * 36)])
def test_a_code_is_made_of_whatever_the_name_holds(dora, beni, name, code):
    assert plans.create(viewer=dora, draft=draft(beni, name)).code == code


def test_a_changed_plan_keeps_its_code_and_its_rules(dora, beni):
    high = plan(beni, "high")
    changed = plans.change(viewer=dora, plan_id=high.pk, seen=seen(beni, high), draft=draft(beni))
    assert (changed.code, changed.name_en) == ("high", "By night")
    assert stored(changed) == stored(plans.create(viewer=dora, draft=draft(beni)))
    assert Rule.objects.filter(plan=high).exists()


def test_a_running_round_is_untouched_by_editing_its_plan(dora, beni):
    """Its later steps tell whom the plan told when it began, at their minutes of then."""
    alert = make.alert(is_routed=True)
    before = Escalation.objects.get(alert=alert).plan
    critical = plan(beni, "critical")
    wanted = draft(beni, steps=(StepSheet(0, False, (duty(beni, "protection-adviser"),), (Channel.INBOX,)),))
    plans.change(viewer=dora, plan_id=critical.pk, seen=seen(beni, critical), draft=wanted)
    assert Escalation.objects.get(alert=alert).plan == before
    with clock.set_to(alert.received_at + make.dt.timedelta(minutes=5, seconds=1)):
        routing.route_due()
    names = set(Delivery.objects.filter(alert=alert, step=1).values_list("person__name", flat=True))
    assert names == {"Amina", "Ben", "Chidi", "Dora", "Luc", "Tomas", "Rajiv"}
    later = make.alert(is_routed=True)
    assert set(Delivery.objects.filter(alert=later).values_list("person__name", "channel")) == {("Sifa", "inbox")}


def test_a_plan_goes_only_when_no_rule_starts_it(dora, beni):
    low = plan(beni, "low")
    with pytest.raises(plans.InUse) as refused:
        plans.delete(viewer=dora, plan_id=low.pk, seen=seen(beni, low))
    assert "Everything else" in str(refused.value.sentence)
    Rule.objects.filter(plan=low).update(plan=plan(beni, "high"))
    plans.delete(viewer=dora, plan_id=low.pk, seen=seen(beni, low))
    assert not Plan.objects.filter(pk=low.pk).exists() and not PlanStep.objects.filter(plan_id=low.pk).exists()
    data = Event.objects.filter(office=beni).latest("seq").data
    assert (data["act"], data["id"], data["code"]) == ("deleted", low.pk, "low")


def test_whoever_comes_second_is_refused_and_told_by_whom(dora, beni):
    high = plan(beni, "high")
    opened = seen(beni, high)
    plans.change(viewer=make.viewer("Ivan"), plan_id=high.pk, seen=opened, draft=draft(beni))
    for act in (
        lambda: plans.change(viewer=dora, plan_id=high.pk, seen=opened, draft=draft(beni, "Mine")),
        lambda: plans.delete(viewer=dora, plan_id=high.pk, seen=opened),
    ):
        with pytest.raises(setting_up.Stale) as refused:
            act()
        assert refused.value.event.person.name == "Ivan"
    assert plan(beni, "high").name_en == "By night"


def test_a_step_that_changes_alone_makes_it_another_version(dora, beni):
    high = plan(beni, "high")
    opened = seen(beni, high)
    step = high.steps.get(after_min=15)
    step.duties.add(duty(beni, "head-of-office"))
    assert seen(beni, high) != opened


UNSOUND: dict[str, tuple[dict[str, Any], Fault]] = {
    "no last resort": ({"last_resort": None}, Fault.NO_LAST_RESORT),
    "nobody decides": ({"decided_by": None}, Fault.NOBODY_DECIDES),
    "no step": ({"steps": ()}, Fault.NO_STEP),
    "first step late": ({"steps": (StepSheet(1, True, (), BOTH),)}, Fault.FIRST_STEP_LATE),
    "same minute": ({"steps": (StepSheet(0, True, (), BOTH),) * 2}, Fault.SAME_MINUTE),
    "tells nobody": ({"steps": (StepSheet(0, False, (), BOTH),)}, Fault.STEP_TELLS_NOBODY),
}


@pytest.mark.parametrize("case", UNSOUND)
def test_a_plan_that_would_not_work_is_not_saved(dora, beni, case):
    changes, fault = UNSOUND[case]
    high = plan(beni, "high")
    for act in (
        lambda: plans.create(viewer=dora, draft=draft(beni, **changes)),
        lambda: plans.change(viewer=dora, plan_id=high.pk, seen=seen(beni, high), draft=draft(beni, **changes)),
    ):
        with pytest.raises(setting_up.Unsound) as refused:
            act()
        assert [one.code for one in refused.value.findings] == [fault]
    assert plan(beni, "high").name_en == "High: one answer" and Plan.objects.filter(office=beni).count() == 5


def test_a_retired_duty_is_named_in_no_plan(dora, beni):
    Duty.objects.filter(office=beni, code="hub-chief").update(retired_at=clock.now())
    with pytest.raises(setting_up.Unsound) as refused:
        plans.create(viewer=dora, draft=draft(beni))
    assert [(one.code, one.step) for one in refused.value.findings] == [(Fault.RETIRED_DUTY, 1)]


def test_nothing_of_another_office_can_be_named_or_touched(dora, beni, bouar):
    theirs = plan(bouar, "high")
    for changes in (
        {"last_resort": duty(bouar, "hub-chief")},
        {"decided_by": duty(bouar, "hub-chief")},
        {"steps": (StepSheet(0, False, (duty(bouar, "hub-chief"),), BOTH),)},
    ):
        with pytest.raises(setting_up.NotHere):
            plans.create(viewer=dora, draft=draft(beni, **changes))
    for act in (
        lambda: plans.change(viewer=dora, plan_id=theirs.pk, seen=seen(bouar, theirs), draft=draft(beni)),
        lambda: plans.delete(viewer=dora, plan_id=theirs.pk, seen=seen(bouar, theirs)),
    ):
        with pytest.raises(Plan.DoesNotExist):
            act()


def test_twelve_steps_and_forty_plans_are_enough(dora, beni):
    steps = tuple(StepSheet(number, True, (), BOTH) for number in range(plans.MOST_STEPS + 1))
    with pytest.raises(setting_up.TooMany):
        plans.create(viewer=dora, draft=draft(beni, steps=steps))
    assert plans.create(viewer=dora, draft=draft(beni, steps=steps[:-1])).steps.count() == plans.MOST_STEPS
    Plan.objects.bulk_create(
        Plan(office=beni, code=f"p{number}", name_en="x", name_fr="x", need="one", answer_within_min=1)
        for number in range(plans.MOST)
    )
    with pytest.raises(setting_up.TooMany):
        plans.create(viewer=dora, draft=draft(beni))


@pytest.mark.parametrize("name", ["Amina", "Hana", "Farid"])
def test_whoever_may_not_changes_nothing(beni, name):
    viewer, high = make.viewer(name), plan(beni, "high")
    for act in (
        lambda: plans.create(viewer=viewer, draft=draft(beni)),
        lambda: plans.change(viewer=viewer, plan_id=high.pk, seen=seen(beni, high), draft=draft(beni)),
        lambda: plans.delete(viewer=viewer, plan_id=high.pk, seen=seen(beni, high)),
    ):
        with pytest.raises(setting_up.MayNotSetUp):
            act()
