"""What colleagues add to an alert without moving it: summaries, comments, grades, a filing withdrawn."""

import uuid
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from alerts.domain.scopes import Scope
from alerts.domain.words_of_filings import Credibility, Reliability
from alerts.models import Alert, Filing
from alerts.selectors import remarks as remarked
from alerts.selectors.numbered import by_number_to_filer
from alerts.services import further, remarks

from .asks import CommentAsks, GradeAsks, Nothing, SummaryAsks, WithdrawalAsks
from .described import describe, of_an_alert
from .doors import Door, checked
from .reading import asked
from .shapes import (
    CommentShape,
    CommentsShape,
    GradedShape,
    SummariesShape,
    SummaryShape,
    WithdrawnShape,
)


@of_an_alert
class Summaries(Door):
    scope = Scope.ASSESS

    @describe("Read the summaries", SummariesShape)
    def get(self, request: Request, number: str) -> Response:
        """The latest of each language; to those who see the alert whole."""
        asked(Nothing, request)
        return Response(SummariesShape({"summaries": remarked.summaries(self.whole(number))}).data)

    @describe("Sum an alert up", SummaryShape, takes=SummaryAsks, statuses=(200, 201), conflicts=True)
    def post(self, request: Request, number: str) -> Response:
        """In a few sentences of one language: 201; where the latest of that language reads so already: 200."""
        alert, said = self.said(request, number, SummaryAsks, has_right=self.viewer.may_assess)
        made = remarks.summarise(viewer=self.viewer, number=alert.number, **said)
        return _answer(made, SummaryShape(made.row).data)


@of_an_alert
class Comments(Door):
    scope = Scope.ANSWER

    @describe("Read the comments", CommentsShape)
    def get(self, request: Request, number: str) -> Response:
        """The latest two hundred, oldest first; to those who see the alert whole. Of the writers only for which
        component they spoke.
        """
        asked(Nothing, request)
        return Response(CommentsShape({"comments": remarked.latest_comments(self.whole(number))}).data)

    @describe("Comment on an alert", CommentShape, takes=CommentAsks, statuses=(200, 201), conflicts=True)
    def post(self, request: Request, number: str) -> Response:
        """For colleagues who see the alert whole: 201; where the same person's last one of the last hour reads so: 200.
        Whoever is named with an @ is told that they are; a name that nobody bears who reads the alert is refused.
        """
        alert, said = self.said(request, number, CommentAsks, has_right=True)
        made = remarks.comment(viewer=self.viewer, number=alert.number, text=said["text"])
        return _answer(made, CommentShape(remarked.comments(alert).get(pk=made.row.pk)).data)


@of_an_alert
class Grades(Door):
    scope = Scope.ASSESS

    @describe("Grade a filing", GradedShape, takes=GradeAsks, statuses=(200, 201), conflicts=True)
    def post(self, request: Request, number: str) -> Response:
        """How far its source and its information are to be trusted, each judged apart: 201; where the latest grade
        is the same already: 200. What the filer said of it stays.
        """
        alert, said = self.said(request, number, GradeAsks, has_right=self.viewer.may_assess)
        made = remarks.grade(
            viewer=self.viewer,
            filing_id=_filing(alert, said["filing"]).pk,
            reliability=Reliability(said["reliability"]),
            credibility=Credibility(said["credibility"]),
        )
        return _answer(made, GradedShape(made.row).data)


@of_an_alert
class Withdrawals(Door):
    scope = Scope.FILE

    @describe("Withdraw a filing", WithdrawnShape, takes=WithdrawalAsks, statuses=(201,), conflicts=True)
    def post(self, request: Request, number: str) -> Response:
        """By whoever filed it, who holds it no longer to be true: it stays on record, struck out, and the hub decides
        what becomes of the alert. Withdrawn before: 409.
        """
        alert = by_number_to_filer(self.viewer, number)
        said = checked(WithdrawalAsks, request.data)
        filing = _filing(alert, said["filing"])
        try:
            withdrawn = further.withdraw(viewer=self.viewer, filing_id=filing.pk, reason=said["reason"])
        except Filing.DoesNotExist:
            raise _no_such_filing() from None
        return Response(WithdrawnShape(withdrawn).data, status=201)


def _answer(made: remarks.Remark[Any], said: Any) -> Response:
    return Response(said, status=201 if made.is_new else 200)


def _filing(alert: Alert, client_id: uuid.UUID) -> Filing:
    """By the id that its sender gave it: row ids would tell of other offices. Raises ValidationError."""
    found = alert.filings.filter(client_id=client_id).first()
    if found is None:
        raise _no_such_filing()
    return found


def _no_such_filing() -> exceptions.ValidationError:
    return exceptions.ValidationError({"filing": [_("There is no filing of that id for you under this alert.")]})
