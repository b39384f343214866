"""The list of alerts: one row each, never a source, never what was told; restricted ones as their shell."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alerts.domain import words as w
from alerts.domain import words_of_filings as f
from responses.domain import cases
from responses.domain.cases import Case
from responses.domain.figures import blurred
from responses.domain.indicators import UNMAPPED, Reading
from responses.domain.words import Result
from responses.domain.words_of_reports import Became, By, Facet
from responses.models.choices import label

from . import cells
from .facts import Facts
from .paper import Cell, Column, Table


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the list. `is_shell`: also known of a restricted alert. `is_near`: tells where more closely than its
    area, or who, and is told of no alert that is restricted. `in_print`: stands in the printed list.
    """

    key: str
    heading: Callable[[], str]
    cell: Callable[[Facts, Case], Cell]
    is_number: bool = False
    hxl: str = ""
    is_shell: bool = False
    in_print: bool = False
    is_near: bool = False


def _text(value: str) -> Cell:
    return Cell(value, value or None)


Make = Callable[[Facts, Case], Cell]


def _text_of(field: str) -> Make:
    return lambda _facts, case: _text(getattr(case, field))


def _word_of(words: type[StrEnum], field: str) -> Make:
    def cell(_facts: Facts, case: Case) -> Cell:
        code = getattr(case, field)
        return _text(str(label(words(code)))) if code else _text("")

    return cell


def _words_of(words: type[StrEnum], field: str) -> Make:
    return lambda _facts, case: _text("; ".join(str(label(words(code))) for code in getattr(case, field)))


def _number_of(field: str) -> Make:
    def cell(_facts: Facts, case: Case) -> Cell:
        value = getattr(case, field)
        return Cell("" if value is None else str(value), value)

    return cell


def _clock(field: str) -> Make:
    return lambda facts, case: cells.moment(getattr(case, field), facts.figures.zone)


def _point(field: str) -> Make:
    """In the middle of its square of about 5 km; nothing where only an area is known."""

    def cell(_facts: Facts, case: Case) -> Cell:
        degrees = getattr(case, field)
        if degrees is None or case.precision in UNMAPPED:
            return Cell("")
        return Cell(f"{blurred(degrees):.3f}", blurred(degrees))

    return cell


def _fate(facts: Facts, case: Case) -> Cell:
    if case.is_history:
        return _text(_("Imported history"))
    return _text(str(label(cases.became(case))))


def _reason(facts: Facts, case: Case) -> Cell:
    is_one = not case.is_history and cases.became(case) is Became.NOT_RESPONDED
    return _text(facts.word(Facet.REASON, cases.why_not(case)) if is_one else "")


def _responder(facts: Facts, case: Case) -> Cell:
    is_one = not case.is_history and cases.became(case) is Became.RESPONDED
    return _text("; ".join(_short(facts, who) for who in cases.by_whom(case)) if is_one else "")


def _short(facts: Facts, who: str) -> str:
    return SHORT[By(who)]() if who in set(By) else facts.word(Facet.RESPONDER, who)


SHORT = {
    By.MISSION: lambda: pgettext("responder, short", "Mission"),
    By.STATE: lambda: pgettext("responder, short", "State forces"),
}


def _word_back(facts: Facts, case: Case) -> Cell:
    if case.is_history or case.state != w.State.CLOSED:
        return _text("")
    return _text(facts.word(Facet.WORD_BACK, cases.word_back_stands(case, facts.figures.reading.today)))


def _section(facts: Facts, case: Case) -> Cell:
    return _text(facts.word(Facet.SECTION, str(case.section)) if case.section else "")


def _area(facts: Facts, case: Case) -> Cell:
    return _text(facts.word(Facet.AREA, str(case.area)) if case.area else "")


