"""Headings 8 and 9: what was done, by tier and type, and how it ended. Responses are counted, not alerts."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from responses.domain.activity import BEGUN, BY_DAY, TOLD_APART, Activity
from responses.domain.course import GOES_OUT
from responses.domain.figures import MOST_REFERENCES
from responses.domain.words import TIERS, ResponseType, Result, Tier
from responses.models.choices import label

from . import cells
from .cells import DASH
from .paper import Cell, Column, Table, said


def by_type(done: Activity) -> Table:
    """Table G: every tier, and below it the types that occur."""
    return Table(
        "G",
        _("Table G: response activity by tier and type"),
        [
            Column(_("Tier and type")),
            Column(pgettext("responses", "Begun"), True),
            Column(pgettext("responses", "Acted"), True),
            Column(pgettext("responses", "Done"), True),
            Column(pgettext("responses", "by day"), True, group=_("on site or moving")),
            Column(pgettext("responses", "by night"), True, group=_("on site or moving")),
        ],
        [row for tier in Tier for row in _of_tier(done, tier)],
        total=[said(_("All responses")), *_numbers(done.all_begun)],
        aside=_("responses begun in the period"),
        notes=[
            _("Responses are counted here, not alerts, so these numbers open no list of alerts."),
            _(
                "Acted: moved, was on site or is done, also if broken off later. By day: from 06:00 to 18:00 of the "
                "office’s clock."
            ),
        ],
    )


def _of_tier(done: Activity, tier: Tier) -> list[list[Cell]]:
    own = [said(str(label(tier)), is_strong=True), *_numbers(done.of_tier(tier))]
    types = [what for what in TIERS[tier] if done.of_type(what)[BEGUN]]
    return [own, *(_of_type(done, what) for what in types)]


def _of_type(done: Activity, what: ResponseType) -> list[Cell]:
    """By day and night where somebody goes out for it."""
    counts = _numbers(done.of_type(what))
    goes_out = counts if what in GOES_OUT else [*counts[:BY_DAY], Cell(DASH), Cell(DASH)]
    return [said(f"– {label(what)}"), *goes_out]


def _numbers(counts: list[int]) -> list[Cell]:
    return [cells.count(count) for count in counts]


def results(done: Activity) -> Table:
    """Table H."""
    totals = [sum(counts.get(tier.value, 0) for counts in done.results.values()) for tier in Tier]
    return Table(
        "H",
        _("Table H: results"),
        [
            Column(_("Result")),
            *(Column(str(label(tier)), True) for tier in Tier),
            Column(pgettext("column", "All"), True),
        ],
        [_of_result(str(label(result)), done.results.get(result.value, {})) for result in Result],
        total=[said(_("All responses")), *_numbers([*totals, sum(totals)])],
        aside=_("responses done in the period"),
        notes=[_("Responses are counted here, not alerts, so these numbers open no list of alerts.")],
    )


def _of_result(said_of_it: str, counts: dict[str, int]) -> list[Cell]:
    across = [counts.get(tier.value, 0) for tier in Tier]
    return [said(said_of_it), *_numbers([*across, sum(across)])]


def after_action(done: Activity) -> Table:
    """Each alert of which harm was not averted; whether it was reviewed is not recorded yet."""
    found = [(result, number) for result in TOLD_APART for number in done.apart.get(result.value, [])]
    left = len(found) - MOST_REFERENCES
    told = ngettext("%(n)s more is not listed.", "%(n)s more are not listed.", left)
    return Table(
        "after_action",
        _("Harm despite response, and arrived too late"),
        [
            Column(_("Reference")),
            Column(_("Result")),
            Column(_("After-action review")),
        ],
        [
            [said(number), said(str(label(result))), said(pgettext("after action", "Not reviewed"))]
            for result, number in found[:MOST_REFERENCES]
        ],
        notes=[told % {"n": cells.number(left)}] if left > 0 else [],
        empty=_("None in this period."),
    )
