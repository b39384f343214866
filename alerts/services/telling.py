"""The words of a message, in its reader's language: number, level, kind, area, link, and nothing else; of a notice
its sentence, its days and the link; of an account the link that opens it, made as the message is sent.
"""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alerts.domain.words import OwedKind
from alerts.domain.words_of_telling import Purpose
from alerts.models import Delivery, Invitation, Person
from alerts.selectors import lists
from alerts.transports.base import Message
from ewrr.common import clock, wording

from . import inviting

SALT = "alerts.answer"
EXPLAINED = ("owed", "duty", "through", "escalation__rule")  # what selectors.why reads
LINK_LASTS_S = 7 * 24 * 3600
TEMPLATES = {  # all others: "told"
    Purpose.REMINDER: "reminder",
    Purpose.MENTION: "reminder",
    Purpose.NOTICE: "notice",
    Purpose.TEST: "test",
    Purpose.INVITATION: "invitation",
    Purpose.RESET: "reset",
}
OF_ACCOUNTS = (Purpose.INVITATION, Purpose.RESET)
AGAIN = (Purpose.REPEAT, Purpose.LAST_RESORT)
OWED = {
    OwedKind.ANSWER: gettext_lazy("answer owed"),
    OwedKind.VERIFY: gettext_lazy("verification owed"),
    OwedKind.DECIDE: gettext_lazy("decision owed"),
    OwedKind.ARRIVE: gettext_lazy("arrival owed"),
    OwedKind.WORD_BACK: gettext_lazy("word back owed"),
    OwedKind.REVIEW: gettext_lazy("review owed"),
    OwedKind.ACCEPT: gettext_lazy("a response waits for acceptance"),
    OwedKind.RESULT: gettext_lazy("result of a response owed"),
    OwedKind.APPROVE: gettext_lazy("a hand-over waits for approval"),
    OwedKind.OTHER: gettext_lazy("an act owed"),
}


def message(delivery: Delivery) -> Message:
    """What the person of `delivery` is told; needs its office, person, alert.area, owed and notice loaded."""
    person = delivery.person
    with translation.override(person.language), wording.speaking(lists.wording_of(delivery.office)):
        facts = _facts(delivery) | {"language": person.language}
        name = TEMPLATES.get(Purpose(delivery.purpose), "told")
        return Message(
            id=f"delivery-{delivery.pk}",
            subject=" ".join(render_to_string(f"messages/{name}_subject.txt", facts).split()),
            text=render_to_string(f"messages/{name}.txt", facts),
            html=render_to_string(f"messages/{name}.html", facts),
            language=person.language,
        )


def _facts(delivery: Delivery) -> dict[str, Any]:
    alert, notice = delivery.alert, delivery.notice
    if delivery.purpose in OF_ACCOUNTS:
        return _of_account(delivery)
    if notice is not None:
        return {"notice": notice, "link": f"{settings.PUBLIC_URL}{notice.path}"}
    if alert is None:
        return {"link": f"{settings.PUBLIC_URL}/"}
    if delivery.owed is not None or delivery.comment_id is not None:
        where = (delivery.owed.path if delivery.owed else "") or reverse("alert", args=[alert.number])
    else:
        where = reverse("answer_from_message", args=[answer_token(delivery)])
    return {
        "alert": alert,
        "area": alert.area.name if alert.area else _("area not known"),
        "link": f"{settings.PUBLIC_URL}{where}",
        "owes": OWED[OwedKind(delivery.owed.kind)] if delivery.owed is not None else _("a comment names you"),
        "is_again": delivery.purpose in AGAIN,
    }


def _of_account(delivery: Delivery) -> dict[str, Any]:
    """The link is made here and kept nowhere: it is worth what the account is worth."""
    person = delivery.person
    if delivery.purpose == Purpose.INVITATION:
        waiting = invitation_of(person)
        assert waiting is not None, "asked of a message that is still needed"
        where = reverse("invitation", args=[inviting.token(waiting)])
        return {"office": delivery.office, "until": waiting.expires_at, "link": f"{settings.PUBLIC_URL}{where}"}
    keys = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    where = reverse("account_reset_password_from_key", kwargs=keys)
    return {"office": delivery.office, "link": f"{settings.PUBLIC_URL}{where}"}


def invitation_of(person: Person) -> Invitation | None:
    """The one that waits for them, whose link may still be used."""
    waiting = Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=clock.now())
    return waiting.filter(person=person).first()


def answer_token(delivery: Delivery) -> str:
    """Opens the page on which this delivery's person may answer, and nothing else, for a week."""
    return signing.dumps(delivery.pk, salt=SALT)


def delivery_of(token: str) -> Delivery | None:
    """The delivery that a link was made for; None when it is forged, cut or too old."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=LINK_LASTS_S)
    except signing.BadSignature:
        return None
    return (
        Delivery.objects.select_related("alert__office", "alert__area", "person", *EXPLAINED)
        .filter(pk=pk, alert__isnull=False)
        .first()
    )
