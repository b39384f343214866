"""Reading the answer to "When?": just now, today at, earlier, not known; in the office's own clock."""

import datetime as dt
import re
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from alerts.domain.words import TimePrecision

WHEN = [
    ("now", gettext_lazy("Just now")),
    ("today", gettext_lazy("Today, at")),
    ("earlier", pgettext_lazy("when", "Earlier")),
    ("unknown", pgettext_lazy("when", "Not known")),
]
CLOCK = re.compile(r"^(\d{1,2})\s*[:hH.]?\s*(\d{2})?\s*$")
CLOCKS_DIFFER = dt.timedelta(minutes=5)
FIRST_YEAR = 1990


@dataclass(frozen=True, slots=True)
class Moment:
    at: dt.datetime | None
    precision: TimePrecision


def read_time(when: str, time: str, date: str, now: dt.datetime) -> Moment:
    """`now` is aware, in the office's zone. Raises ValidationError for what cannot be read, does not exist
    on the clock, or is still to come.
    """
    if when == "now":
        return Moment(now, TimePrecision.EXACT)
    if when == "unknown":
        return Moment(None, TimePrecision.UNKNOWN)
    if when == "today":
        if not time:
            raise forms.ValidationError(_("Type the time, such as 19:05."), code="required")
        return Moment(_not_to_come(_at(now.date(), _clock(time), now), now, is_today=True), TimePrecision.EXACT)
    if not date:
        raise forms.ValidationError(_("Type the day, such as 2026-11-23."), code="required")
    day = _day(date)
    if not time:
        return Moment(_not_to_come(_at(day, dt.time(), now), now), TimePrecision.DAY)
    return Moment(_not_to_come(_at(day, _clock(time), now), now), TimePrecision.EXACT)


def _clock(typed: str) -> dt.time:
    found = CLOCK.match(typed.strip())
    if found and int(found[1]) < 24 and int(found[2] or 0) < 60:
        return dt.time(int(found[1]), int(found[2] or 0))
    raise forms.ValidationError(_("This time cannot be read. Write it like 19:05."), code="bad_time")


def _day(typed: str) -> dt.date:
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"):
        try:
            day = dt.datetime.strptime(typed.strip(), form).date()
        except ValueError:
            continue
        if day.year >= FIRST_YEAR:
            return day
    raise forms.ValidationError(_("This day cannot be read. Write it like 2026-11-23."), code="bad_date")


def _at(day: dt.date, time: dt.time, now: dt.datetime) -> dt.datetime:
    return dt.datetime.combine(day, time, now.tzinfo)


def _not_to_come(moment: dt.datetime, now: dt.datetime, *, is_today: bool = False) -> dt.datetime:
    if moment <= now + CLOCKS_DIFFER:
        return min(moment, now)
    if is_today:
        raise forms.ValidationError(
            _("%(time)s today is still to come. If it was yesterday, choose “Earlier”.") % {"time": f"{moment:%H:%M}"},
            code="future",
        )
    raise forms.ValidationError(_("This moment is still to come. Check day and time."), code="future")
