"""What came of an exercise: each step of each inject against its target; what has no time was not done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from .words_of_exercises import Step, Verdict

COUNTED = (Verdict.MET, Verdict.LATE, Verdict.NOT_DONE)
MINUTE_S = 60.0


@dataclass(frozen=True, slots=True)
class Result:
    """`took_s`, `late_s`: seconds from when it was filed, and beyond the target; None where not done or in time.
    `target_min`: None where it was not asked for; what was done all the same has a time.
    """

    step: Step
    verdict: Verdict
    target_min: int | None = None
    took_s: int | None = None
    late_s: int | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """`asked`: how many had a target whose time was up or that were done, `met`: of these in time, `done`: of all
    that were filed, asked or not; `median_s`: of those done. `open`: not yet, or cut short by the end.
    """

    step: Step
    asked: int
    met: int
    late: int
    not_done: int
    open: int
    done: int
    median_s: int | None


def judge(
    step: Step,
    target_min: int | None,
    filed_at: datetime | None,
    done_at: datetime | None,
    now: datetime,
    ended_at: datetime | None,
) -> Result:
    """One step of one inject at `now`. `filed_at`: None where it never was filed, and then nothing is asked;
    `done_at`: None where it was not done; `ended_at`: when the exercise ended, None while it runs.
    """
    if filed_at is None:
        return Result(step, Verdict.NOT_ASKED)
    took = None if done_at is None else max(0, round((done_at - filed_at).total_seconds()))
    if target_min is None:
        return Result(step, Verdict.NOT_ASKED, took_s=took)
    allowed = round(target_min * MINUTE_S)
    if took is not None:
        late = took - allowed
        return Result(step, Verdict.LATE if late > 0 else Verdict.MET, target_min, took, late if late > 0 else None)
    until = ended_at or now
    if (until - filed_at).total_seconds() < allowed:
        return Result(step, Verdict.NOT_YET if ended_at is None else Verdict.CUT_SHORT, target_min)
    return Result(step, Verdict.NOT_DONE, target_min)


def sheet_row(
    targets: Mapping[Step, int],
    filed_at: datetime | None,
    done: Mapping[Step, datetime],
    now: datetime,
    ended_at: datetime | None,
) -> tuple[Result, ...]:
    """All steps of one inject, in the order of the clocks."""
    return tuple(judge(step, targets.get(step), filed_at, done.get(step), now, ended_at) for step in Step)


def sums(rows: Iterable[Sequence[Result]]) -> tuple[Sum, ...]:
    """Of each step that was asked for or done anywhere."""
    by_step: dict[Step, list[Result]] = {step: [] for step in Step}
    for row in rows:
        for result in row:
            by_step[result.step].append(result)
    return tuple(_sum(step, found) for step, found in by_step.items() if any(map(_is_told, found)))


def whole(found: Iterable[Sum]) -> tuple[int, int]:
    """Over all steps: in time, of how many."""
    rows = list(found)
    return sum(row.met for row in rows), sum(row.asked for row in rows)


def _is_told(result: Result) -> bool:
    return result.target_min is not None or result.took_s is not None


def _sum(step: Step, found: list[Result]) -> Sum:
    count = {verdict: sum(result.verdict is verdict for result in found) for verdict in Verdict}
    took = [result.took_s for result in found if result.took_s is not None]
    return Sum(
        step,
        asked=sum(count[verdict] for verdict in COUNTED),
        met=count[Verdict.MET],
        late=count[Verdict.LATE],
        not_done=count[Verdict.NOT_DONE],
        open=count[Verdict.NOT_YET] + count[Verdict.CUT_SHORT],
        done=len(took),
        median_s=round(median(took)) if took else None,
    )
