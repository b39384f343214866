"""The first doors for machines: file, list, read, answer; rights and rules are those of the pages."""

from typing import Any

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from alerts.domain.words import AnsweredVia
from alerts.models import Alert
from alerts.selectors import board
from alerts.selectors.access import Viewer, visible_to
from alerts.selectors.card import cards
from alerts.services import answering, filing, reading
from alerts.web.filing_form import FilingForm

from .shapes import as_json


class Door(APIView):
    """Asks for a role in an office before anything else."""

    def viewer(self, request: Request) -> Viewer:
        viewer = request._request.viewer  # type: ignore[attr-defined]
        if viewer is None or not viewer.may_read:
            raise Http404
        return viewer


class Alerts(Door):
    def get(self, request: Request) -> Response:
        """Open alerts in the board's order; `after` of one page begins the next."""
        viewer = self.viewer(request)
        now = request._request.now  # type: ignore[attr-defined]
        page = board.page(viewer, board.Asked(after=request.query_params.get("after", "")[:100]), now)
        shown = cards(viewer, page.alerts, now)
        return Response({"alerts": [as_json(card) for card in shown], "after": page.after or None})


class OneAlert(Door):
    def get(self, request: Request, number: str) -> Response:
        viewer = self.viewer(request)
        alert = visible_to(viewer).select_related("area").filter(number=number).first()
        if alert is None:
            raise Http404
        card = cards(viewer, [alert], request._request.now)[0]  # type: ignore[attr-defined]
        if alert.is_restricted and card.is_whole:
            reading.log(viewer=viewer, alert=alert)
        return Response(as_json(card))


class Filings(Door):
    def post(self, request: Request) -> Response:
        """201 with the number; 200 with the same number for the same client id sent again."""
        viewer = self.viewer(request)
        form = FilingForm(_as_form(request.data), office=viewer.office, now=request._request.now)  # type: ignore[attr-defined]
        if not form.is_valid() or form.told is None:
            raise exceptions.ValidationError({name: [str(one) for one in found] for name, found in form.errors.items()})
        filed = filing.file(viewer=viewer, client_id=form.cleaned_data["client_id"], told=form.told)
        return Response({"number": filed.alert.number, "level": filed.alert.level}, status=201 if filed.is_new else 200)


class Answers(Door):
    def post(self, request: Request, number: str) -> Response:
        """The person behind the session answers for their component."""
        try:
            answered = answering.answer(viewer=self.viewer(request), number=number, via=AnsweredVia.API)
        except Alert.DoesNotExist:
            raise Http404 from None
        return Response(
            {"components": answered.components, "counts": answered.counts, "complete": answered.is_complete},
            status=201 if answered.is_new else 200,
        )


def _as_form(data: Any) -> QueryDict:
    """A JSON object as a form would send it. Raises ValidationError for anything but words, numbers, yes and no,
    and lists of words.
    """
    if not isinstance(data, dict):
        raise exceptions.ValidationError({"": [_("Send one JSON object.")]})
    form = QueryDict(mutable=True)
    for name, value in data.items():
        values = value if isinstance(value, list) else [value]
        if any(not isinstance(item, str | int | float) for item in values):
            raise exceptions.ValidationError({str(name)[:40]: [_("Words, numbers, yes or no, or a list of words.")]})
        form.setlist(str(name), [("on" if item else "") if isinstance(item, bool) else str(item) for item in values])
    return form
