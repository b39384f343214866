"""Every figure of a report, defined once: which alerts it counts, and by what it is broken down.

A figure has a name, such as `valid` or `not_responded:reason=too_far:level=critical`. The same function says what is
counted and what is listed behind the figure, so the two cannot differ.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from zoneinfo import ZoneInfo

from alerts.domain.words import FAMILIES, State, ThreatType, Verification

from . import cases, spans
from .cases import Case
from .periods import Period
from .words_of_reports import HIDDEN, NOT_SAID, TRIAGED_OUT, Became, Facet, Indicator

I, F = Indicator, Facet  # noqa: E741

FAMILY_OF = {threat.value: family.value for family, threats in FAMILIES.items() for threat in threats}
# What nobody learns of a restricted alert but whoever is named for it.
VEILED = frozenset(
    {F.BECAME, F.TYPE, F.FAMILY, F.COMPONENT, F.SECTION, F.REASON, F.RESPONDER, F.WORD_BACK, F.ACTOR, F.HARM}
    | {F.WHO, F.POPULATION, F.GRAVE, F.CHANNEL}
)
# Each indicator by nothing, and by what else.
BREAKDOWNS: dict[Indicator, tuple[tuple[Facet, ...], ...]] = {
    I.RECEIVED: ((), (F.LEVEL,), (F.AREA,)),
    I.TRIAGED: ((), (F.BECAME,)),
    I.VALID: ((), (F.LEVEL,), (F.COMPONENT,), (F.SECTION,), (F.CHANNEL,)),
    I.TOLD: ((),),
    I.ANSWERED: ((),),
    I.DECIDED: ((),),
    I.RESPONDED: ((), (F.RESPONDER,)),
    I.NOT_RESPONDED: ((), (F.REASON,), (F.REASON, F.LEVEL)),
    I.PENDING: ((),),
    I.ARRIVED_LATE: ((),),
    I.BEFORE: ((),),
    I.THREAT: (
        (),
        (F.LEVEL,),
        (F.KIND,),
        (F.KIND, F.LEVEL),
        (F.TYPE,),
        (F.TYPE, F.LEVEL),
        (F.AREA,),
        (F.AREA, F.FAMILY),
        (F.FAMILY,),
        (F.ACTOR,),
    ),
    I.HISTORY: ((),),
    I.MAPPED: ((), (F.LEVEL,)),
    I.HARM: ((), (F.HARM,), (F.HARM, F.WHO), (F.HARM, F.POPULATION), (F.HARM, F.ACTOR)),
    I.SENSITIVE: ((), (F.GRAVE,)),
    I.CLOSED: ((), (F.WORD_BACK,)),
    I.DOUBTED: ((),),
    I.NO_RESPONSE: ((),),
}
# Times apart for each of these.
SPAN_GROUPS = (F.LEVEL, F.KIND, F.AREA, F.COMPONENT, F.RESPONDER)
OF_SPANS = (F.SPAN, F.IN_TIME, F.TOO_LATE, F.SPAN_LATE)
# What became of an alert: of a restricted one it is never said together with anything else.
OF_FATES = frozenset({F.REASON, F.RESPONDER, F.BECAME, F.WORD_BACK, *OF_SPANS})
CRSV = ThreatType.CRSV.value


@dataclass(frozen=True, slots=True)
class Reading:
    """As what alerts are read: of which period, at which moment (UTC), and whether whoever reads is cleared for what
    is restricted.
    """

    period: Period
    as_of: dt.datetime
    is_cleared: bool = False

    @property
    def today(self) -> dt.date:
        """The day in the office's zone on which it is read."""
        return self.as_of.astimezone(ZoneInfo(self.period.zone)).date()

    def hides(self, case: Case) -> bool:
        return case.is_restricted and not self.is_cleared


def indicators(case: Case, reading: Reading) -> frozenset[Indicator]:
    """Which indicators count this alert."""
    found = {I.THREAT, I.HISTORY} if case.is_history else _of_received(case)
    if I.THREAT in found:
        found |= _of_threat(case, reading, frozenset(found))
    if not case.is_history and case.event_at is not None and case.event_at < reading.period.starts_at:
        found.add(I.BEFORE)
    return frozenset(found)


def _of_received(case: Case) -> set[Indicator]:
    fate = cases.became(case)
    found = {I.RECEIVED}
    if fate in TRIAGED_OUT:
        return found | {I.TRIAGED}
    found |= {I.VALID, I.THREAT}
    found |= {clocked for clocked, clock in CLOCKED.items() if getattr(case, clock) is not None}
    found.add({Became.RESPONDED: I.RESPONDED, Became.NOT_RESPONDED: I.NOT_RESPONDED}.get(fate, I.PENDING))
    if cases.arrived_late(case):
        found.add(I.ARRIVED_LATE)
    if case.state == State.CLOSED:
        found.add(I.CLOSED)
    if cases.lacks_response(case):
        found.add(I.NO_RESPONSE)
    return found


CLOCKED = {I.TOLD: "delivered_at", I.ANSWERED: "answered_at", I.DECIDED: "decided_at"}


