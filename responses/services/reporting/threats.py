"""Heading 4: what was threatened, where and how badly: tables B and C, by area and family, and by kind."""

from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from alerts.domain.words import Family, Kind, Level, ThreatType
from responses.domain.words_of_reports import HIDDEN, Facet, Indicator
from responses.models.choices import label

from . import cells
from .facts import Facts, in_order, name
from .paper import Cell, Column, Table, said

T = Indicator.THREAT
MOST_AREAS = 30


def _empty() -> str:
    return _("Nothing in this period.")


def _levels() -> list[Column]:
    return [Column(str(label(level)), True) for level in Level]


def by_type(facts: Facts) -> Table:
    """Table B."""
    return _by_level(facts, "B", _("Table B: type and level"), Facet.TYPE, ThreatType, pgettext("column", "Type"))


def by_kind(facts: Facts) -> Table:
    return _by_level(facts, "kinds", _("Kind of warning and level"), Facet.KIND, Kind, pgettext("column", "Kind"))


def _by_level(facts: Facts, key: str, title: str, facet: Facet, words: type[StrEnum], heading: str) -> Table:
    figures = facts.figures
    values = in_order(words, {value for (value,) in figures.values(T, facet)})
    rows = [
        [
            said(facts.word(facet, value)),
            *(_count(facts, name(T, **{facet: value, Facet.LEVEL: level})) for level in Level),
            cells.count(figures.count(name(T, **{facet: value})), name(T, **{facet: value}), is_strong=True),
        ]
        for value in values
    ]
    notes = [_("An alert with several types counts under each of them, and once in the total.")]
    return Table(
        key,
        title,
        [Column(heading), *_levels(), Column(_("All"), True)],
        cells.shaded(rows, 1, 1 + len(Level)),
        total=[
            said(_("All alerts")),
            *(_count(facts, name(T, level=level)) for level in Level),
            cells.count(figures.count(T), T),
        ],
        aside=_of_what(facts),
        notes=notes if facet is Facet.TYPE else [],
        empty=_empty(),
    )


def _count(facts: Facts, figure: str) -> Cell:
    return cells.count(facts.figures.count(figure), figure)


def _of_what(facts: Facts) -> str:
    history = facts.figures.count(Indicator.HISTORY)
    if not history:
        return _("valid alerts")
    if history == facts.figures.count(T):
        return _("imported history")
    return ngettext(
        "valid alerts and %(n)s record of imported history",
        "valid alerts and %(n)s records of imported history",
        history,
    ) % {"n": cells.number(history)}


def by_area_and_family(facts: Facts) -> Table:
    """The heat table beside the map."""
    figures = facts.figures
    families = in_order(Family, {value for (value,) in figures.values(T, Facet.FAMILY)})
    rows = []
    for (area,) in figures.values(T, Facet.AREA)[:MOST_AREAS]:
        now = figures.count(name(T, area=area))
        rows.append(
            [
                said(facts.word(Facet.AREA, area)),
                *(_count(facts, name(T, area=area, family=family)) for family in families),
                cells.count(now, name(T, area=area), is_strong=True),
                cells.change(now, figures.count(name(T, area=area), 1)),
            ]
        )
    return Table(
        "areas_and_families",
        _("Area and kind of threat"),
        [
            Column(pgettext("column", "Area")),
            *(Column(_short(facts, family), True) for family in families),
            Column(_("All"), True),
            Column("±", True),
        ],
        cells.shaded(rows, 1, 1 + len(families)),
        total=[
            said(_("All alerts")),
            *(_count(facts, name(T, family=family)) for family in families),
            cells.count(figures.count(T), T),
            cells.change(figures.count(T), figures.count(T, 1)),
        ],
        aside=_of_what(facts),
        empty=_empty(),
    )


def _short(facts: Facts, family: str) -> str:
    """The families in a word each, for narrow columns."""
    words = {
        Family.LIFE: pgettext("family, short", "Life"),
        Family.LIBERTY: pgettext("family, short", "Liberty"),
        Family.PROPERTY: pgettext("family, short", "Property"),
        Family.COLLECTIVE: pgettext("family, short", "Collective"),
        HIDDEN: pgettext("family, short", "Restricted"),
    }
    return words[Family(family)] if family in set(Family) else words.get(family, family)


def by_area(facts: Facts) -> Table:
    """Table C."""
    figures = facts.figures
    now_or_before = {value for (value,) in figures.values(T, Facet.AREA)} | _before(facts)
    order = sorted(now_or_before, key=lambda area: (-figures.count(name(T, area=area)), facts.word(Facet.AREA, area)))
    rows = []
    for area in order[:MOST_AREAS]:
        figure = name(T, area=area)
        now, before = figures.count(figure), figures.count(figure, 1)
        rows.append(
            [
                said(facts.word(Facet.AREA, area)),
                cells.count(now, figure, is_strong=True),
                cells.share(now, figures.count(T)),
                cells.count(before, figure, 1),
                cells.change(now, before),
            ]
        )
    return Table(
        "C",
        _("Table C: place"),
        [
            Column(pgettext("column", "Area")),
            Column(pgettext("column", "Alerts"), True),
            Column(_("Share"), True),
            Column(pgettext("column", "Before"), True),
            Column(pgettext("column", "Change"), True),
        ],
        rows,
        total=[
            said(_("All alerts")),
            cells.count(figures.count(T), T),
            cells.share(figures.count(T), figures.count(T)),
            cells.count(figures.count(T, 1), T, 1),
            cells.change(figures.count(T), figures.count(T, 1)),
        ],
        aside=_of_what(facts),
        empty=_empty(),
    )


def _before(facts: Facts) -> set[str]:
    start = f"{T}:{Facet.AREA}="
    found = (name.removeprefix(start) for name in facts.figures.counts[1] if name.startswith(start))
    return {value for value in found if ":" not in value}
