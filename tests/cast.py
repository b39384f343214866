"""The sample offices with their cast, and further people."""

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

from alerts.domain.words import Component, Role
from alerts.models import Membership, Office, Person
from alerts.sample import CAST
from alerts.sample.offices import make_office
from alerts.sample.people import make_people
from alerts.selectors import access
from alerts.selectors.access import Viewer
from alerts.services import gazetteer
from ewrr.common import clock

PASSWORD = "a long sample sentence"
ZONE = ZoneInfo("Africa/Lubumbashi")  # of Beni, and of Bunia where a test sets it up


def today() -> dt.date:
    """The day of the offices of the tests, which begins two hours before the day of UTC."""
    return clock.now().astimezone(ZONE).date()


def offices(*, exercising: bool = False) -> dict[str, Office]:
    """Beni and Bouar with all of the cast, on duty now; those of the session where they are still there."""
    if Office.objects.exists():
        Office.objects.filter(code="BEN").update(is_exercising=exercising)
        return {office.code: office for office in Office.objects.all()}
    gazetteer.load()
    made = {code: make_office(code, is_exercising=exercising and code == "BEN") for code in ("BEN", "BOU")}
    make_people(made, PASSWORD, clock.now())
    return made


def person(name: str) -> Person:
    """One of the cast: person("Amina")."""
    player = next(player for player in CAST if player.name == name)
    return Person.objects.get(email=player.email)


def viewer(name: str) -> Viewer:
    """One of the cast in their office, now."""
    found = access.viewer_of(person(name), clock.now())
    assert found is not None, f"{name} has no role"
    return found


def member(office: Office, role: Role, component: Component | None = None, name: str = "Zoe") -> Viewer:
    """Somebody new with one role."""
    made = Person.objects.create_user(f"{name.lower()}-{uuid.uuid4().hex[:6]}@new.example", PASSWORD, name=name)
    Membership.objects.create(
        person=made, office=office, role=role, component=component or "", from_date=dt.date(2020, 1, 1)
    )
    found = access.viewer_of(made, clock.now())
    assert found is not None
    return found
