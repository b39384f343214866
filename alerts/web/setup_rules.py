"""The office's rules in their order, each as a sentence, and a form for one."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alerts.domain.reach import reached
from alerts.domain.routing import Conditions, Facts
from alerts.domain.rulebook import About, RuleSheet
from alerts.domain.words import Kind, Level
from alerts.models import Rule
from alerts.selectors import rulebook
from alerts.selectors.rulebook import Shelf
from alerts.selectors.rulebook_words import conditions, names, rule_sentence
from alerts.services import rules
from ewrr.common.errors import Refusal

from .setting_up import changed_by, for_those_who_set_up, refused, said
from .setup_book import done, notes, save_typed, shelf_of, standing
from .setup_forms import RuleForm
from .setup_rows import move_asked


@require_safe
@for_those_who_set_up
def list_rules(request: Any) -> HttpResponse:
    """?saved=, ?moved= and ?way= name the row that was changed by the page before."""
    return _list(request, shelf_of(request))


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_set_up
def edit(request: Any, rule: int | None = None) -> HttpResponse:
    """One rule, new or known; of one that somebody deleted meanwhile a new one can be made."""
    read = shelf_of(request)
    known, deleted = standing(request, About.RULE, rule, read.rules)
    form = RuleForm(request.POST if request.method == "POST" else None, read=read, id=known)
    if deleted is not None:
        form.look_again(changed_by(deleted, request.now))
        return _form(request, form, 409)

    def save() -> Rule:
        if known is None:
            return rules.create(viewer=request.viewer, draft=form.draft, before=form.place_before)
        return rules.change(viewer=request.viewer, rule_id=known, seen=form.cleaned_data["seen"], draft=form.draft)

    return save_typed(request, form, save, _form, "setup_rules")


@require_POST
@for_those_who_set_up
def move(request: Any, rule: int) -> HttpResponse:
    """One place up or down; the button pressed has the focus again."""
    is_up, place = move_asked(request)

    def act() -> None:
        rules.move(viewer=request.viewer, rule_id=rule, seen_position=place, is_up=is_up)

    return done(request, act, _list, "setup_rules", moved=rule, way="up" if is_up else "down")


@require_POST
@for_those_who_set_up
def delete(request: Any, rule: int) -> HttpResponse:
    """For good; rounds that it began go on."""
    seen = request.POST.get("seen", "")
    return done(request, lambda: rules.delete(viewer=request.viewer, rule_id=rule, seen=seen), _list, "setup_rules")


def _list(request: Any, read: Shelf, refusal: Refusal | None = None) -> HttpResponse:
    met = reached([sheet.rule for sheet in read.book.rules], read.book.chains)
    facts = {
        "rows": [_row(read, sheet, met.get(sheet.rule.id)) for sheet in read.book.rules],
        "findings": notes(read, About.OFFICE, 0),
        "saved": said(request, read.rules),
        "moved": request.GET.get("moved", ""),
        "way": request.GET.get("way", ""),
        "refused": refused(refusal, request.now) if refusal else "",
    }
    return render(request, "alerts/setup/rules.html", facts, status=409 if refusal else 200)


def _row(read: Shelf, sheet: RuleSheet, facts: Facts | None) -> dict[str, Any]:
    order = list(read.rules)
    rule, place = read.rules[sheet.rule.id], order.index(sheet.rule.id)
    return {
        "rule": rule,
        "conditions": conditions(sheet.rule.conditions, read),
        "tells": names(sheet.duty_ids, read),
        "plan": read.plans[sheet.plan_id],
        "findings": notes(read, About.RULE, rule.pk),
        "is_first": place == 0,
        "is_final": place == len(order) - 1 or read.rules[order[place + 1]].is_last,
        "example": try_query(facts or an_alert_of(sheet.rule.conditions), read),
    }


def an_alert_of(asked: Conditions) -> Facts:
    """An alert that meets the conditions, whatever the rules before them catch."""
    return Facts(
        next(level for level in Level if not asked.levels or level in asked.levels),
        next(kind for kind in Kind if not asked.kinds or kind in asked.kinds),
        frozenset(sorted(asked.threat_types)[:1]),
        frozenset(sorted(asked.area_ids)[:1]),
        bool(asked.is_restricted),
    )


def try_query(facts: Facts, read: Shelf) -> str:
    """The address part with which "who would be told now?" asks about these facts."""
    asked: list[tuple[str, Any]] = [("level", facts.level), ("kind", facts.kind)]
    asked += [("threat_types", code) for code in sorted(facts.threat_types)]
    # The area itself, not those that hold it.
    own = [pk for pk in facts.area_ids if pk in read.areas and rulebook.around(read.areas[pk]) >= facts.area_ids]
    asked += [("area", pk) for pk in own[:1]]
    return urlencode([*asked, *([("restricted", "on")] if facts.is_restricted else [])])


def _form(request: Any, form: RuleForm, status: int) -> HttpResponse:
    read = form.read
    sheet = next((one for one in read.book.rules if one.rule.id == form.id), None)
    facts = {
        "form": form,
        "rule": read.rules[sheet.rule.id] if sheet else None,
        "findings": notes(read, About.RULE, sheet.rule.id) if sheet else [],
        "now_reads": rule_sentence(sheet, read) if form.stale and sheet else "",
        "seen": rulebook.version(About.RULE, read, sheet.rule.id) if sheet else "",
    }
    return render(request, "alerts/setup/rule.html", facts, status=status)
