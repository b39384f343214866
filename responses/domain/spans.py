"""Clock to clock: what is measured, against which target, and how a row of lengths is summed up."""

import datetime as dt
import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alerts.domain.words import Level, TimePrecision

from .cases import Case, arrived_late
from .words_of_reports import Span

# From receipt to somebody on site, as mission guidance asks; other levels have the time at which the response was due
# that arrived first.
ON_SITE_WITHIN_S = {Level.CRITICAL.value: 30 * 60, Level.HIGH.value: 60 * 60}
CLOCKS: dict[Span, tuple[str, str]] = {
    Span.EVENT_RECEIVED: ("event_at", "received_at"),
    Span.TYPED_RECEIVED: ("typed_at", "received_at"),
    Span.RECEIVED_ROUTED: ("received_at", "routed_at"),
    Span.RECEIVED_TOLD: ("received_at", "delivered_at"),
    Span.RECEIVED_ANSWERED: ("received_at", "answered_at"),
    Span.RECEIVED_VERIFIED: ("received_at", "verified_at"),
    Span.ANSWERED_DECIDED: ("answered_at", "decided_at"),
    Span.RECEIVED_DECIDED: ("received_at", "decided_at"),
    Span.RECEIVED_ON_SITE: ("received_at", "on_site_at"),
    Span.EVENT_ON_SITE: ("event_at", "on_site_at"),
    Span.RECEIVED_CLOSED: ("received_at", "closed_at"),
    Span.RECEIVED_WORD_BACK: ("received_at", "word_back_at"),
}
# A warning that came hours after the event says nothing of how fast anybody was: counted, but apart.
LATE_APART = frozenset({Span.EVENT_RECEIVED, Span.RECEIVED_ON_SITE, Span.EVENT_ON_SITE})
FROM_EVENT = frozenset({Span.EVENT_RECEIVED, Span.EVENT_ON_SITE})


@dataclass(frozen=True, slots=True)
class Measured:
    """One length of one alert. `is_in_time`: None where no target is set for it. `is_late`: it arrived late and the
    length is counted apart.
    """

    span: Span
    seconds: float
    is_in_time: bool | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """`n` lengths: median and ninetieth percentile in seconds (None of none); of `with_target`, also those that never
    came to an end, `in_time` kept it.
    """

    n: int = 0
    median_s: float | None = None
    p90_s: float | None = None
    with_target: int = 0
    in_time: int = 0


def measured(case: Case) -> Iterator[Measured]:
    """Every length of which both clocks are known. From the event only where its moment is exact; an end before its
    beginning (a clock set wrongly, a decision before the answer) is not measured.
    """
    late = arrived_late(case)
    for span, (begins, ends) in CLOCKS.items():
        begin, end = getattr(case, begins), getattr(case, ends)
        if begin is None or end is None or end < begin:
            continue
        if span in FROM_EVENT and case.event_precision != TimePrecision.EXACT:
            continue
        seconds = (end - begin).total_seconds()
        target = target_s(case, span)
        yield Measured(span, seconds, None if target is None else seconds <= target, late and span in LATE_APART)


PROMISED = (Span.RECEIVED_ANSWERED, Span.ANSWERED_DECIDED)


def missed(case: Case, as_of: dt.datetime) -> Iterator[Span]:
    """What should have happened by now and did not: an answer that never came is no better than a late one."""
    for span in PROMISED:
        begin, end = (getattr(case, clock) for clock in CLOCKS[span])
        target = target_s(case, span)
        if begin is not None and end is None and target is not None and (as_of - begin).total_seconds() > target:
            yield span


def target_s(case: Case, span: Span) -> int | None:
    """Within how long it should have been, in seconds; None where nobody set that."""
    match span:
        case Span.RECEIVED_ANSWERED:
            return case.answer_within_s
        case Span.ANSWERED_DECIDED:
            return case.decide_within_s
        case Span.RECEIVED_ON_SITE:
            return ON_SITE_WITHIN_S.get(case.level, _due_on_site_s(case))
    return None


def _due_on_site_s(case: Case) -> int | None:
    return None if case.on_site_due_at is None else int((case.on_site_due_at - case.received_at).total_seconds())


def summary(lengths: Sequence[float], with_target: int = 0, in_time: int = 0) -> Summary:
    """Median: the middle one, or the mean of the two in the middle. P90: the shortest of them that nine in ten do not
    exceed (nearest rank).
    """
    if not lengths:
        return Summary(with_target=with_target, in_time=in_time)
    ordered = sorted(lengths)
    p90 = ordered[math.ceil(0.9 * len(ordered)) - 1]
    return Summary(len(ordered), statistics.median(ordered), p90, with_target, in_time)
