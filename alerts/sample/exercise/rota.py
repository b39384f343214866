"""What makes the rota of the exercise a real one: somebody is away, somebody stands in over a weekend."""

import datetime as dt
from zoneinfo import ZoneInfo

from alerts.models import Duty, Office
from alerts.selectors.access import Viewer
from alerts.services import duty

BEGINS = dt.time(6)
AWAY_AFTER_DAYS = 2


def make_it_uneven(office: Office, viewers: dict[str, Viewer], now: dt.datetime) -> None:
    """In two days the protection adviser is away for a day, which leaves a gap; the Head of Office replaces the hub
    chief over the next weekend. Raises Refusal.
    """
    zone = ZoneInfo(office.time_zone)
    today = now.astimezone(zone).date()
    head, adviser = viewers["Grace"], viewers["Sifa"]
    away_at = _morning(today + dt.timedelta(days=AWAY_AFTER_DAYS), zone)
    duty.declare_absence(viewer=head, person=adviser.person, starts_at=away_at, ends_at=away_at + dt.timedelta(days=1))
    saturday = today + dt.timedelta(days=(6 - today.isoweekday()) % 7 or 7)
    duty.replace(
        viewer=head,
        duty=Duty.objects.get(office=office, code="hub-chief"),
        person=head.person,
        starts_at=_morning(saturday, zone),
        ends_at=_morning(saturday + dt.timedelta(days=2), zone),
    )


def _morning(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    return dt.datetime.combine(day, BEGINS, zone).astimezone(dt.UTC)
