"""A hand-over to state forces on its own page: approved or refused, shared, its outcome."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ewrr.common.errors import Refusal
from responses.selectors import handovers
from responses.services import acting
from responses.web.handover_forms import HandoverActForm

from .viewer import for_readers


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def show(request: Any, handover: int) -> HttpResponse:
    """For whoever sees its alert whole; the buttons are those that are theirs."""
    found = handovers.seen(request.viewer, handover)
    if found is None:
        raise Http404
    given = {"now": request.now, "zone": request.viewer.office.time_zone}
    if request.method != "POST":
        return _shown(request, handover, HandoverActForm(**given))
    form = HandoverActForm(request.POST, **given)
    if not form.is_valid():
        return _shown(request, handover, form, 422)
    try:
        form.make(request.viewer, handover)
    except Refusal as refusal:
        for field, sentence in refusal.fields.items():
            form.add_error(field, sentence)
        status = 422 if refusal.fields else 403 if isinstance(refusal, acting.MayNot) else 409
        return _shown(request, handover, form, status, None if refusal.fields else refusal.sentence)
    done = redirect("handover", handover=handover)
    done.status_code = 303
    return done


def _shown(request: Any, handover: int, form: HandoverActForm, status: int = 200, refused: Any = None) -> HttpResponse:
    one = handovers.seen(request.viewer, handover)
    assert one is not None  # it was seen a moment ago
    may = [act.value for act in handovers.acts(request.viewer, one)]
    facts = {"one": one, "alert": one.alert, "form": form, "may": may, "refused": refused}
    return render(request, "responses/handover.html", facts, status=status)
