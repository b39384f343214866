"""The page that a message links to: opening it changes nothing, its button answers."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from alerts.models import Acknowledgement, Delivery
from alerts.selectors import why
from alerts.services import answering, telling
from ewrr.common import clock
from ewrr.common.errors import Refusal


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def from_message(request: Any, token: str) -> HttpResponse:
    """Holding the link is the right, as it is with the message; it shows no more than the message did."""
    delivery = telling.delivery_of(token)
    if delivery is None or not delivery.person.is_active:
        return render(request, "desk/answer_gone.html", status=404)
    assert delivery.alert is not None, "a link is only made for messages about an alert"
    request.now = clock.now()
    office = delivery.alert.office
    with translation.override(delivery.person.language), timezone.override(ZoneInfo(office.time_zone)):
        refusal = None
        if request.method == "POST":
            try:
                answering.answer_message(delivery=delivery)
            except Refusal as refused:
                refusal = refused
        facts = {
            "delivery": delivery,
            "alert": delivery.alert,
            "answer": _answer(delivery),
            "refusal": refusal,
            "reasons": why.whys([delivery], names_people=False)[delivery.pk],
        }
        return render(request, "desk/answer.html", facts, status=409 if refusal else 200)


def _answer(delivery: Delivery) -> Acknowledgement | None:
    return Acknowledgement.objects.filter(
        alert=delivery.alert_id, round=delivery.round, person=delivery.person_id
    ).first()
