"""The periods of a report: whole days of an office's own clock, half-open, and the columns of its chart."""

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

DAYS_OF_WEEK = 7
WEEKS_SHOWN = 12  # columns of the chart under a report of one week
MOST_DAYS = 366 * 2
FIRST_YEAR, LAST_YEAR = 1990, 2200
REF = re.compile(r"(\d{8})-(\d{8})(-X)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """From the midnight that begins `first` to the one that begins `until` (not included), by the clock of `zone`
    (IANA). A day on which that clock is set lasts 23 or 25 hours.
    """

    first: dt.date
    until: dt.date
    zone: str

    @property
    def starts_at(self) -> dt.datetime:
        return midnight(self.first, self.zone)

    @property
    def ends_at(self) -> dt.datetime:
        return midnight(self.until, self.zone)

    @property
    def days(self) -> int:
        return (self.until - self.first).days

    @property
    def is_week(self) -> bool:
        return self.days == DAYS_OF_WEEK

    @property
    def last(self) -> dt.date:
        """The last day within."""
        return self.until - dt.timedelta(days=1)

    @property
    def week(self) -> int:
        """Number of the week: the ISO week of its fourth day, whatever day the office's reporting week begins on."""
        return (self.first + dt.timedelta(days=3)).isocalendar().week

    def before(self, turns: int = 1) -> "Period":
        """The one of the same number of days that lies so many such lengths earlier."""
        back = dt.timedelta(days=self.days * turns)
        return Period(self.first - back, self.until - back, self.zone)

    def holds(self, moment: dt.datetime) -> bool:
        return self.starts_at <= moment < self.ends_at


def midnight(day: dt.date, zone: str) -> dt.datetime:
    """The first moment of a day (UTC)."""
    return dt.datetime.combine(day, dt.time(), ZoneInfo(zone)).astimezone(dt.UTC)


def week_of(day: dt.date, starts_on: int, zone: str) -> Period:
    """The reporting week that holds `day`; `starts_on`: ISO weekday of its first day, 1 to 7."""
    first = day - dt.timedelta(days=(day.isoweekday() - starts_on) % DAYS_OF_WEEK)
    return Period(first, first + dt.timedelta(days=DAYS_OF_WEEK), zone)


def is_sound(first: dt.date, until: dt.date) -> bool:
    """Whether a report can be made of it: at least a day, at most two years, of this age."""
    in_time = first.year >= FIRST_YEAR and until.year <= LAST_YEAR
    return in_time and 1 <= (until - first).days <= MOST_DAYS


def ref(period: Period, *, is_exercise: bool) -> str:
    """How a report is addressed: 20261116-20261123, and -X for the exercise edition."""
    return f"{period.first:%Y%m%d}-{period.until:%Y%m%d}{'-X' if is_exercise else ''}"


def read_ref(text: str, zone: str) -> tuple[Period, bool] | None:
    """The period and whether it is the exercise edition; None for what is no such address."""
    found = REF.fullmatch(text)
    if found is None:
        return None
    try:
        first, until = (dt.datetime.strptime(day, "%Y%m%d").date() for day in found.groups()[:2])
    except ValueError:
        return None
    return (Period(first, until, zone), bool(found[3])) if is_sound(first, until) else None


def columns(period: Period, starts_on: int) -> list[Period]:
    """What the chart counts apart: of a week it and the eleven before; else the days, weeks or months of the period,
    as many as can be told apart, the first and last cut where the period is.
    """
    if period.is_week:
        return [period.before(turns) for turns in range(WEEKS_SHOWN - 1, -1, -1)]
    cuts = [period.first]
    while (following := _next_cut(cuts[-1], period.days, starts_on)) < period.until:
        cuts.append(following)
    return [Period(a, b, period.zone) for a, b in zip(cuts, [*cuts[1:], period.until], strict=True)]


def _next_cut(day: dt.date, days: int, starts_on: int) -> dt.date:
    if days <= 31:
        return day + dt.timedelta(days=1)
    if days <= 26 * DAYS_OF_WEEK:
        return week_of(day, starts_on, "UTC").until
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
