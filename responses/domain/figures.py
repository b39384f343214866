"""The figures of one report: alerts are read once, one after the other, and only what is counted is kept."""

import datetime as dt
import math
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from alerts.domain.words import Level

from . import activity, cases, indicators, spans
from .activity import Activity
from .cases import Case
from .indicators import SPAN_GROUPS, Figure, Reading
from .periods import Period, columns
from .spans import Summary
from .words_of_reports import Became, Facet, Indicator, Span

BLUR_DEG = 0.05  # places are drawn in the middle of squares of so many degrees, about 5.5 km
MEAN_OVER = 4  # weeks before, of which the mean is shown
MOST_REFERENCES = 60  # numbers listed under a reason


@dataclass(slots=True)
class Figures:
    """What a report says in numbers; as plain values, so that it can be kept as JSON and read again years later.

    `counts`: by name of the figure, for the period and the ones before it (one, of a week four); nothing stands for
    zero. `spans`, `late`: lengths by span, alone and with one facet ("received_decided:level=critical"); `late`: of
    alerts that arrived late, where those count apart; `spans_before`: of the period before. `columns`: of the chart,
    [first day, day after the last, received, threats]. `references`: under each reason, [number, is critical],
    critical ones first. `points`: [lat, lon, level, how many], places blurred. `people`: under each harm, how many
    were in danger at least. `deaths`: civilians killed, as imported records say. `activity`: of responses; None in
    versions made before they were recorded.
    """

    first: str
    until: str
    zone: str
    as_of: str
    is_cleared: bool
    counts: list[dict[str, int]]
    spans: dict[str, Summary] = field(default_factory=dict)
    late: dict[str, Summary] = field(default_factory=dict)
    spans_before: dict[str, Summary] = field(default_factory=dict)
    columns: list[list[Any]] = field(default_factory=list)
    references: dict[str, list[list[Any]]] = field(default_factory=dict)
    points: list[list[Any]] = field(default_factory=list)
    people: dict[str, int] = field(default_factory=dict)
    deaths: int = 0
    activity: Activity | None = None

    @property
    def period(self) -> Period:
        return Period(dt.date.fromisoformat(self.first), dt.date.fromisoformat(self.until), self.zone)

    @property
    def reading(self) -> Reading:
        return Reading(self.period, dt.datetime.fromisoformat(self.as_of), self.is_cleared)

    def count(self, name: str, turns: int = 0) -> int:
        """How many alerts a figure counts, so many periods earlier."""
        return self.counts[turns].get(name, 0)

    def mean(self, name: str) -> float | None:
        """Of the four weeks before; None where the report is of another length."""
        earlier = self.counts[1:]
        return sum(counts.get(name, 0) for counts in earlier) / MEAN_OVER if len(earlier) == MEAN_OVER else None

    def values(self, indicator: Indicator, *facets: Facet) -> list[tuple[str, ...]]:
        """The values that occur in a breakdown in the period, most frequent first."""
        found = {}
        for name, count in self.counts[0].items():
            known = indicators.figure(name)
            if known and known.indicator is indicator and tuple(facet for facet, _value in known.where) == facets:
                found[tuple(value for _facet, value in known.where)] = count
        return sorted(found, key=lambda values: (-found[values], values))

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Figures":
        """What `to_json` gave, also years ago: what has come since is empty, what has gone is left."""
        names = {field.name for field in fields(cls)}
        known = {name: value for name, value in stored.items() if name in names}
        lengths = {
            name: {key: Summary(**values) for key, values in stored[name].items()}
            for name in ("spans", "late", "spans_before")
        }
        done = stored.get("activity")
        return cls(**(known | lengths | {"activity": Activity.from_json(done) if done is not None else None}))


