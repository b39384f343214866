"""The office's plans, each with its ladder, and a form for one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alerts.domain.rulebook import About, PlanSheet
from alerts.domain.words import Channel
from alerts.models import Plan
from alerts.selectors import rulebook
from alerts.selectors.rulebook import Shelf
from alerts.selectors.rulebook_words import minutes, plan_ends, plan_sentence, step_names
from alerts.services import plans
from ewrr.common.errors import Refusal

from .setting_up import changed_by, for_those_who_set_up, refused, said
from .setup_book import done, notes, save_typed, shelf_of, standing
from .setup_plan_form import PlanForm

LAST = 10**9  # a plan that no rule starts stands after the others


@require_safe
@for_those_who_set_up
def list_plans(request: Any) -> HttpResponse:
    """?saved= names the row that was changed by the page before."""
    return _list(request, shelf_of(request))


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_set_up
def edit(request: Any, plan: int | None = None) -> HttpResponse:
    """One plan, new or known; of one that somebody deleted meanwhile a new one can be made."""
    read = shelf_of(request)
    known, deleted = standing(request, About.PLAN, plan, read.plans)
    form = PlanForm(request.POST if request.method == "POST" else None, read=read, id=known)
    if deleted is not None:
        form.look_again(changed_by(deleted, request.now))
        return _form(request, form, 409)

    def save() -> Plan:
        if known is None:
            return plans.create(viewer=request.viewer, draft=form.draft)
        return plans.change(viewer=request.viewer, plan_id=known, seen=form.cleaned_data["seen"], draft=form.draft)

    return save_typed(request, form, save, _form, "setup_plans")


@require_POST
@for_those_who_set_up
def delete(request: Any, plan: int) -> HttpResponse:
    """For good; rounds that run by it go on."""
    seen = request.POST.get("seen", "")
    return done(request, lambda: plans.delete(viewer=request.viewer, plan_id=plan, seen=seen), _list, "setup_plans")


def _list(request: Any, read: Shelf, refusal: Refusal | None = None) -> HttpResponse:
    """In the order of the rules that start them."""
    first = {pk: min((rule.position for rule in read.by_plan(pk)), default=LAST) for pk in read.plans}
    facts = {
        "rows": [
            {
                "plan": plan,
                "ladder": ladder(read.book.plans[pk], read),
                "insists": plan.insists,
                "ends": plan_ends(read.book.plans[pk], read),
                "rules": read.by_plan(pk),
                "findings": notes(read, About.PLAN, pk),
            }
            for pk, plan in sorted(read.plans.items(), key=lambda item: first[item[0]])
        ],
        "saved": said(request, read.plans),
        "refused": refused(refusal, request.now) if refusal else "",
    }
    return render(request, "alerts/setup/plans.html", facts, status=409 if refusal else 200)


def ladder(sheet: PlanSheet, read: Shelf) -> list[dict[str, Any]]:
    """The steps for parts/ladder.html: when, whom, and whether only the inbox."""
    return [
        {
            "is_first": step.after_min == 0,
            "after": minutes(step.after_min),
            "who": step_names(step, read),
            "is_inbox_only": step.channels == (Channel.INBOX,),
        }
        for step in sheet.steps
    ]


def _form(request: Any, form: PlanForm, status: int) -> HttpResponse:
    read = form.read
    plan = read.plans[form.id] if form.id is not None else None
    facts = {
        "form": form,
        "plan": plan,
        "rules": read.by_plan(plan.pk) if plan else [],
        "findings": notes(read, About.PLAN, plan.pk) if plan else [],
        "now_reads": plan_sentence(read.book.plans[plan.pk], read) if form.stale and plan else "",
        "seen": rulebook.version(About.PLAN, read, plan.pk) if plan else "",
    }
    return render(request, "alerts/setup/plan.html", facts, status=status)
