"""A report put together: every heading in its place, in the language that is active."""

from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from alerts.domain.words import Sensitivity
from ewrr.common import wording
from ewrr.common.clock import dtg
from responses.domain.words_of_reports import Indicator, Passage, Stage
from responses.models.choices import label
from responses.models.labels_of_reports import DEFINITIONS, HINTS, HOW_CELLS_ARE_HIDDEN, HOW_TIMES_ARE_READ

from . import activity, cells, history, maps, meetings, overview, people, places, response, threats, times
from .facts import Facts, colon
from .paper import Block, Cell, Column, Notes, Paper, Prose, Section, Table


def paper(facts: Facts, office: tuple[float, float], language: str) -> Paper:
    """`office`: lat and lon of where it sits. One statement, for the towns on the map."""
    with translation.override(language), wording.speaking(facts.words):
        period = facts.figures.period
        title = _("Weekly Protection of Civilians report") if period.is_week else _("Protection of Civilians report")
        return Paper(
            language=language,
            title=title,
            office=_("%(office)s Field Office") % {"office": facts.office},
            subtitle=_("week %(week)s") % {"week": period.week} if period.is_week else "",
            period=_period(facts),
            marking=str(label(Sensitivity.STRICT if facts.figures.is_cleared else Sensitivity.CONFIDENTIAL)).upper(),
            running=_running(facts),
            short=_short(facts),
            exercise=_("EXERCISE, NOT REAL EVENTS") if facts.is_exercise else "",
            facts=_beside_the_title(facts),
            sections=_sections(facts, office),
            as_of=facts.figures.reading.as_of,
        )


