"""A period of which the hub holds imported history only: what happened, never how it was answered."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from responses.domain.words_of_reports import Facet, Indicator

from . import cells
from .facts import Facts, name
from .paper import Cell, Tile, Tiles

H, T = Indicator.HISTORY, Indicator.THREAT


def tiles(facts: Facts) -> Tiles:
    figures = facts.figures
    before = figures.count(H, 1)
    told = {"change": cells.change(figures.count(H), before).text, "before": cells.number(before)}
    return Tiles(
        "five",
        _("Five figures"),
        [
            Tile(
                "records",
                cells.count(figures.count(H), H),
                "",
                _("imported records"),
                [_("%(change)s (before: %(before)s)") % told],
            ),
            Tile("deaths", cells.count(figures.deaths), "", _("civilians killed"), [_("as the records say")]),
            _most(facts, "area", Facet.AREA, _("in the area with most")),
            _most(facts, "type", Facet.TYPE, _("of the most frequent type")),
            Tile("mapped", cells.count(figures.count(Indicator.MAPPED), Indicator.MAPPED), "", _("on the map"), []),
        ],
        aside=_("no rate rests on imported history"),
    )


def _most(facts: Facts, key: str, facet: Facet, said: str) -> Tile:
    """The value with most, and how much of all that is."""
    found = facts.figures.values(T, facet)
    if not found:
        return Tile(key, Cell(cells.DASH), "", said, [])
    value = found[0][0]
    figure, all_of_them = name(T, **{facet: value}), facts.figures.count(T)
    count = facts.figures.count(figure)
    share = cells.share(count, all_of_them).text
    return Tile(key, cells.count(count, figure), "", said, [facts.word(facet, value), share])


def limits(facts: Facts) -> list[str]:
    """What is to be known of imported history in a period."""
    count = facts.figures.count(H)
    if not count:
        return []
    told = ngettext(
        "%(n)s record of imported history counts in threat tables only.",
        "%(n)s records of imported history count in threat tables only.",
        count,
    )
    return [told % {"n": cells.number(count)}]


def chart_title() -> str:
    return pgettext("chart", "Imported history by day of the event")
