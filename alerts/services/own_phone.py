"""A person changes their own telephone number; name and language of others are the administrators' (`people`)."""

from alerts.domain.events import Happened
from alerts.models import Person
from alerts.selectors import people
from alerts.selectors.access import Viewer
from ewrr.common.change import change

from .setting_up import Stale


def change_it(*, viewer: Viewer, seen: str, phone: str) -> Person:
    """`seen`: the number that stood on the page. Raises Stale."""
    with change(viewer.office.pk, viewer.person) as c:
        person = Person.objects.select_for_update(no_key=True).get(pk=viewer.person.pk)
        if person.phone != seen:
            raise Stale(people.last_change(viewer.office, person.pk))
        if person.phone != phone:
            person.phone = phone
            person.save(update_fields=["phone"])
            c.record(Happened.PERSON_CHANGED, person=person.pk, fields=["phone"])
        return person
