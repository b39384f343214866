"""Moves of an alert: who decides, dismisses, closes, reopens; what a move ends is ended in its own transaction."""

from datetime import date

from alerts.domain import deciding
from alerts.domain.events import Happened
from alerts.domain.harm import faults_of_harm_known
from alerts.domain.lifecycle import Move
from alerts.domain.words import DismissReason, Outcome, OwedKind, State
from alerts.domain.words_of_deciding import Course, EndingKind, NotResponded, ReviewCause, WordBack
from alerts.domain.words_of_harm import HarmKnown
from alerts.domain.words_of_telling import Cause
from alerts.models import Alert, Decision, Ending
from alerts.selectors import harm as harms
from alerts.selectors.access import Viewer
from ewrr.common.change import Change

from . import moving, owed, reviewing, routing
from .moving import IllegalMove, Incomplete, MayNot, Stale

__all__ = ["IllegalMove", "Incomplete", "MayNot", "Stale", "close", "decide", "dismiss", "reopen", "settle_word_back"]

LIFE = ["state", "state_before", "version"]


def decide(
    *,
    viewer: Viewer,
    number: str,
    version: int,
    course: Course,
    reason: NotResponded | None = None,
    note: str = "",
    review_date: date | None = None,
) -> Alert:
    """What is to be done. `version`: the one that was looked at; `review_date`: a day in the office's zone, by whose
    end whoever decided looks again. Handing over to state forces is recorded here and done by nobody yet.

    Settles what is owed, but word back promised to a community, and ends the telling.
    Raises Alert.DoesNotExist, MayNot, Stale, IllegalMove, Incomplete.
    """
    with moving.locked(viewer, number, has_right=viewer.may_decide) as (c, alert):
        moving.move(c, alert, Move.DECIDE, version)
        moving.insist(deciding.faults_of_decision(course, reason, review_date, moving.today(c, alert)))
        alert.decided_at = alert.decided_at or c.now
        alert.save(update_fields=[*LIFE, "decided_at"])
        _write_decision(c, alert, course, reason, note, review_date)
        owed.settle_all(alert, c.by, c.now, but=OwedKind.WORD_BACK)  # promised before it was reopened
        routing.stop(c, alert)
        if review_date is not None:
            owed.owe_review(alert, viewer.person, review_date, c.now)
        return alert


def _write_decision(
    c: Change, alert: Alert, course: Course, reason: NotResponded | None, note: str, review_date: date | None
) -> None:
    Decision.objects.create(
        alert=alert, course=course, reason=reason or "", note=note, review_date=review_date, by=c.by, at=c.now
    )
    c.record(
        Happened.ALERT_DECIDED,
        alert,
        course=course,
        reason=reason or "",
        review_date=_day(review_date),
        version=alert.version,
    )


def dismiss(*, viewer: Viewer, number: str, version: int, reason: DismissReason, note: str = "") -> Alert:
    """No alert after all: nuisance, not a protection matter, refuted. Settles what is owed, ends the telling.

    Raises Alert.DoesNotExist, MayNot, Stale, IllegalMove.
    """
    with moving.locked(viewer, number, has_right=viewer.may_decide) as (c, alert):
        moving.move(c, alert, Move.DISMISS, version)
        alert.dismissed_because, alert.closed_at = reason, c.now
        alert.save(update_fields=[*LIFE, "dismissed_because", "closed_at"])
        Ending.objects.create(
            alert=alert, kind=EndingKind.DISMISSED, reason=reason, note=note, by=viewer.person, at=c.now
        )
        owed.settle_all(alert, c.by, c.now)
        routing.stop(c, alert)
        c.record(Happened.ALERT_DISMISSED, alert, reason=reason, version=alert.version)
        return alert


