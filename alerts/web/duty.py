"""Forms of the rota: a shift by hand, taking a duty over, an absence, a swap and its offer, calling off."""

import datetime as dt
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from alerts.domain.words_of_telling import DutyAct, ShiftKind
from alerts.models import Absence, Shift, SwapOffer
from alerts.selectors import duty_choices, duty_page
from alerts.services import duty_drafts, swapping
from alerts.services.duty_drafts import Draft
from ewrr.common.errors import Refusal

from . import duty_words
from .duty_forms import AbsenceForm, NothingForm, RotaForm, ShiftForm, TakeForm
from .rota_page import Drafting, serve
from .swap_form import SwapForm

DAY = timedelta(days=1)


def given(request: Any, form: type[RotaForm], initial: dict[str, Any], **more: Any) -> RotaForm:
    """The form as posted; as the address fills it where that is whole; else open, with what the address says."""
    data = request.POST if request.method == "POST" else None
    told = {name: value[:100] for name, value in request.GET.items() if value}
    if data is None and (told.keys() | initial.keys()) >= _asked(form):
        data = initial | told
    return form(data, initial=initial | told, viewer=request.viewer, now=request.now, **more)


def _asked(form: type[RotaForm]) -> set[str]:
    return {name for name, field in form.base_fields.items() if field.required} or {"-"}


@require_http_methods(["GET", "HEAD", "POST"])
def shift(request: Any) -> HttpResponse:
    """Somebody stands beside, in the place of, out of or before whoever has the duty: for those who edit all."""
    if request.viewer is None or not request.viewer.may_edit_duty:
        raise PermissionDenied
    form = given(request, ShiftForm, {"kind": ShiftKind.REPLACE.value})

    def draft(now: datetime) -> Draft:
        said = form.cleaned_data
        return duty_drafts.shift(
            request.viewer,
            now,
            duty=said["duty"],
            person=said["person"],
            kind=ShiftKind(said["kind"]),
            starts_at=said["starts_at"],
            ends_at=said["ends_at"],
        )

    facts = {"title": _("Change a watch"), "swaps": _swaps(request)}
    return serve(request, form, draft, facts)


def _swaps(request: Any) -> list[duty_choices.Ahead]:
    """The watches that the address names, so that they can be swapped instead."""
    try:
        starts, ends = (dt.datetime.fromisoformat(request.GET[name][:40]) for name in ("starts_at", "ends_at"))
        from_at, until_at = (timezone.make_aware(one) if timezone.is_naive(one) else one for one in (starts, ends))
    except (KeyError, ValueError, OverflowError):
        return []
    return duty_choices.held_there(request.viewer, request.GET.get("duty", "")[:18], from_at, until_at, request.now)


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: Any) -> HttpResponse:
    """The viewer has a duty from now on."""
    _may_hold(request)
    takes = list(duty_choices.duties_to_take(request.viewer).values_list("pk", flat=True)[:2])
    form = given(request, TakeForm, {"duty": str(takes[0])} if len(takes) == 1 else {})

    def draft(now: datetime) -> Draft:
        return duty_drafts.take(
            request.viewer, now, duty=form.cleaned_data["duty"], ends_at=form.cleaned_data["ends_at"]
        )

    intro = _("You have it from the moment you save. Alerts that come in then are told to you.")
    facts = {"title": _("Take a duty now"), "intro": intro, "verb": _("I have it now"), "none": not takes}
    return serve(request, form, draft, facts)


@require_http_methods(["GET", "HEAD", "POST"])
def absence(request: Any) -> HttpResponse:
    """The viewer is away from every duty; for those who edit all, anybody."""
    _may_hold(request)
    now = request.now
    initial = {"starts_at": duty_words.typed(now), "ends_at": duty_words.typed(now + DAY)}
    is_told = request.method == "POST" or request.GET
    form = given(request, AbsenceForm, initial if is_told else {})
    if not is_told:
        form.initial = initial | {"person": request.viewer.person.pk}

    def draft(now: datetime) -> Draft:
        return duty_drafts.absence(
            request.viewer,
            now,
            person=form.cleaned_data.get("person") or request.viewer.person,
            starts_at=form.cleaned_data["starts_at"],
            ends_at=form.cleaned_data["ends_at"],
        )

    intro = _("Every duty goes without you then. Watches that somebody gives you by hand afterwards stand.")
    return serve(request, form, draft, {"title": _("I am absent"), "intro": intro})


