"""One alert on its own page, and the receipt that its filer keeps open."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from alerts.domain.words import AnsweredVia
from alerts.models import Alert
from alerts.selectors import home
from alerts.selectors.access import visible_to
from alerts.selectors.numbered import numbered
from alerts.services import answering, reading
from ewrr.common.errors import Refusal

from . import fragments
from .context import live
from .viewer import for_readers


@require_safe
@for_readers
def show(request: Any, number: str) -> HttpResponse:
    """The page; for htmx only the alert itself."""
    following = {} if request.htmx else live(request, "alert", open=number)
    alerts = visible_to(request.viewer).select_related("area").defer("area__outline")
    alert = get_object_or_404(alerts, numbered(number))
    if alert.number != number and not request.htmx:
        return redirect("alert", number=alert.number)
    page = "parts/alert.html" if request.htmx else "desk/alert.html"
    return render(request, page, fragments.opening(request, alert) | following)


@require_POST
@for_readers
def seen(request: Any, number: str) -> HttpResponse:
    """Sent by the page itself once somebody opened the alert on it."""
    try:
        reading.seen(viewer=request.viewer, number=number)
    except Alert.DoesNotExist:
        raise Http404 from None
    return HttpResponse(status=204)


@require_POST
@for_readers
def answer(request: Any, number: str) -> HttpResponse:
    """ "I have it": from the board, the first page or the alert."""
    try:
        answering.answer(viewer=request.viewer, number=number, via=AnsweredVia.PAGE)
    except Alert.DoesNotExist:
        raise Http404 from None
    except Refusal as refusal:
        page = "parts/refused.html" if request.htmx else "desk/refusal.html"
        return render(request, page, {"refusal": refusal, "place": request.htmx.target}, status=409)
    if request.htmx:
        return show_answered(request, number)
    return redirect("owed") if request.POST.get("next") == "owed" else redirect("alert", number=number)


def show_answered(request: Any, number: str) -> HttpResponse:
    """What stands where the button was: the alert as it is now, or the first page's lists."""
    if request.POST.get("next") == "owed":
        return HttpResponse(fragments.home_lists(request))
    alert = get_object_or_404(visible_to(request.viewer).select_related("area"), number=number)
    return HttpResponse(fragments.alert(request, alert))


@require_safe
@for_readers
def receipt(request: Any, number: str) -> HttpResponse:
    """What became of my filing: for whoever filed it, also when it is restricted."""
    following = live(request, "receipt", open=number)
    alert = home.filed_by(request.viewer, number)
    if alert is None:
        raise Http404
    return render(
        request, "desk/receipt.html", following | {"alert": alert, "receipt": fragments.receipt(request, alert)}
    )
