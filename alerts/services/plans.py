"""Plans made, changed and deleted. What runs has a copy of its own and is not touched."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from alerts.domain.rulebook import About, PlanSheet
from alerts.models import Plan, PlanStep
from alerts.selectors.access import Viewer
from ewrr.common.errors import Refusal

from .setting_up import Editing, NotHere, TooMany, editing, fresh_code

MOST, MOST_STEPS = 40, 12
UNSAVED = 0


class InUse(Refusal):
    code = "plan_in_use"


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan as somebody wants it; the id of the sheet is not looked at."""

    name_en: str
    name_fr: str
    sheet: PlanSheet


def create(*, viewer: Viewer, draft: Draft) -> Plan:
    """Its code is made of its English name and stays. Raises MayNotSetUp, NotHere, TooMany, Unsound."""
    with editing(viewer) as e:
        if len(e.read.plans) >= MOST:
            raise TooMany
        _must_be_right(e, draft, UNSAVED)
        code = fresh_code(draft.name_en, [plan.code for plan in e.read.plans.values()], "plan")
        plan = Plan(office=e.read.office, code=code)
        _write(plan, draft)
        e.record(About.PLAN, "created", plan.pk, code=plan.code)
        return plan


def change(*, viewer: Viewer, plan_id: int, seen: str, draft: Draft) -> Plan:
    """`seen`: rulebook.version as it was read. Rounds that run, and rules, stay as they are.

    Raises MayNotSetUp, Plan.DoesNotExist, Stale, NotHere, TooMany, Unsound.
    """
    with editing(viewer) as e:
        e.must_be_seen(About.PLAN, plan_id, seen)
        _must_be_right(e, draft, plan_id)
        plan = e.read.plans[plan_id]
        _write(plan, draft)
        e.record(About.PLAN, "changed", plan.pk, code=plan.code)
        return plan


def delete(*, viewer: Viewer, plan_id: int, seen: str) -> None:
    """Raises MayNotSetUp, Plan.DoesNotExist, Stale, and InUse while a rule starts it."""
    with editing(viewer) as e:
        e.must_be_seen(About.PLAN, plan_id, seen)
        if rules := e.read.by_plan(plan_id):
            names = ", ".join(str(rule) for rule in rules)
            raise InUse(_("Not deleted: these rules start it: %(rules)s.") % {"rules": names})
        plan = e.read.plans[plan_id]
        code = plan.code
        plan.delete()
        e.record(About.PLAN, "deleted", plan_id, code=code)


def _must_be_right(e: Editing, draft: Draft, plan_id: int) -> None:
    """Nothing of another office, and no error in the plan itself."""
    sheet = draft.sheet
    named = [one for step in sheet.steps for one in step.duty_ids]
    named += [one for one in (sheet.decided_by, sheet.last_resort) if one is not None]
    if any(one not in e.read.duties for one in named):
        raise NotHere
    if len(sheet.steps) > MOST_STEPS:
        raise TooMany
    e.must_be_sound(About.PLAN, plan_id, replace(e.read.book, plans={plan_id: replace(sheet, id=plan_id)}))


def _write(plan: Any, draft: Draft) -> None:
    sheet = draft.sheet
    plan.name_en, plan.name_fr, plan.need, plan.insists = draft.name_en, draft.name_fr, sheet.need, sheet.insists
    plan.answer_within_min, plan.decide_within_min = sheet.answer_within_min, sheet.decide_within_min
    plan.decided_by_id, plan.last_resort_id = sheet.decided_by, sheet.last_resort
    plan.save()
    plan.steps.all().delete()
    for step in sheet.steps:
        row = PlanStep.objects.create(
            plan=plan,
            after_min=step.after_min,
            is_again=step.is_again,
            channels=[channel.value for channel in step.channels],
        )
        row.duties.set(step.duty_ids)
