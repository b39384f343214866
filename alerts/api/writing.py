"""Filing and answering."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from alerts.domain.scopes import Scope
from alerts.domain.words import AnsweredVia
from alerts.selectors.numbered import by_number
from alerts.services import answering, filing
from alerts.services.filing import MayNotFile
from alerts.web.filing_form import FilingForm

from .asks import FilingAsks, Nothing, accepted
from .described import describe, of_an_alert
from .doors import Door, checked
from .shapes import AnsweredShape, FiledShape


class Filings(Door):
    scope = Scope.FILE

    @describe("File an alert", FiledShape, takes=FilingAsks, statuses=(200, 201), conflicts=True)
    def post(self, request: Request) -> Response:
        """201 with the number, once it is safely stored; 200 with the same answer for the same filing sent again;
        409 where the client id was used for something else.
        """
        if not self.viewer.may_file:
            raise MayNotFile(_("Your role in this office does not file alerts."))
        form = FilingForm(_as_form(request.data), office=self.viewer.office, now=self.now)
        client_id = accepted(form)["client_id"]
        assert form.told is not None, "a form without errors was told something"
        filed = filing.file(viewer=self.viewer, client_id=client_id, told=form.told)
        return Response(FiledShape(filed.alert).data, status=201 if filed.is_new else 200)


@of_an_alert
class Answers(Door):
    scope = Scope.ANSWER

    @describe("Answer an alert", AnsweredShape, takes=Nothing, statuses=(200, 201), conflicts=True)
    def post(self, request: Request, number: str) -> Response:
        """The person, or whoever the device acts as, answers for their component: 201; said before: 200. Answers
        never conflict, and no version is asked for.
        """
        alert = by_number(self.viewer, number)
        checked(Nothing, request.data)
        answered = answering.answer(viewer=self.viewer, number=alert.number, via=AnsweredVia.API)
        return Response(AnsweredShape(answered).data, status=201 if answered.is_new else 200)


def _as_form(data: Any) -> QueryDict:
    """A JSON object as a form would send it. Raises ValidationError for anything but words, numbers, yes and no,
    and lists of words.
    """
    if not isinstance(data, dict):
        raise exceptions.ValidationError([_("Send one JSON object.")])
    form = QueryDict(mutable=True)
    for name, value in data.items():
        values = value if isinstance(value, list) else [value]
        if any(not isinstance(item, str | int | float) for item in values):
            raise exceptions.ValidationError({str(name): [_("Words, numbers, yes or no, or a list of words.")]})
        form.setlist(str(name), [("on" if item else "") if isinstance(item, bool) else str(item) for item in values])
    return form