def _period(facts: Facts) -> str:
    """Mon 16 Nov 2026 00:00 to Mon 23 Nov 2026 00:00, Beni, UTC+2"""
    period = facts.figures.period
    at = period.starts_at.astimezone(ZoneInfo(period.zone))
    hours = at.utcoffset()
    minutes = int(hours.total_seconds() // 60) if hours else 0
    offset = f"UTC{minutes // 60:+d}" + (f":{minutes % 60:02d}" if minutes % 60 else "")
    return _("%(first)s 00:00 to %(until)s 00:00, %(zone)s, %(offset)s") % {
        "first": cells.day(period.first),
        "until": cells.day(period.until),
        "zone": period.zone,
        "offset": offset,
    }


def _running(facts: Facts) -> str:
    return ", ".join([_("POC report"), _short(facts), _version(facts)])


def _short(facts: Facts) -> str:
    """Beni Field Office, week 47, 2026-11-16 – 2026-11-22"""
    period = facts.figures.period
    office = _("%(office)s Field Office") % {"office": facts.office}
    days = f"{period.first:%Y-%m-%d} – {period.last:%Y-%m-%d}"
    week = _("week %(week)s") % {"week": period.week}
    return ", ".join([office, *([week] if period.is_week else []), days])


def _version(facts: Facts) -> str:
    signed = facts.signed
    if not signed.number:
        return _("preview")
    if signed.stage is Stage.ISSUED:
        return _("version %(number)s") % {"number": signed.number}
    return _("version %(number)s, %(stage)s") % {"number": signed.number, "stage": str(label(signed.stage)).lower()}


def _version_alone(facts: Facts) -> str:
    """Beside the word "Version": 1, or 1, draft."""
    signed = facts.signed
    if not signed.number:
        return _("preview")
    number = str(signed.number)
    return number if signed.stage is Stage.ISSUED else f"{number}, {str(label(signed.stage)).lower()}"


def _beside_the_title(facts: Facts) -> list[tuple[str, str]]:
    signed = facts.signed
    return [
        (_("Version"), _version_alone(facts)),
        (_("Prepared"), signed.prepared_by or _("not submitted")),
        (_("Approved"), signed.approved_by or _("not approved")),
        (_("Issued"), f"{signed.issued_by}, {dtg(signed.issued_at)}" if signed.issued_at else _("not issued")),
        (_("Data as of"), dtg(facts.figures.reading.as_of)),
    ]


def _sections(facts: Facts, office: tuple[float, float]) -> list[Section]:
    """Numbered as the weekly report's headings are; what has no data is named under limits and left out."""
    is_answered = bool(facts.figures.count(Indicator.RECEIVED)) or not facts.figures.count(Indicator.HISTORY)
    found = [
        _written("1", facts, Passage.KEY_MESSAGES, is_list=True),
        Section("2", str(label(Passage.COVERAGE)), [_limits(facts), *_if_written(facts, Passage.COVERAGE)]),
        Section("3", _("Overview figures"), _overview(facts, is_answered=is_answered)),
        Section("4", _("Threat trends"), _threats(facts, office)),
    ]
    if is_answered:
        found += _answered(facts)
    found.append(
        Section("10", _("Civilians"), [people.harm(facts), people.harm_by_status(facts), people.harm_by_actor(facts)])
    )
    if facts.figures.is_cleared:
        found.append(Section("11", _("Human rights, sexual violence, children"), [people.sensitive(facts)]))
    if facts.watched is not None:
        found.append(Section("12", _("Hotspots, watch list"), [places.watch_list(facts)]))
    found += [
        Section(
            "13",
            str(label(Passage.ENGAGEMENT)),
            [*([people.word_back(facts)] if is_answered else []), *_if_written(facts, Passage.ENGAGEMENT)],
        ),
        Section("14", str(label(Passage.MEETING)), _decided(facts)),
        _written("15", facts, Passage.OUTLOOK),
        _written("16", facts, Passage.RECOMMENDATIONS, is_list=True),
    ]
    if facts.changes is not None:
        found.append(Section("17", _("Changed since the version before"), [_changes(facts)]))
    return [*found, Section("", _("Definitions"), [_definitions()])]


def _overview(facts: Facts, *, is_answered: bool) -> list[Block]:
    if not is_answered:
        return [overview.tiles(facts)]
    split = overview.split(facts)
    shown: list[Block] = [split] if split else []
    return [overview.tiles(facts), *shown, overview.table(facts)]


def _threats(facts: Facts, office: tuple[float, float]) -> list[Block]:
    return [
        maps.picture(facts, office),
        threats.by_area_and_family(facts),
        overview.chart(facts),
        threats.by_type(facts),
        threats.by_kind(facts),
        threats.by_area(facts),
    ]


def _answered(facts: Facts) -> list[Section]:
    """What was done about what the hub received."""
    found = [
        Section("5", _("By component"), [response.by_component(facts), response.by_channel(facts)]),
        Section("6", _("Response"), [response.by_responder(facts), times.times(facts), times.times_by(facts)]),
        Section("7", _("Not responded"), [response.not_responded(facts)]),
    ]
    if (done := facts.figures.activity) is not None:
        found.append(Section("8", _("Response activity"), [activity.by_type(done)]))
        found.append(Section("9", _("Results"), [activity.results(done), activity.after_action(done)]))
    return found


def _written(number: str, facts: Facts, passage: Passage, *, is_list: bool = False) -> Section:
    return Section(number, str(label(passage)), [_prose(facts, passage, is_list=is_list)])


def _prose(facts: Facts, passage: Passage, *, is_list: bool = False) -> Prose:
    text, language = facts.texts.get(passage, ("", translation.get_language() or "en"))
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    return Prose(passage.value, paragraphs, language, _("Nothing was written."), is_list, str(HINTS[passage]))


def _decided(facts: Facts) -> list[Block]:
    """An edition of exercises has no meetings."""
    found: list[Block] = [] if facts.is_exercise else [meetings.table(facts.meetings)]
    return [*found, _prose(facts, Passage.MEETING, is_list=True)]


def _if_written(facts: Facts, passage: Passage) -> list[Block]:
    """Under a heading that has figures of its own; while it is a draft, also the place to write."""
    is_draft = facts.signed.stage is Stage.DRAFT
    return [_prose(facts, passage)] if is_draft or passage in facts.texts else []


def _limits(facts: Facts) -> Notes:
    """What the figures do not say, found by the hub itself."""
    figures = facts.figures
    lines = [_("Data as of %(dtg)s.") % {"dtg": dtg(figures.reading.as_of)}]
    silent = [
        facts.named(pair)
        for pk, pair in facts.names["sections"].items()
        if not figures.count(f"{Indicator.VALID}:section={pk}")
    ]
    if silent and figures.count(Indicator.RECEIVED):
        lines.append(_("Filed nothing that was valid: %(who)s.") % {"who": ", ".join(silent)})
    lines += _counted(facts)
    if figures.activity is None:
        lines.append(_("Tables G and H follow once responses are recorded in the hub."))
    return Notes("limits", _("Found by the hub"), lines)


def _counted(facts: Facts) -> list[str]:
    figures = facts.figures
    found = []
    if not figures.count(Indicator.RECEIVED):
        found.append(_("The hub received no alert in this period."))
    if late := figures.count(Indicator.ARRIVED_LATE):
        told = ngettext("%(n)s alert arrived late.", "%(n)s alerts arrived late.", late)
        found.append(told % {"n": cells.number(late)})
    if earlier := figures.count(Indicator.BEFORE):
        told = ngettext(
            "%(n)s received alert is of an event before the period.",
            "%(n)s received alerts are of events before the period.",
            earlier,
        )
        found.append(told % {"n": cells.number(earlier)})
    if bare := figures.count(Indicator.NO_RESPONSE):
        told = ngettext(
            "%(n)s alert was decided to be responded to and has no response on record.",
            "%(n)s alerts were decided to be responded to and have no response on record.",
            bare,
        )
        found.append(told % {"n": cells.number(bare)})
    found += history.limits(facts)
    return found


def _changes(facts: Facts) -> Table:
    rows: list[list[Cell]] = [[Cell(str(cell), cell) for cell in row] for row in facts.changes or []]
    return Table(
        "changes",
        _("What is otherwise"),
        [
            Column(pgettext("column", "What")),
            Column(pgettext("column", "Was"), True),
            Column(pgettext("column", "Is"), True),
        ],
        rows,
        empty=_("No figure and no text is otherwise."),
    )


def _definitions() -> Notes:
    lines = [colon(label(indicator), said) for indicator, said in DEFINITIONS.items()]
    return Notes(
        "definitions", _("What the figures count"), [*lines, str(HOW_TIMES_ARE_READ), str(HOW_CELLS_ARE_HIDDEN)]
    )
