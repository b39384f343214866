"""Headings 10, 11 and 13: harm to civilians, what only the cleared read, and whether communities were told."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from alerts.domain.words import ThreatType
from alerts.domain.words_of_filings import ActorKind, AgeSex, GraveViolation, Population
from responses.domain.words_of_reports import HIDDEN, NOT_SAID, Facet, Harm, Indicator, WordBackStands

from . import cells
from .facts import Facts, in_order, name
from .paper import Cell, Column, Table, said

I = Indicator  # noqa: E741


def harm(facts: Facts) -> Table:
    """Table I: kinds of harm, and of whom."""
    figures = facts.figures
    who = [word.value for word in AgeSex] + [NOT_SAID]
    rows = [
        [
            said(facts.word(Facet.HARM, one)),
            cells.few(figures.count(name(I.HARM, harm=one)), name(I.HARM, harm=one)),
            _people(facts, one),
            *(cells.few(figures.count(name(I.HARM, harm=one, who=value))) for value in who),
        ]
        for one in Harm
    ]
    notes = [_("Alerts of threats that did or may do this, not people; one that names several groups counts for each.")]
    if figures.deaths:
        told = ngettext(
            "Imported records of the period report %(n)s civilian killed.",
            "Imported records of the period report %(n)s civilians killed.",
            figures.deaths,
        )
        notes.append(told % {"n": cells.number(figures.deaths)})
    return Table(
        "I",
        _("Table I: civilians"),
        [
            Column(_("Harm")),
            Column(pgettext("column", "Alerts"), True),
            Column(_("People in danger, at least"), True),
            *(Column(facts.word(Facet.WHO, value), True) for value in who),
        ],
        rows,
        notes=notes,
    )


def _people(facts: Facts, harm: Harm) -> Cell:
    """A dash where nobody said, or where so few alerts stand behind it that somebody could be known by it."""
    people = facts.figures.people.get(harm, 0)
    is_few = facts.figures.count(name(I.HARM, harm=harm)) < cells.FEWEST
    return Cell(cells.DASH) if is_few or not people else cells.count(people)


def harm_by_status(facts: Facts) -> Table:
    words = in_order(Population, {value for _harm, value in facts.figures.values(I.HARM, Facet.HARM, Facet.POPULATION)})
    return _harm_by(facts, "harm_by_status", _("Civilians by status"), Facet.POPULATION, words, _("Status"))


def harm_by_actor(facts: Facts) -> Table:
    words = in_order(ActorKind, {value for _harm, value in facts.figures.values(I.HARM, Facet.HARM, Facet.ACTOR)})
    return _harm_by(facts, "harm_by_actor", _("Civilians by who did it"), Facet.ACTOR, words, _("Kind of actor"))


def _harm_by(facts: Facts, key: str, title: str, facet: Facet, values: list[str], heading: str) -> Table:
    figures = facts.figures
    rows = [
        [
            said(facts.word(facet, value)),
            *(cells.few(figures.count(name(I.HARM, **{Facet.HARM: one, facet: value}))) for one in Harm),
        ]
        for value in values
    ]
    columns = [Column(heading), *(Column(facts.word(Facet.HARM, one), True) for one in Harm)]
    return Table(key, title, columns, rows, empty=_("No such harm in this period."))


def sensitive(facts: Facts) -> Table:
    """Heading 11: for the cleared only, and even there no place and no cell under three."""
    figures = facts.figures
    codes = [*(word.value for word in GraveViolation), ThreatType.CRSV.value]
    rows = [
        [said(facts.word(Facet.GRAVE, code)), cells.few(figures.count(name(I.SENSITIVE, grave=code)))] for code in codes
    ]
    return Table(
        "sensitive",
        _("Sexual violence and grave violations against children"),
        [Column(_("Violation")), Column(pgettext("column", "Alerts"), True)],
        rows,
        total=[said(_("All alerts")), cells.few(figures.count(I.SENSITIVE))],
        notes=[_("Counts only; what survivors said is shared with their consent and in no report.")],
    )


def word_back(facts: Facts) -> Table:
    """Table J: of the valid alerts that are closed."""
    figures, closed = facts.figures, facts.figures.count(I.CLOSED)
    values: list[str] = [word.value for word in WordBackStands]
    if figures.count(name(I.CLOSED, word_back=HIDDEN)):
        values.append(HIDDEN)
    rows = [
        [
            said(facts.word(Facet.WORD_BACK, value)),
            cells.count(figures.count(name(I.CLOSED, word_back=value)), name(I.CLOSED, word_back=value)),
            cells.share(figures.count(name(I.CLOSED, word_back=value)), closed),
        ]
        for value in values
    ]
    return Table(
        "J",
        _("Table J: were they told?"),
        [Column(_("Word back")), Column(pgettext("column", "Alerts"), True), Column(_("Share"), True)],
        rows,
        total=[said(_("Closed")), cells.count(closed, I.CLOSED), cells.share(closed, closed)],
        aside=_("communities that warned us, of valid alerts that are closed"),
    )
