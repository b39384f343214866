"""The week grid: who holds which duty when, and what of it is open."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from alerts.domain.words_of_telling import DutyAct

from . import fragments
from .context import live

# What the page says after one of its forms.
DONE = {
    DutyAct.ROTATION_SET: _("Saved: the rotation runs from the day you chose."),
    DutyAct.ROTATION_ENDED: _("Saved: the rotation ends on the day you chose."),
    DutyAct.ADDED: _("Saved: one more has it then."),
    DutyAct.REPLACED: _("Saved: somebody else has it then."),
    DutyAct.REMOVED: _("Saved: taken out then."),
    DutyAct.SURGED: _("Saved: the surge goes first then."),
    DutyAct.TAKEN: _("You have it from now on. New alerts come to you."),
    DutyAct.SWAPPED: _("Swapped: both watches have changed hands."),
    DutyAct.SWAP_OFFERED: _("Offered. Nothing changes until your colleague takes it."),
    DutyAct.SWAP_DROPPED: _("The offer is off the table. Nothing has changed."),
    DutyAct.ABSENT: _("Saved: absent then, from every duty."),
    DutyAct.CANCELLED: _("Called off."),
    "checked_in": _("Checked in."),
    "relief_prepared": _("Saved. Whoever comes finds it at the beginning of their watch."),
}


@require_safe
def show(request: Any) -> HttpResponse:
    """The week that the address asks for (`week=2026-W48`), else this one: for everybody with a role here.
    Administrators, who read no alerts, have no live link.
    """
    if request.viewer is None:
        raise Http404
    following = live(request, "duty") if request.viewer.may_read else {}
    facts = following | {"week": fragments.duty_week(request), "done": DONE.get(request.GET.get("done", ""))}
    return render(request, "desk/duty.html", facts)