def _of_threat(case: Case, reading: Reading, valid: frozenset[Indicator]) -> set[Indicator]:
    """Of what counts in threat tables, also imported history. `valid`: what counts it so far."""
    found = set()
    if not reading.hides(case):
        if cases.harms(case):
            found.add(I.HARM)
        if I.VALID in valid and case.verification == Verification.REFUTED:
            found.add(I.DOUBTED)
        if reading.is_cleared and _is_sensitive(case):
            found.add(I.SENSITIVE)
    if not case.is_restricted and not _is_sensitive(case) and case.lat is not None and case.precision not in UNMAPPED:
        found.add(I.MAPPED)
    return found


def _is_sensitive(case: Case) -> bool:
    """Its place is drawn for nobody, whether it is restricted or not."""
    return bool(case.grave_violation) or CRSV in case.threats


UNMAPPED = frozenset({"area", "name_only"})


def facets(case: Case, reading: Reading) -> dict[Facet, tuple[str, ...]]:
    """Its values in each facet; what nobody gave is `not_said`, what may not be told `hidden`."""
    found: dict[Facet, tuple[str, ...]] = {
        F.LEVEL: (case.level,),
        F.KIND: (case.kind,),
        F.AREA: (_said(case.area),),
        F.TYPE: case.threats,
        F.FAMILY: tuple(dict.fromkeys(FAMILY_OF[threat] for threat in case.threats)),
        F.COMPONENT: (_said(case.component),),
        F.SECTION: (_said(case.section),),
        F.CHANNEL: (_said(case.received_by),),
        F.HARM: cases.harms(case),
        F.WHO: case.age_sex or (NOT_SAID,),
        F.POPULATION: case.population or (NOT_SAID,),
        F.ACTOR: (_said(case.actor_kind),),
        F.GRAVE: (*filter(None, (case.grave_violation,)), *((CRSV,) if CRSV in case.threats else ())),
    }
    if not case.is_history:
        found |= _fate(case, reading)
    if reading.hides(case):
        found |= dict.fromkeys(VEILED & set(found), (HIDDEN,))
    return found


def _fate(case: Case, reading: Reading) -> dict[Facet, tuple[str, ...]]:
    fate = cases.became(case)
    found: dict[Facet, tuple[str, ...]] = {
        F.BECAME: (fate,),
        F.RESPONDER: cases.by_whom(case) if fate is Became.RESPONDED else (NOT_SAID,),
        F.REASON: (cases.why_not(case) if fate is Became.NOT_RESPONDED else NOT_SAID,),
        F.WORD_BACK: (cases.word_back_stands(case, reading.today),),
    }
    lengths = list(spans.measured(case)) if fate not in TRIAGED_OUT else []
    found[F.SPAN] = tuple(one.span for one in lengths if not one.is_late)
    found[F.SPAN_LATE] = tuple(one.span for one in lengths if one.is_late)
    found[F.IN_TIME] = tuple(one.span for one in lengths if one.is_in_time is True and not one.is_late)
    too_late = [one.span for one in lengths if one.is_in_time is False and not one.is_late]
    found[F.TOO_LATE] = (*too_late, *(spans.missed(case, reading.as_of) if fate not in TRIAGED_OUT else ()))
    return found


def _said(value: object) -> str:
    return NOT_SAID if value in (None, "") else str(value)


@dataclass(frozen=True, slots=True)
class Figure:
    """The name of a figure in parts: an indicator, and the values of facets that narrow it."""

    indicator: Indicator
    where: tuple[tuple[Facet, str], ...] = ()

    def __str__(self) -> str:
        return ":".join([self.indicator, *(f"{facet}={value}" for facet, value in self.where)])

    @property
    def is_known(self) -> bool:
        """Whether a report has it: nobody learns more by asking for other combinations than the report says."""
        asked = tuple(facet for facet, _value in self.where)
        if asked and asked[-1] in OF_SPANS:
            return self.indicator is I.VALID and (len(asked) == 1 or (len(asked) == 2 and asked[0] in SPAN_GROUPS))
        return asked in BREAKDOWNS[self.indicator]

    @property
    def is_fate_apart(self) -> bool:
        """What became of alerts, broken down further: there, a single restricted one would be recognised."""
        return len(self.where) > 1 and any(facet in OF_FATES for facet, _value in self.where)

    def counts(self, case: Case, reading: Reading) -> bool:
        """Whether it counts this alert."""
        if self.indicator not in indicators(case, reading) or (self.is_fate_apart and reading.hides(case)):
            return False
        values = facets(case, reading) if self.where else {}
        return all(value in values.get(facet, ()) for facet, value in self.where)


def figure(name: str) -> Figure | None:
    """The figure of this name; None for what no report has."""
    indicator, *rest = name.split(":")
    parts = [part.partition("=") for part in rest]
    if not all(value for _facet, _is, value in parts):
        return None
    try:
        found = Figure(Indicator(indicator), tuple((Facet(facet), value) for facet, _is, value in parts))
    except ValueError:
        return None
    return found if found.is_known else None


def names(case: Case, reading: Reading) -> Iterator[str]:
    """The names of all figures that count this alert: one for each breakdown and combination of its values."""
    values, is_hidden = facets(case, reading), reading.hides(case)
    for indicator in indicators(case, reading):
        for facet_names in BREAKDOWNS[indicator]:
            for combination in product(*(values.get(facet, ()) for facet in facet_names)):
                found = Figure(indicator, tuple(zip(facet_names, combination, strict=True)))
                if not (is_hidden and found.is_fate_apart):
                    yield str(found)
