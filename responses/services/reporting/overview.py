"""Heading 3: the five figures, what became of the valid ones, table A, and the chart of what was received."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from responses.domain import periods
from responses.domain.figures import MEAN_OVER, left_out
from responses.domain.periods import Period
from responses.domain.words_of_reports import TRIAGED_OUT, Facet, Indicator, Span
from responses.models.choices import label

from . import cells, history
from .cells import DASH
from .facts import Facts, colon, name
from .paper import Bar, Cell, Chart, Column, Share, Split, Table, Tile, Tiles

I = Indicator  # noqa: E741
IN_TABLE_A = (
    I.RECEIVED,
    I.TRIAGED,
    I.VALID,
    I.TOLD,
    I.ANSWERED,
    I.DECIDED,
    I.RESPONDED,
    I.NOT_RESPONDED,
    I.PENDING,
    I.ARRIVED_LATE,
    I.HISTORY,
)


def tiles(facts: Facts) -> Tiles:
    """Of imported history alone, five others."""
    figures = facts.figures
    if not figures.count(I.RECEIVED) and figures.count(I.HISTORY):
        return history.tiles(facts)
    received, valid, responded = (facts.figures.count(one) for one in (I.RECEIVED, I.VALID, I.RESPONDED))
    return Tiles(
        "five",
        _("Five figures"),
        [
            Tile("received", cells.count(received, I.RECEIVED), "", _("alerts received"), _against(facts, I.RECEIVED)),
            Tile("valid", cells.count(valid, I.VALID), "", pgettext("tile", "valid"), _of_valid(facts)),
            Tile(
                "responded",
                cells.count(responded, I.RESPONDED),
                _("of %(whole)s") % {"whole": cells.number(valid)},
                pgettext("tile", "responded"),
                _of_responded(facts, responded, valid),
            ),
            _decision(facts),
            Tile(
                "not_responded",
                cells.count(facts.figures.count(I.NOT_RESPONDED), I.NOT_RESPONDED),
                "",
                pgettext("tile", "not responded"),
                _of_not_responded(facts),
            ),
        ],
        aside=_compared_with(facts.figures.period),
    )


def _compared_with(period: Period) -> str:
    if not period.is_week:
        return _("against the %(days)s days before") % {"days": cells.number(period.days)}
    first, last = period.before(MEAN_OVER).week, period.before().week
    return _("against week %(last)s and the mean of weeks %(first)s to %(last)s") % {"first": first, "last": last}


def _against(facts: Facts, indicator: Indicator) -> list[str]:
    """ "+12 (62)", "mean 59"."""
    now, before = facts.figures.count(indicator), facts.figures.count(indicator, 1)
    lines = [_("%(change)s (before: %(before)s)") % {"change": cells.change(now, before).text, "before": before}]
    if (mean := facts.figures.mean(indicator)) is not None:
        lines.append(_("mean %(mean)s") % {"mean": cells.mean(mean).text})
    return lines


def _of_valid(facts: Facts) -> list[str]:
    out = {why: count for why, count in left_out(facts.figures).items() if count}
    hidden = facts.figures.count(name(I.TRIAGED, became="hidden"))
    said = [f"{str(label(why)).lower()} {count}" for why, count in out.items() if why in TRIAGED_OUT]
    said += [_("restricted %(count)s") % {"count": hidden}] if hidden else []
    left = _("Left out: %(what)s") % {"what": ", ".join(said)} if said else _("None left out")
    return [*_against(facts, I.VALID), left]


def _of_responded(facts: Facts, responded: int, valid: int) -> list[str]:
    before, whole = facts.figures.count(I.RESPONDED, 1), facts.figures.count(I.VALID, 1)
    rate, was = cells.share(responded, valid).text, cells.share(before, whole).text
    pending = facts.figures.count(I.PENDING)
    return [
        _("%(rate)s, was %(was)s") % {"rate": rate, "was": was},
        ngettext("%(n)s still open", "%(n)s still open", pending) % {"n": pending},
    ]


def _decision(facts: Facts) -> Tile:
    now = facts.figures.spans.get(Span.RECEIVED_DECIDED)
    before = facts.figures.spans_before.get(Span.RECEIVED_DECIDED)
    median = now.median_s if now else None
    lines = []
    if median is not None and before and before.median_s is not None:
        change = cells.change(*(_shown(seconds) for seconds in (median, before.median_s))).text
        told = {"change": change, "before": cells.minutes(before.median_s).text}
        lines.append(_("%(change)s min (before: %(before)s)") % told)
    if now and now.n:
        lines.append(_("p90 %(p90)s min, of %(n)s") % {"p90": cells.minutes(now.p90_s).text, "n": now.n})
    cell = cells.minutes(median)
    opens = name(I.VALID, span=Span.RECEIVED_DECIDED) if median is not None else ""
    unit = _("min") if median is not None else ""
    return Tile("decision", Cell(cell.text, cell.value, opens), unit, _("median to decision"), lines)


def _shown(seconds: float) -> float:
    """Minutes as they are written, so that a difference is the one that a reader finds."""
    minutes = seconds / 60
    return round(minutes, 1) if minutes < 10 else round(minutes)


def _of_not_responded(facts: Facts) -> list[str]:
    reasons = [value for (value,) in facts.figures.values(I.NOT_RESPONDED, Facet.REASON)]
    critical = sum(facts.figures.count(name(I.NOT_RESPONDED, reason=reason, level="critical")) for reason in reasons)
    told = ngettext("%(n)s of them critical", "%(n)s of them critical", critical) % {"n": critical}
    return [_against(facts, I.NOT_RESPONDED)[0], told]


def split(facts: Facts) -> Split | None:
    """None where nothing valid was received."""
    figures = facts.figures
    valid = figures.count(I.VALID)
    if not valid:
        return None
    parts = ((I.RESPONDED, "good"), (I.NOT_RESPONDED, "bad"), (I.PENDING, "still"))
    responded, pending = figures.count(I.RESPONDED), figures.count(I.PENDING)
    told = {
        "n": cells.number(pending),
        "low": cells.percent(responded / valid),
        "high": cells.percent((responded + pending) / valid),
    }
    notes = [
        _("“Responded” rests on dated decisions until responses are recorded in the hub.")
        if figures.activity is None
        else _("Responded: somebody moved, was on site or is done, or it was handed over to state forces.")
    ]
    if pending:
        notes.append(_("With the %(n)s that are open the rate can end between %(low)s and %(high)s.") % told)
    return Split(
        "became",
        ngettext("What became of the %(n)s valid alert", "What became of the %(n)s valid alerts", valid)
        % {"n": cells.number(valid)},
        [
            Share(cells.count(figures.count(one), one), str(label(one)), figures.count(one) / valid, tone)
            for one, tone in parts
        ],
        aside=_("each valid alert is counted once; what was triaged out is not"),
        notes=notes,
    )


def table(facts: Facts) -> Table:
    """Table A."""
    figures = facts.figures
    is_week = figures.period.is_week
    columns = [
        Column(pgettext("column", "Alerts")),
        Column(_("This week") if is_week else _("This period"), True),
        Column(_("Week before") if is_week else _("Period before"), True),
        Column(pgettext("column", "Change"), True),
        Column(pgettext("column", "Change, %"), True),
    ]
    if is_week:
        columns.append(Column(_("Mean of 4 weeks"), True))
    rows = []
    for indicator in IN_TABLE_A:
        if indicator is I.HISTORY and not figures.count(I.HISTORY) and not figures.count(I.HISTORY, 1):
            continue
        rows.append(_row(facts, str(label(indicator)), indicator, is_strong=indicator is I.VALID))
        if indicator is I.TRIAGED:
            rows += [_row(facts, f"– {said}", figure) for said, figure in _reasons(facts)]
    return Table("A", _("Table A: overview"), columns, [*rows, _rate(facts)])


def _reasons(facts: Facts) -> list[tuple[str, str]]:
    values = [why.value for why in TRIAGED_OUT]
    if any(counts.get(name(I.TRIAGED, became="hidden")) for counts in facts.figures.counts[:2]):
        values.append("hidden")
    return [(facts.word(Facet.BECAME, value), name(I.TRIAGED, became=value)) for value in values]


def _row(facts: Facts, said: str, figure: str, *, is_strong: bool = False) -> list[Cell]:
    now, before = facts.figures.count(figure), facts.figures.count(figure, 1)
    row = [
        Cell(said, said, is_strong=is_strong),
        cells.count(now, figure, is_strong=True),
        cells.count(before, figure, 1),
        cells.change(now, before),
        cells.change_percent(now, before),
    ]
    return [*row, cells.mean(facts.figures.mean(figure))] if facts.figures.period.is_week else row


def _rate(facts: Facts) -> list[Cell]:
    said = _("Response rate, of valid")
    rates = [
        cells.share(facts.figures.count(I.RESPONDED, turns), facts.figures.count(I.VALID, turns)) for turns in (0, 1)
    ]
    row = [Cell(said, said), *rates, Cell(DASH), Cell(DASH)]
    return [*row, Cell(DASH)] if facts.figures.period.is_week else row


def chart(facts: Facts) -> Chart:
    """What was received, or, where only imported history is there, what happened."""
    figures = facts.figures
    is_history = not any(row[2] for row in figures.columns)
    which = I.THREAT if is_history else I.RECEIVED
    counts = [row[3] if is_history else row[2] for row in figures.columns]
    columns = _columns(facts)
    bars = [
        Bar(
            _column_name(column, figures.period),
            cells.count(count, which),
            periods.ref(column, is_exercise=False),
            is_own=column == figures.period,
        )
        for column, count in zip(columns, counts, strict=True)
    ]
    title = history.chart_title() if is_history else _("Alerts received")
    return Chart(
        "chart",
        f"{title}, {bars[0].name} – {bars[-1].name}",
        bars,
        alt=colon(title, ", ".join(f"{bar.name} {bar.cell.text}" for bar in bars)),
        mean=figures.mean(which),
        notes=[_("Dashed: mean of the four weeks before.")] if figures.period.is_week else [],
    )


def _columns(facts: Facts) -> list[Period]:
    zone = facts.figures.zone
    return [
        Period(dt.date.fromisoformat(first), dt.date.fromisoformat(until), zone)
        for first, until, *_counts in facts.figures.columns
    ]


def _column_name(column: Period, period: Period) -> str:
    if period.is_week:
        return str(column.week)
    if column.days == 1 or column.days <= periods.DAYS_OF_WEEK:
        return date_format(column.first, "j M")
    return date_format(column.first, "M Y") if period.days > 366 else date_format(column.first, "M")
