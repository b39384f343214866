"""E-mail by the office's own server."""

import smtplib
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from .base import Message, TransportError


class Email:
    """Sends one message to one address; the Message-ID is the hub's own, the same at each try."""

    def send(self, message: Message, address: str) -> None:
        if not address:
            raise TransportError("no_address", is_permanent=True)
        host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
        mail = EmailMultiAlternatives(
            message.subject,
            message.text,
            to=[address],
            headers={
                "Message-ID": f"<{message.id}@{host}>",
                "Auto-Submitted": "auto-generated",
                "X-Priority": "1",
                "Content-Language": message.language,
            },
        )
        mail.attach_alternative(message.html, "text/html")
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as refusal:
            codes = [code for code, _reply in refusal.recipients.values()]
            raise TransportError("recipient_refused", is_permanent=all(code >= 500 for code in codes)) from None
        except (smtplib.SMTPException, OSError) as failure:
            raise TransportError(f"mail_{type(failure).__name__}") from None
