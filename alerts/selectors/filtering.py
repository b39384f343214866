"""What narrows a list of alerts: by what each reader may see of them, and never by more."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Q, QuerySet

from alerts.domain import numbers
from alerts.domain.words import Component, Kind, Level, State
from alerts.models import Alert, Area, FormerNumber
from ewrr.common.words import search_key

from .access import Viewer, whole_to

ASKS = ("component", "kind", "level", "area", "state", "from", "until", "text")
FIRST_YEAR, LAST_YEAR = 1900, 2200  # days outside are not asked for
MOST_AREAS = 20
LONGEST_TEXT = 80
MOST_WORDS = 8
SHORTEST_WORD = 3  # what the trigram index can find; with one such word, shorter ones count too
AREA_CODE = re.compile(r"[A-Z0-9][A-Z0-9.-]{1,19}", re.ASCII)

Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Filters:
    """Each empty or None where nothing is asked; several values of one are joined by "or".

    `areas`: codes; an area holds those below it. Days are the office's own, `until_date` not included.
    `text`: a number or words, all of which must be there.
    """

    components: tuple[Component, ...] = ()
    kinds: tuple[Kind, ...] = ()
    levels: tuple[Level, ...] = ()
    areas: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    from_date: dt.date | None = None
    until_date: dt.date | None = None
    text: str = ""

    def __bool__(self) -> bool:
        return self != Filters()

    @property
    def numbered(self) -> bool:
        """Whether the text is a number."""
        return numbers.read(self.text) is not None

    @property
    def words(self) -> tuple[str, ...]:
        """The words to find, made comparable; none when they are all too short to be looked for. A number is one."""
        key = search_key(self.text.replace("|", " "))
        found = [key] if self.numbered else key.split()[:MOST_WORDS]
        return tuple(found) if any(len(word) >= SHORTEST_WORD for word in found) else ()


def parse(asked: Mapping[str, str]) -> Filters:
    """Filters from an address (names as in ASKS, several values parted by commas). What is unknown is ignored."""
    areas = (code.strip().upper() for code in asked.get("area", "").split(","))
    return Filters(
        components=_codes(Component, asked.get("component", "")),
        kinds=_codes(Kind, asked.get("kind", "")),
        levels=_codes(Level, asked.get("level", "")),
        areas=tuple(sorted({code for code in areas if AREA_CODE.fullmatch(code)}))[:MOST_AREAS],
        states=_codes(State, asked.get("state", "")),
        from_date=_day(asked.get("from", "")),
        until_date=_day(asked.get("until", "")),
        text=" ".join(asked.get("text", "").replace("\0", "").split())[:LONGEST_TEXT],
    )


def as_asked(filters: Filters) -> dict[str, str]:
    """The same for an address, each always written the same way; without what is not asked."""
    found = {
        "component": ",".join(filters.components),
        "kind": ",".join(filters.kinds),
        "level": ",".join(filters.levels),
        "area": ",".join(filters.areas),
        "state": ",".join(filters.states),
        "from": filters.from_date.isoformat() if filters.from_date else "",
        "until": filters.until_date.isoformat() if filters.until_date else "",
        "text": filters.text,
    }
    return {name: value for name, value in found.items() if value}


def narrow(
    alerts: QuerySet[Alert], viewer: Viewer, filters: Filters, *, moment: str = "received_at"
) -> QuerySet[Alert]:
    """Those of `alerts` (already only of what the viewer may know) that the filters ask for. Asks nothing itself.

    Level, kind, area, state, number and period go by every alert; component and words only by those that the
    viewer sees whole, so that nobody finds a thing by what is hidden from them. `moment`: which clock has the period.
    """
    if filters.levels:
        alerts = alerts.filter(level__in=filters.levels)
    if filters.kinds:
        alerts = alerts.filter(kind__in=filters.kinds)
    if filters.states:
        alerts = alerts.filter(state__in=filters.states)
    if filters.areas:
        here = Q(code__in=filters.areas) | Q(parent__code__in=filters.areas)
        alerts = alerts.filter(area__in=Area.objects.filter(here))
    if filters.components:
        alerts = alerts.filter(whole_to(viewer), components__overlap=list(filters.components))
    zone = ZoneInfo(viewer.office.time_zone)
    if filters.from_date:
        alerts = alerts.filter(**{f"{moment}__gte": dt.datetime.combine(filters.from_date, dt.time(), zone)})
    if filters.until_date:
        alerts = alerts.filter(**{f"{moment}__lt": dt.datetime.combine(filters.until_date, dt.time(), zone)})
    return alerts.filter(_found_by_text(viewer, filters)) if filters.text else alerts


def is_numbered(viewer: Viewer, filters: Filters) -> Q | None:
    """The condition: the alert bears the number that was typed. None: what was typed is no number of this office.

    A number borne until the alert was restricted finds it only for those who see it whole.
    """
    typed = numbers.read(filters.text)
    if typed is None or typed.office not in (None, viewer.office.code):
        return None
    borne = Q(serial=typed.serial)
    if typed.year is not None:
        borne &= Q(year=typed.year)
    if typed.series is not None:
        borne &= Q(series=typed.series)
    former = FormerNumber.objects.filter(alert__office=viewer.office, number__endswith=f"-{typed.serial:04}")
    if typed.year is not None:
        former = former.filter(number__contains=f"-{typed.year}-")
    return borne | (whole_to(viewer) & is_any_of(former.values("alert")))


def beyond(moment: str, at: dt.datetime, pk: int) -> Q:
    """The condition: further on than the row with these keys in a list of newest first. Its first half is what an
    index goes by: without it, the way to a late page leads past all earlier ones.
    """
    return Q(**{f"{moment}__lte": at}) & (Q(**{f"{moment}__lt": at}) | Q(pk__lt=pk))


def is_any_of(ids: QuerySet[Any]) -> Q:
    """The condition: the primary key is one of `ids`, read once and then looked up by index, beside an "or" too."""
    return Q(
        Func(
            F("pk"), ArraySubquery(ids), template="%(expressions)s)", arg_joiner=" = ANY(", output_field=BooleanField()
        )
    )


def _found_by_text(viewer: Viewer, filters: Filters) -> Q:
    numbered = is_numbered(viewer, filters)
    told = Q(pk__in=[])
    if filters.words:
        told = whole_to(viewer)
        for word in filters.words:
            told &= Q(search_key__contains=word)
    return told if numbered is None else numbered | told


def _codes(kind: type[Code], text: str) -> tuple[Code, ...]:
    """The known ones, in the vocabulary's own order."""
    asked = {code.strip() for code in text.split(",")}
    return tuple(code for code in kind if code.value in asked)


def _day(text: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
