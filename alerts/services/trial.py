"""A test message to oneself: proves the whole chain from the row to the mailbox."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from alerts.domain.words_of_telling import Purpose
from alerts.models import Delivery, Person
from alerts.selectors.access import Viewer
from ewrr.common.change import change
from ewrr.common.errors import Refusal

from . import delivery

AT_MOST_EVERY = timedelta(minutes=1)


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
