"""Handing a watch over, on pages: notes beside what is open for whoever comes, who accepts it item by item."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alerts.models import Duty, Relief, ReliefItem
from alerts.selectors import relief_page
from alerts.services import relieving
from alerts.services.relieving import AcceptedBefore, Rewritten
from ewrr.common.errors import Refusal

LONGEST = 500  # of a note, as models.ReliefItem has it


@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: Any, duty: int) -> HttpResponse:
    """Whoever has the duty now and goes within twelve hours writes notes; for everybody else the page is not there."""
    post = _duty(request, duty)
    sheet = relief_page.sheet(request.viewer, post, request.now)
    if sheet is None:
        raise Http404
    if request.method != "POST":
        return _sheet(request, sheet, {line.debt.pk: line.note for line in sheet.lines}, seen=sheet.version)
    typed = {line.debt.pk: request.POST.get(f"note_{line.debt.pk}", "") for line in sheet.lines if line.may_note}
    too_long = {pk for pk, note in typed.items() if len(note.strip()) > LONGEST}
    seen = request.POST.get("seen", "")[:40]
    if too_long:
        return _sheet(request, sheet, typed, seen=seen, too_long=too_long, status=422)
    try:
        relieving.prepare(viewer=request.viewer, duty_id=post.pk, notes=typed, seen=seen)
    except Rewritten as refusal:  # what stands there now is seen from here on: saving again is meant
        sheet = relief_page.sheet(request.viewer, post, request.now) or sheet
        return _sheet(request, sheet, typed, seen=sheet.version, refused=refusal, status=409)
    except Refusal:
        raise Http404 from None
    return redirect("/duty/?done=relief_prepared")


def _duty(request: Any, pk: int) -> Duty:
    here = {"office": request.viewer.office, "asks_check_in": True, "retired_at": None} if request.viewer else {}
    found = Duty.objects.filter(pk=pk, **here).first() if here else None
    if found is None:
        raise Http404
    return found


def _sheet(
    request: Any,
    sheet: relief_page.Sheet,
    typed: dict[int, str],
    *,
    seen: str,
    too_long: set[int] | None = None,
    refused: Rewritten | None = None,
    status: int = 200,
) -> HttpResponse:
    facts = {
        "sheet": sheet,
        "rows": [
            {
                "line": line,
                "typed": typed.get(line.debt.pk, ""),
                "fault": _("At most 500 characters.") if line.debt.pk in (too_long or ()) else "",
                "stored": line.note if refused and line.note != typed.get(line.debt.pk, "") else "",
            }
            for line in sheet.lines
        ],
        "seen": seen,
        "refused": refused,
    }
    return render(request, "alerts/relief_prepare.html", facts, status=status)


@require_safe
def show(request: Any, relief: int) -> HttpResponse:
    return _page(request, relief)


@require_POST
def accept(request: Any, relief: int) -> HttpResponse:
    """POST `item`: one tap each."""
    asked = request.POST.get("item", "")
    if request.viewer is None or not asked.isdecimal() or len(asked) > 18:
        raise Http404
    try:
        relieving.accept(viewer=request.viewer, relief_id=relief, item_id=int(asked))
    except (Relief.DoesNotExist, ReliefItem.DoesNotExist):
        raise Http404 from None
    except Refusal as refusal:
        return _page(request, relief, refusal)
    return redirect("relief", relief)


def _page(request: Any, relief: int, refusal: Refusal | None = None) -> HttpResponse:
    found = relief_page.page(request.viewer, relief, request.now) if request.viewer else None
    if found is None:
        raise Http404
    faster = refusal.item if isinstance(refusal, AcceptedBefore) else None
    facts = {"page": found, "refused": refusal.sentence if refusal else "", "faster": faster}
    return render(request, "alerts/relief.html", facts, status=409 if refusal else 200)
