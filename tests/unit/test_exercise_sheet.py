"""Each step against its target: met, late by, not done, not yet, cut short, not asked; and sums with denominators."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.domain.exercise_sheet import Result, judge, sheet_row, sums, whole
from alerts.domain.words_of_exercises import Step, Verdict

FILED = dt.datetime(2026, 11, 30, 10, 0, tzinfo=dt.UTC)
V = Verdict


def at(minutes: float | None) -> dt.datetime | None:
    return None if minutes is None else FILED + dt.timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("target", "done", "now", "ended", "verdict", "late_s"),
    [
        (5, 5, 60, None, V.MET, None),
        (5, 0, 60, None, V.MET, None),
        (5, 5.5, 60, None, V.LATE, 30),
        (5, 90, 100, 60, V.LATE, 85 * 60),  # done after the exercise ended: it has a time
        (5, None, 4, None, V.NOT_YET, None),
        (5, None, 5, None, V.NOT_DONE, None),
        (5, None, 100, 4, V.CUT_SHORT, None),
        (5, None, 100, 60, V.NOT_DONE, None),
        (None, 3, 60, None, V.NOT_ASKED, None),
        (None, None, 60, 60, V.NOT_ASKED, None),
    ],
)
def test_a_step_against_its_target(
    target: int | None, done: float | None, now: float, ended: float | None, verdict: Verdict, late_s: int | None
) -> None:
    moment = at(now)
    assert moment is not None
    found = judge(Step.ANSWERED, target, FILED, at(done), moment, at(ended))
    assert (found.verdict, found.late_s) == (verdict, late_s)
    assert found.took_s == (None if done is None else round(done * 60))


def test_what_never_was_filed_is_not_asked_for() -> None:
    assert judge(Step.DECIDED, 5, None, None, FILED, FILED) == Result(Step.DECIDED, V.NOT_ASKED)


def test_sums_have_their_denominators_and_leave_out_what_was_cut_short() -> None:
    now = FILED + dt.timedelta(hours=2)
    rows = [
        sheet_row({Step.ANSWERED: 5}, FILED, {Step.ANSWERED: FILED + dt.timedelta(minutes=minutes)}, now, now)
        for minutes in (1, 3, 9)
    ]
    rows.append(sheet_row({Step.ANSWERED: 5}, FILED, {}, now, now))
    rows.append(sheet_row({Step.ANSWERED: 300}, FILED, {}, now, now))
    rows.append(sheet_row({}, FILED, {Step.ANSWERED: FILED}, now, now))
    (answered,) = sums(rows)
    assert (answered.met, answered.asked, answered.late, answered.not_done, answered.open) == (2, 4, 1, 1, 1)
    assert (answered.done, answered.median_s) == (4, 120)
    assert whole([answered]) == (2, 4)


def test_nothing_asked_and_nothing_done_is_no_row() -> None:
    assert sums([sheet_row({}, FILED, {}, FILED, None)]) == () and whole(()) == (0, 0)


TARGETS = st.dictionaries(st.sampled_from(list(Step)), st.integers(1, 300))
DONE = st.dictionaries(st.sampled_from(list(Step)), st.integers(0, 600))


@given(st.lists(st.tuples(TARGETS, DONE), max_size=6), st.integers(0, 600), st.booleans())
def test_every_target_is_counted_once_and_nothing_is_inferred(
    rows: list[tuple[dict[Step, int], dict[Step, int]]], minutes: int, has_ended: bool
) -> None:
    now = FILED + dt.timedelta(minutes=minutes)
    told = [
        sheet_row(
            targets,
            FILED,
            {step: FILED + dt.timedelta(minutes=n) for step, n in done.items()},
            now,
            now if has_ended else None,
        )
        for targets, done in rows
    ]
    by_step = {row.step: row for row in sums(told)}
    for step in Step:
        asked = sum(step in targets for targets, _done in rows)
        row = by_step.get(step)
        assert (row.asked + row.open if row else 0) == asked
        assert (row.done if row else 0) == sum(step in done for _targets, done in rows)
    for results, (targets, done) in zip(told, rows, strict=True):
        for result in results:
            assert (result.took_s is not None) is (result.step in done)
            assert (result.target_min is None) is (result.step not in targets)
            assert result.verdict not in (V.MET, V.LATE) or result.step in done