def close(
    *,
    viewer: Viewer,
    number: str,
    version: int,
    outcome: Outcome,
    harm: HarmKnown | None,
    word_back: WordBack | None,
    word_back_date: date | None = None,
    note: str = "",
) -> Alert:
    """What was done is on record, what harm to civilians is known, and what became of the word back: given, not safe,
    or owed by whoever closes until the end of `word_back_date` (a day in the office's zone).

    Settles all else that is owed, ends the telling, and asks for the review by a second person where one is needed.
    Raises Alert.DoesNotExist, MayNot, Stale, IllegalMove, Incomplete (also where harm or word back is missing).
    """
    with moving.locked(viewer, number, has_right=viewer.may_decide) as (c, alert):
        moving.move(c, alert, Move.CLOSE, version)
        harmed = harms.on_record(alert).harmed
        faults = deciding.faults_of_closing(outcome, word_back, word_back_date, moving.today(c, alert))
        moving.insist(faults | faults_of_harm_known(harm, bool(harmed)))
        alert.outcome, alert.closed_at, alert.closed_by = outcome, c.now, viewer.person
        if word_back is WordBack.GIVEN:
            alert.word_back_at = alert.word_back_at or c.now
        alert.save(update_fields=[*LIFE, "outcome", "closed_at", "closed_by", "word_back_at"])
        known, back = harm or HarmKnown.UNKNOWN, word_back or WordBack.NOT_SAFE  # None was refused
        said = Ending(outcome=outcome, harm=known, word_back=back, word_back_date=word_back_date, note=note)
        causes = reviewing.causes(alert, harmed)
        _write_closing(c, alert, said, causes)
        owed.settle_all(alert, c.by, c.now)
        reviewing.owe(c, alert, causes, viewer.holds())
        routing.stop(c, alert)
        if word_back_date is not None:
            owed.owe_word_back(alert, viewer.person, word_back_date, c.now)
        return alert


def _write_closing(c: Change, alert: Alert, said: Ending, causes: list[ReviewCause]) -> None:
    said.alert, said.kind, said.by, said.at = alert, EndingKind.CLOSED, c.by, c.now
    said.save()
    c.record(
        Happened.ALERT_CLOSED,
        alert,
        outcome=said.outcome,
        harm=said.harm,
        word_back=said.word_back,
        word_back_date=_day(said.word_back_date),
        review_for=causes,
        version=alert.version,
    )


def reopen(*, viewer: Viewer, number: str, version: int, reason: str) -> Alert:
    """Back to the state before. Undecided, it is told anew in a round of its own; decided, whoever reopens owes a
    look at the decision by the end of the day. Word back that is owed stays owed, harm stays on record; a review of
    how it was handled is owed anew once it is closed again.

    Raises Alert.DoesNotExist, MayNot, Stale, IllegalMove.
    """
    with moving.locked(viewer, number, has_right=viewer.may_decide) as (c, alert):
        if alert.state == State.JOINED and alert.version == version:
            raise IllegalMove(moving.why_not(alert, Move.REOPEN))
        moving.move(c, alert, Move.REOPEN, version)
        alert.closed_at, alert.closed_by, alert.outcome, alert.dismissed_because = None, None, "", ""
        alert.save(update_fields=[*LIFE, "closed_at", "closed_by", "outcome", "dismissed_because"])
        reviewing.drop(c, alert)
        Ending.objects.create(alert=alert, kind=EndingKind.REOPENED, note=reason, by=viewer.person, at=c.now)
        c.record(Happened.ALERT_REOPENED, alert, state=alert.state, version=alert.version)
        if alert.state == State.RECEIVED:
            routing.begin_again(c, alert, Cause.REOPENED)
        else:
            owed.owe_review(alert, viewer.person, moving.today(c, alert), c.now)
        return alert


def settle_word_back(*, viewer: Viewer, number: str, version: int, word_back: WordBack, note: str = "") -> Alert:
    """After closing: word was given to the community, or is not safe to give. Moves no state.

    Raises Alert.DoesNotExist, MayNot, Stale, IllegalMove, Incomplete.
    """
    with moving.locked(viewer, number, has_right=viewer.may_decide) as (c, alert):
        moving.touch(c, alert, version)
        if refused := moving.why_no_word_back(alert):
            raise IllegalMove(refused)
        moving.insist(deciding.faults_of_word_back(word_back))
        if word_back is WordBack.GIVEN:
            alert.word_back_at = c.now
        alert.save(update_fields=["version", "word_back_at"])
        Ending.objects.create(
            alert=alert, kind=EndingKind.WORD_BACK, word_back=word_back, note=note, by=viewer.person, at=c.now
        )
        owed.settle_kind(alert, OwedKind.WORD_BACK, c.by, c.now)
        c.record(Happened.ALERT_WORD_BACK, alert, word_back=word_back, version=alert.version)
        return alert


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
