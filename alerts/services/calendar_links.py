"""The secret address of a person's calendar: made, renewed, ended; the hub keeps its digest only."""

import hashlib
import secrets

from alerts.domain.events import Happened
from alerts.models import CalendarLink, Person
from alerts.selectors.access import Viewer
from ewrr.common.change import change

LENGTH = 43  # of what token_urlsafe makes of 32 bytes


def make(*, viewer: Viewer) -> str:
    """The secret, which exists here and nowhere else; one that was made before is good no more."""
    secret = secrets.token_urlsafe(32)
    with change(viewer.office.pk, viewer.person) as c:
        Person.objects.select_for_update(no_key=True).only("pk").get(pk=viewer.person.pk)  # two taps at once
        CalendarLink.objects.update_or_create(
            person=viewer.person, defaults={"digest": digest(secret), "made_at": c.now}
        )
        c.record(Happened.CALENDAR_LINKED, person=viewer.person.pk)
    return secret


def end(*, viewer: Viewer) -> bool:
    """The address is good no more; says whether there was one."""
    with change(viewer.office.pk, viewer.person) as c:
        gone, _by_model = CalendarLink.objects.filter(person=viewer.person).delete()
        if gone:
            c.record(Happened.CALENDAR_ENDED, person=viewer.person.pk)
        return bool(gone)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