FIELDS = (
    Field("number", lambda: _("Reference"), _text_of("number"), hxl="#meta+id", is_shell=True, in_print=True),
    Field(
        "received_at",
        lambda: pgettext("clock", "Received"),
        _clock("received_at"),
        hxl="#date+received",
        is_shell=True,
        in_print=True,
    ),
    Field("event_at", lambda: _("Event"), _clock("event_at"), hxl="#date+event"),
    Field("event_until", lambda: _("Event until"), _clock("event_until")),
    Field("event_precision", lambda: _("Time known"), _word_of(w.TimePrecision, "event_precision")),
    Field(
        "level",
        lambda: pgettext("column", "Level"),
        _word_of(w.Level, "level"),
        hxl="#severity",
        is_shell=True,
        in_print=True,
    ),
    Field(
        "kind",
        lambda: pgettext("column", "Kind"),
        _word_of(w.Kind, "kind"),
        hxl="#event+kind",
        is_shell=True,
        in_print=True,
    ),
    Field("threats", lambda: _("Threats"), _words_of(w.ThreatType, "threats"), hxl="#event+type", in_print=True),
    Field(
        "place_name",
        lambda: pgettext("column", "Place"),
        _text_of("place_name"),
        hxl="#loc+name",
        in_print=True,
        is_near=True,
    ),
    Field("area", lambda: pgettext("column", "Area"), _area, hxl="#adm1+name", is_shell=True),
    Field("lat", lambda: _("Latitude, to 5 km"), _point("lat"), True, "#geo+lat", is_near=True),
    Field("lon", lambda: _("Longitude, to 5 km"), _point("lon"), True, "#geo+lon", is_near=True),
    Field("precision", lambda: _("Place known"), _word_of(w.Precision, "precision")),
    Field("certainty", lambda: _("Certainty"), _word_of(w.Certainty, "certainty")),
    Field(
        "verification", lambda: _("Verification"), _word_of(w.Verification, "verification"), hxl="#status+verification"
    ),
    Field("grade", lambda: _("Grade"), _text_of("grade"), in_print=True),
    Field("people_from", lambda: _("People, from"), _number_of("people_from"), True, "#affected+min"),
    Field("people_to", lambda: _("People, to"), _number_of("people_to"), True, "#affected+max"),
    Field("age_sex", lambda: _("Women, men, girls, boys"), _words_of(f.AgeSex, "age_sex")),
    Field("population", lambda: _("Status of the people"), _words_of(f.Population, "population")),
    Field("actor_kind", lambda: _("Kind of actor"), _word_of(f.ActorKind, "actor_kind")),
    Field("actor_name", lambda: _("Actor as told"), _text_of("actor_name")),
    Field("actors", lambda: _("Actors known to the office"), lambda _f, c: _text("; ".join(c.actors))),
    Field("component", lambda: _("Filed by"), _word_of(w.Component, "component"), hxl="#org+component"),
    Field("section", lambda: _("Section"), _section),
    Field("filings", lambda: _("Filings"), _number_of("filings"), True),
    Field("state", lambda: _("State"), _word_of(w.State, "state"), hxl="#status", is_shell=True),
    Field("became", lambda: _("What became of it"), _fate, in_print=True),
    Field("responder", lambda: _("Responder"), _responder, in_print=True),
    Field("reason", lambda: _("Why not responded"), _reason, in_print=True),
    Field("results", lambda: _("Result"), _words_of(Result, "results"), in_print=True),
    Field("outcome", lambda: _("Outcome"), _word_of(w.Outcome, "outcome")),
    Field("word_back", lambda: _("Word back"), _word_back),
    Field("typed_at", lambda: pgettext("clock", "Written"), _clock("typed_at")),
    Field("delivered_at", lambda: pgettext("clock", "First message delivered"), _clock("delivered_at")),
    Field("answered_at", lambda: pgettext("clock", "Answered"), _clock("answered_at")),
    Field("verified_at", lambda: pgettext("clock", "Verified"), _clock("verified_at")),
    Field("decided_at", lambda: pgettext("clock", "Decided"), _clock("decided_at")),
    Field("on_site_at", lambda: pgettext("clock", "On site"), _clock("on_site_at")),
    Field("closed_at", lambda: pgettext("clock", "Closed"), _clock("closed_at")),
    Field("word_back_at", lambda: pgettext("clock", "Word given back"), _clock("word_back_at")),
)
PRINTED = tuple(field for field in FIELDS if field.in_print)


def columns(fields: tuple[Field, ...] = FIELDS) -> list[Column]:
    return [Column(field.heading(), field.is_number, hxl=field.hxl) for field in fields]


def rows(facts: Facts, found: Iterable[Case], fields: tuple[Field, ...] = FIELDS) -> Iterator[list[Cell]]:
    """One row for each alert, made as it is asked for. Of a restricted one, to readers who are not cleared, no more
    than its shell; to nobody where it is more closely than its area.
    """
    reading = facts.figures.reading
    for case in found:
        yield row(facts, case, reading, fields)


def row(facts: Facts, case: Case, reading: Reading, fields: tuple[Field, ...] = FIELDS) -> list[Cell]:
    is_hidden = reading.hides(case)
    told = (
        field for field in fields if not (field.is_near and case.is_restricted) and (field.is_shell or not is_hidden)
    )
    cells_told = {field.key: field.cell(facts, case) for field in told}
    return [cells_told.get(field.key, Cell("")) for field in fields]


def printed(facts: Facts, found: Iterable[Case], most: int) -> Table:
    """The list as it is printed: so many of the valid alerts and records of the worst levels, the rest counted."""
    reading = facts.figures.reading
    ranks = {level.value: rank for rank, level in enumerate(w.Level)}
    kept = [case for case in found if case.is_history or cases.is_valid(case)]
    kept.sort(key=lambda case: (ranks[case.level], case.counted_at, case.alert_id))
    left = len(kept) - most
    notes = [_("Restricted alerts are listed without what they are about.")] if not reading.is_cleared else []
    if left > 0:
        notes.append(_("%(n)s more, of lower levels, are in the XLSX and the CSV.") % {"n": cells.number(left)})
    return Table(
        "alerts",
        _("Valid alerts and imported records, worst level first"),
        columns(PRINTED),
        [row(facts, case, reading, PRINTED) for case in kept[:most]],
        notes=notes,
        empty=_("Nothing in this period."),
    )
