"""A test message to oneself, or to whoever was not reached yet: proves the whole chain from the row to the mailbox."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from alerts.domain.words_of_telling import Purpose
from alerts.models import Delivery, Person
from alerts.selectors import people as shelf
from alerts.selectors.access import Viewer
from ewrr.common.change import change
from ewrr.common.errors import Refusal

from . import delivery, people

AT_MOST_EVERY = timedelta(minutes=1)
MOST_AT_ONCE = 200


class TooSoon(Refusal):
    """One was sent less than a minute ago."""

    code = "too_soon"


def send_test(viewer: Viewer) -> list[Delivery]:
    """Writes a message by every channel to the viewer, sent as those about alerts are. Raises TooSoon."""
    with change(viewer.office.pk, viewer.person) as c:
        Person.objects.select_for_update(no_key=True).only("pk").get(pk=viewer.person.pk)  # two taps at once
        latest = Delivery.objects.filter(
            person=viewer.person, purpose=Purpose.TEST, created_at__gt=c.now - AT_MOST_EVERY
        )
        if latest.exists():
            raise TooSoon(_("A test message was sent less than a minute ago. Look whether it came, then try again."))
        return delivery.test_message(c, viewer.person)


def send_to_unreached(viewer: Viewer) -> int:
    """A test message to everybody in the office of whom nothing shows yet that one reaches them; says to how many.
    Nobody gets two within a minute. Raises MayNotEditPeople.
    """
    with people.editing(viewer) as c:
        fresh = Delivery.objects.filter(purpose=Purpose.TEST, created_at__gt=c.now - AT_MOST_EVERY).values("person")
        left = shelf.unreached(viewer.office, c.now).exclude(pk__in=fresh).order_by("pk")
        found = list(left[:MOST_AT_ONCE])
        for person in found:
            delivery.test_message(c, person)
        return len(found)
