"""Clock to clock: every time of the report, alone and by what it is broken down."""

from collections.abc import Iterable
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alerts.domain.words import Component, Kind, Level
from responses.domain.spans import LATE_APART, Summary
from responses.domain.words import Responder
from responses.domain.words_of_reports import By, Facet, Indicator, Span
from responses.models.choices import label

from . import cells
from .cells import DASH
from .facts import Facts, in_order, name
from .paper import Cell, Column, Table, said

I = Indicator  # noqa: E741
GROUPS = (Facet.LEVEL, Facet.KIND, Facet.COMPONENT, Facet.RESPONDER, Facet.AREA)
WORDS: dict[Facet, Iterable[StrEnum]] = {
    Facet.LEVEL: Level,
    Facet.KIND: Kind,
    Facet.COMPONENT: Component,
    Facet.RESPONDER: (*Responder, *By),
}


def median(facts: Facts, span: Span, facet: Facet | None = None, value: str = "") -> Cell:
    summed = found(facts, span, facet, value)
    return opening(cells.minutes(summed.median_s), span, facet, value)


def opening(cell: Cell, span: Span, facet: Facet | None, value: str) -> Cell:
    """Where something was measured, the alerts of which it was."""
    if cell.value is None:
        return cell
    where = {str(facet): value} if facet else {}
    return Cell(cell.text, cell.value, name(I.VALID, **where, span=span))


def found(facts: Facts, span: Span, facet: Facet | None = None, value: str = "") -> Summary:
    key = f"{span}:{facet}={value}" if facet else str(span)
    return facts.figures.spans.get(key, Summary())


def of_target(facts: Facts, span: Span, facet: Facet | None = None, value: str = "") -> Cell:
    where = {str(facet): value} if facet else {}
    return cells.in_target(found(facts, span, facet, value), name(I.VALID, **where, in_time=span))


def times(facts: Facts) -> Table:
    """From clock to clock, and, where that is asked, of alerts that arrived late apart."""
    rows = []
    for span in Span:
        summed, before = found(facts, span), facts.figures.spans_before.get(span, Summary())
        rows.append(
            [
                said(str(label(span))),
                opening(Cell(cells.number(summed.n), summed.n or None), span, None, ""),
                cells.minutes(summed.median_s),
                cells.minutes(summed.p90_s),
                of_target(facts, span),
                cells.minutes(before.median_s),
            ]
        )
        if span in LATE_APART:
            late = facts.figures.late.get(span, Summary())
            opens = name(I.VALID, span_late=span) if late.n else ""
            row = [said(_("– of those that arrived late"))]
            n = Cell(cells.number(late.n), late.n or None, opens)
            rows.append([*row, n, cells.minutes(late.median_s), cells.minutes(late.p90_s), Cell(DASH), Cell("")])
    return Table(
        "times",
        _("From clock to clock"),
        [
            Column(pgettext("column", "Time")),
            Column(pgettext("column", "n"), True),
            Column(pgettext("column", "median"), True, group=_("minutes")),
            Column(pgettext("column", "p90"), True, group=_("minutes")),
            Column(_("inside target"), True),
            Column(_("median before"), True),
        ],
        rows,
        aside=_("valid alerts that have both clocks"),
    )


def times_by(facts: Facts) -> Table:
    """Every time by level, kind, component, responder and area: long, for those who count further."""
    rows = []
    for facet in GROUPS:
        for value in _values(facts, facet):
            for span in Span:
                summed = found(facts, span, facet, value)
                if not summed.n:
                    continue
                rows.append(
                    [
                        said(HEADINGS[facet]()),
                        said(facts.word(facet, value)),
                        said(str(label(span))),
                        opening(Cell(cells.number(summed.n), summed.n), span, facet, value),
                        cells.minutes(summed.median_s),
                        cells.minutes(summed.p90_s),
                        of_target(facts, span, facet, value),
                    ]
                )
    return Table(
        "times_by",
        _("Times by level, kind, component, responder and area"),
        [
            Column(pgettext("column", "By")),
            Column(pgettext("column", "Of")),
            Column(pgettext("column", "Time")),
            Column(pgettext("column", "n"), True),
            Column(pgettext("column", "median"), True, group=_("minutes")),
            Column(pgettext("column", "p90"), True, group=_("minutes")),
            Column(_("inside target"), True),
        ],
        rows,
        notes=[_("Restricted alerts count in the times of all alerts only.")] if not facts.figures.is_cleared else [],
        empty=_("No time was measured in this period."),
        is_long=True,
    )


HEADINGS = {
    Facet.LEVEL: lambda: pgettext("column", "Level"),
    Facet.KIND: lambda: pgettext("column", "Kind"),
    Facet.COMPONENT: lambda: pgettext("column", "Component"),
    Facet.RESPONDER: lambda: _("Responder"),
    Facet.AREA: lambda: pgettext("column", "Area"),
}


def _values(facts: Facts, facet: Facet) -> list[str]:
    marker = f":{facet}="
    values = {key.partition(marker)[2] for key in facts.figures.spans if marker in key}
    if facet in WORDS:
        return in_order(WORDS[facet], values)
    return sorted(values, key=lambda value: facts.word(facet, value))
