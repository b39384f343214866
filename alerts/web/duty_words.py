"""How the rota writes its times: in the office's zone, as short as cannot be mistaken."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

NEAR = timedelta(days=14)
MIDNIGHT = "00:00"


def when(moment: datetime) -> str:
    """Fri 27 18:00; with the month beyond two weeks, with the year too in another year."""
    local, today = timezone.localtime(moment), timezone.localtime()
    shape = "D j" if abs(local - today) <= NEAR else "D j M" if local.year == today.year else "D j M Y"
    return f"{date_format(local, shape)} {local:%H:%M}"


def until_when(moment: datetime) -> str:
    """06:00 within the day, Wed 06:00 within the week, Thu 3 Dec 06:00 after that."""
    local, today = timezone.localtime(moment), timezone.localtime()
    days = (local.date() - today.date()).days
    if days == 0:
        return f"{local:%H:%M}"
    if days == 1 and f"{local:%H:%M}" == MIDNIGHT:
        return "24:00"
    return f"{date_format(local, 'D')} {local:%H:%M}" if 0 < days < 7 else when(moment)


def period(starts_at: datetime, ends_at: datetime) -> str:
    """Fri 27 06:00–18:00; Fri 27 18:00 to Sat 28 06:00."""
    starts, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    if starts.date() == ends.date():
        return f"{when(starts_at)}–{ends:%H:%M}"
    if f"{ends:%H:%M}" == MIDNIGHT and ends.date() - starts.date() == timedelta(days=1):
        return f"{when(starts_at)}–24:00"
    return _("%(from)s to %(until)s") % {"from": when(starts_at), "until": when(ends_at)}


def hours(starts_at: datetime, ends_at: datetime) -> str:
    """06:00–18:00, for a list that names the day already; where they are two days, each with its own."""
    starts, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    if starts.date() == ends.date():
        return f"{starts:%H:%M}–{ends:%H:%M}"
    days = (f"{date_format(one, 'D')} {one:%H:%M}" for one in (starts, ends))
    return _("%(from)s to %(until)s") % dict(zip(("from", "until"), days, strict=True))


def typed(moment: datetime) -> str:
    """2026-11-27T18:00: what a field for day and time holds."""
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"