class Tally:
    """Takes alerts one by one, in any order, and keeps counts and lengths only."""

    def __init__(self, reading: Reading, starts_on: int) -> None:
        self.reading = reading
        period = reading.period
        self.windows = [period.before(turns) for turns in range(1 + (MEAN_OVER if period.is_week else 1))]
        self._windows = [(window.starts_at, window.ends_at) for window in self.windows]
        self.columns = columns(period, starts_on)
        self._columns = [column.starts_at for column in self.columns]
        self._ends_at = self.columns[-1].ends_at
        self.in_column: list[Counter[Indicator]] = [Counter() for _column in self.columns]
        self.counts: list[Counter[str]] = [Counter() for _window in self.windows]
        self.lengths: list[dict[str, _Lengths]] = [{}, {}]
        self.late: dict[str, _Lengths] = {}
        self.references: dict[str, list[tuple[bool, str]]] = {}
        self.points: Counter[tuple[float, float, str]] = Counter()
        self.people: Counter[str] = Counter()
        self.deaths = 0

    @property
    def reads_from(self) -> dt.datetime:
        """The earliest moment of which an alert counts anywhere."""
        return min(self._windows[-1][0], self._columns[0])

    def add(self, case: Case) -> None:
        at = case.counted_at
        if self._columns[0] <= at < self._ends_at:
            place = bisect_right(self._columns, at) - 1
            self.in_column[place].update(indicators.indicators(case, self.reading) & _CHARTED)
        for turns, (starts_at, ends_at) in enumerate(self._windows):
            if starts_at <= at < ends_at:
                self._count(case, turns)

    def _count(self, case: Case, turns: int) -> None:
        reading = self.reading if turns == 0 else Reading(self.windows[turns], *_how(self.reading))
        self.counts[turns].update(indicators.names(case, reading))
        if turns < len(self.lengths) and cases.is_valid(case):
            self._measure(case, turns)
        if turns == 0:
            self._look_closely(case)

    def _measure(self, case: Case, turns: int) -> None:
        groups = [""]
        if turns == 0 and not self.reading.hides(case):
            values = indicators.facets(case, self.reading)
            groups += [f":{facet}={value}" for facet in SPAN_GROUPS for value in values.get(facet, ())]
        for one in spans.measured(case):
            into = self.late if one.is_late else self.lengths[turns]
            for group in groups:
                into.setdefault(f"{one.span}{group}", _Lengths()).add(one)
        for span in spans.missed(case, self.reading.as_of):
            for group in groups:
                self.lengths[turns].setdefault(f"{span}{group}", _Lengths()).with_target += 1

    def _look_closely(self, case: Case) -> None:
        found = indicators.indicators(case, self.reading)
        is_hidden = self.reading.hides(case)
        if Indicator.NOT_RESPONDED in found and not is_hidden:
            named = self.references.setdefault(cases.why_not(case), [])
            named.append((case.level != Level.CRITICAL, case.number))
        if Indicator.MAPPED in found and case.lat is not None and case.lon is not None:
            self.points[blurred(case.lat), blurred(case.lon), case.level] += 1
        if Indicator.HARM in found:
            for harm in cases.harms(case):
                self.people[harm] += case.people_from or 0
        if Indicator.HISTORY in found and not is_hidden:
            self.deaths += case.deaths or 0

    def figures(self, done: Activity | None = None) -> Figures:
        period = self.reading.period
        return Figures(
            first=period.first.isoformat(),
            until=period.until.isoformat(),
            zone=period.zone,
            as_of=self.reading.as_of.isoformat(),
            is_cleared=self.reading.is_cleared,
            counts=[dict(sorted(counts.items())) for counts in self.counts],
            spans=_summed(self.lengths[0]),
            late=_summed(self.late),
            spans_before=_summed(self.lengths[1]),
            columns=[
                [column.first.isoformat(), column.until.isoformat(), *(counted[one] for one in _CHARTED_IN_ORDER)]
                for column, counted in zip(self.columns, self.in_column, strict=True)
            ],
            references={
                reason: [
                    [number, not is_lower] for is_lower, number in sorted(named, key=_worst_first)[:MOST_REFERENCES]
                ]
                for reason, named in sorted(self.references.items())
            },
            points=[[*place, count] for place, count in sorted(self.points.items())],
            people=dict(sorted(self.people.items())),
            deaths=self.deaths,
            activity=done,
        )


class _Lengths:
    """Seconds of one span, and how many of them had a target and kept it."""

    __slots__ = ("in_time", "seconds", "with_target")

    def __init__(self) -> None:
        self.seconds = array("d")
        self.with_target = self.in_time = 0

    def add(self, one: spans.Measured) -> None:
        self.seconds.append(one.seconds)
        self.with_target += one.is_in_time is not None
        self.in_time += one.is_in_time is True


_CHARTED_IN_ORDER = (Indicator.RECEIVED, Indicator.THREAT)
_CHARTED = frozenset(_CHARTED_IN_ORDER)


def _worst_first(named: tuple[bool, str]) -> tuple[bool, int, str]:
    """Critical ones, then by number: 9999 comes before 10000."""
    is_lower, number = named
    return is_lower, len(number), number


def _how(reading: Reading) -> tuple[dt.datetime, bool]:
    return reading.as_of, reading.is_cleared


def _summed(lengths: dict[str, _Lengths]) -> dict[str, Summary]:
    return {
        name: spans.summary(found.seconds, found.with_target, found.in_time) for name, found in sorted(lengths.items())
    }


def blurred(degrees: float) -> float:
    """The middle of the square of 0.05 degrees in which it lies."""
    return round((math.floor(degrees / BLUR_DEG) + 0.5) * BLUR_DEG, 3)


def figures(found: Iterable[Case], reading: Reading, starts_on: int) -> Figures:
    """Of all alerts of an office that count in the period or in one it is compared with. `starts_on`: ISO weekday on
    which the office's reporting week begins.
    """
    tally = Tally(reading, starts_on)
    for case in found:
        tally.add(case)
    return tally.figures()


def changed(before: Figures, now: Figures) -> list[list[Any]]:
    """[name of the figure, was, is] for every count of the period that differs, alone or with one facet, and every
    median over all alerts, in seconds ("median:received_decided"; None where nothing was measured).
    """
    found = []
    for name in sorted({*before.counts[0], *now.counts[0]}):
        was, is_now = before.count(name), now.count(name)
        if was != is_now and name.count(":") <= 1:
            found.append([name, was, is_now])
    for span in Span:
        medians = [figures.spans.get(span, Summary()).median_s for figures in (before, now)]
        if medians[0] != medians[1]:
            found.append([f"median:{span}", *medians])
    return found + activity.changed(before.activity, now.activity)


def left_out(figures: Figures) -> dict[Became, int]:
    """How many were triaged out, by why."""
    return {why: figures.count(str(Figure(Indicator.TRIAGED, ((Facet.BECAME, why),)))) for why in Became}
