"""The figures of an office and a period as they are now, the alerts behind one, and what things are called."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from alerts.models import Area, Office, Section
from alerts.selectors import changes, lists
from ewrr.common.shelf import shelf
from responses.domain.activity import Activity, activities
from responses.domain.cases import Case
from responses.domain.figures import Figures, Tally
from responses.domain.indicators import Figure, Reading
from responses.domain.periods import Period
from responses.domain.words_of_reports import Indicator

from .activity import done
from .cases import Packing, cases


@dataclass(frozen=True, slots=True)
class Edition:
    """Of what a report is made: an office, a period of its zone, and whether of its exercises."""

    office: Office
    period: Period
    is_exercise: bool = False


def live(edition: Edition, as_of: dt.datetime, *, is_cleared: bool) -> Figures:
    """As they are now, shared by all who ask until something happens in the office. Three statements and one."""
    seq = changes.latest_seq(edition.office.pk)
    today = Reading(edition.period, as_of).today  # what was owed yesterday is late
    key = ("report", edition.office.pk, edition.period, edition.is_exercise, is_cleared, today, seq)
    return shelf.get(key, lambda: count(edition, as_of, is_cleared=is_cleared))


def count(edition: Edition, as_of: dt.datetime, *, is_cleared: bool) -> Figures:
    """Read anew. Three statements."""
    tally = Tally(Reading(edition.period, as_of, is_cleared), edition.office.week_starts_on)
    for case in _read(edition, tally.reads_from):
        tally.add(case)
    return tally.figures(_activities(edition, [tally.reading])[0])


@dataclass(frozen=True, slots=True)
class Frozen:
    """All that a version keeps: figures for everybody and for the cleared, and every case that they count."""

    figures: Figures
    cleared: Figures
    cases: bytes


def freeze(edition: Edition, as_of: dt.datetime) -> Frozen:
    """All of it from one reading of the database. Three statements."""
    period = edition.period
    tallies = [Tally(Reading(period, as_of, is_cleared), edition.office.week_starts_on) for is_cleared in (False, True)]
    packing = Packing()
    for case in _read(edition, tallies[0].reads_from):
        for tally in tallies:
            tally.add(case)
        packing.add(case)
    of_others, of_cleared = _activities(edition, [tally.reading for tally in tallies])
    return Frozen(tallies[0].figures(of_others), tallies[1].figures(of_cleared), packing.packed())


def _activities(edition: Edition, readings: list[Reading]) -> list[Activity]:
    """Of what was done in the period, as each of them reads it. One statement."""
    period = edition.period
    with transaction.atomic():
        found = done(edition.office, is_exercise=edition.is_exercise, since=period.starts_at, until=period.ends_at)
        return activities(found, readings)


def since(edition: Edition, starts_at: dt.datetime) -> Iterator[Case]:
    """The alerts that count from a moment to the end of the period, as they are now. Two statements."""
    return _read(edition, starts_at)


def _read(edition: Edition, since: dt.datetime) -> Iterator[Case]:
    with transaction.atomic():  # the cursor of the database lives in it
        yield from cases(edition.office, is_exercise=edition.is_exercise, since=since, until=edition.period.ends_at)


@dataclass(frozen=True, slots=True)
class Behind:
    """The alerts that a figure counts, newest first, and how many more that may not be listed: restricted ones."""

    cases: list[Case]
    restricted: int
    total: int

    @property
    def left(self) -> int:
        """How many are not listed for their number."""
        return self.total - self.restricted - len(self.cases)


MOST_BEHIND = 1000  # alerts listed; the count goes on


def behind(found: Iterable[Case], figure: Figure, reading: Reading) -> Behind:
    """Restricted alerts are listed to those who are not cleared only where nothing is said but that they came in."""
    listed: list[Case] = []
    restricted = total = 0
    for case in found:
        if not figure.counts(case, reading):
            continue
        total += 1
        if reading.hides(case) and not _is_of_the_shell(figure):
            restricted += 1
        elif len(listed) < MOST_BEHIND:
            listed.append(case)
    listed.sort(key=lambda case: (case.counted_at, case.alert_id), reverse=True)
    return Behind(listed, restricted, total)


def _is_of_the_shell(figure: Figure) -> bool:
    """Whether to be counted by it says no more of an alert than its shell does."""
    return figure.indicator is Indicator.RECEIVED


Names = dict[str, Any]


def names(edition: Edition, figures: Figures) -> Names:
    """What areas, sections and the office are called, as JSON: areas by id, else [English, French]; `words`: entries
    of lists that the office calls otherwise than the hub. Two statements.
    """
    office = edition.office
    areas = Area.objects.filter(pk__in=_ids(figures, "area")).values_list("pk", "name")
    known = Q(retired_at__isnull=True) | Q(pk__in=_ids(figures, "section"))
    sections = Section.objects.filter(known, office=office).order_by("component", "name_en")
    return {
        "office": [office.name_en, office.name_fr],
        "code": office.code,
        "country": office.country,
        "words": lists.wording_of(office).kept(),
        "areas": {str(pk): name for pk, name in areas},
        "sections": {
            str(pk): [name_en, name_fr, component]
            for pk, name_en, name_fr, component in sections.values_list("pk", "name_en", "name_fr", "component")
        },
    }


def _ids(figures: Figures, facet: str) -> set[int]:
    """The ids that occur as values of a facet, in the period or the one before."""
    marker = f":{facet}="
    found = (name.partition(marker)[2].partition(":")[0] for counts in figures.counts[:2] for name in counts)
    return {int(value) for value in found if value.isdecimal()}
