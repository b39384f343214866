"""Exercise control: as whom the injects of a script are filed. Nobody signs in as it, and it is never on duty."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from alerts.domain.exercise_columns import CONTROL, SECTION
from alerts.domain.words import Component, Role
from alerts.models import Membership, Office, Person
from alerts.selectors import access, exercises
from alerts.selectors.access import Viewer
from ewrr.common.errors import Refusal

NAME = "EXCON"  # exercise control, as it is called in every language


class NoControl(Refusal):
    """Somebody ended the role of exercise control."""

    code = "no_control"


def filer(office: Office, by: str, now: datetime) -> tuple[Viewer, bool]:
    """As whom the script's `by` files now, and whether it is as was said: who has no role any more, or none that files,
    is stood in for by exercise control. Raises NoControl.
    """
    if "@" in by:
        person = Person.objects.filter(email=by, is_active=True).first()
        found = access.viewer_of(person, now, office.code) if person is not None else None
        is_theirs = found is not None and found.office.pk == office.pk and found.may_file
        return (found, True) if found is not None and is_theirs else (control(office, Component.CIVILIAN, now), False)
    if by.startswith(SECTION):
        return _of_section(office, by.removeprefix(SECTION), now)
    return control(office, Component.CIVILIAN if by == CONTROL else Component(by), now), True


def _of_section(office: Office, name: str, now: datetime) -> tuple[Viewer, bool]:
    section = exercises.section(office, name)
    if section is None:
        return control(office, Component.CIVILIAN, now), False
    return replace(control(office, Component(section.component), now), section_id=section.pk), True


def control(office: Office, component: Component, now: datetime) -> Viewer:
    """Exercise control as it files for a component; made where the office has none yet. Raises NoControl."""
    address = f"excon-{office.code.lower()}-{component}@machines.invalid"
    person = Person.objects.filter(email=address).first()
    if person is None:
        person = Person.objects.create_user(address, None, name=NAME)
        today = now.astimezone(ZoneInfo(office.time_zone)).date()
        Membership.objects.create(person=person, office=office, role=Role.MACHINE, component=component, from_date=today)
    found = access.viewer_of(person, now, office.code) if person.is_active else None
    if found is None or not found.may_file:
        raise NoControl(_("Exercise control has no role in this office any more."))
    return found
