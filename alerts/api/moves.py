"""Assess, join, decide, dismiss, close, reopen, word back: each asks for the version that was looked at."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from alerts.domain.scopes import Scope
from alerts.domain.words import Certainty, DismissReason, GoingOn, Level, Outcome, ThreatType, Verification
from alerts.domain.words_of_deciding import Course, NotResponded, WordBack
from alerts.domain.words_of_filings import AgeSex, Population
from alerts.domain.words_of_harm import HarmKnown
from alerts.models import Alert
from alerts.selectors.card import cards
from alerts.selectors.numbered import by_number
from alerts.services import assessing, joining, lifecycle, moving
from alerts.services.assessing import Found

from .asks import (
    AssessmentAsks,
    ClosingAsks,
    DecisionAsks,
    DismissalAsks,
    JoiningAsks,
    MoveAsks,
    ReopeningAsks,
    UnjoiningAsks,
    WordBackAsks,
)
from .described import describe, of_an_alert
from .doors import Door
from .errors import without_name
from .shapes import AlertShape


class Move(Door):
    """POST makes the move and answers with the alert as it stands then. Sent again it is stale, so nothing is done
    twice.
    """

    scope = Scope.DECIDE
    asks: type[MoveAsks] = MoveAsks

    def move(self, alert: Alert, said: dict[str, Any]) -> Alert:
        """Raises what the service does."""
        raise NotImplementedError

    def make(self, request: Request, number: str) -> Response:
        has_right = self.viewer.may_assess if self.scope is Scope.ASSESS else self.viewer.may_decide
        alert, said = self.said(request, number, self.asks, has_right=has_right)
        try:
            self.move(alert, said)
        except moving.Stale as stale:
            raise without_name(stale.code, is_self=stale.is_self) from None
        return self.answer(self.alert(alert.number))

    def answer(self, moved: Alert) -> Response:
        """The alert as it stands now."""
        return Response(AlertShape(cards(self.viewer, [moved], self.now)[0]).data)


@of_an_alert
class Assessments(Move):
    scope = Scope.ASSESS
    asks = AssessmentAsks

    @describe("Assess an alert", AlertShape, takes=AssessmentAsks, conflicts=True)
    def post(self, request: Request, number: str) -> Response:
        """How far it is verified, and another level than the computed one, with a reason."""
        return self.make(request, number)

    def move(self, alert: Alert, said: dict[str, Any]) -> Alert:
        found = _found(alert, said)
        follows = found is not None and alert.level == alert.level_computed
        level = said.get("level", "" if follows else alert.level)
        return assessing.assess(
            viewer=self.viewer,
            number=alert.number,
            version=said["version"],
            verification=Verification(said.get("verification", alert.verification)),
            level=Level(level) if level else None,
            reason=said.get("reason", ""),
            found=found,
        )


def _found(alert: Alert, said: dict[str, Any]) -> Found | None:
    """What was found besides, over what the alert says now; None where nothing was."""
    given = {name: value for name, value in said.items() if name in Found.__dataclass_fields__}
    if not given:
        return None
    found = replace(assessing.found_of(alert), **_as_words(given))
    if found.people_from is not None and found.people_to is not None and found.people_to < found.people_from:
        raise exceptions.ValidationError({"people_to": [_("That is fewer than the lowest number.")]})
    return found


def _as_words(given: dict[str, Any]) -> dict[str, Any]:
    words: dict[str, Any] = {
        "going_on": GoingOn,
        "certainty": Certainty,
        "threat_types": ThreatType,
        "population": Population,
        "age_sex": AgeSex,
    }
    return {
        name: [words[name](one) for one in value] if isinstance(value, list) else words.get(name, _same)(value)
        for name, value in given.items()
    }


def _same(value: Any) -> Any:
    return value


@of_an_alert
class Joinings(Move):
    asks = JoiningAsks

    @describe("Join an alert", AlertShape, takes=JoiningAsks, conflicts=True)
    def post(self, request: Request, number: str) -> Response:
        """It repeats another: its filings go under that one, it keeps its number, and this can be undone."""
        return self.make(request, number)

    def move(self, alert: Alert, said: dict[str, Any]) -> Alert:
        try:
            into = by_number(self.viewer, said["into"])
        except Alert.DoesNotExist:
            raise exceptions.ValidationError({"into": [_("There is no alert of that number for you here.")]}) from None
        return joining.join(
            viewer=self.viewer,
            number=alert.number,
            version=said["version"],
            into=into.number,
            note=said.get("note", ""),
        )


@of_an_alert
class Unjoinings(Move):
    asks = UnjoiningAsks

    @describe("Undo a joining", AlertShape, takes=UnjoiningAsks, conflicts=True)
    def post(self, request: Request, number: str) -> Response:
        """Not the same after all: back in the state before, with its filings."""
        return self.make(request, number)

    def move(self, alert: Alert, said: dict[str, Any]) -> Alert:
        return joining.unjoin(viewer=self.viewer, number=alert.number, version=said["version"], reason=said["reason"])


@of_an_alert
class Decisions(Move):
    asks = DecisionAsks

    @describe("Decide", AlertShape, takes=DecisionAsks, conflicts=True)
    def post(self, request: Request, number: str) -> Response:
        """What is to be done: respond, monitor, hand over, no action."""
        return self.make(request, number)

    def move(self, alert: Alert, said: dict[str, Any]) -> Alert:
        return lifecycle.decide(
            viewer=self.viewer,
            number=alert.number,
            version=said["version"],
            course=Course(said["course"]),
            reason=NotResponded(said["reason"]) if said.get("reason") else None,
            note=said.get("note", ""),
            review_date=said.get("review_date"),
        )


@of_an_alert
class Dismissals(Move):
    asks = DismissalAsks

    @describe("Dismiss an alert", AlertShape, takes=DismissalAsks, conflicts=True)
    def post(self, request: Request, number: str) -> Response:
        """No alert after all."""
        return self.make(request, number)

    def move(self, alert: Alert, said: dict[str, Any]) -> Alert:
        return lifecycle.dismiss(
            viewer=self.viewer,
            number=alert.number,
            version=said["version"],
            reason=DismissReason(said["reason"]),
            note=said.get("note", ""),
        )


@of_an_alert
class Closings(Move):
    asks = ClosingAsks

    @describe("Close an alert", AlertShape, takes=ClosingAsks, conflicts=True)
    def post(self, request: Request, number: str) -> Response:
        """What was done is on record, what is known of harm to civilians, and what became of the word back to the
        community. What was critical, cost a life or came late is then reviewed by a second person, on the page.
        """
        return self.make(request, number)

    def move(self, alert: Alert, said: dict[str, Any]) -> Alert:
        return lifecycle.close(
            viewer=self.viewer,
            number=alert.number,
            version=said["version"],
            outcome=Outcome(said["outcome"]),
            harm=HarmKnown(said["harm"]),
            word_back=WordBack(said["word_back"]),
            word_back_date=said.get("word_back_date"),
            note=said.get("note", ""),
        )


@of_an_alert
class Reopenings(Move):
    asks = ReopeningAsks

    @describe("Reopen an alert", AlertShape, takes=ReopeningAsks, conflicts=True)
    def post(self, request: Request, number: str) -> Response:
        """Back to the state before; told anew where it was undecided."""
        return self.make(request, number)

    def move(self, alert: Alert, said: dict[str, Any]) -> Alert:
        return lifecycle.reopen(viewer=self.viewer, number=alert.number, version=said["version"], reason=said["reason"])


@of_an_alert
class WordsBack(Move):
    asks = WordBackAsks

    @describe("Say what became of the word back", AlertShape, takes=WordBackAsks, conflicts=True)
    def post(self, request: Request, number: str) -> Response:
        """After closing: it was given, or is not safe to give."""
        return self.make(request, number)

    def move(self, alert: Alert, said: dict[str, Any]) -> Alert:
        return lifecycle.settle_word_back(
            viewer=self.viewer,
            number=alert.number,
            version=said["version"],
            word_back=WordBack(said["word_back"]),
            note=said.get("note", ""),
        )
