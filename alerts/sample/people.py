"""The cast as people who can sign in, on duty in twelve-hour watches."""

import datetime as dt
from zoneinfo import ZoneInfo

from alerts.models import Duty, Membership, Office, Person, Section, Shift

from .cast import CAST, Player
from .offices import WATCH

WATCH_BEGINS = dt.time(6)
DAYS_BACK, DAYS_AHEAD = 15, 30


def make_people(offices: dict[str, Office], password: str, now: dt.datetime) -> list[Person]:
    """Everybody of the cast with their role and, for those on duty, watches from 15 days ago to 30 days ahead.

    Running it again extends the watches and changes nothing else.
    """
    return [_make_person(player, offices[player.office], password, now) for player in CAST]


def _make_person(player: Player, office: Office, password: str, now: dt.datetime) -> Person:
    person = Person.objects.filter(email=player.email).first()
    if person is None:
        person = Person.objects.create_user(
            player.email, password, name=player.name, language=player.language, phone="+000 000 000"
        )
    section = Section.objects.filter(office=office, name_en=player.section).first()
    Membership.objects.get_or_create(
        person=person,
        office=office,
        role=player.role,
        defaults={
            "component": player.component or "",
            "section": section,
            "from_date": (now - dt.timedelta(days=365)).date(),
        },
    )
    for code in player.duties:
        _make_watches(person, Duty.objects.get(office=office, code=code), now)
    return person


def _make_watches(person: Person, duty: Duty, now: dt.datetime) -> None:
    zone = ZoneInfo(duty.time_zone)
    first = dt.datetime.combine((now - dt.timedelta(days=DAYS_BACK)).astimezone(zone).date(), WATCH_BEGINS, zone)
    starts = [first + WATCH * turn for turn in range(2 * (DAYS_BACK + DAYS_AHEAD))]
    Shift.objects.bulk_create(
        (Shift(duty=duty, person=person, starts_at=start, ends_at=start + WATCH) for start in starts),
        ignore_conflicts=True,
    )
