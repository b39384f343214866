"""The page on which an alert is filed, with or without JavaScript."""

import uuid
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from alerts.domain.words import FAMILIES, ThreatType
from alerts.models.choices import label, offered
from alerts.selectors import place as places
from alerts.selectors import similar
from alerts.services import filing
from ewrr.common.errors import Refusal
from ewrr.common.geo import to_mgrs

from .exercise_or_real import first_status, status_choice
from .filing_form import FilingForm
from .tiles import TILES, tile

SHOWN_AT_THE_FIELD = {
    "threat_types",
    "place",
    "when",
    "at_time",
    "people",
    "people_number",
    "going_on",
    "text",
    "status",
    NON_FIELD_ERRORS,
}


@require_http_methods(["GET", "HEAD", "POST"])
def file(request: Any) -> HttpResponse:
    """GET: an empty form with a fresh client id. POST: 303 to the receipt, or the form again with what was typed.

    A script that sends the form asks for JSON and gets {number, receipt} or {errors}.
    """
    viewer = request.viewer
    if viewer is None or not viewer.may_file:
        raise PermissionDenied
    onto = request.GET.get("onto", "")[:24]
    stands = {"onto": onto, "status": first_status(viewer, onto)}
    form = FilingForm(request.POST or None, office=viewer.office, now=request.now, initial=stands)
    if request.method != "POST":
        return _page(request, form)
    if "look" in request.POST:
        found = _alike(request, form)
        form.errors.clear()  # only looked: nothing was sent yet
        return _page(request, form, looked=found)
    if not form.is_valid() or form.told is None:
        return _refused(request, form)
    try:
        filed = filing.file(viewer=viewer, client_id=form.cleaned_data["client_id"], told=form.told)
    except filing.ReusedClientId as refusal:
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["client_id"] = str(uuid.uuid4())  # type: ignore[index]
        return _refused(request, form, refusal)
    if _wants_json(request):
        return JsonResponse({"number": filed.alert.number, "receipt": f"/alerts/{filed.alert.number}/receipt/"})
    response = redirect("receipt", number=filed.alert.number)
    response.status_code = 303
    return response


@require_POST
def suggest_places(request: Any) -> HttpResponse:
    """Names of the gazetteer that fit what is being typed: an HTML list of options. Posted, so that what somebody
    types about a threat stands in no address.
    """
    if request.viewer is None or not request.viewer.may_file:
        raise PermissionDenied
    found = places.suggest(request.viewer.office, request.POST.get("q", "").replace("\x00", "")[:80])
    options = [{"place": place, "grid": to_mgrs(place.lat, place.lon, 2)} for place in found]
    return render(request, "alerts/place_options.html", {"options": options})


@require_POST
def alike(request: Any) -> HttpResponse:
    """Which known alerts are likely the same as what is being typed: a question with an answer for each, or nothing."""
    if request.viewer is None or not request.viewer.may_file:
        raise PermissionDenied
    form = FilingForm(request.POST, office=request.viewer.office, now=request.now)
    facts = {"looked": _alike(request, form), "onto": request.POST.get("onto", "")}
    return render(request, "alerts/alike.html", facts)


def _alike(request: Any, form: FilingForm) -> list[similar.Alike]:
    form.is_valid()
    happening = form.happening()
    if happening is None:
        return []
    return similar.to_told(request.viewer, happening, request.now, is_exercise=form.looks_at_exercises)


def _wants_json(request: Any) -> bool:
    return str(request.headers.get("Accept", "")).startswith("application/json")


def _refused(request: Any, form: FilingForm, refusal: Refusal | None = None) -> HttpResponse:
    if refusal is not None:
        form.add_error(None, str(refusal.sentence))
    if _wants_json(request):
        return JsonResponse(
            {"errors": form.errors, "client_id": form["client_id"].value()}, status=409 if refusal else 422
        )
    return _page(request, form, 409 if refusal else 422)


def _page(request: Any, form: FilingForm, status: int = 200, looked: Any = None) -> HttpResponse:
    """`looked`: what is likely the same; None where nobody asked."""
    chosen = set(form["threat_types"].value() or [])
    shown = dict(offered(ThreatType, chosen))
    quick = [
        {"code": code, "label": tile(code, short), "is_on": code in chosen} for code, short in TILES if code in shown
    ]
    quick_codes = {code for code, _short in TILES}
    families = [
        {
            "label": label(family),
            "types": [
                {"code": code, "label": name, "is_on": code in chosen}
                for code, name in offered(ThreatType, chosen, types)
                if code not in quick_codes
            ],
        }
        for family, types in FAMILIES.items()
    ]
    facts = {
        "form": form,
        "quick": quick,
        "families": [family for family in families if family["types"]],
        "opens_families": bool(chosen - quick_codes),
        "folded_errors": [(name, found) for name, found in form.errors.items() if name not in SHOWN_AT_THE_FIELD],
        "kinds": len(shown),
        "looked": looked,
        "onto": form["onto"].value() or "",
        **status_choice(form, request.viewer.office),
    }
    return render(request, "alerts/file.html", facts, status=status)
