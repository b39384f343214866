"""The cast as people who can sign in, on duty in twelve-hour watches."""

import datetime as dt
from zoneinfo import ZoneInfo

from alerts.domain.words_of_telling import ShiftKind, Turn
from alerts.models import Duty, Membership, Office, Person, Section

from .cast import CAST, Player

DAY, NIGHT = dt.time(6), dt.time(18)  # when each watch begins
DAYS_BACK = 16  # the exercise's fortnight finds everybody on duty


def make_people(offices: dict[str, Office], password: str, now: dt.datetime) -> list[Person]:
    """Everybody of the cast with their role and, for those on duty, watches from 16 days ago on.

    Running it again changes nothing.
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
    """Two watches a day with the same person, once: what was changed since stays changed."""
    if duty.rotations.exists():
        return
    first_date = (now - dt.timedelta(days=DAYS_BACK)).astimezone(ZoneInfo(duty.time_zone)).date()
    for begins, ends in ((DAY, NIGHT), (NIGHT, DAY)):
        rotation = duty.rotations.create(turn=Turn.DAILY, from_time=begins, until_time=ends, first_date=first_date)
        rotation.places.create(position=1, person=person)
    # An older sample wrote thirty days of shifts, without anybody who made them.
    duty.shifts.filter(person=person, kind=ShiftKind.ADD, made_at__isnull=True).delete()