@require_http_methods(["GET", "HEAD", "POST"])
def swap(request: Any) -> HttpResponse:
    """Two watches change hands: at once by those who edit all, as an offer by others."""
    _may_hold(request)
    form = given(request, SwapForm, {})
    is_offer = not request.viewer.may_edit_duty

    def draft(now: datetime) -> Draft:
        said = form.cleaned_data
        return duty_drafts.swap(request.viewer, now, first=said["first"], second=said["second"])

    def offer(checked: Drafting) -> DutyAct:
        checked(request.now)
        swapping.offer(viewer=request.viewer, first=form.cleaned_data["first"], second=form.cleaned_data["second"])
        return DutyAct.SWAP_OFFERED

    intro = _("Your colleague must take the offer: until then nothing changes.") if is_offer else ""
    facts = {"title": _("Swap two watches"), "intro": intro, "verb": _("Offer the swap") if is_offer else _("Swap")}
    return serve(request, form, draft, facts | {"look": _("Show")}, offer if is_offer else None)


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: Any) -> HttpResponse:
    """A swap that was offered: the asked person takes or declines it, whoever offered may withdraw it."""
    found = _offer(request)
    is_asked = found.asked_id == request.viewer.person.pk
    if request.method == "POST" and request.POST.get("action") == "drop":
        try:
            swapping.drop(viewer=request.viewer, offer=found)
        except Refusal:
            raise Http404 from None
        return redirect(f"{reverse('duty')}?done={DutyAct.SWAP_DROPPED}")
    form = NothingForm({}, viewer=request.viewer, now=request.now)

    def draft(now: datetime) -> Draft:
        return swapping.drafted(request.viewer, now, found)

    def agree(checked: Drafting) -> DutyAct:
        return swapping.take(viewer=request.viewer, offer=found, drafting=checked).act

    facts = {
        "title": _("Swap two watches"),
        "offer": found,
        "own": duty_choices.Ahead(found.own_duty, found.offered_by_id, found.own_starts_at, found.own_ends_at),
        "asked": duty_choices.Ahead(found.asked_duty, found.asked_id, found.asked_starts_at, found.asked_ends_at),
        "is_asked": is_asked,
        "take_verb": _("Take the offer"),
        "template": "alerts/duty_offer.html",
    }
    if not is_asked:
        return render(request, facts.pop("template"), facts | {"form": form})
    return serve(request, form, draft, facts, agree)


def _offer(request: Any) -> SwapOffer:
    pk = request.GET.get("offer", "")
    if request.viewer is None or not pk.isdecimal() or len(pk) > 18:
        raise Http404
    found = next((one for one in duty_page.offers(request.viewer, request.now) if one.pk == int(pk)), None)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def changes(request: Any) -> HttpResponse:
    """What was changed by hand and stands; one of it named in the address may be called off."""
    if request.viewer is None:
        raise Http404
    for name, model in (("shift", Shift), ("absence", Absence)):
        if name in request.GET:
            return _call_off(request, duty_choices.standing(request.viewer, model, request.GET[name]))
    facts = {"by_hand": duty_choices.by_hand(request.viewer, request.now)}
    if request.method == "POST":
        raise Http404
    return render(request, "alerts/duty_changes.html", facts)


def _call_off(request: Any, row: Shift | Absence | None) -> HttpResponse:
    if row is None:
        raise Http404
    form = NothingForm({}, viewer=request.viewer, now=request.now)

    def draft(now: datetime) -> Draft:
        if isinstance(row, Absence):
            return duty_drafts.cancel_absence(request.viewer, now, absence=row)
        return duty_drafts.cancel_shift(request.viewer, now, shift=row)

    facts = {"title": _("Call it off"), "row": row, "verb": _("Call it off")}
    return serve(request, form, draft, facts)


def _may_hold(request: Any) -> None:
    if request.viewer is None or not request.viewer.may_hold_duty:
        raise PermissionDenied
