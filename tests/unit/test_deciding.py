"""What a decision, a closing and an assessment must say: each rule with its refusal beside it."""

import datetime as dt

import pytest

from alerts.domain.deciding import (
    FOUND_OUT,
    Fault,
    faults_of_assessment,
    faults_of_closing,
    faults_of_decision,
    faults_of_word_back,
    rises,
)
from alerts.domain.words import Level, Outcome, Verification
from alerts.domain.words_of_deciding import Course, NotResponded, WordBack

TODAY = dt.date(2026, 11, 24)
DAY = dt.timedelta(days=1)


def test_fourteen_reasons_stand_for_no_action_and_none_for_anything_else() -> None:
    assert len(NotResponded) == 14
    for reason in NotResponded:
        assert faults_of_decision(Course.NO_ACTION, reason, None, TODAY) == {}
        for course in set(Course) - {Course.NO_ACTION}:
            assert faults_of_decision(course, reason, TODAY, TODAY) == {"reason": Fault.REASON_NOT_ASKED}
    assert faults_of_decision(Course.NO_ACTION, None, None, TODAY) == {"reason": Fault.NO_REASON}


@pytest.mark.parametrize("course", Course)
def test_monitoring_needs_a_day_and_every_other_course_may_have_one(course: Course) -> None:
    reason = NotResponded.VAGUE if course is Course.NO_ACTION else None
    assert faults_of_decision(course, reason, TODAY, TODAY) == {}
    without = {"review_date": Fault.NO_REVIEW} if course is Course.MONITOR else {}
    assert faults_of_decision(course, reason, None, TODAY) == without


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        (TODAY - DAY, Fault.PAST),
        (TODAY, None),
        (TODAY + 366 * DAY, None),
        (TODAY + 367 * DAY, Fault.TOO_FAR),
        (dt.date.min, Fault.PAST),
        (dt.date.max, Fault.TOO_FAR),
    ],
)
def test_a_day_is_today_or_later_and_at_most_a_year_ahead(day: dt.date, fault: Fault | None) -> None:
    decided = faults_of_decision(Course.MONITOR, None, day, TODAY)
    closed = faults_of_closing(Outcome.HANDLED, WordBack.OWED, day, TODAY)
    assert decided == ({"review_date": fault} if fault else {})
    assert closed == ({"word_back_date": fault} if fault else {})


@pytest.mark.parametrize(
    ("word_back", "until", "faults"),
    [
        (None, None, {"word_back": Fault.NO_WORD_BACK}),
        (WordBack.GIVEN, None, {}),
        (WordBack.NOT_SAFE, None, {}),
        (WordBack.OWED, TODAY, {}),
        (WordBack.OWED, None, {"word_back_date": Fault.NO_DAY}),
        (WordBack.GIVEN, TODAY, {"word_back_date": Fault.DAY_NOT_ASKED}),
        (WordBack.NOT_SAFE, TODAY, {"word_back_date": Fault.DAY_NOT_ASKED}),
    ],
)
def test_closing_says_what_became_of_the_word_back(
    word_back: WordBack | None, until: dt.date | None, faults: dict[str, Fault]
) -> None:
    assert faults_of_closing(Outcome.HANDLED, word_back, until, TODAY) == faults


def test_nothing_is_closed_as_a_historical_record() -> None:
    assert faults_of_closing(Outcome.HISTORICAL, WordBack.GIVEN, None, TODAY) == {"outcome": Fault.NOT_AN_OUTCOME}


def test_word_back_is_settled_by_giving_it_or_finding_it_unsafe() -> None:
    assert faults_of_word_back(WordBack.GIVEN) == faults_of_word_back(WordBack.NOT_SAFE) == {}
    assert faults_of_word_back(WordBack.OWED) == {"word_back": Fault.STILL_OWED}


def test_another_level_needs_its_reason_and_another_verification_none() -> None:
    before = (Verification.UNVERIFIED, Level.HIGH)
    for level in Level:
        found = (Verification.VERIFIED, level)
        assert faults_of_assessment(before, found, "seen by the patrol") == {}
        without = {} if level is Level.HIGH else {"reason": Fault.NO_REASON_FOR_LEVEL}
        assert faults_of_assessment(before, found, "") == without


def test_an_assessment_that_changes_nothing_is_none() -> None:
    same = (Verification.CHECKING, Level.LOW)
    assert faults_of_assessment(same, same, "") == faults_of_assessment(same, same, "looked again")
    assert faults_of_assessment(same, same, "") == {"verification": Fault.NOTHING_NEW}


def test_only_a_worse_level_rises() -> None:
    order = [Level.CRITICAL, Level.HIGH, Level.MEDIUM, Level.LOW]
    for place, before in enumerate(order):
        assert [rises(before, now) for now in order] == [True] * place + [False] * (4 - place)


def test_what_is_found_out_is_not_what_is_open() -> None:
    assert set(Verification) - FOUND_OUT == {Verification.UNVERIFIED, Verification.CHECKING}
