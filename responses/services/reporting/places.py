"""Heading 12: the watch list as it stood when the figures were read."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alerts.domain.words import ThreatType
from alerts.models.choices import labels
from responses.domain.words_of_watching import Priority
from responses.models.choices import label

from . import cells
from .facts import Facts, colon
from .paper import Cell, Column, Table, said


def watch_list(facts: Facts) -> Table:
    """The places that must, should or could be protected, in that order."""
    period = facts.figures.period
    today = facts.figures.reading.as_of.astimezone(ZoneInfo(period.zone)).date()
    listed = facts.watched or []
    return Table(
        "watch_list",
        _("Places that must, should or could be protected"),
        [
            Column(pgettext("watch list", "Place")),
            Column(pgettext("watch list", "Priority")),
            Column(pgettext("watch list", "Threat")),
            Column(pgettext("watch list", "Owner")),
            Column(pgettext("watch list", "Planned action")),
            Column(pgettext("watch list", "Review")),
        ],
        [_row(facts, one, today) for one in listed],
        aside=_("as of %(day)s") % {"day": cells.day(today)},
        empty=_("No place is on the watch list."),
    )


def _row(facts: Facts, one: dict[str, Any], today: dt.date) -> list[Cell]:
    threats = " · ".join(str(word) for word in labels(ThreatType, one["threat_types"]))
    return [
        said(one["name"], is_strong=True),
        said(str(label(Priority(one["priority"])))),
        said(colon(threats, one["threat"])),
        said(facts.named(one["owner"])),
        said(one["planned_action"]),
        _review(dt.date.fromisoformat(one["review_date"]), today),
    ]


def _review(day: dt.date, today: dt.date) -> Cell:
    text = f"{day:%Y-%m-%d}"
    return Cell(_("%(day)s, overdue") % {"day": text} if day < today else text, day, is_strong=day < today)
