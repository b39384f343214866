"""Real or exercise: a real warning is never swallowed, and only whoever files is asked where nobody else can know."""

import datetime as dt

import pytest

from alerts.domain.filing_status import Ask, Run, is_exercise, settled, unsaid
from alerts.domain.words_of_exercises import FilingStatus as S

NOON = dt.datetime(2026, 11, 30, 12, 0, tzinfo=dt.UTC)
BEFORE, DURING, AFTER = (NOON + dt.timedelta(hours=hours) for hours in (-1, 1, 3))
RUNNING, ENDED = Run(NOON, None), Run(NOON, NOON + dt.timedelta(hours=2))


@pytest.mark.parametrize(
    ("exercising", "is_machine", "of_known", "part"),
    [
        (False, False, None, False),
        (True, False, None, True),
        (True, True, None, False),  # what a gateway passes on is real
        (False, True, None, False),
        (True, False, False, False),  # added to a real alert
        (True, True, True, True),
        (False, False, True, True),
    ],
)
def test_where_nothing_was_said(exercising: bool, is_machine: bool, of_known: bool | None, part: bool) -> None:
    assert unsaid(exercising=exercising, is_machine=is_machine, of_known=of_known) is part


@pytest.mark.parametrize(
    ("said", "exercising", "part"),
    [
        (S.ACTUAL, True, False),
        (S.ACTUAL, False, False),
        (S.EXERCISE, True, True),
        (S.EXERCISE, False, None),
        (S.UNASKED, False, False),
        (S.UNASKED, True, None),
    ],
)
def test_what_was_said_holds_where_page_and_office_agree(said: S, exercising: bool, part: bool | None) -> None:
    assert is_exercise(said, exercising=exercising) is part


@pytest.mark.parametrize(
    ("said", "typed_at", "runs", "found"),
    [
        (S.UNASKED, BEFORE, [RUNNING], False),  # sent before it began: nobody knew of it
        (S.UNASKED, DURING, [RUNNING], Ask.HAS_BEGUN),
        (S.UNASKED, None, [RUNNING], Ask.HAS_BEGUN),
        (S.UNASKED, BEFORE, [], Ask.HAS_BEGUN),  # an office that exercises without a script
        (S.EXERCISE, DURING, [ENDED], True),  # said while it ran; the link was cut
        (S.EXERCISE, NOON, [ENDED], True),
        (S.EXERCISE, ENDED.until, [ENDED], Ask.HAS_ENDED),
        (S.EXERCISE, AFTER, [ENDED], Ask.HAS_ENDED),
        (S.EXERCISE, None, [ENDED], Ask.HAS_ENDED),
        (S.EXERCISE, BEFORE, [ENDED], Ask.HAS_ENDED),
        (S.EXERCISE, DURING, [], Ask.HAS_ENDED),
    ],
)
def test_where_they_disagree(said: S, typed_at: dt.datetime | None, runs: list[Run], found: bool | Ask) -> None:
    assert settled(said, typed_at, runs) is found or settled(said, typed_at, runs) == found
