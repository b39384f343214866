"""Reading what is written down of a radio message: when it was said, from where."""

import datetime as dt
import re

from django import forms
from django.utils.translation import gettext as _

from alerts.models import Office
from alerts.web.place_as_typed import read_place

CLOCK = re.compile(r"^(\d{1,2})\s*[:hH.]?\s*(\d{2})$")
DTG = re.compile(r"^(\d{2})(\d{2})(\d{2})Z([A-Z]{3})(\d{2})$")
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def read_moment(typed: str, now: dt.datetime) -> dt.datetime | None:
    """When it was said: 1934 or 19:34 on the clock of the office (today, else yesterday), or a date-time group such as
    241734ZNOV26; None for nothing typed. `now`: aware, in the office's zone. UTC. Raises ValidationError.
    """
    tidy = re.sub(r"\s+", "", typed).upper()
    if not tidy:
        return None
    try:
        if found := DTG.match(tidy):
            day, hour, minute, month, year = found.groups()
            return dt.datetime(
                2000 + int(year), MONTHS.index(month) + 1, int(day), int(hour), int(minute), tzinfo=dt.UTC
            )
        if found := CLOCK.match(tidy):
            local = dt.datetime.combine(now.date(), dt.time(int(found[1]), int(found[2])), now.tzinfo)
            return (local if local <= now else local - dt.timedelta(days=1)).astimezone(dt.UTC)
    except ValueError:
        pass
    raise forms.ValidationError(
        _("This time cannot be read. Write it like 19:34, or as a date-time group: 241734ZNOV26."), code="bad_time"
    )


def read_where(office: Office, typed: str) -> tuple[float, float] | None:
    """(lat, lon) of a grid, of coordinates, or of a place that the gazetteer knows; None for nothing typed. Raises
    ValidationError for what cannot be found.
    """
    if not typed.strip():
        return None
    spot = read_place(office, typed.strip(), "")
    if spot.lat is None or spot.lon is None:
        raise forms.ValidationError(
            _("This place is not known: write a grid such as 35N QA 866 901, or a name as the list suggests it."),
            code="unknown_place",
        )
    return spot.lat, spot.lon
