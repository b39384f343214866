"""The words of a message, in its reader's language: number, level, kind, area, link, and nothing else."""

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from alerts.models import Alert, Delivery, Person
from alerts.transports.base import Message

SALT = "alerts.answer"
LINK_LASTS_S = 7 * 24 * 3600


def message(delivery: Delivery, alert: Alert, person: Person) -> Message:
    """What `person` is told about `alert`; needs alert.area loaded."""
    with translation.override(person.language):
        facts = {
            "alert": alert,
            "area": alert.area.name if alert.area else _("area not known"),
            "link": f"{settings.PUBLIC_URL}{reverse('answer_from_message', args=[answer_token(delivery)])}",
            "language": person.language,
        }
        return Message(
            id=f"delivery-{delivery.pk}",
            subject=" ".join(render_to_string("messages/told_subject.txt", facts).split()),
            text=render_to_string("messages/told.txt", facts),
            html=render_to_string("messages/told.html", facts),
            language=person.language,
        )


def answer_token(delivery: Delivery) -> str:
    """Opens the page on which this delivery's person may answer, and nothing else, for a week."""
    return signing.dumps(delivery.pk, salt=SALT)


def delivery_of(token: str) -> Delivery | None:
    """The delivery that a link was made for; None when it is forged, cut or too old."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=LINK_LASTS_S)
    except signing.BadSignature:
        return None
    return Delivery.objects.select_related("alert__office", "alert__area", "person").filter(pk=pk).first()
