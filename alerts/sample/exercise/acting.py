"""The cast of the exercise does what a person does at a page or with a message."""

from datetime import datetime

from django.utils.translation import gettext as _

from alerts.domain.words import AnsweredVia, Channel, DismissReason
from alerts.models import Alert, Delivery, Office, Person
from alerts.sample.cast import CAST
from alerts.selectors.access import Viewer, viewer_of
from alerts.services import answering, lifecycle
from alerts.services.answering import Answered
from ewrr.common.errors import Refusal

from .fates import Ending


class Absent(Refusal):
    code = "absent"


def viewer(office: Office, name: str, now: datetime) -> Viewer:
    """One of the cast as the services see them at `now`. Two statements. Raises Absent."""
    email = next(player.email for player in CAST if player.name == name)
    person = Person.objects.filter(email=email, is_active=True).first()
    found = viewer_of(person, now, office.code) if person is not None else None
    if found is None or found.office.pk != office.pk:
        raise Absent(_("%(name)s of the exercise has no role in the office now.") % {"name": name})
    return found


def viewers(office: Office, now: datetime) -> dict[str, Viewer]:
    """All of the office's cast, by name. Raises Absent."""
    return {player.name: viewer(office, player.name, now) for player in CAST if player.office == office.code}


def answer(viewer: Viewer, alert: Alert, *, by_mail: bool) -> Answered:
    """From the message where one was sent and `by_mail` says so, else on the alert's page. Raises Refusal."""
    sent = Delivery.objects.filter(alert=alert, person=viewer.person, channel=Channel.EMAIL)
    if by_mail and (message := sent.select_related("alert", "person").first()) is not None:
        return answering.answer_message(delivery=message)
    return answering.answer(viewer=viewer, number=alert.number, via=AnsweredVia.PAGE)


def end(viewer: Viewer, alert: Alert, ending: Ending) -> None:
    """Closes or dismisses. Raises Refusal."""
    if isinstance(ending.how, DismissReason):
        lifecycle.dismiss(alert=alert, by=viewer.person, reason=ending.how)
    else:
        lifecycle.close(alert=alert, by=viewer.person, outcome=ending.how)
