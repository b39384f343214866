"""From clock to clock: the medians of the table of alerts, worked out by hand, and how lengths are summed up."""

import datetime as dt
from typing import Any

import pytest

from responses.domain.cases import Case
from responses.domain.figures import figures
from responses.domain.indicators import SPAN_GROUPS, figure
from responses.domain.spans import Summary, measured, summary
from responses.domain.words_of_reports import Span
from tests.unit.report_table import CASES, MONDAY, ROWS, WEEK, reading, report

CLEARED, OTHERS = report(is_cleared=True), report(is_cleared=False)
MINUTE, HOUR = 60, 3600

# How many, median, ninetieth percentile, how many with a target, how many that kept it; seven were never answered, two
# never decided.
OVERALL = {
    "event_received": (18, 45 * MINUTE, 4 * HOUR, 0, 0),
    "typed_received": (5, 4 * MINUTE, 10 * HOUR, 0, 0),
    "received_routed": (10, 1 * MINUTE, 2 * MINUTE, 0, 0),
    "received_told": (33, 4 * MINUTE, 11 * MINUTE, 0, 0),
    "received_answered": (28, 19 * MINUTE, 2 * HOUR, 34, 22),
    "received_verified": (5, 50 * MINUTE, 200 * MINUTE, 0, 0),
    "answered_decided": (26, 20.5 * MINUTE, 100 * MINUTE, 27, 22),
    "received_decided": (28, 44.5 * MINUTE, 210 * MINUTE, 0, 0),
    "received_on_site": (9, 40 * MINUTE, 400 * MINUTE, 9, 6),
    "event_on_site": (8, 65.5 * MINUTE, 6 * HOUR, 0, 0),
    "received_closed": (13, 10 * HOUR, 50 * HOUR, 0, 0),
    "received_word_back": (3, 100 * MINUTE, 24 * HOUR, 0, 0),
}
# To the cleared, and to the others: what is restricted counts in no part.
PARTS = {
    "received_told:level=critical": ((8, 90, 240, 0, 0), (7, 120, 240, 0, 0)),
    "received_answered:level=critical": ((8, 510, 660, 7, 6), (7, 540, 660, 6, 5)),
    "received_answered:level=high": ((11, 1500, 1980, 12, 8), (10, 1620, 1980, 11, 7)),
    "received_answered:level=medium": ((8, 4800, 7260, 11, 7), (8, 4800, 7260, 11, 7)),
    "received_answered:level=low": ((1, 28800, 28800, 4, 1), (1, 28800, 28800, 3, 1)),
    "received_answered:component=military": ((15, 660, 2400, 15, 10), (14, 780, 2400, 14, 9)),
    "received_answered:component=civilian": ((9, 1200, 7260, 13, 8), (8, 1470, 7260, 11, 7)),
    "received_answered:component=police": ((4, 3900, 28800, 4, 4), (4, 3900, 28800, 4, 4)),
    "received_answered:responder=force": ((7, 600, 900, 7, 6), (6, 570, 900, 6, 5)),
    "answered_decided:level=critical": ((8, 570, 1260, 7, 6), (7, 540, 1260, 6, 5)),
    "answered_decided:area=1": ((8, 900, 3600, 9, 7), (7, 1200, 3600, 8, 6)),
    "received_on_site:level=critical": ((5, 1800, 3000, 5, 3), (5, 1800, 3000, 5, 3)),
    "received_on_site:level=high": ((3, 3600, 24000, 3, 2), (2, 13800, 24000, 2, 1)),
    "received_on_site:level=medium": ((1, 18000, 18000, 1, 1), (1, 18000, 18000, 1, 1)),
    "received_on_site:component=military": ((6, 1830, 24000, 6, 3), (6, 1830, 24000, 6, 3)),
    "received_on_site:component=civilian": ((2, 10200, 18000, 2, 2), (1, 18000, 18000, 1, 1)),
    "received_on_site:component=police": ((1, 3600, 3600, 1, 1), (1, 3600, 3600, 1, 1)),
    "event_received:level=critical": ((6, 1500, 2400, 0, 0), (5, 1200, 2400, 0, 0)),
}
LATE = {  # how many, median, ninetieth percentile
    "event_received": (3, 7 * HOUR, 560 * HOUR),
    "event_received:level=critical": (1, 7 * HOUR, 7 * HOUR),
    "event_received:level=high": (1, 560 * HOUR, 560 * HOUR),
    "event_received:level=medium": (1, 6 * HOUR + 1, 6 * HOUR + 1),
    "received_on_site": (2, 13 * HOUR, 24 * HOUR),
    "received_on_site:component=military": (1, 24 * HOUR, 24 * HOUR),
    "received_on_site:component=civilian": (1, 2 * HOUR, 2 * HOUR),
    "event_on_site": (1, 584 * HOUR, 584 * HOUR),
}
WEEK_BEFORE = {
    "received_told": Summary(3, 2 * MINUTE, 3 * MINUTE),
    "received_answered": Summary(3, 9 * MINUTE, 31 * MINUTE, 3, 2),
    "received_on_site": Summary(1, 61 * MINUTE, 61 * MINUTE, 1, 0),
}
RECEIVED = dt.datetime(2026, 11, 17, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize("name", OVERALL)
def test_each_length_overall_is_what_was_worked_out_by_hand(name: str) -> None:
    assert CLEARED.spans[name] == OTHERS.spans[name] == Summary(*OVERALL[name])


def test_every_length_is_worked_out_by_hand() -> None:
    assert set(OVERALL) == set(Span) == {name for name in CLEARED.spans if ":" not in name}


@pytest.mark.parametrize("name", PARTS)
def test_each_length_of_a_part_is_what_was_worked_out_by_hand(name: str) -> None:
    cleared, other = PARTS[name]
    assert CLEARED.spans[name] == Summary(*cleared)
    assert OTHERS.spans[name] == Summary(*other)


@pytest.mark.parametrize("name", LATE)
def test_each_length_of_what_arrived_late_is_summed_up_apart(name: str) -> None:
    for shows in (CLEARED, OTHERS):
        found = shows.late[name]
        assert (found.n, found.median_s, found.p90_s) == LATE[name]


def test_three_lengths_only_are_summed_up_apart() -> None:
    assert {name.partition(":")[0] for name in CLEARED.late} == {"event_received", "received_on_site", "event_on_site"}


@pytest.mark.parametrize("name", WEEK_BEFORE)
def test_each_length_of_the_week_before_is_what_was_worked_out_by_hand(name: str) -> None:
    assert CLEARED.spans_before[name] == WEEK_BEFORE[name]


def test_the_levels_and_the_components_make_up_the_whole() -> None:
    assert set(SPAN_GROUPS) == {"level", "kind", "area", "component", "responder"}
    for facet in SPAN_GROUPS:
        of_part = [found for name, found in CLEARED.spans.items() if name.startswith(f"received_answered:{facet}=")]
        twice = 1 if facet == "responder" else 0  # alert 102 had two responders
        assert sum(found.n for found in of_part) == 28 + twice
        assert sum(found.in_time for found in of_part) == 22 + twice


def counted(name: str, *, is_cleared: bool) -> int:
    """How many alerts of the week the figure behind a length counts."""
    span, *part = name.split(":")
    found = figure(":".join(["valid", *part, f"span={span}"]))
    assert found is not None
    how = reading(is_cleared=is_cleared)
    return sum(found.counts(case, how) for case in CASES if WEEK.holds(case.counted_at))


def test_the_figure_behind_each_length_counts_as_many_as_were_measured() -> None:
    assert {name: counted(name, is_cleared=True) for name in CLEARED.spans} == {
        name: found.n for name, found in CLEARED.spans.items()
    }
    for span in Span:
        assert counted(span, is_cleared=False) == OTHERS.spans[span].n


def test_the_figure_behind_each_part_counts_as_many_to_the_others_as_were_measured() -> None:
    assert {name: counted(name, is_cleared=False) for name in OTHERS.spans} == {
        name: found.n for name, found in OTHERS.spans.items()
    }


def test_a_figure_of_kept_targets_counts_those_that_kept_them() -> None:
    for name, kept in (("received_answered", 22), ("answered_decided", 22), ("received_on_site", 6)):
        for facet, count in (("in_time", kept), ("too_late", OVERALL[name][3] - kept)):
            found = figure(f"valid:{facet}={name}")
            assert found is not None
            assert sum(found.counts(row.case, reading()) for row in ROWS if row.week == 0) == count


def test_what_is_restricted_is_in_no_part_to_the_others() -> None:
    restricted = [case for case in CASES if case.is_restricted]
    shows = report_of(restricted)
    assert {name for name in shows if ":" in name} == set()
    assert shows["received_answered"].n == 2


def report_of(found: list[Case]) -> dict[str, Summary]:
    return figures(found, reading(is_cleared=False), MONDAY).spans


def lengths(**clocks: Any) -> dict[str, float]:
    fields: dict[str, Any] = {"state": "decided", "kind": "unknown", "level": "high", "threats": (), **clocks}
    case = Case(alert_id=1, number="BEN-2026-0001", received_at=RECEIVED, **fields)
    return {one.span.value: one.seconds for one in measured(case)}


@pytest.mark.parametrize("clock", ["routed_at", "delivered_at", "answered_at", "verified_at", "on_site_at"])
def test_a_clock_that_stands_before_the_receipt_measures_nothing_and_at_the_receipt_nought(clock: str) -> None:
    assert lengths(**{clock: RECEIVED - dt.timedelta(seconds=1)}) == {}
    assert list(lengths(**{clock: RECEIVED}).values()) == [0]


@pytest.mark.parametrize("precision", ["day", "range", "unknown"])
def test_nothing_is_measured_from_an_event_whose_moment_is_not_exact(precision: str) -> None:
    hour_before = RECEIVED - dt.timedelta(hours=1)
    clocks: dict[str, Any] = {"event_at": hour_before, "on_site_at": RECEIVED + dt.timedelta(hours=1)}
    assert lengths(**clocks, event_precision=precision) == {"received_on_site": 3600}
    assert lengths(**clocks, event_precision="exact") == {
        "event_received": 3600,
        "received_on_site": 3600,
        "event_on_site": 7200,
    }


@pytest.mark.parametrize(
    ("seconds", "median", "p90"),
    [
        ([7], 7, 7),
        ([1, 2], 1.5, 2),
        ([3, 1, 2], 2, 3),
        ([4, 1, 3, 2], 2.5, 4),
        (range(1, 10), 5, 9),
        (range(1, 11), 5.5, 9),
        (range(1, 12), 6, 10),
        (range(1, 21), 10.5, 18),
        (range(1, 22), 11, 19),
        ([5] * 99 + [1000], 5, 5),
    ],
)
def test_median_and_ninetieth_percentile(seconds: list[float], median: float, p90: float) -> None:
    assert summary(list(seconds)) == Summary(len(seconds), median, p90)


def test_of_no_length_there_is_neither() -> None:
    assert summary([]) == Summary(0, None, None)
