"""The set-up's first page: what there is, how much of it, where something is wrong, and how an office begins."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from alerts.domain.beginning import is_over
from alerts.domain.rulebook import About
from alerts.domain.words import Role
from alerts.models import Membership, Office
from alerts.selectors import beginning, layers
from alerts.selectors.access import current_members
from alerts.selectors.rulebook import Shelf
from alerts.services import offices

from . import setup_pages
from .beginning_words import lines
from .setting_up import for_administrators, for_those_who_set_up, to_list
from .setup_book import shelf_of


@require_safe
@for_those_who_set_up
def index(request: Any) -> HttpResponse:
    """?steps=all shows the list of the beginning again, for once."""
    read = shelf_of(request)
    counts, wrong = _counts(request, read), _wrong(read)
    groups = [
        {"group": group, "rows": [_row(page, counts, wrong) for page in group.pages]}
        for group in setup_pages.groups(request.viewer)
    ]
    office = request.viewer.office
    shows = beginning.is_shown(office) or request.GET.get("steps") == "all"
    facts = {"groups": groups, "begins": begins(request, read) if shows else None}
    return render(request, "alerts/setup/index.html", facts)


@require_POST
@for_administrators
def begin(request: Any) -> HttpResponse:
    """act=over puts the list of the beginning away, act=again shows it from now on."""
    offices.finish(viewer=request.viewer, is_over=request.POST.get("act") != "again")
    return to_list("setup")


def begins(request: Any, read: Shelf) -> dict[str, Any]:
    """The list of the beginning, for parts/beginning.html."""
    office: Office = request.viewer.office
    found = beginning.ticked(request.viewer, read, request.now)
    until = office.set_up_at or request.now
    return {
        "lines": lines(found, request.viewer, read),
        "done": sum(one.is_done for one in found),
        "of": len(found),
        "is_over": is_over(found),
        "is_put_away": office.set_up_at is not None,
        "lasted": until - office.begun_at if office.begun_at else timedelta(),
        "begun_at": office.begun_at,
    }


def _counts(request: Any, read: Shelf) -> dict[str, int]:
    """By route, where one number says how much there is. Three statements."""
    office = request.viewer.office
    here = Membership.objects.filter(current_members(office, request.now)).exclude(role=Role.MACHINE)
    people = here.values("person").distinct()
    return {
        "setup_people": people.count(),
        "setup_duties": sum(duty.retired_at is None for duty in read.duties.values()),
        "setup_rules": len(read.rules),
        "setup_plans": len(read.plans),
        "setup_actors": office.actors.filter(retired_at__isnull=True).count(),
        "setup_layers": layers.count(office),
    }


def _wrong(read: Shelf) -> dict[str, int]:
    """How much is to be looked at, by route."""
    wrong = {about: sum(finding.about is about for finding in read.findings) for about in About}
    return {
        "setup_duties": wrong[About.DUTY],
        "setup_rules": wrong[About.RULE] + wrong[About.OFFICE],
        "setup_plans": wrong[About.PLAN],
    }


def _row(page: setup_pages.Page, counts: dict[str, int], wrong: dict[str, int]) -> dict[str, Any]:
    return {"page": page, "count": counts.get(page.route), "wrong": wrong.get(page.route)}
