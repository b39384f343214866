"""Who would be told now, and why: real routing, rehearsed. Nothing is written, nothing is sent."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from alerts.domain import escalation
from alerts.domain.duty import Found, Holder
from alerts.domain.rulebook import About
from alerts.domain.words import Channel
from alerts.domain.words_of_telling import Purpose
from alerts.models import Membership, Person
from alerts.models.choices import label
from alerts.selectors.access import current_members
from alerts.selectors.rulebook import Shelf
from alerts.selectors.rulebook_words import minutes, plan_ends
from alerts.selectors.why import PASSED_OVER
from alerts.services import routing
from alerts.services.routing import Rehearsal

from .setting_up import for_those_who_set_up
from .setup_book import notes, shelf_of
from .setup_try_form import BEGINS_WITH, TryForm

# What routing.Conditions.unmet names, as a reason; restricted apart.
NOT_MET = {
    "level": gettext_lazy("another level"),
    "kind": gettext_lazy("another kind of warning"),
    "threat_type": gettext_lazy("another kind of threat"),
    "area": gettext_lazy("another area"),
}


@require_safe
@for_those_who_set_up
def try_rules(request: Any) -> HttpResponse:
    """The question is the address; without one it is about a critical attack under way, now."""
    read = shelf_of(request)
    members = current_members(request.viewer.office, request.now)
    people = dict(Membership.objects.filter(members).values_list("person_id", "person__name").order_by("person__name"))
    form = TryForm(_asked(request), read=read, members=list(people.items()), now=request.now)
    facts: dict[str, Any] = {"form": form, "findings": notes(read, About.OFFICE, 0)}
    has_last = any(rule.is_last for rule in read.rules.values())
    is_valid = form.is_valid()
    if is_valid and has_last:
        found = routing.rehearse(request.viewer.office.pk, form.facts, form.filers, form.moment)
        facts |= told(found, read, form.moment)
    return render(request, "alerts/setup/try.html", facts, status=200 if is_valid else 422)


def _asked(request: Any) -> QueryDict:
    asked: QueryDict = request.GET.copy()
    for name, value in BEGINS_WITH.items():
        asked.setdefault(name, value)
    return asked


def told(found: Rehearsal, read: Shelf, at: dt.datetime) -> dict[str, Any]:
    """The rehearsal for the page: the rule, those before it, each step with its people, and how it ends."""
    people = _names(found)
    sheet = read.book.plans[found.stored[found.match.rule.id].plan_id]
    return {
        "moment": at,
        "rule": read.rules[found.match.rule.id],
        "plan": read.plans[sheet.id],
        "passed_over": [
            {"rule": read.rules[rule_id], "because": _because(read.rules[rule_id], unmet)}
            for rule_id, unmet in found.match.passed_over
        ],
        "ends": plan_ends(sheet, read),
        "asks_each": found.plan.asks_each,
        "components": [label(component) for component in found.plan.components],
        "rungs": list(_rungs(found, read, people, at)),
        "insists": found.plan.insists,
        "finds_nobody": not any(rung.tells_somebody for rung in found.rungs),
        "last_resort": read.duties.get(found.plan.last_resort) if found.plan.last_resort else None,
    }


def _because(rule: Any, unmet: str) -> Any:
    if unmet == "restricted":
        return _("it asks for restricted alerts") if rule.for_restricted else _("it asks for those not restricted")
    return NOT_MET[unmet]


def _rungs(found: Rehearsal, read: Shelf, people: dict[int, str], at: dt.datetime) -> Iterable[dict[str, Any]]:
    """Each step with the moment at which it is taken: at once when the one before it found nobody."""
    due, before = at, True
    for rung in found.rungs:
        after = escalation.offset(found.plan, rung.number)
        due = at + after if before else due
        yield {
            "number": rung.number + 1,
            "after": minutes(int(after.total_seconds()) // 60),
            "is_first": rung.number == 0 and not after,
            "is_at_once": not before,
            "at": due,
            "is_repeat": rung.purpose is Purpose.REPEAT,
            "channels": [label(channel) for channel in rung.channels],
            "is_inbox_only": rung.channels == (Channel.INBOX,),
            "posts": [_post(one, read, people) for one in rung.found],
            "is_empty": not rung.tells_somebody,
        }
        before = rung.tells_somebody


def _post(found: Found, read: Shelf, people: dict[int, str]) -> dict[str, Any]:
    """One duty of a step: who is found through it, and who was passed over on the way."""
    asked = found.holders[0].duty_id if found.holders else found.passed_over[0][0]
    duty = read.duties[asked]
    return {
        "duty": duty,
        "holders": [_holder(holder, read, people) for holder in found.holders],
        "passed": [
            str(PASSED_OVER[reason]) % {"duty": read.duties[duty_id].name, "person": people.get(person_id or 0, "?")}
            for duty_id, person_id, reason in found.passed_over
        ],
    }


def _holder(holder: Holder, read: Shelf, people: dict[int, str]) -> dict[str, Any]:
    return {
        "name": people.get(holder.person_id, "?"),
        "through": read.duties[holder.through_id] if holder.through_id != holder.duty_id else None,
        "until": holder.until,
        "held_by": label(holder.held_by),
    }


def _names(found: Rehearsal) -> dict[int, str]:
    """Everybody who is found or passed over. One statement."""
    every = [one for rung in found.rungs for one in rung.found]
    ids = {holder.person_id for one in every for holder in one.holders}
    ids |= {person_id for one in every for _duty, person_id, _why in one.passed_over if person_id}
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))
