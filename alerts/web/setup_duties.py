"""The office's duties: a list in the order of the grid, and a form for one."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alerts.domain.rulebook import About
from alerts.models import Duty
from alerts.selectors import rulebook
from alerts.selectors.rulebook import Shelf
from alerts.services import duties
from ewrr.common.errors import Refusal

from .setting_up import for_those_who_set_up, refused, said
from .setup_book import done, notes, save_typed, shelf_of
from .setup_forms import DutyForm
from .setup_rows import move_asked


@require_safe
@for_those_who_set_up
def list_duties(request: Any) -> HttpResponse:
    """?saved=, ?moved= and ?way= name the row that was changed by the page before."""
    return _list(request, shelf_of(request))


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_set_up
def edit(request: Any, duty: int | None = None) -> HttpResponse:
    """One duty, new or known."""
    read = shelf_of(request)
    if duty is not None and duty not in read.duties:
        raise Http404
    form = DutyForm(request.POST if request.method == "POST" else None, read=read, id=duty)

    def save() -> Duty:
        if duty is None:
            return duties.create(viewer=request.viewer, draft=form.draft)
        return duties.change(viewer=request.viewer, duty_id=duty, seen=form.cleaned_data["seen"], draft=form.draft)

    return save_typed(request, form, save, _form, "setup_duties")


@require_POST
@for_those_who_set_up
def move(request: Any, duty: int) -> HttpResponse:
    """One place up or down; the button pressed has the focus again."""
    is_up, place = move_asked(request)

    def act() -> None:
        duties.move(viewer=request.viewer, duty_id=duty, seen_place=place, is_up=is_up)

    return done(request, act, _list, "setup_duties", moved=duty, way="up" if is_up else "down")


@require_POST
@for_those_who_set_up
def retire(request: Any, duty: int) -> HttpResponse:
    """Retires a duty, or (act=restore) takes it back."""
    act = duties.restore if request.POST.get("act") == "restore" else duties.retire
    seen = request.POST.get("seen", "")
    return done(request, lambda: act(viewer=request.viewer, duty_id=duty, seen=seen), _list, "setup_duties", saved=duty)


def _list(request: Any, read: Shelf, refusal: Refusal | None = None) -> HttpResponse:
    rows = [_row(read, duty, place) for place, duty in enumerate(read.duties.values(), start=1)]
    facts = {
        "rows": [row for row in rows if row["duty"].retired_at is None],
        "retired": [row for row in rows if row["duty"].retired_at is not None],
        "saved": said(request, read.duties),
        "moved": request.GET.get("moved", ""),
        "way": request.GET.get("way", ""),
        "refused": refused(refusal, request.now) if refusal else "",
    }
    return render(request, "alerts/setup/duties.html", facts, status=409 if refusal else 200)


def _row(read: Shelf, duty: Any, place: int) -> dict[str, Any]:
    rules, plans, falling = read.naming(duty.pk)
    return {
        "duty": duty,
        "place": place,
        "fallback": read.duties.get(duty.fallback_id),
        "named_by": [*rules, *plans],
        "falling": falling,
        "findings": notes(read, About.DUTY, duty.pk),
        "is_first": place == 1,
        "is_final": place == len(read.duties),
        "seen": rulebook.version(About.DUTY, read, duty.pk),
    }


def _form(request: Any, form: DutyForm, status: int) -> HttpResponse:
    read = form.read
    duty = read.duties[form.id] if form.id is not None else None
    facts = {
        "form": form,
        "duty": duty,
        "findings": notes(read, About.DUTY, duty.pk) if duty else [],
        "named": [str(one) for group in read.naming(duty.pk) for one in group] if duty else [],
        "now_reads": _sentence(read, duty) if form.stale and duty else "",
        "seen": rulebook.version(About.DUTY, read, duty.pk) if duty else "",
    }
    return render(request, "alerts/setup/duty.html", facts, status=status)


def _sentence(read: Shelf, duty: Any) -> str:
    """What is stored now, for somebody who was slower."""
    fallback = read.duties.get(duty.fallback_id)
    told = [f"{duty.name_en} / {duty.name_fr}"]
    told.append(duty.get_component_display() or _("no component"))
    told.append(_("falls to %(duty)s") % {"duty": fallback.name} if fallback else _("falls to nobody"))
    if duty.opens_restricted:
        told.append(_("reads restricted alerts"))
    if duty.asks_check_in:
        told.append(_("asks for check-in"))
    if duty.retired_at:
        told.append(_("retired"))
    return ", ".join(told) + "."
