"""What was changed in the set-up, by whom and when; here because both apps are set up."""

from collections.abc import Collection
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from alerts.selectors import set_up_changes as shelf
from alerts.selectors.set_up_changes import Area
from alerts.web.setting_up import for_those_who_set_up
from responses.models import Playbook

AREAS = {
    Area.PEOPLE: _("Office and people"),
    Area.TOLD: _("Who is told"),
    Area.LISTS: _("Places and lists"),
    Area.SCREENS: _("Screens and devices"),
    Area.HUB: _("Exercises"),
}


@require_safe
@for_those_who_set_up
def show(request: Any) -> HttpResponse:
    """?area= narrows the list, ?before= is the number of the last line of the page before."""
    area = next((one for one in Area if one.value == request.GET.get("area")), None)
    typed = request.GET.get("before", "")
    before = int(typed) if typed.isdecimal() and len(typed) < 15 else None
    found = shelf.changes(request.viewer, area, before, {"playbook": _playbooks})
    facts = {
        "lines": found.lines,
        "before": found.lines[-1].seq if found.has_more else None,
        "is_later": before is not None,
        "area": area.value if area else "",
        "areas": [(one.value, AREAS[one]) for one in shelf.areas(request.viewer)],
    }
    return render(request, "desk/setup_changes.html", facts)


def _playbooks(ids: Collection[int]) -> dict[int, str]:
    return {pk: playbook.name for pk, playbook in Playbook.objects.in_bulk(ids).items()}
