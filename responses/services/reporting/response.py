"""Headings 5 to 7: by component, by who responded, how fast, and why not."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from alerts.domain.words import Component
from alerts.domain.words_of_filings import ReceivedBy
from responses.domain.words import Responder
from responses.domain.words_of_reports import HIDDEN, NOT_SAID, By, Facet, Indicator, Span

from . import cells, times
from .facts import Facts, in_order, name
from .paper import Cell, Column, Table, said

I = Indicator  # noqa: E741
# Of the times that are broken down: which stand in the table to be read.
READ = (Span.RECEIVED_TOLD, Span.RECEIVED_ANSWERED, Span.RECEIVED_DECIDED, Span.RECEIVED_ON_SITE)


# Who has a row of their own even where they did nothing.
RESPONDERS = {
    *(Responder.FORCE, Responder.UNPOL, Responder.CIVILIAN_SECTION, Responder.AUTHORITY, Responder.COMMUNITY),
    *(Responder.HUMANITARIAN, Responder.JOINT, By.STATE),
}
BEFORE_RESPONSES = {By.MISSION, By.STATE}


def by_component(facts: Facts) -> Table:
    """Table D: of whoever filed first; every section of the office, also those that filed nothing."""
    valid = facts.figures.count(I.VALID)
    unknown = [one for one in (NOT_SAID, HIDDEN) if facts.figures.count(name(I.VALID, component=one))]
    return Table(
        "D",
        _("Table D: by component and section"),
        [
            Column(_("Who filed")),
            Column(_("Valid alerts"), True),
            Column(_("Share"), True),
            Column(_("event to receipt"), True, group=_("median minutes")),
            Column(_("written to receipt"), True, group=_("median minutes")),
        ],
        [row for component in [*Component, *unknown] for row in _of_component(facts, component, valid)],
        total=[
            said(_("All alerts")),
            cells.count(valid, I.VALID),
            cells.share(valid, valid),
            times.median(facts, Span.EVENT_RECEIVED),
            times.median(facts, Span.TYPED_RECEIVED),
        ],
        notes=[_("Of an alert that rests on several filings, the first one counts.")],
    )


def _of_component(facts: Facts, component: str, valid: int) -> list[list[Cell]]:
    """A component and below it its sections."""
    figure = name(I.VALID, component=component)
    count = facts.figures.count(figure)
    own = [
        said(facts.word(Facet.COMPONENT, component), is_strong=True),
        cells.count(count, figure),
        cells.share(count, valid),
        times.median(facts, Span.EVENT_RECEIVED, Facet.COMPONENT, component),
        times.median(facts, Span.TYPED_RECEIVED, Facet.COMPONENT, component),
    ]
    sections = [pk for pk, (*_names, of) in facts.names["sections"].items() if of == component]
    return [own, *(_of_section(facts, pk, valid) for pk in sections)]


def _of_section(facts: Facts, section: str, valid: int) -> list[Cell]:
    figure = name(I.VALID, section=section)
    count = facts.figures.count(figure)
    heading = said(f"– {facts.word(Facet.SECTION, section)}")
    return [heading, cells.count(count, figure), cells.share(count, valid), Cell(""), Cell("")]


def by_channel(facts: Facts) -> Table:
    """How warnings reach whoever files them: where nothing comes any more, a network may be down."""
    figures, valid = facts.figures, facts.figures.count(I.VALID)
    values = in_order(ReceivedBy, {value for (value,) in figures.values(I.VALID, Facet.CHANNEL)})
    rows = [
        [
            said(facts.word(Facet.CHANNEL, value)),
            cells.count(figures.count(name(I.VALID, channel=value)), name(I.VALID, channel=value)),
            cells.share(figures.count(name(I.VALID, channel=value)), valid),
        ]
        for value in values
    ]
    columns = [Column(_("Reached us by")), Column(_("Valid alerts"), True), Column(_("Share"), True)]
    return Table("channels", _("By channel"), columns, rows, empty=_("Nothing in this period."))


def by_responder(facts: Facts) -> Table:
    """Table E."""
    figures, valid = facts.figures, facts.figures.count(I.VALID)
    always = BEFORE_RESPONSES if figures.activity is None else RESPONDERS
    values = in_order(
        (*Responder, *By), {*always, *(value for (value,) in figures.values(I.RESPONDED, Facet.RESPONDER))}
    )
    responded = figures.count(I.RESPONDED)
    return Table(
        "E",
        _("Table E: by who responded"),
        _columns_of_responders(valid),
        [_of_responder(facts, value, valid) for value in values],
        total=[
            said(pgettext("indicator", "Responded")),
            cells.count(responded, I.RESPONDED),
            cells.share(responded, valid),
            *(Cell("") for _span in READ for _pair in (0, 1)),
            Cell(""),
        ],
        aside=_("minutes from receipt in the hub"),
        notes=[
            _("An alert to which several responded counts under each of them and once in the total."),
            *_arrived_late(figures.count(I.ARRIVED_LATE)),
            _("A dash: not measured."),
        ],
    )


def _columns_of_responders(valid: int) -> list[Column]:
    found = [
        Column(_("Responder")),
        Column(pgettext("indicator", "Responded"), True),
        Column(_("of %(whole)s") % {"whole": cells.number(valid)}, True),
    ]
    for span in READ:
        found += [
            Column(pgettext("column", "median"), True, group=TO[span]()),
            Column(pgettext("column", "p90"), True, group=TO[span]()),
        ]
    return [*found, Column(_("on site in target"), True)]


def _of_responder(facts: Facts, value: str, valid: int) -> list[Cell]:
    figure = name(I.RESPONDED, responder=value)
    count = facts.figures.count(figure)
    return [
        said(facts.word(Facet.RESPONDER, value)),
        cells.count(count, figure, is_strong=True),
        cells.share(count, valid),
        *_pairs(facts, value),
        times.of_target(facts, Span.RECEIVED_ON_SITE, Facet.RESPONDER, value),
    ]


def _arrived_late(count: int) -> list[str]:
    if not count:
        return []
    told = ngettext(
        "%(n)s alert arrived late, over six hours after the event: kept out of times on site.",
        "%(n)s alerts arrived late, over six hours after the event: kept out of times on site.",
        count,
    )
    return [told % {"n": cells.number(count)}]


TO = {
    Span.RECEIVED_TOLD: lambda: _("to first message"),
    Span.RECEIVED_ANSWERED: lambda: _("to answer"),
    Span.RECEIVED_DECIDED: lambda: _("to decision"),
    Span.RECEIVED_ON_SITE: lambda: _("to on site"),
}


def _pairs(facts: Facts, value: str) -> list[Cell]:
    found = [times.found(facts, span, Facet.RESPONDER, value) for span in READ]
    return [cells.minutes(seconds) for one in found for seconds in (one.median_s, one.p90_s)]


def not_responded(facts: Facts) -> Table:
    """Table F: the reasons on record, the critical ones first among their numbers."""
    figures, all_of_them = facts.figures, facts.figures.count(I.NOT_RESPONDED)
    found = [value for (value,) in figures.values(I.NOT_RESPONDED, Facet.REASON)]
    most = max((figures.count(name(I.NOT_RESPONDED, reason=value)) for value in found), default=0)
    prefix = _prefix(number for numbers in figures.references.values() for number, _is_critical in numbers)
    rows = []
    for value in found:
        figure = name(I.NOT_RESPONDED, reason=value)
        numbers = figures.references.get(value, [])
        count = figures.count(figure)
        critical = name(I.NOT_RESPONDED, reason=value, level="critical")
        rows.append(
            [
                said(facts.word(Facet.REASON, value)),
                Cell(cells.number(count), count, figure, is_strong=True, bar=count / most),
                cells.share(count, all_of_them),
                cells.count(figures.count(critical), critical),
                said("" if value == HIDDEN else _numbers(numbers, count, prefix)),
            ]
        )
    title = _("Table F: not responded, %(n)s of %(whole)s") % {
        "n": cells.number(all_of_them),
        "whole": cells.number(figures.count(I.VALID)),
    }
    return Table(
        "F",
        title,
        [
            Column(_("Reason on record")),
            Column(pgettext("column", "Alerts"), True),
            Column(_("Share"), True),
            Column(_("of them critical"), True),
            Column(_("References %(prefix)s, critical ones first") % {"prefix": prefix}),
        ],
        rows,
        empty=_("Every valid alert was responded to or is pending."),
    )


def _prefix(numbers: Iterable[str]) -> str:
    """What all of them begin with up to the last hyphen: BEN-2026-; empty where they differ."""
    found = {number[: number.rfind("-") + 1] for number in numbers}
    return found.pop() if len(found) == 1 else ""


def _numbers(numbers: list[list[str]], count: int, prefix: str) -> str:
    """Critical ones with an exclamation mark, which stays in grey print; how many are not named. What all of them
    begin with stands in the heading.
    """
    short = [(number.removeprefix(prefix), is_critical) for number, is_critical in numbers]
    named = [f"{number} (!)" if is_critical else number for number, is_critical in short]
    if more := count - len(named):
        named.append(_("and %(n)s more") % {"n": cells.number(more)})
    return ", ".join(named)
