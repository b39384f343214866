"""Decisions of the POC meeting in a report: read, kept with the version, and written as a table."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from responses.domain.words_of_meetings import DecisionState
from responses.models.choices import label
from responses.selectors import decisions
from responses.selectors.decisions import Row
from responses.selectors.figures import Edition

from .paper import Cell, Column, Table, said


def read(edition: Edition, now: dt.datetime) -> list[dict[str, Any]]:
    """Every decision that was open in the period or settled in it, as JSON without names of people; none in an
    edition of exercises. Three statements.
    """
    if edition.is_exercise:
        return []
    period, office = edition.period, edition.office
    found = decisions.in_period(office, period.starts_at, period.ends_at)
    kept = [row.to_json() for row in decisions.rows(None, found, now, office=office)]
    return [one | {"owner": one["owner"] | {"name": ""}} for one in kept]


def rows(kept: list[dict[str, Any]] | None, *, is_cleared: bool) -> tuple[Row, ...]:
    """Those for the reader of an edition: what concerns restricted alerts is for the cleared."""
    found = [Row.from_json(one) for one in kept or []]
    return tuple(row for row in found if is_cleared or not row.is_restricted)


def table(found: tuple[Row, ...]) -> Table:
    """What is open and late first, then what is open, then what was settled."""
    order = sorted(found, key=lambda row: (not row.is_open, row.due, row.pk))
    return Table(
        "meeting",
        _("Decisions of the POC meeting"),
        [
            Column(pgettext("column", "Action")),
            Column(pgettext("column", "Owner")),
            Column(pgettext("column", "Due")),
            Column(pgettext("column", "Status")),
            Column(pgettext("column", "Of the meeting")),
        ],
        [_line(row) for row in order],
        empty=_("No decision was open."),
    )


def _line(row: Row) -> list[Cell]:
    status = _("overdue") if row.is_overdue else str(label(DecisionState(row.state)))
    return [
        said(row.text),
        said(row.owner.post),
        Cell(f"{row.due:%Y-%m-%d}", row.due),
        said(status, is_strong=row.is_overdue),
        Cell(f"{row.decided_on:%Y-%m-%d}", row.decided_on),
    ]
