"""What a row of harm must say, what closing says of it, and when a second person reviews."""

import datetime as dt

import pytest

from alerts.domain.deciding import Fault
from alerts.domain.harm import Harmed, faults_of_harm, faults_of_harm_known, has_death
from alerts.domain.plan import Need, Plan
from alerts.domain.reviewing import causes, faults_of_review, missed_targets
from alerts.domain.words import Level
from alerts.domain.words_of_deciding import ReviewCause
from alerts.domain.words_of_harm import Harm, HarmKnown

START = dt.datetime(2026, 11, 28, 4, 0, tzinfo=dt.UTC)
MIN = dt.timedelta(minutes=1)
NOBODY = Harmed(Harm.KILLED, women=0, men=0)


@pytest.mark.parametrize("what", list(Harm))
@pytest.mark.parametrize("is_correction", [True, False])
def test_only_sexual_violence_is_never_counted(what, is_correction):
    is_refused = what is Harm.SEXUAL_VIOLENCE
    expected = {"what": Fault.NEVER_COUNTED} if is_refused else {}
    assert faults_of_harm(Harmed(what, girls=1), is_correction) == expected
    assert faults_of_harm(Harmed(what), is_correction) == expected


def test_a_row_of_nobody_only_corrects_another():
    assert faults_of_harm(NOBODY, is_correction=False) == {"women": Fault.NOBODY_HARMED}
    assert faults_of_harm(NOBODY, is_correction=True) == {}
    assert faults_of_harm(Harmed(Harm.DISPLACED, men=0, is_collective=True), is_correction=False) == {}


@pytest.mark.parametrize(
    ("known", "has_records", "fault"),
    [
        (None, False, Fault.NO_HARM_SAID),
        (None, True, Fault.NO_HARM_SAID),
        (HarmKnown.NONE, False, None),
        (HarmKnown.UNKNOWN, False, None),
        (HarmKnown.ON_RECORD, True, None),
        (HarmKnown.ON_RECORD, False, Fault.NOT_ON_RECORD),
        (HarmKnown.NONE, True, Fault.IS_ON_RECORD),
        (HarmKnown.UNKNOWN, True, Fault.IS_ON_RECORD),
    ],
)
def test_what_closing_says_of_harm_agrees_with_the_record(known, has_records, fault):
    assert faults_of_harm_known(known, has_records) == ({"harm": fault} if fault else {})


@pytest.mark.parametrize(
    ("rows", "is_death"),
    [
        ([], False),
        ([Harmed(Harm.INJURED, men=3)], False),
        ([Harmed(Harm.KILLED)], True),  # nobody knows how many
        ([Harmed(Harm.KILLED, boys=1), Harmed(Harm.INJURED)], True),
        ([NOBODY], False),
        ([Harmed(Harm.KILLED, women=0, is_collective=True)], True),
    ],
)
def test_a_death_is_one_even_where_nobody_counted(rows, is_death):
    assert has_death(rows) is is_death


def plan(decide: dt.timedelta | None = 15 * MIN) -> Plan:
    return Plan("x", Need.ONE, (), (), answer_within=5 * MIN, decide_within=decide)


@pytest.mark.parametrize(
    ("answered", "decided", "is_late"),
    [
        (5, 20, False),  # each at the very moment
        (6, 7, True),
        (5, 21, True),
        (None, 5, False),  # decided before an answer was due
        (None, 6, True),
        (None, None, True),
        (4, None, True),
        (4, 3, False),
    ],
)
def test_what_came_after_its_time_was_missed(answered, decided, is_late):
    at = [START + minutes * MIN if minutes is not None else None for minutes in (answered, decided)]
    assert missed_targets(plan(), START, *at) is is_late


def test_a_plan_that_gives_no_time_to_decide_is_not_missed():
    assert missed_targets(plan(None), START, START, START + dt.timedelta(days=9)) is False


def test_a_second_person_reviews_what_was_ever_critical_cost_a_life_or_came_late():
    assert causes([Level.LOW, Level.HIGH], has_death=False, is_late=False) == []
    assert causes([Level.LOW, Level.CRITICAL], has_death=False, is_late=False) == [ReviewCause.CRITICAL]
    assert causes(["critical"], has_death=True, is_late=True) == list(ReviewCause)


@pytest.mark.parametrize("notes", [("a", "", ""), ("", "b", ""), ("", "", "c")])
def test_one_of_the_three_notes_is_enough(notes):
    assert faults_of_review(notes) == {}
    assert faults_of_review(("", "", "")) == {"went_well": Fault.NO_AFTER_ACTION}
