"""The office's bases and posts: a list, and a form for one beside the map."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alerts.models import Position
from alerts.selectors import positions as found
from alerts.services import positions
from ewrr.common.errors import Refusal
from ewrr.common.geo import to_mgrs

from .setting_up import for_those_who_set_up, refused, said
from .setup_positions_form import PositionForm, as_typed
from .setup_rows import retire_row, save_row


@require_safe
@for_those_who_set_up
def list_positions(request: Any) -> HttpResponse:
    """?saved= names the position that the page before changed."""
    return _list(request)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_set_up
def edit(request: Any, position: int | None = None) -> HttpResponse:
    """One position, new or known."""
    known = get_object_or_404(Position, pk=position, office=request.viewer.office) if position is not None else None
    form = PositionForm(request.POST if request.method == "POST" else None, viewer=request.viewer, row=known)
    return save_row(request, form, lambda: _save(request, form), _form, "setup_positions")


def _save(request: Any, form: PositionForm) -> Position:
    if form.row is None:
        return positions.create(viewer=request.viewer, draft=form.draft)
    seen = form.cleaned_data["seen"]
    return positions.change_it(viewer=request.viewer, position_id=form.row.pk, seen=seen, draft=form.draft)


@require_POST
@for_those_who_set_up
def retire(request: Any, position: int) -> HttpResponse:
    """Retires a position, or (act=restore) takes it back."""
    return retire_row(request, position, partial(positions.retire, position_id=position), _list, "setup_positions")


def _list(request: Any, refusal: Refusal | None = None) -> HttpResponse:
    rows = {one.pk: one for one in found.of_office(request.viewer.office)}
    shown = [{"position": one, "at": to_mgrs(one.lat, one.lon, 3), "seen": found.version(one)} for one in rows.values()]
    facts = {
        "rows": [row for row in shown if row["position"].retired_at is None],  # type: ignore[attr-defined]
        "retired": [row for row in shown if row["position"].retired_at is not None],  # type: ignore[attr-defined]
        "shows_contact": request.viewer.may_task,
        "saved": said(request, rows),
        "refused": refused(refusal, request.now) if refusal else "",
    }
    return render(request, "alerts/setup/positions.html", facts, status=409 if refusal else 200)


def _form(request: Any, form: PositionForm, status: int) -> HttpResponse:
    known: Position | None = form.row
    others = [one for one in found.here(request.viewer.office) if known is None or one.pk != known.pk]
    facts = {
        "form": form,
        "position": known,
        "at": f"{known.lat:.5f}, {known.lon:.5f}" if known else "",
        "seen": found.version(known) if known else "",
        "positions": [
            {
                "name": one.name,
                "kind": one.get_kind_display(),
                "component": one.component,
                "lat": one.lat,
                "lon": one.lon,
            }
            for one in others
        ],
        "now_reads": f"{known.name}, {as_typed(known)}" if form.stale and known else "",
    }
    return render(request, "alerts/setup/position.html", facts, status=status)
